"""One indicator over time: the days on which something is known of it, and its figures on them."""

from datetime import date

import pandas as pd

from data.catalogue.indicators import Indicator
from data.figures.snapshot import Snapshot
from data.figures.view import classified


def days(snapshot: Snapshot, indicator: Indicator) -> list[date]:
    """Return the last day of each period with a figure of this indicator, latest first."""
    slugs = _reported(snapshot, indicator)
    figures = snapshot.figures
    areas = {a.id for a in snapshot.areas if a.level == snapshot.settings.level}
    known = figures[figures["indicator"].isin(slugs) & figures["area"].isin(areas)]["last"]
    found = {moment.date() for moment in known.unique()}
    if indicator.origin and indicator.origin.criteria:
        found |= {moment.date() for moment in snapshot.statuses["last"].unique()}
    return sorted(found, reverse=True)


def history(snapshot: Snapshot, indicator: Indicator) -> pd.DataFrame:
    """Return every day on which something is known: `day`, `area`, and `view.classified`."""
    return classified(snapshot, indicator, days(snapshot, indicator)[::-1])


def previous(days_known: list[date], day: date) -> date | None:
    """Return the last day before this one on which something is known."""
    return max((d for d in days_known if d < day), default=None)


def _reported(snapshot: Snapshot, indicator: Indicator) -> set[str]:
    """Return the slugs of the reported indicators that this one is, or is made from."""
    own = {indicator.slug} if indicator.is_given else set()
    return own | {s for p in indicator.parts for s in _reported(snapshot, snapshot.catalogue[p])}
