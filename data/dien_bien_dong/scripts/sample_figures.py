"""Make the sample figures of this workspace: the same seed gives the same bytes.

They are made up, for trying the program before real figures are entered, and agree with what was
published. Every row names a source marked `sample`, except the district's own published plan.
Run it again after changing it: `uv run python data/dien_bien_dong/scripts/sample_figures.py`.
"""

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import TypeVar

FOLDER = Path(__file__).resolve().parent.parent
YEARS = (2018, 2019)
MONTHS = tuple(f"{year}-{month:02}" for year in YEARS for month in range(1, 13))
DAYS = ("2017-12-31", "2018-12-31", "2019-12-31")
START = DAYS[0]  # what is called the start of 2018
DISTRICT = "101@2009-04-01"

# Published by Điện Biên Phủ newspaper on 21/02/2019.
BELOW_FIVE_AT_START, BELOW_FIVE_AT_END = 10, 1  # of 2018, in communes
SCHOOLS_PLANNED = 9  # of 2019, in the whole district

# From what a mountain commune often meets first to what it meets last: a guess, to look natural.
CRITERIA = (19, 1, 18, 8, 12, 4, 15, 13, 3, 14, 16, 5, 9, 2, 7, 6, 11, 10, 17)
INCOME = 10  # its threshold rises every year, so that a commune can lose it
STEPS = (6, 9, 10, 11, 12, 12)  # the months in which appraisals change, mostly late in the year

Thing = TypeVar("Thing")
Row = tuple[object, ...]
Counts = tuple[int, int]  # criteria met, and basically met


def main() -> None:
    """Write the files beside the published ones."""
    for name, text in files().items():
        (FOLDER / name).write_text(text, "utf-8", newline="\n")


def files() -> dict[str, str]:
    """Return the text of each file by its path in the workspace."""
    units = [u for u in _rows("areas.csv") if u["level"] == "commune" and u["valid_to"]]
    forest, plans = _forest(Random("forest"), units)
    schools, planned = _schools(Random("schools"), [_id(u) for u in units])
    communes = [_id(u) for u in units if u["kind"] == "xã"]
    figures = "indicator,area,period,value,qualifier,status,source,note"
    return {
        "statuses/sample_2017_2019.csv": _text(
            "area,period,criterion,status,source", _statuses(Random("criteria"), communes)
        ),
        "values/sample_forest.csv": _text(figures, forest),
        "values/sample_schools.csv": _text(figures, schools),
        "targets.csv": _text("indicator,area,period,target,source", [*plans, *planned]),
    }


def _statuses(dice: Random, communes: Sequence[str]) -> Iterator[Row]:
    """Yield the status of each criterion at the start and at the end of each month."""
    leaders = [_recognised(year) for year in YEARS]
    courses = _courses(dice, communes, leaders)
    orders = {area: _order(dice, early=area == leaders[0]) for area in communes}
    gaps = _gaps(dice, communes)
    for time, period in enumerate((START, *MONTHS)):
        for area in communes:
            met, basic = courses[area][time]
            said = {no: _status(n, met, basic) for n, no in enumerate(orders[area])}
            if area == leaders[0] and period >= "2019":
                said[INCOME] = "basic"
            for no in sorted(said):
                if (area, period, no) not in gaps:
                    yield area, period, no, said[no], "sample_criteria"


def _courses(
    dice: Random, communes: Collection[str], leaders: Sequence[str]
) -> dict[str, list[Counts]]:
    """Return the counts of each commune at the start and after each month.

    The communes recognised for a year lead at its end, with 15 criteria or more met or basically
    met; the numbers below five at the start and at the end of 2018 are the published ones.
    """
    ends: dict[str, tuple[Counts, ...]] = {
        leaders[0]: ((10, 3), (12, 5), (13, 4)),
        leaders[1]: ((8, 3), (10, 4), (14, 4)),
    }
    others = _shuffled(dice, [area for area in communes if area not in leaders])
    ahead = len(others) - BELOW_FIVE_AT_START
    for place, area in enumerate(others):
        start = _between(dice, 5, 7) if place < ahead else _between(dice, 2, 4)
        last = place >= len(others) - BELOW_FIVE_AT_END
        middle = 4 if last else max(5, start + _between(dice, 1, 3))
        end = middle + _between(dice, 1, 3)
        met = (start, middle, end)
        ends[area] = tuple((m, _between(dice, 1, 4)) for m in met)
    return {area: _months(dice, ends[area]) for area in communes}


def _months(dice: Random, ends: Sequence[Counts]) -> list[Counts]:
    """Return the counts at the start and after each month, moving in steps between year-ends."""
    found = [ends[0]]
    for (met, basic), (met_then, basic_then) in pairwise(ends):
        steps = [_one_of(dice, STEPS) for _ in range(met_then - met)]
        turn = _one_of(dice, STEPS)
        found += [
            (met + sum(s <= month for s in steps), basic_then if turn <= month else basic)
            for month in range(1, 13)
        ]
    return found


def _order(dice: Random, *, early: bool) -> list[int]:
    """Return the criteria in the order in which a commune meets them, income early or late."""
    places = {no: n + 6 * dice.random() for n, no in enumerate(CRITERIA)}
    places |= {INCOME: 0.0} if early else {}
    return sorted(CRITERIA, key=lambda no: places[no])


def _status(place: int, met: int, basic: int) -> str:
    return "met" if place < met else "basic" if place < met + basic else "not_met"


def _gaps(dice: Random, communes: Sequence[str]) -> set[tuple[str, str, int]]:
    """Return what was not assessed; year-ends, whose totals are published, are complete."""
    found = set()
    for month in MONTHS:
        for area in _shuffled(dice, communes)[: _between(dice, 0, 2)]:
            missing = _shuffled(dice, CRITERIA)[: _between(dice, 2, 6)]
            found |= {(area, month, no) for no in missing if not month.endswith("-12")}
    silent = _one_of(dice, communes)  # one commune says nothing in the month of the New Year
    return found | {(silent, "2019-02", no) for no in CRITERIA}


def _forest(dice: Random, units: Sequence[Mapping[str, str]]) -> tuple[list[Row], list[Row]]:
    """Return the cover and what was planted, month by month, and the plans, year by year."""
    km2 = {r["area"]: float(r["value"]) for r in _published("area_km2")}
    figures, plans = [*_cover(dice, km2)], list[Row]()
    communes = [_id(u) for u in units if u["kind"] == "xã"]
    for year in YEARS:
        exact, *silent = _shuffled(dice, communes)[:3]
        absent = dict(zip(silent, (f"{year}-03", f"{year}-08"), strict=True))
        for area in map(_id, units):
            planless = area not in communes and year == YEARS[0]
            plan = 0 if planless else max(2, round(km2[area] * (0.08 + 0.1 * dice.random())))
            protection = round(plan * (0.2 + 0.2 * dice.random()))
            parts = {"production": plan - protection, "protection": protection, "special": 0}
            share = 1.0 if area == exact else 0.45 + 0.8 * dice.random()
            plans += _plans(area, year, parts)
            planted = _planted(dice, parts, share)
            figures += _monthly(area, year, planted, absent.get(area))
    return sorted(figures, key=str), sorted(plans, key=str)


def _plans(area: str, year: int, parts: Mapping[str, int]) -> Iterator[Row]:
    """Yield the plan of each purpose and of their sum; what is not planned has no row."""
    named = {f"forest_planted_{kind}_ha": ha for kind, ha in parts.items()}
    for slug, ha in {"forest_planted_ha": sum(parts.values()), **named}.items():
        if ha:
            yield slug, area, year, ha, "sample_forest"


def _planted(dice: Random, parts: Mapping[str, int], share: float) -> dict[str, dict[int, float]]:
    """Return the hectares of each month of the season by indicator."""
    june, july = 0.2 + 0.1 * dice.random(), 0.35 + 0.1 * dice.random()  # the rest in August
    found = {}
    for kind, plan in parts.items():
        by_month = {6: round(plan * share * june, 2), 7: round(plan * share * july, 2)}
        by_month[8] = round(plan * share - sum(by_month.values()), 2)
        found[f"forest_planted_{kind}_ha"] = by_month
    of_which = 0.1 + 0.3 * dice.random() if dice.random() < 0.4 else 0.0
    all_july = sum(by_month[7] for by_month in found.values())
    return found | {"forest_replacement_ha": {7: round(all_july * of_which, 2)}}


def _monthly(
    area: str, year: int, planted: Mapping[str, Mapping[int, float]], absent: str | None
) -> Iterator[Row]:
    """Yield a row for every month, zero outside the season, but none for the month not reported."""
    for slug, by_month in planted.items():
        for month in range(1, 13):
            period, ha = f"{year}-{month:02}", by_month.get(month, 0)
            status = "provisional" if period >= "2019-10" else "final"
            if period != absent:
                yield slug, area, period, f"{ha:.2f}" if ha else 0, "", status, "sample_forest", ""


def _cover(dice: Random, areas: Collection[str]) -> Iterator[Row]:
    for area in areas:
        cover = 20 + 14 * dice.random()
        for day in DAYS:
            yield "forest_cover_pct", area, day, f"{cover:.1f}", "", "final", "sample_forest", ""
            cover += 1.2 * dice.random() - 0.3


def _schools(dice: Random, areas: Sequence[str]) -> tuple[list[Row], list[Row]]:
    """Return schools at year-ends and new recognitions by quarter, and the plans of 2019."""
    total = {area: _between(dice, 3, 5) for area in areas}
    before = {area: _between(dice, 0, 1) for area in areas}
    planned = _shuffled(dice, areas)[:SCHOOLS_PLANNED]
    new = {2018: _shuffled(dice, areas)[:4], 2019: planned[1:]}  # one of the nine is late
    expired = _one_of(dice, [a for a in areas if before[a] and a not in planned])
    merged = _one_of(dice, [a for a in areas if total[a] == 5])
    figures: list[Row] = []
    for area in areas:
        valid = before[area]
        for day in DAYS:
            year = int(day[:4])
            gained = int(area in new.get(year, ()))
            valid += gained - (year == 2019 and area == expired)
            schools = total[area] - (year == 2019 and area == merged)
            said = {("schools_national_standard", day): valid, ("schools_total", day): schools}
            quarter = _one_of(dice, (2, 4, 4))
            if year in YEARS:
                slug = "schools_nat_std_new"
                said |= {(slug, f"{year}-Q{q}"): gained * (q == quarter) for q in range(1, 5)}
            figures += [
                (s, area, p, n, "", "final", "sample_schools", "") for (s, p), n in said.items()
            ]
    own = [("schools_nat_std_new", area, 2019, 1, "sample_schools") for area in sorted(planned)]
    district = ("schools_nat_std_new", DISTRICT, 2019, SCHOOLS_PLANNED, "article_2019")
    return sorted(figures, key=str), [*own, district]


def _recognised(year: int) -> str:
    return next(r["area"] for r in _published("ntm_recognition") if r["period"] == str(year))


def _published(indicator: str) -> list[dict[str, str]]:
    day = "2009-04-01"
    rows = [r for r in _rows("values/published.csv") if r["indicator"] == indicator]
    return [r for r in rows if r["area"].endswith(day)]


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def _text(header: str, rows: Collection[Row] | Iterator[Row]) -> str:
    text = io.StringIO()
    text.write(f"{header}\n")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _id(unit: Mapping[str, str]) -> str:
    return f"{unit['code']}@{unit['valid_from']}"


# Only `Random.random` is used: Python promises the same numbers for it in every version.
def _between(dice: Random, low: int, high: int) -> int:
    return low + int(dice.random() * (high - low + 1))


def _one_of(dice: Random, things: Sequence[Thing]) -> Thing:
    return things[_between(dice, 0, len(things) - 1)]


def _shuffled(dice: Random, things: Sequence[Thing]) -> list[Thing]:
    return sorted(things, key=lambda _: dice.random())


if __name__ == "__main__":
    main()
