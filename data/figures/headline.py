"""The one sentence that a leader would say of a map."""

from datetime import date

import pandas as pd

from data.catalogue.indicators import Indicator
from data.catalogue.periods import parse
from data.figures import describe
from data.figures.cells import cells
from data.figures.snapshot import Snapshot
from data.figures.view import Standing, total, view
from data.words import N_, Words


def headline(
    words: Words, snapshot: Snapshot, indicator: Indicator, day: date, frame: pd.DataFrame
) -> str:
    """Return what the map says: the class asked after, now and at the new year, or a sum."""
    covered = frame[frame["standing"] != Standing.NOT_APPLICABLE]
    known = covered[covered["standing"].isin([Standing.VALUE, Standing.PARTIAL])]
    oldest = known["as_of"].min()
    whole = _of_whole(words, snapshot, indicator, day)
    if known.empty:
        return words(N_("{when}: no data by commune."), when=when(words, day)) + whole
    said = _of_class(words, snapshot, indicator, day, frame) or _of_sum(words, indicator, frame)
    said = said or words(N_("{n} with data"), n=_count(words, indicator, len(known)))
    if oldest < pd.Timestamp(day.year, 1, 1):  # a stock from before the year must say its day
        said = words(N_("{said} (figures of {day})"), said=said, day=words.day(oldest))
    missing = len(covered) - len(known)
    without = words(N_("{n} without data."), n=_count(words, indicator, missing))
    gap = f" {without}" if missing else ""
    return f"{when(words, day)}: {said}.{gap}{whole}"


def _of_whole(words: Words, snapshot: Snapshot, indicator: Indicator, day: date) -> str:
    """Return what is known of the area that all the others belong to, as a sentence of its own."""
    above = {a.parent for a in snapshot.on(day)} - {None}
    if len(above) != 1:
        return ""
    area = snapshot.areas[str(above.pop())]
    cell = cells(snapshot, indicator, day, [area]).get(area.id)
    if cell is None or not cell.exact:
        return ""
    said = f"{cell.qualifier} {words.value(indicator, cell.value)}".strip()
    form = N_(" {area} as a whole: {value} ({day}).")
    return words(form, area=area.title, value=said, day=words.day(cell.as_of))


def when(words: Words, day: date) -> str:
    """Return a day as a sentence begins with it: end of a year, or up to a day."""
    if (day.month, day.day) == (12, 31):
        return words(N_("End of {year}"), year=day.year)
    return words(N_("On {day}"), day=words.day(day))


def _of_class(
    words: Words, snapshot: Snapshot, indicator: Indicator, day: date, frame: pd.DataFrame
) -> str:
    """Return how many areas are in the class that leaders ask after, and how many were."""
    if indicator.headline_class is None:
        return ""
    start = parse(str(day.year - 1)).last
    scale = indicator.scale_on(day)
    asked = scale.classes[indicator.headline_class]
    now = int((frame["klass"] == asked.index).sum())
    label = describe.label(words, indicator, asked)
    name = label[:1].lower() + label[1:]
    said = words(N_("{n} {name}"), n=_count(words, indicator, now), name=name)
    before = view(snapshot, indicator, start)
    comparable = (
        not snapshot.catalogue.begins_anew(indicator)
        and indicator.scale_on(start) == scale
        and set(before.index) == set(frame.index)
    )
    if not comparable or not before["standing"].isin([Standing.VALUE, Standing.PARTIAL]).any():
        return said
    then = int((before["klass"] == asked.index).sum())
    return words(N_("{said}, {n} at the start of the year"), said=said, n=words.number(then))


def _of_sum(words: Words, indicator: Indicator, frame: pd.DataFrame) -> str:
    """Return the sum over the areas, and its share of the plan where all of them have one."""
    amount, n, of = total(indicator, frame)
    if n == 0 or pd.isna(amount):
        return ""
    said = words(
        N_("{sum} in {n} of {of}"),
        sum=words.value(indicator, amount),
        n=words.number(n),
        of=_count(words, indicator, of),
    )
    exact = frame[frame["standing"] == Standing.VALUE]
    plan = exact["plan"]
    if plan.isna().any() or not plan.sum():
        return said
    share = words.number(100 * amount / plan.sum(), 1)
    return words(N_("{said}, {share} % of their plan"), said=said, share=share)


def _count(words: Words, indicator: Indicator, n: int) -> str:
    """Return a number of areas, by their kind where the indicator covers only one."""
    if len(indicator.applies_to) == 1:
        return f"{words.number(n)} {indicator.applies_to[0]}"
    return words.plural("{n} unit", "{n} units", n)
