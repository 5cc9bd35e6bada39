"""What may be said of a value: met or not, on its way, not known, not asked."""

from datetime import date
from enum import StrEnum
from math import inf
from typing import Protocol

import pandas as pd

from data.catalogue.indicators import Indicator, Threshold
from data.words import N_

ONE_DAY = pd.Timedelta(days=1)


class Verdict(StrEnum):
    """One word for a value; nothing that is not known is ever said to have failed."""

    EXCEEDED = "exceeded"
    MET = "met"
    BASIC = "basic"
    IN_PROGRESS = "in_progress"  # the plan's period is not over
    NOT_MET = "not_met"
    NOT_ASSESSED = "not_assessed"
    NOT_APPLICABLE = "not_applicable"
    NO_DATA = "no_data"
    NO_TARGET = "no_target"  # a value, and nothing to hold it against


VERDICTS = {
    Verdict.EXCEEDED: N_("Exceeded"),
    Verdict.MET: N_("Met"),
    Verdict.BASIC: N_("Basically met"),
    Verdict.IN_PROGRESS: N_("In progress"),
    Verdict.NOT_MET: N_("Not met"),
    Verdict.NOT_ASSESSED: N_("Not assessed"),
    Verdict.NOT_APPLICABLE: N_("Does not apply"),
    Verdict.NO_DATA: N_("No data"),
    Verdict.NO_TARGET: N_("No target"),
}

JUDGED = (Verdict.EXCEEDED, Verdict.MET, Verdict.BASIC, Verdict.IN_PROGRESS, Verdict.NOT_MET)


def judged(frame: pd.DataFrame) -> bool:
    """Say whether any row of a view is held against a plan or a threshold."""
    return bool(frame["verdict"].isin(JUDGED).any())


def by_threshold(lowest: float, highest: float, threshold: Threshold) -> Verdict:
    """Judge a value known to lie between two numbers by a threshold that holds for every area."""
    said = {threshold.met_by(lowest), threshold.met_by(highest)}
    if len(said) > 1:
        return Verdict.NO_DATA
    return Verdict.MET if said == {True} else Verdict.NOT_MET


def by_plan(
    lowest: float, highest: float, plan: float, *, over: bool, higher: bool = True
) -> Verdict:
    """Judge a value by the area's own plan; `over` says that the plan's period has ended.

    A value that can only grow has met a plan as soon as its least value has. A value of which
    something is missing at the end is neither met nor missed.
    """
    if higher and lowest >= plan:
        return Verdict.EXCEEDED if lowest > plan else Verdict.MET
    if not over:
        return Verdict.IN_PROGRESS
    if higher:
        return Verdict.NOT_MET if highest < plan else Verdict.NO_DATA
    if highest <= plan:
        return Verdict.EXCEEDED if highest < plan else Verdict.MET
    return Verdict.NOT_MET if lowest > plan else Verdict.NO_DATA


class Row(Protocol):
    """What is judged: a row of `data.view`, or of any frame with these columns."""

    standing: str
    value: float
    upper: float
    as_of: pd.Timestamp
    plan: float
    plan_start: pd.Timestamp
    plan_end: pd.Timestamp


def assess(indicator: Indicator, row: Row, day: date) -> Verdict:
    """Judge a row on a day: by its own plan if it has one, else by the threshold of its own day."""
    if row.standing not in ("value", "partial"):
        return Verdict(row.standing)
    if pd.notna(row.plan):
        higher = indicator.direction != "lower"
        lowest, highest = _at_its_end(row, higher=higher, grows=indicator.over_time == "sum")
        over = row.plan_end - ONE_DAY <= pd.Timestamp(day)
        return by_plan(lowest, highest, row.plan, over=over, higher=higher)
    threshold = indicator.threshold_on(row.as_of.date())
    if threshold is not None:
        return by_threshold(row.value, row.upper, threshold)
    return Verdict.NO_TARGET


def _at_its_end(row: Row, *, higher: bool, grows: bool) -> tuple[float, float]:
    """Return between which numbers the value at the end of the plan's period is known to lie.

    A figure from before that period says nothing of it. One from within may still change: a sum
    can only grow, and a stock that reached its plan is taken to have it until a figure says not.
    """
    if row.as_of < row.plan_start:
        return -inf, inf
    if row.as_of >= row.plan_end - ONE_DAY:
        return row.value, row.upper
    return (row.value, inf) if higher or grows else (-inf, row.upper)
