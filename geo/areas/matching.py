"""Features joined to areas: by code, checked by name, in the generation that both fit best."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geo.areas import Areas
from geo.areas.deciding import Decisions
from geo.areas.editions import CODE, Edition, Row, joined_by
from geo.areas.joining import EXAMPLES, Join, repeated
from geo.areas.names import Naming
from geo.faults import Fault, ask, note, refuse


@dataclass(frozen=True)
class Match:
    """Which area each feature is.

    `ids` has one entry a row: an area's id, or None. `by` says what the rows were joined by:
    "code+name", "code" or "name". It and `day` are None where nothing could be joined.
    """

    ids: tuple[str | None, ...]
    day: date | None = None
    by: str | None = None
    faults: tuple[Fault, ...] = ()


def match(
    rows: Sequence[Row],
    areas: Areas,
    *,
    level: str,
    naming: Naming,
    day: date | None = None,
    decisions: Decisions | None = None,
) -> Match:
    """Say which area of this level each row is on a day; without one, on the day that fits best.

    `decisions` of a person go before what a row says (`Row.keys`).

    Where no area of the level is known at all, a row is what its code says, from `day` on.
    """
    days = areas.days(level)
    editions = [Edition(d, found, naming) for d in days if (found := areas.on(d, level))]
    if not editions:
        return _unchecked(rows, day, decisions or {})
    by = joined_by(rows, editions)
    best = max(editions, key=lambda e: e.fit(rows, by))
    chosen = best if day is None else Edition(day, areas.on(day, level), naming)
    if not chosen.areas:
        fault = refuse("day_without_areas", day, first=days[0], last=days[-1])
        return Match((None,) * len(rows), faults=(fault,))
    doubts = [_ambiguous(rows, best, editions, by)] if day is None else []
    doubts += [_doubtful(rows, chosen, best, by)]
    join = Join(rows, chosen, editions, naming, by, decisions or {})
    faults = (*(d for d in doubts if d), *join.faults())
    if not join.claims:
        return Match(join.ids, faults=faults)
    return Match(join.ids, chosen.day, by, faults)


def _ambiguous(
    rows: Sequence[Row], best: Edition, editions: Sequence[Edition], by: str
) -> Fault | None:
    """Doubt the best day if no row tells it from another, and not all its areas are there."""
    agreed, missed = best.fit(rows, by)
    as_good = [e.day for e in editions if e.fit(rows, by)[0] == agreed]
    if agreed == 0 or missed == 0 or len(as_good) == 1:
        return None
    return ask("day_ambiguous", best.day, days=as_good, agreed=agreed)


def _doubtful(rows: Sequence[Row], chosen: Edition, best: Edition, by: str) -> Fault | None:
    """Doubt the day that was asked for if the rows fit another better."""
    agreed, better = chosen.count(rows, by), best.count(rows, by)
    if agreed >= better:
        return None
    return ask("day_fits_worse", chosen.day, agreed=agreed, better=best.day, better_agreed=better)


def _unchecked(rows: Sequence[Row], day: date | None, decisions: Decisions) -> Match:
    """Take each row for what its code says, where there is nothing to check it against.

    A row that a person decided to be no area is left out.
    """
    by_code: dict[str, list[Row]] = defaultdict(list)
    out = [r for r in rows if any(k in decisions and not decisions[k] for k in r.keys)]
    for row in rows:
        if row not in out:
            by_code[row.code].append(row)
    without = by_code.pop("", [])
    faults = [note("left_out_by_decision", r.label, row=r.number, found=r.name) for r in out]
    faults += repeated(by_code.values())
    if without and by_code:
        numbers = [row.number for row in without[:EXAMPLES]]
        faults.append(ask("code_missing", f"#{numbers[0]}", count=len(without), rows=numbers))
    since = f"@{day}" if day else ""
    alone = {code for code, same in by_code.items() if len(same) == 1}
    single = {row.number for row in rows if row.code in alone and row not in out}
    ids = tuple(f"{row.code}{since}" if row.number in single else None for row in rows)
    return Match(ids, day, CODE if by_code else None, tuple(faults))
