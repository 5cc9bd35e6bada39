"""The one sentence that a leader would say of a map: who is behind, by how much, who is silent."""

from datetime import date

import pandas as pd

from data.catalogue.indicators import Indicator
from data.catalogue.periods import parse
from data.figures import altogether, describe, in_words, order
from data.figures.assess import Verdict
from data.figures.cells import Span
from data.figures.compare import question
from data.figures.snapshot import Snapshot
from data.figures.view import Standing, view
from data.words import N_, Words

REACHED = (Verdict.MET, Verdict.EXCEEDED)
WANTING = {
    Standing.NO_DATA: N_("{n} without data"),
    Standing.NOT_ASSESSED: N_("{n} not assessed"),
    Standing.PARTIAL: N_("{n} not fully reported"),
}


def headline(
    words: Words,
    snapshot: Snapshot,
    indicator: Indicator,
    day: date,
    frame: pd.DataFrame,
    span: Span = "ytd",
    *,
    filtered: bool = False,
) -> str:
    """Return what the rows say: who has missed or is behind, else the class asked after, or a sum.

    Nothing is counted but these rows; `filtered` says that they are not all that there are.
    """
    covered = frame[frame["standing"] != Standing.NOT_APPLICABLE]
    known = covered[covered["standing"].isin(describe.KNOWN)]
    begun = moment(words, snapshot, indicator, day, known, span)
    if filtered:
        begun = words(N_("{when}, of {n} chosen"), when=begun, n=in_words.count(words, covered))
    if known.empty:
        whole = "" if filtered else altogether.whole(words, snapshot, indicator, day, span)
        return words(N_("{when}: no data by commune."), when=begun) + whole
    said = _of_verdicts(words, indicator, known)
    if not said:
        asked = _of_class(words, snapshot, indicator, day, known)
        asked = asked or altogether.added(words, indicator, covered)
        ends = _of_ends(words, indicator, known)
        number = words(N_("{n} with data"), n=in_words.count(words, known))
        said = "; ".join(part for part in (asked or ("" if ends else number), ends) if part)
    oldest = known["as_of"].min()
    if oldest < pd.Timestamp(day.year, 1, 1):  # a stock from before the year must say its day
        said = words(N_("{said} (figures of {day})"), said=said, day=words.day(oldest))
    return f"{begun}: {said}.{_wanting(words, covered)}"


def moment(
    words: Words,
    snapshot: Snapshot,
    indicator: Indicator,
    day: date,
    known: pd.DataFrame,
    span: Span = "ytd",
) -> str:
    """Return the time that figures are of: a day, or from the new year to the last day reported."""
    last = known["as_of"].max()
    if not snapshot.catalogue.begins_anew(indicator) or pd.isna(last):
        return when(words, day)
    own, share = last.date(), indicator.origin and indicator.origin.share_of_plan
    if span == "month" and not share:
        return words(N_("In {period}"), period=words.period(parse(f"{own:%Y-%m}")))
    if (own.month, own.day) == (12, 31):
        return words(N_("Whole of {year}"), year=own.year)
    return words(N_("From the new year to {day}"), day=words.day(own))


def when(words: Words, day: date) -> str:
    """Return a day as a sentence begins with it: end of a year, or up to a day."""
    if (day.month, day.day) == (12, 31):
        return words(N_("End of {year}"), year=day.year)
    return words(N_("On {day}"), day=words.day(day))


def _of_verdicts(words: Words, indicator: Indicator, known: pd.DataFrame) -> str:
    """Return how many of those judged have missed, are not there yet, or have met; who is last."""
    verdicts = known["verdict"]
    missed, under_way = (known[verdicts == v] for v in (Verdict.NOT_MET, Verdict.IN_PROGRESS))
    met = known[verdicts.isin(REACHED)]
    of = len(missed) + len(under_way) + len(met)
    if not of:
        return ""
    planned = known["plan"].notna().any()
    parts = []
    for rows, by_plan, by_rule in (
        (missed, N_("{n} missed the plan"), N_("{n} not at what is required")),
        (under_way, N_("{n} not at their plan yet"), N_("{n} not there yet")),
    ):
        if len(rows):
            form = by_plan if planned else by_rule
            said = words(form, n=in_words.part(words, known, len(rows), of))
            parts.append(said + _furthest(words, indicator, rows))
    if not parts:
        form = N_("{n} met the plan") if planned else N_("{n} at what is required")
        parts.append(words(form, n=in_words.part(words, known, len(met), of)))
        if over := int((verdicts == Verdict.EXCEEDED).sum()):
            parts.append(words(N_("{n} beyond it"), n=words.number(over)))
    return "; ".join(parts)


def _furthest(words: Words, indicator: Indicator, rows: pd.DataFrame) -> str:
    """Return who has the longest way to go: all of few, or the last of many."""
    exact = rows[rows["standing"] == Standing.VALUE]
    if exact.empty:
        return ""
    nearest_last = _reached(exact).sort_values(
        ascending=indicator.direction != "lower", kind="stable"
    )
    several = exact.loc[nearest_last.index]
    if len(rows) <= in_words.FEW and len(exact) == len(rows):
        return f" ({in_words.listed(words, indicator, several)})"
    lowest = N_(", lowest {name}") if indicator.direction != "lower" else N_(", highest {name}")
    return words(lowest, name=in_words.named(words, indicator, next(several.itertuples())))


def _reached(rows: pd.DataFrame) -> pd.Series:
    """Return how much of its plan each row has reached; its value where it has none."""
    share = order.share(rows)
    return share if share.notna().all() else rows["value"]


def _of_class(
    words: Words, snapshot: Snapshot, indicator: Indicator, day: date, known: pd.DataFrame
) -> str:
    """Return how many areas are in the class that leaders ask after, and how many were."""
    if indicator.headline_class is None:
        return ""
    start = parse(str(day.year - 1)).last
    scale = indicator.scale_on(day)
    asked = scale.classes[indicator.headline_class]
    inside = known[known["klass"] == asked.index]
    label = describe.label(words, indicator, asked)
    name = label[:1].lower() + label[1:]
    if inside.empty:
        said = words(N_("no {kind} {name}"), kind=in_words.kind(words, known), name=name)
    else:
        said = words(N_("{n} {name}"), n=in_words.count(words, inside), name=name)
    before = view(snapshot, indicator, start)
    before = before[before.index.isin(known.index)]
    comparable = (
        not snapshot.catalogue.begins_anew(indicator)
        and indicator.scale_on(start) == scale
        and question(snapshot, indicator, start) == question(snapshot, indicator, day)
    )
    if not comparable or not _classed_alike(before, known):
        return said
    then = int((before["klass"] == asked.index).sum())
    return words(N_("{said}, {n} at the start of the year"), said=said, n=words.number(then))


def _classed_alike(before: pd.DataFrame, known: pd.DataFrame) -> bool:
    """Say whether every area has a class on both days, by figures that are both real or not."""
    if set(before.index) != set(known.index):
        return False
    before = before.loc[known.index]
    classed = before["klass"].notna().all() and known["klass"].notna().all()
    return bool(classed and before["sample"].astype(bool).equals(known["sample"].astype(bool)))


def _of_ends(words: Words, indicator: Indicator, known: pd.DataFrame) -> str:
    """Return who has the least, or the most, or both: whichever is worse; nothing of one value."""
    exact = known[known["standing"] == Standing.VALUE]
    low, high = exact["value"].min(), exact["value"].max()
    if indicator.categories or len(exact) < 2 or low == high:
        return ""
    ends = {N_("lowest {name}"): low, N_("highest {name}"): high}
    asked = {"higher": [low], "lower": [high]}.get(indicator.direction, [low, high])
    return ", ".join(
        words(form, name=in_words.tied(words, indicator, exact[exact["value"] == end]))
        for form, end in ends.items()
        if end in asked
    )


def _wanting(words: Words, covered: pd.DataFrame) -> str:
    """Return who has not reported, not all, or not to the end of a plan, as a sentence."""
    parts = [(covered[covered["standing"] == kind], form) for kind, form in WANTING.items()]
    exact = covered["standing"] == Standing.VALUE  # known, and too early to be held to the plan
    early = covered[exact & (covered["verdict"] == Verdict.NO_DATA)]
    parts.append((early, N_("{n} not reported to the end of the plan")))
    said = []
    for rows, form in parts:
        if len(rows):
            names = f" ({', '.join(rows['name'])})" if len(rows) <= in_words.FEW else ""
            said.append(words(form, n=in_words.count(words, rows)) + names)
    return f" {', '.join(said)}." if said else ""
