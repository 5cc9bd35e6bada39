"""What a kind of record declares, once; all that the ledger does with it comes from that.

A kind says which columns it has and which of them are its key, who may do what with it and who may
read it, what is wrong with a row, and what all of this is called. From it come the table, the
rights, history, withdrawal, counts, exports, commands and the page: see `data.records.registry`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pandas as pd
from sqlalchemy import Column as Stored
from sqlalchemy import ColumnElement, ForeignKey, Index, LargeBinary, Table

from data.figures.tables import Checked, Context
from data.ledger.chain import PERSONAL
from data.ledger.rights import Deed
from data.ledger.schema import Plain, metadata, numbered
from data.records.groups import named

Check = Callable[[pd.DataFrame, Context], Checked]
Groups = Callable[[object, Context], Iterable[str | None]]
Rows = Mapping[str, pd.DataFrame]  # by the name of their kind
Disturbs = Callable[[Rows, Context, int], ColumnElement[bool]]
STATE, REASON = "state", "reason"
FILE, CONTENT = "file", "original"  # a record's own file: its name, and what it is kept under


@dataclass(frozen=True)
class Column:
    """One column of a record: a text, unless it says otherwise."""

    name: str
    title: str = ""  # as pages and exports head it
    needed: bool = False  # a row without it is refused
    personal: bool = False  # it is about a person: no export holds it
    binary: bool = False
    words: Mapping[str, str] = field(default_factory=dict)  # the values that there are, in words


@dataclass(frozen=True)
class Move:
    """A change of state, and who may make it."""

    before: str
    after: str
    deed: Deed


@dataclass(frozen=True, eq=False)
class Kind:
    """One kind of record.

    `says` are the columns that say something of a key; a row without the first of them says
    nothing. Rows that say one of `lesser` lie under all others of their key. `shown` is where a
    snapshot holds it for everybody; a kind without it is read from the ledger whenever it is asked
    for. `nests`: what is said of a longer period holds what is said of a shorter one. `disturbs`
    gives, of rows that were worked out when the ledger had a revision, which new or withdrawn rows
    of this kind make them doubtful.
    """

    name: str  # in commands, addresses and exports
    title: str
    stored: str  # the name of its table
    columns: tuple[Column, ...]
    key: tuple[str, ...]  # of all rows with one key, one is shown
    append: Deed
    withdraw: Deed  # what another brought
    append_closed: Deed | None = None  # in a period that was closed; none: periods close nothing
    read: Deed | None = None  # none: everybody may
    says: tuple[str, ...] = ()
    lesser: Mapping[str, str] = field(default_factory=dict)
    nests: bool = False
    follows: bool = False  # it comes along with others: whoever may write anything may bring it
    disturbs: Disturbs | None = None
    shown: str = ""
    located: bool = True  # it is kept where a row stood in its file
    counted: bool = True  # among the rows of a batch
    files: bool = False  # a record may have a file of its own
    moves: tuple[Move, ...] = ()  # none: it has no states
    groups: Groups = named
    check: Check | None = None
    messages: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # of its faults
    indexed: tuple[str, ...] = ()
    table: Table = field(init=False)

    def __post_init__(self) -> None:
        limits = {"group", "area"} & set(self.names)
        assert not self.read or limits <= set(self.key), "else a newer row may hide another's"
        object.__setattr__(self, "table", self._made())

    def _made(self) -> Table:
        own = [_stored(column) for column in self.columns]
        if self.located:
            own.append(Stored("cell", Plain, nullable=False))
        if self.files:
            own.append(Stored(CONTENT, ForeignKey("original.sha256")))
        batch: Stored[int] = Stored("batch", ForeignKey("batch.id"), nullable=False, index=True)
        made = Table(self.stored, metadata, numbered(), batch, *own)
        if self.indexed:
            Index(f"ix_{self.stored}_key", *(made.c[name] for name in self.indexed))
        return made

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of its columns."""
        return tuple(column.name for column in self.columns)

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """Return all that may be done with it, by whoever may do it."""
        own = (self.append, self.withdraw, self.append_closed, self.read)
        return tuple(dict.fromkeys(d for d in (*own, *(m.deed for m in self.moves)) if d))

    @property
    def first_state(self) -> str:
        """Return the state in which a record begins."""
        return self.moves[0].before if self.moves else ""


def _stored(column: Column) -> Stored[Any]:
    info = {PERSONAL: column.personal}
    if column.binary:
        return Stored(column.name, LargeBinary, nullable=False, info=info)
    return Stored(column.name, Plain, nullable=False, default="", info=info)


def texts(*names: str) -> tuple[Column, ...]:
    """Return columns that hold texts as a workspace's long table has them."""
    return tuple(Column(name) for name in names)


def empty(kind: Kind) -> pd.DataFrame:
    """Return no rows of a kind: its columns, and `where` each stood."""
    return _no_rows(kind).copy()


@cache
def _no_rows(kind: Kind) -> pd.DataFrame:
    kinds = {c.name: "object" if c.binary else "str" for c in kind.columns} | {"where": "str"}
    return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})


def indicators(rows: Rows) -> set[str]:
    """Return the indicators that rows of any kind are of."""
    return {slug for frame in rows.values() if "indicator" in frame for slug in frame["indicator"]}
