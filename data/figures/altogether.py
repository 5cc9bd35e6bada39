"""What a view comes to as a whole: the sum of its rows, and the area that they belong to."""

from datetime import date

import pandas as pd

from data.catalogue.indicators import Indicator
from data.figures import describe, in_words
from data.figures.assess import judged
from data.figures.cells import Span, cells
from data.figures.snapshot import Snapshot
from data.figures.view import Standing, total
from data.words import N_, Words


def besides(
    words: Words,
    snapshot: Snapshot,
    indicator: Indicator,
    day: date,
    frame: pd.DataFrame,
    span: Span = "ytd",
    *,
    filtered: bool = False,
) -> str:
    """Return the sum where the headline has none, and what is known of the area of all rows."""
    covered = frame[frame["standing"] != Standing.NOT_APPLICABLE]
    known = covered[covered["standing"].isin(describe.KNOWN)]
    if known.empty:
        return ""
    amount = added(words, indicator, covered) if judged(known) else ""
    all_of_it = "" if filtered else whole(words, snapshot, indicator, day, span)
    return f"{amount}{'.' if amount else ''}{all_of_it}".strip()


def whole(words: Words, snapshot: Snapshot, indicator: Indicator, day: date, span: Span) -> str:
    """Return what is known of the area that all the others belong to, as a sentence of its own."""
    above = {a.parent for a in snapshot.on(day)} - {None}
    if len(above) != 1:
        return ""
    area = snapshot.areas[str(above.pop())]
    cell = cells(snapshot, indicator, day, [area], span).get(area.id)
    if cell is None or not cell.exact:
        return ""
    said = f"{cell.qualifier} {words.value(indicator, cell.value)}".strip()
    form = N_(" {area} as a whole: {value} ({day}).")
    return words(form, area=area.title, value=said, day=words.day(cell.as_of))


def added(words: Words, indicator: Indicator, covered: pd.DataFrame) -> str:
    """Return the sum over the areas, and its share of the plan where all of them have one."""
    amount, n, of = total(indicator, covered)
    if n == 0 or pd.isna(amount):
        return ""
    said = words(
        N_("{sum} in {n} of {of}"),
        sum=words.value(indicator, amount),
        n=words.number(n),
        of=in_words.count(words, covered, of),
    )
    exact = covered[covered["standing"] == Standing.VALUE]
    plan = exact["plan"]
    if plan.isna().any() or not plan.sum():
        return said
    share = in_words.percent(words, 100 * amount / plan.sum(), 1)
    return words(N_("{said}, {share} % of their plan"), said=said, share=share)
