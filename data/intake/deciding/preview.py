"""A workspace as it would be with a file that was taken in, beside what it is now."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from data.catalogue.indicators import Indicator
from data.catalogue.periods import parse
from data.figures.snapshot import Snapshot
from data.figures.tables import Context
from data.intake.deciding.intake import Intake
from data.records.checks import checked
from data.records.registry import SHOWN


@dataclass(frozen=True)
class Change:
    """One area whose figure would be another: its rows of the two views."""

    area: str
    before: object
    after: object


def after(now: Snapshot, intake: Intake) -> Snapshot:
    """Return what would be shown if the file were appended; a final figure outranks a provisional.

    Its `version` is its own, so that nothing that was kept of the other is taken for it.
    """
    context = Context(now.catalogue, now.areas, now.settings.level)
    made = {}
    for name, kind in SHOWN.items():
        new, _ = checked(kind, intake.rows(name), context)
        made[name] = _appended(getattr(now, name), new, list(kind.key))
    taken = hash(tuple(intake.taken))
    return replace(now, **made, version=f"{now.version}+{intake.checksum[:12]}+{taken}")


def touched(now: Snapshot, intake: Intake) -> Iterator[tuple[Indicator, date]]:
    """Yield each indicator whose map the file changes, and the last day that it says anything of.

    Those that are made from what the file says come too, after it.
    """
    days: dict[str, date] = {}
    known = Context(now.catalogue, now.areas, now.settings.level)
    for name, kind in SHOWN.items():
        if "indicator" not in kind.names:
            continue
        rows, _ = checked(kind, intake.rows(name), known)
        for slug, last in rows.groupby("indicator")["last"].max().items():
            days[str(slug)] = max(last.date(), days.get(str(slug), date.min))
    for taken in intake.rows("statuses")["period"].unique():
        for indicator in now.catalogue:
            if indicator.origin and indicator.origin.criteria:
                last = parse(taken).last
                days[indicator.slug] = max(last, days.get(indicator.slug, date.min))
    own = [now.catalogue[slug] for slug in days]
    made = [i for i in now.catalogue if i.slug not in days and set(i.parts) & set(days)]
    for indicator in own:
        yield indicator, days[indicator.slug]
    for indicator in made:
        yield indicator, max(days[p] for p in indicator.parts if p in days)


def changes(old: pd.DataFrame, new: pd.DataFrame) -> list[Change]:
    """Return the areas of which another value, plan or status would be shown, of two views."""
    pairs = zip(old.itertuples(), new.itertuples(), strict=True)
    return [Change(str(a.Index), a, b) for a, b in pairs if _said(a) != _said(b)]


def _said(row: object) -> tuple[str, ...]:
    fields = ("value", "upper", "standing", "plan", "verdict", "provisional", "sample", "as_of")
    return tuple(str(getattr(row, f)) for f in fields)


def _appended(old: pd.DataFrame, new: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Return old rows with new ones over those of the same key, by the ranking of the ledger.

    Samples lie under all others, then estimates under final figures, then older under newer ones.
    """
    if new.empty:
        return old
    both = pd.concat([old, new], ignore_index=True)
    if "late" in both:  # nothing that is only looked at has changed after a closing
        both["late"] = both["late"].eq(True)
    provisional = both["provisional"].eq(True) if "provisional" in both else False
    order = {"real": ~both["sample"].eq(True), "final": ~pd.Series(provisional, both.index)}
    ranked = both.assign(**order, age=range(len(both))).sort_values([*order, "age"])
    kept = ranked.drop_duplicates(key, keep="last").sort_values("age")
    return kept.drop(columns=[*order, "age"]).reset_index(drop=True)
