"""A file of figures as the batch that it becomes: what is taken of it, and what was answered."""

from collections.abc import Mapping

from data.intake.deciding.intake import Intake
from data.records import decisions
from data.records.batches import Content


def content(intake: Intake, original: bytes, answers: Mapping[str, str]) -> Content:
    """Return the batch of what is taken of a file, with the answers given to its questions."""
    return Content(
        title=intake.file,
        figures=intake.rows("figures"),
        targets=intake.rows("targets"),
        statuses=intake.rows("statuses"),
        decisions=decisions.of_figures(intake.checksum, answers),
        file=intake.file,
        original=original,
    )
