"""What is wrong with rows of a kind: what every kind asks, and what its own check says."""

from collections.abc import Iterator

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from data.catalogue.declared import nearest
from data.catalogue.periods import parse
from data.figures.tables import Checked, Context
from data.records.contract import STATE, Kind
from data.records.shown import ranked
from geo.faults import Fault, refuse


def checked(kind: Kind, frame: pd.DataFrame, known: Context) -> Checked:
    """Return rows ready to be shown, and every fault of every row."""
    if kind.check:
        return kind.check(frame, known)
    return frame, [*_incomplete(kind, frame), *_unknown(kind, frame, known)]


def moved(connection: Connection, kind: Kind, frame: pd.DataFrame) -> Iterator[Fault]:
    """Yield rows that would put a record into another state, which only a move does."""
    if not kind.moves:
        return
    given = zip(frame[STATE], stated(connection, kind, frame.assign(state="")), strict=True)
    for where, (asked, own) in zip(frame["where"], given, strict=True):
        if asked != own:
            yield refuse("record_state_given", where, state=asked)


def stated(connection: Connection, kind: Kind, frame: pd.DataFrame) -> list[str]:
    """Return the state of each row: as it says; else that of its record now, or the first."""
    rows = frame.to_dict("records")
    return [
        row[STATE] or _state(connection, kind, [row[name] for name in kind.key]) or kind.first_state
        for row in rows
    ]


def _state(connection: Connection, kind: Kind, key: list[str]) -> str | None:
    """Return the state in which a record is now; None where there is none of this key."""
    rows = ranked(kind)
    own = [rows.c[name] == value for name, value in zip(kind.key, key, strict=True)]
    asked = sa.select(rows.c[STATE]).where(rows.c.place == 1, *own)
    return connection.scalar(asked)


def _incomplete(kind: Kind, frame: pd.DataFrame) -> Iterator[Fault]:
    """Yield what lacks a text that is needed, says a word that there is none, or comes twice."""
    for column in kind.columns:
        if column.needed:
            for where in frame.loc[frame[column.name] == "", "where"]:
                yield refuse("record_without", where, column=column.title or column.name)
        if column.words:
            strange = ~frame[column.name].isin(["", *column.words])
            for row in frame[strange].to_dict("records"):
                word, words = row[column.name], ", ".join(column.words)
                yield refuse("record_word_unknown", row["where"], found=word, known=words)
    for _, own in frame[frame.duplicated(list(kind.key), keep=False)].groupby(list(kind.key)):
        said = " · ".join(str(own[name].iloc[0]) for name in kind.key)
        yield refuse("row_twice", own["where"].iloc[0], key=said, others=len(own) - 1)


def _unknown(kind: Kind, frame: pd.DataFrame, known: Context) -> Iterator[Fault]:
    """Yield rows of an area, a group or a period that there is not."""
    names = {"area": {a.id for a in known.areas}, "group": set(known.catalogue.groups)}
    for name, there in names.items():
        if name in kind.names:
            for row in frame[~frame[name].isin(["", *there])].to_dict("records"):
                near = nearest(row[name], there)
                yield refuse("word_unknown", row["where"], what=name, name=row[name], nearest=near)
    for row in frame.to_dict("records") if "period" in kind.names else ():
        try:
            parse(row["period"])
        except ValueError:
            yield refuse("period_unreadable", row["where"], found=row["period"])
