"""A row of a view in words: what tooltip, table, legend, profile and pack say, each made once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from math import nan
from typing import Any

import numpy as np
import pandas as pd

from data.catalogue.indicators import Indicator
from data.figures import order
from data.figures.assess import VERDICTS, Verdict
from data.figures.runs import Run
from data.figures.view import BLANKS, Standing
from data.words import N_, Words
from geo.map.scale import BLANK_COLOURS, Class, Scale

STANDINGS = {
    Standing.PARTIAL: N_("Not enough known"),
    Standing.NOT_ASSESSED: N_("Not assessed"),
    Standing.NOT_APPLICABLE: N_("Does not apply"),
    Standing.NO_DATA: N_("No data"),
}
MARKS = {
    "sample": N_("sample figure"),
    "provisional": N_("provisional"),
    "rebuilt": N_("added up from the areas before the merger"),
    "late": N_("changed after closing"),
    "stated": N_("as reported, without its parts"),
    "contradicted": N_("made from its parts; another figure was reported"),
}
KNOWN = (Standing.VALUE, Standing.PARTIAL)
TRUE = (True,)  # a mark that is missing is no mark, and NaN is true in Python


@dataclass(frozen=True)
class LegendRow:
    """One colour, the words beside it, and how many areas have it; `character` is the map's."""

    character: str
    colour: str
    words: str
    count: int


def value(words: Words, indicator: Indicator, row: Any) -> str:
    """Return the value in words: exact, at least so much, or why there is none."""
    if row.standing not in KNOWN:
        return words(STANDINGS[row.standing])
    said = words.value(indicator, row.value)
    if row.standing == Standing.PARTIAL:
        return words(
            N_("at least {value}, {known}"), value=said, known=known(words, indicator, row)
        )
    return f"{row.qualifier} {said}".strip()


def written(words: Words, indicator: Indicator | None, text: str) -> str:
    """Return a value of a long table in words: the word of a category, a number as it is read."""
    if indicator is not None and indicator.categories:
        titles = {c.id: words.text(c.title) for c in indicator.categories}
        return titles.get(text, text)
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    decimals = max(0, -int(number.as_tuple().exponent)) if number.is_finite() else 0
    return words.number(float(number), decimals)


def known(words: Words, indicator: Indicator, row: Any) -> str:
    """Return how much of a partial value is known: criteria assessed, parts or days reported."""
    n, of = words.number(row.known), words.number(row.of)
    if indicator.origin is not None and indicator.origin.criteria:
        return words(N_("{n}/{of} assessed"), n=n, of=of)
    if indicator.over_time == "sum" and row.of > 12:
        return words(N_("{n} of {of} days reported"), n=n, of=of)
    return words(N_("{n} of {of} parts known"), n=n, of=of)


def verdict(words: Words, row: Any) -> str:
    """Return the verdict's word, empty where there is nothing to hold the value against."""
    return "" if row.verdict == Verdict.NO_TARGET else words(VERDICTS[row.verdict])


def marks(words: Words, row: Any) -> list[str]:
    """Return what the reader must know of a figure: sample, provisional, rebuilt."""
    return [words(said) for mark, said in MARKS.items() if getattr(row, mark) in TRUE]


def mark(words: Words, key: str) -> str:
    """Return one of the marks, as `marks` has it."""
    return words(MARKS[key])


def tip(words: Words, indicator: Indicator, row: Any) -> list[str]:
    """Return what the map says of an area under its name: value, verdict, day, marks."""
    said = [value(words, indicator, row), verdict(words, row)]
    if pd.notna(row.as_of):
        said.append(words(N_("Figures up to {day}"), day=words.day(row.as_of)))
    lines = dict.fromkeys((*said, ", ".join(marks(words, row))))  # why there is no value, once
    return [line for line in lines if line]


def place(words: Words, row: Any) -> str:
    """Return the place among the areas that have an exact value, such as `3/13`."""
    return "" if pd.isna(row.rank) else f"{words.number(row.rank)}/{words.number(row.ranked)}"


def label(words: Words, indicator: Indicator, klass: Class) -> str:
    """Return the words of a class: its own, or its bounds; the upper bound is not included."""
    if klass.label is not None:
        return words.text(klass.label)  # type: ignore[arg-type]
    low, high = (_bound(words, indicator, edge) for edge in (klass.low, klass.high))
    if np.isinf(klass.low):
        return words(N_("below {high}"), high=high)
    if np.isinf(klass.high):
        return words(N_("{low} or more"), low=low)
    return words(N_("{low} to below {high}"), low=low, high=high)


def legend(
    words: Words,
    indicator: Indicator,
    day: date,
    frame: pd.DataFrame,
    *,
    scale: Scale | None = None,
    also: Collection[str] = (),
) -> list[LegendRow]:
    """Return every class with its count, then each kind of blank that occurs in the view.

    `scale`: another one than the indicator's own; `also`: blanks that occur on other days.
    """
    counts = frame["character"].value_counts()
    rows = [
        LegendRow(
            c.character, c.colour, label(words, indicator, c), int(counts.get(c.character, 0))
        )
        for c in (scale or indicator.scale_on(day)).classes
    ]
    for standing, said in STANDINGS.items():
        blank = BLANKS[standing]
        if (blank in counts or blank in also) and blank not in {row.character for row in rows}:
            n = int(counts.get(blank, 0))
            rows.append(LegendRow(blank, BLANK_COLOURS[blank], words(said), n))
    return rows


def table(
    words: Words,
    indicator: Indicator,
    day: date,
    frame: pd.DataFrame,
    *,
    since: Mapping[str, Run | None] | None = None,
    risen: pd.Series | None = None,
) -> pd.DataFrame:
    """Return one row an area, in the order of the view; numbers stay numbers.

    Columns: `area`, `place`, `code`, `title`, `value`, `plan`, `share` of the plan and `change`
    (numbers, exact ones only), `class`, `verdict`, `since`, `day`, `note` (words), the parts of a
    note, `least` and `marks`, and `judged` (the verdict itself). Of what is not known the class
    alone says why.
    """
    exact = frame["standing"] == Standing.VALUE
    value = frame["value"].where(exact & (not indicator.categories)).astype(float)
    told = list(frame.itertuples())
    rows = pd.DataFrame(
        {
            "area": frame.index,
            "place": frame["rank"],
            "code": frame["code"],
            "title": frame["title"],
            "value": value,
            "class": [klass(words, indicator, day, row) for row in told],
            "plan": frame["plan"].astype(float),
            "share": order.share(frame),
            "verdict": [verdict(words, row) if row.standing in KNOWN else "" for row in told],
            "judged": frame["verdict"].astype(str),
            "since": [begun(words, (since or {}).get(str(area))) for area in frame.index],
            "change": nan if risen is None else risen,
            "day": [words.day(row.as_of) for row in told],
            "note": [note(words, indicator, row) for row in told],
            "least": [
                _said(words, indicator, row) if row.standing == Standing.PARTIAL else ""
                for row in told
            ],
            "marks": ["; ".join(marks(words, row)) for row in told],
        }
    )
    return rows.reset_index(drop=True)


_said = value  # which a table calls one of its columns


def begun(words: Words, run: Run | None) -> str:
    """Return since when something is as it is; at least since when, where more is not known."""
    if run is None:
        return ""
    form = N_("at least since {day}") if run.least else N_("since {day}")
    return words(form, day=words.day(run.since))


def note(words: Words, indicator: Indicator, row: Any) -> str:
    """Return what stands beside a figure in a table: why it is not exact, and its marks."""
    said = value(words, indicator, row) if row.standing == Standing.PARTIAL else row.qualifier
    return "; ".join(s for s in (said, *marks(words, row)) if isinstance(s, str) and s)


def klass(words: Words, indicator: Indicator, day: date, row: Any) -> str:
    """Return the words of the row's class, or why it has none."""
    if pd.isna(row.klass):
        return words(STANDINGS.get(row.standing, STANDINGS[Standing.PARTIAL]))
    return label(words, indicator, indicator.scale_on(day).classes[int(row.klass)])


def _bound(words: Words, indicator: Indicator, edge: float) -> str:
    """Return a break with all its decimals; a whole number stays whole."""
    if np.isinf(edge):
        return ""
    own = len(f"{edge:.9f}".rstrip("0").partition(".")[2])
    return words.number(edge, max(own, indicator.decimals) if own else 0)
