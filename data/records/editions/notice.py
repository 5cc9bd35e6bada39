"""What an edition of the boundaries that somebody brings says of itself, on every map."""

from datetime import date

from data.catalogue.declared import Text
from data.catalogue.settings import Generation
from data.figures.snapshot import Snapshot
from data.words import N_, Words

REFERENCE = N_("Administrative boundaries are for reference only and have no legal force.")


def edition(
    now: Snapshot, day: date | None, file: str, title: str, *, surveyed: bool
) -> Generation:
    """Return an edition; one that is not surveyed keeps the warning of the one it follows."""
    first = now.settings.generation_on(day or date.max)
    before = now.settings.boundaries[first].notice if first and not surveyed else None
    return Generation(
        file=file,
        title=Text(vi=title or file),
        source=file,
        surveyed=surveyed,
        notice=before or Text(vi=Words("vi")(REFERENCE), en=Words("en")(REFERENCE)),
    )
