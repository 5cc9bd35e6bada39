"""The shipped workspace agrees with what was published, and says what in it is made up."""

import csv
import runpy
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from data.catalogue import Catalogue
from data.catalogue.declared import Text
from data.catalogue.loading import load
from geo.areas import Area, Areas, Succession

FOLDER = Path(__file__).parents[3] / "data" / "dien_bien_dong"
SCRIPT = FOLDER / "scripts" / "sample_figures.py"
START, END_2018, END_2019 = "2017-12-31", "2018-12", "2019-12"
Row = dict[str, str]


@cache
def rows(name: str) -> list[Row]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


@cache
def sources() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = yaml.safe_load((FOLDER / "sources.yaml").read_text("utf-8"))
    return found


def tables() -> list[Path]:
    return sorted([*FOLDER.glob("values/*.csv"), *FOLDER.glob("statuses/*.csv")])


def units() -> list[Row]:
    return [r for r in rows("areas.csv") if r["level"] == "commune"]


def former(kind: str = "") -> set[str]:
    """Return the ids of the units before July 2025, of one kind or of all."""
    return {
        f"{r['code']}@{r['valid_from']}"
        for r in units()
        if r["valid_to"] and kind in ("", r["kind"])
    }


def values(name: str, indicator: str) -> dict[tuple[str, str], float]:
    return {
        (r["area"], r["period"]): float(r["value"])
        for r in rows(name)
        if r["indicator"] == indicator
    }


def plans(indicator: str) -> dict[tuple[str, str], float]:
    mine = [r for r in rows("targets.csv") if r["indicator"] == indicator]
    return {(r["area"], r["period"]): float(r["target"]) for r in mine}


@pytest.fixture(scope="module")
def statuses() -> dict[str, dict[str, dict[int, str]]]:
    """Return what was said of each criterion, by period and commune."""
    found: dict[str, dict[str, dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
    for r in rows("statuses/sample_2017_2019.csv"):
        found[r["period"]][r["area"]][int(r["criterion"])] = r["status"]
    return found


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load(FOLDER)


@pytest.fixture(scope="module")
def areas() -> Areas:
    found = [
        Area(
            r["code"],
            r["name"],
            r["kind"],
            r["level"],
            date.fromisoformat(r["valid_from"]),
            date.fromisoformat(r["valid_to"]) if r["valid_to"] else None,
            r["parent"] or None,
        )
        for r in rows("areas.csv")
    ]
    links = [
        Succession(r["predecessor"], r["successor"], r["legal"]) for r in rows("succession.csv")
    ]
    return Areas(found, links)


# Areas


def test_nothing_is_wrong_with_the_history_of_the_areas(areas: Areas) -> None:
    assert list(areas.problems()) == []


def test_fourteen_units_became_six_communes_by_the_resolution() -> None:
    links = rows("succession.csv")
    assert Counter(r["kind"] for r in units() if r["valid_to"]) == {"xã": 13, "thị trấn": 1}
    assert {r["kind"] for r in units() if not r["valid_to"]} == {"xã"}
    assert Counter(r["predecessor"] for r in links) == Counter(former())
    assert len({r["successor"] for r in links}) == 6
    assert all("1661/NQ-UBTVQH15" in r["legal"] for r in links)


def test_a_code_used_again_names_two_areas(areas: Areas) -> None:
    titles = {a.title for a in areas if a.code == "03203"}
    assert titles == {"Thị trấn Điện Biên Đông", "Xã Na Son"}


def test_every_former_unit_belongs_to_the_district_and_every_new_one_to_the_province(
    areas: Areas,
) -> None:
    for area in areas:
        if area.level == "commune":
            parent = areas.parent(area)
            assert parent is not None
            assert parent.level == ("district" if area.valid_to else "province")


def test_an_alias_is_another_spelling_of_a_known_area_and_says_who_writes_it(areas: Areas) -> None:
    for r in rows("aliases.csv"):
        assert areas[r["area"]].name != r["alias"]
        assert r["source"] in sources()


# What was published


def test_the_census_of_2009_counted_56249_people() -> None:
    counted = values("values/published.csv", "population")
    assert {area for area, _ in counted} == former()
    assert sum(counted.values()) == 56_249


def test_the_areas_of_the_six_are_those_of_the_resolution() -> None:
    stated = values("values/published.csv", "area_km2")
    new = {area: km2 for (area, _), km2 in stated.items() if area not in former()}
    assert len(new) == 6
    assert sum(new.values()) == pytest.approx(1206.78)
    assert {area for area, _ in stated} >= former()


def test_the_former_units_have_nearly_the_area_of_what_they_became() -> None:
    stated = {area: km2 for (area, _), km2 in values("values/published.csv", "area_km2").items()}
    added: dict[str, float] = defaultdict(float)
    for r in rows("succession.csv"):
        added[r["successor"]] += stated[r["predecessor"]]
    for area, km2 in added.items():
        assert km2 == pytest.approx(stated[area], rel=0.02)


def test_nothing_published_is_a_sample_and_every_other_file_holds_samples_only() -> None:
    for path in tables():
        marked = {
            bool(sources()[r["source"]].get("sample"))
            for r in rows(f"{path.parent.name}/{path.name}")
        }
        assert marked == {path.stem != "published"}


def test_every_source_named_is_known() -> None:
    for path in (*tables(), FOLDER / "targets.csv"):
        named = {r["source"] for r in rows(str(path.relative_to(FOLDER)))}
        assert named <= set(sources())


def test_a_sample_source_says_so_in_its_title() -> None:
    samples = [s for s in sources().values() if s.get("sample")]
    assert samples
    for source in samples:
        assert source["title"]["vi"].startswith("Số liệu mẫu")
        assert source["title"]["vi"].endswith("không phải số liệu thật")
        assert source["title"]["en"].endswith("not real figures")


def test_what_the_article_says_of_2018_keeps_its_almost_and_its_over() -> None:
    said = {r["indicator"]: r["qualifier"] for r in rows("values/published.csv") if r["qualifier"]}
    assert said == {"grain_tonnes": "gần", "budget_revenue_bn_vnd": "hơn"}


# New-rural criteria (sample)


def met(said: dict[int, str], *wanted: str) -> int:
    return sum(status in wanted for status in said.values())


def test_ten_communes_were_below_five_criteria_at_the_start_of_2018_and_one_at_its_end(
    statuses: dict[str, dict[str, dict[int, str]]],
) -> None:
    below = {
        period: sum(met(said, "met") < 5 for said in statuses[period].values())
        for period in (START, END_2018)
    }
    assert below == {START: 10, END_2018: 1}


@pytest.mark.parametrize("period", [START, END_2018, END_2019])
def test_thirteen_communes_are_assessed_in_full_at_the_end_of_a_year_and_the_township_is_not(
    statuses: dict[str, dict[str, dict[int, str]]], period: str
) -> None:
    assert set(statuses[period]) == former("xã")
    assert len(statuses[period]) == 13
    assert all(set(said) == set(range(1, 20)) for said in statuses[period].values())


@pytest.mark.parametrize("year", [2018, 2019])
def test_the_commune_recognised_for_a_year_leads_at_its_end(
    statuses: dict[str, dict[str, dict[int, str]]], year: int
) -> None:
    found = rows("values/published.csv")
    recognised = [
        r for r in found if r["indicator"] == "ntm_recognition" and r["period"] == str(year)
    ]
    said = statuses[f"{year}-12"]
    for wanted in (("met",), ("met", "basic")):
        first, second = sorted((met(s, *wanted) for s in said.values()), reverse=True)[:2]
        assert first > second
        assert [met(said[r["area"]], *wanted) for r in recognised] == [first]
    assert first >= 15


def test_a_commune_loses_a_criterion_when_a_threshold_rises(
    statuses: dict[str, dict[str, dict[int, str]]],
) -> None:
    lost = {
        (area, no)
        for area, said in statuses[END_2018].items()
        for no, status in said.items()
        if status == "met" and statuses["2019-01"][area].get(no) in ("basic", "not_met")
    }
    assert {no for _, no in lost} & {10, 11}


def test_every_month_of_both_years_is_there_and_some_are_assessed_in_part(
    statuses: dict[str, dict[str, dict[int, str]]],
) -> None:
    months = [f"{year}-{month:02}" for year in (2018, 2019) for month in range(1, 13)]
    assert sorted(statuses) == sorted([START, *months])
    sizes = {len(said) for month in months for said in statuses[month].values()}
    assert min(sizes) < 19 == max(sizes)
    assert any(set(statuses[month]) < former("xã") for month in months)  # one says nothing at all


def test_appraisals_change_in_few_steps(statuses: dict[str, dict[str, dict[int, str]]]) -> None:
    for area in former("xã"):
        counts = [met(said[area], "met") for said in statuses.values() if len(said[area]) == 19]
        assert sum(a != b for a, b in pairwise(counts)) <= 12


# Forest (sample)

PURPOSES = tuple(f"forest_planted_{kind}_ha" for kind in ("production", "protection", "special"))


def planted() -> dict[tuple[str, str], float]:
    """Return the hectares of all purposes by area and month."""
    found: dict[tuple[str, str], float] = defaultdict(float)
    for slug in PURPOSES:
        for key, ha in values("values/sample_forest.csv", slug).items():
            found[key] += ha
    return found


def test_replacement_planting_is_never_more_than_all_planting() -> None:
    replaced = values("values/sample_forest.csv", "forest_replacement_ha")
    total = planted()
    assert set(replaced) == set(total)
    assert any(replaced.values())
    assert all(ha <= total[key] for key, ha in replaced.items())


def test_forest_is_planted_in_its_season_only() -> None:
    assert {period[-2:] for (_, period), ha in planted().items() if ha} == {"06", "07", "08"}


def test_some_months_are_not_reported_and_none_of_them_is_written_as_zero() -> None:
    by_area = Counter(area for area, _ in planted())
    assert set(by_area) == former()
    assert min(by_area.values()) < 24 == max(by_area.values())


def test_a_year_of_planting_stays_near_its_plan() -> None:
    plan = plans("forest_planted_ha")
    year: dict[tuple[str, str], float] = defaultdict(float)
    for (area, period), ha in planted().items():
        year[area, period[:4]] += ha
    for key, ha in year.items():
        assert ha <= 1.3 * plan.get(key, 0)


def test_the_plan_of_a_commune_is_the_sum_of_its_plans_by_purpose() -> None:
    added: Counter[tuple[str, str]] = Counter()
    for slug in PURPOSES:
        added.update({key: int(ha) for key, ha in plans(slug).items()})
    assert dict(added) == plans("forest_planted_ha")


def test_forest_cover_is_known_at_three_year_ends_and_is_plausible() -> None:
    cover = values("values/sample_forest.csv", "forest_cover_pct")
    days = (START, "2018-12-31", "2019-12-31")
    assert set(cover) == {(area, day) for area in former() for day in days}
    assert all(20 <= share <= 40 for share in cover.values())


# Schools (sample)


def test_nine_schools_are_planned_for_2019() -> None:
    planned = plans("schools_nat_std_new")
    assert planned.pop(("101@2009-04-01", "2019")) == 9
    assert {period for _, period in planned} == {"2019"}
    assert sum(planned.values()) == 9


def test_only_the_plan_of_the_district_is_published() -> None:
    published = [r for r in rows("targets.csv") if not sources()[r["source"]].get("sample")]
    assert [(r["area"], r["source"]) for r in published] == [("101@2009-04-01", "article_2019")]


def test_schools_meeting_the_standard_are_some_of_all_schools() -> None:
    standing = values("values/sample_schools.csv", "schools_national_standard")
    total = values("values/sample_schools.csv", "schools_total")
    assert set(standing) == set(total)
    assert all(0 <= standing[key] <= total[key] for key in total)


# The files as they are


def test_the_script_makes_the_same_bytes_again() -> None:
    made = runpy.run_path(str(SCRIPT))["files"]()
    assert made
    for name, text in made.items():
        assert (FOLDER / name).read_bytes() == text.encode(), name


def texts(thing: Any) -> Iterator[Text]:
    """Yield every text inside a declared thing."""
    if isinstance(thing, Text):
        yield thing
    elif hasattr(type(thing), "model_fields"):
        for name in type(thing).model_fields:
            yield from texts(getattr(thing, name))
    elif isinstance(thing, dict):
        yield from texts(tuple(thing.values()))
    elif isinstance(thing, tuple):
        for part in thing:
            yield from texts(part)


def test_everything_said_is_said_in_both_languages(catalogue: Catalogue) -> None:
    tables = (catalogue.groups, catalogue.sources, catalogue.criteria_sets, catalogue.indicators)
    for table in tables:
        for key, thing in table.items():
            for text in texts(thing):
                assert bool(text.vi) == bool(text.en or text.vi == "%"), (key, text.vi)


def test_every_indicator_warns_before_a_conclusion(catalogue: Catalogue) -> None:
    for indicator in catalogue:
        assert indicator.before_concluding or indicator.local, indicator.slug


def test_a_figure_made_from_others_says_its_formula(catalogue: Catalogue) -> None:
    for indicator in catalogue:
        assert indicator.formula or indicator.origin is None, indicator.slug


def test_what_adds_up_by_ratio_is_made_of_parts(catalogue: Catalogue) -> None:
    for indicator in catalogue:
        assert (indicator.over_areas == "ratio") <= bool(indicator.parts), indicator.slug


def test_every_group_of_the_eight_has_indicators(catalogue: Catalogue) -> None:
    assert Counter(g.kind.vi for g in catalogue.groups.values()) == {"tổ": 7, "ban": 1}
    for key in catalogue.groups:
        assert catalogue.of_group(key), key


def test_a_group_helps_areas_that_exist(catalogue: Catalogue, areas: Areas) -> None:
    for group in catalogue.groups.values():
        assert all(area in areas for area in group.focus)


def test_one_criteria_set_follows_the_other_without_a_gap(catalogue: Catalogue) -> None:
    sets = list(catalogue.criteria_sets.values())
    assert [len(s.criteria) for s in sets] == [19, 19, 10]
    assert all(before.until == after.since for before, after in pairwise(sets))
    assert sets[-1].until is None


def test_criteria_are_numbered_from_one_and_belong_to_a_group(catalogue: Catalogue) -> None:
    for one in catalogue.criteria_sets.values():
        assert [c.number for c in one.criteria] == list(range(1, len(one.criteria) + 1))
        assert {c.group for c in one.criteria} == set(one.groups)


def test_vietnamese_is_written_with_whole_letters() -> None:
    for path in FOLDER.rglob("*"):
        if path.suffix in (".yaml", ".csv"):
            text = path.read_text("utf-8")
            assert text == unicodedata.normalize("NFC", text), path.name
            assert not set(text) & set("\ufeff\xa0\u200b\r"), path.name
            assert "Ð" not in text or path.name == "workspace.yaml", path.name
