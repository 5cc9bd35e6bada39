"""What would show if a batch were withdrawn: what was said before, or nothing."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy import Connection

from data.records import registry
from data.records.shown import ranked


@dataclass(frozen=True)
class Instead:
    """How many figures, plans and statuses of a batch are shown; of how many others were said."""

    shown: int
    again: int  # for so many of them something else shows

    @property
    def nothing(self) -> int:
        """Return for how many of them nothing would be shown any more."""
        return self.shown - self.again


def instead(connection: Connection, number: int) -> Instead:
    """Return what would become of all that is shown of a batch."""
    shown = again = 0
    for kind in registry.SHOWN.values():
        rows = ranked(kind)
        own = sa.case(((rows.c.batch == number) & (rows.c.place == 1), 1), else_=0)
        asked = (
            sa.select(sa.func.count(rows.c.batch.distinct()))
            .group_by(*(rows.c[key] for key in kind.key))
            .having(sa.func.max(own) == 1)
        )
        said = connection.execute(asked).scalars().all()
        shown, again = shown + len(said), again + sum(several > 1 for several in said)
    return Instead(shown, again)
