"""The history of one figure: all that was ever said of an indicator in an area and a period."""

from data.ledger.database import Database
from data.records import history as histories
from data.records.figures import KIND
from data.records.history import Said


def history(database: Database, indicator: str, area: str, period: str) -> list[Said]:
    """Return what was said of an indicator in an area (its id) and a period, newest first."""
    return histories.history(database, KIND, (indicator, area, period))
