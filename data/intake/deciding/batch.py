"""A file of figures as the batch that it becomes: what is taken of it, and what was answered."""

from collections.abc import Mapping

from data.intake.deciding.intake import Intake
from data.records import registry
from data.records.batches import Content
from data.records.decisions import answers as answers_of


def content(intake: Intake, original: bytes, answers: Mapping[str, str]) -> Content:
    """Return the batch of what is taken of a file, with the answers given to its questions."""
    answered = answers_of.of_figures(intake.checksum, answers)
    rows = {kind.name: intake.rows(name) for name, kind in registry.SHOWN.items()}
    return Content(
        title=intake.file,
        rows=answers_of.along(rows, answered),
        file=intake.file,
        original=original,
    )
