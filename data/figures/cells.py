"""One indicator on one day for every area: what was reported, counted, or made from others."""

from collections.abc import Sequence
from datetime import date, timedelta

from data.catalogue.indicators import Indicator
from data.figures.cell import Cell, merged, ratio, total
from data.figures.over_time import Span as Span
from data.figures.over_time import appraised, count, flows, fresh, stock
from data.figures.plans import plans
from data.figures.snapshot import Snapshot
from geo.areas import Area

Cells = dict[str, Cell]  # by area id; an area of which nothing is known has none


def cells(
    snapshot: Snapshot, indicator: Indicator, day: date, areas: Sequence[Area], span: Span = "ytd"
) -> Cells:
    """Return what is known on this day of each area that the indicator covers."""
    covered = [a for a in areas if indicator.covers(a.kind)]
    found = _made(snapshot, indicator, day, covered, span)
    if indicator.origin and indicator.also_reported:
        stated = _reported(snapshot, indicator, day, [a.id for a in covered], span)
        found = {i: _closer(found.get(i), stated.get(i)) for i in {**found, **stated}}
    if indicator.over_areas == "sum" and indicator.is_given:
        for area in covered:
            rebuilt = None if area.id in found else _rebuilt(snapshot, indicator, day, area, span)
            if rebuilt:
                found[area.id] = rebuilt
    return found


def _made(
    snapshot: Snapshot, indicator: Indicator, day: date, areas: Sequence[Area], span: Span
) -> Cells:
    origin, ids = indicator.origin, [a.id for a in areas]
    if origin is None:
        return _reported(snapshot, indicator, day, ids, span)
    if origin.criteria:
        return _counted(snapshot, indicator, day, ids)
    span = "ytd" if origin.share_of_plan else span  # a month is no share of a year's plan
    parts = [cells(snapshot, snapshot.catalogue[s], day, areas, span) for s in indicator.parts]
    if origin.sum:
        flow = indicator.over_time == "sum"
        several = {i: [p.get(i) for p in parts] for i in ids if any(i in p for p in parts)}
        return {i: total(own, flow=flow) for i, own in several.items()}
    if origin.share_of_plan:
        planned = plans(snapshot, snapshot.catalogue[origin.share_of_plan], day)
        parts.append({i: plan.as_cell() for i, plan in planned.items()})
    part, divisor = parts
    made = {i: ratio(part[i], divisor[i], origin.times) for i in part if i in divisor}
    return {i: cell for i, cell in made.items() if cell}


def _closer(made: Cell | None, stated: Cell | None) -> Cell:
    """Return what is made from its parts where all of them are known, else what was reported.

    A report of a later day is closer than parts of before; what is real is closer than a sample.
    Where both are of one day and differ, what is made says so.
    """
    if made is None or stated is None:
        return made if made is not None else _as_stated(stated)
    if made.sample != stated.sample:
        return _as_stated(stated) if made.sample else made
    if not made.exact or (made.as_of or date.min) < (stated.as_of or date.min):
        return _as_stated(stated) if stated.exact else made
    if made.as_of == stated.as_of and stated.exact and made.value != stated.value:
        return made._replace(contradicted=True)
    return made


def _as_stated(cell: Cell | None) -> Cell:
    assert cell is not None, "one of the two is known"
    return cell._replace(stated=True)


def _reported(
    snapshot: Snapshot, indicator: Indicator, day: date, ids: Sequence[str], span: Span
) -> Cells:
    by_area = snapshot.reported(indicator.slug)
    figures = {i: by_area[i] for i in ids if i in by_area}
    if indicator.over_time == "sum":
        return flows(figures, day, span)
    found = {i: stock(own, day, indicator.carry) for i, own in figures.items()}
    return {i: cell for i, cell in found.items() if cell}


def _counted(snapshot: Snapshot, indicator: Indicator, day: date, ids: Sequence[str]) -> Cells:
    key, criteria = snapshot.catalogue.criteria_key(day), snapshot.catalogue.criteria_on(day)
    if criteria is None or indicator.origin is None:
        return {}
    wanted, of = indicator.origin.criteria, len(criteria.criteria)
    said = {i: snapshot.appraised(i) for i in ids}
    now = {i: appraised(own, day, indicator.carry, key) for i, own in said.items()}
    return {i: count(appraisal, wanted, of) for i, appraisal in now.items() if appraisal}


def _rebuilt(
    snapshot: Snapshot, indicator: Indicator, day: date, area: Area, span: Span
) -> Cell | None:
    """Return the sum over the areas that this one succeeded, if it is known of all of them.

    Only for an indicator that adds up over areas. A stock is carried over the day of the merger; a
    sum over time only before it, since a year cut in two is not a year.
    """
    before = snapshot.areas.predecessors(area)
    if not before or (indicator.over_time == "sum" and day >= area.valid_from):
        return None
    moment = min(day, area.valid_from - timedelta(days=1))
    old = cells(snapshot, indicator, moment, before, span)
    shown = [c for c in old.values() if fresh(c.as_of, day, indicator.carry)]
    return merged(shown) if len(shown) == len(before) else None
