"""The clock of a place: which moment and which day it is there, whichever computer asks."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Clock:
    """The clock on the wall of one time zone, by its name in the IANA list."""

    zone: str = "Asia/Ho_Chi_Minh"

    def there(self, at: datetime) -> datetime:
        """Return a moment as it is there; one that names no time zone is meant there."""
        zone = ZoneInfo(self.zone)
        return at.astimezone(zone) if at.tzinfo else at.replace(tzinfo=zone)

    def day(self, at: datetime) -> date:
        """Return the day that a moment belongs to."""
        return self.there(at).date()

    def today(self) -> date:
        """Return the day that it is now."""
        return self.day(datetime.now(UTC))


USUAL = Clock()  # of a workspace that names no time zone
