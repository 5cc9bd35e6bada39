"""Mergers by real names: what was, what is, and what may never be."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.areas import Area, Areas, Succession

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)
OLD = Area("00001", "A", "xã", "commune", date(2009, 4, 1), date(2025, 7, 1))
NEW = Area("00001", "AE", "xã", "commune", date(2025, 7, 1))


def codes(areas, *successions):
    return [f.code for f in Areas(areas, successions).problems()]


# The real ones


def test_03203_was_the_township_and_is_na_son(snapshot):
    assert snapshot.areas.bearer("03203", date(2019, 1, 1)).title == "Thị trấn Điện Biên Đông"
    assert snapshot.areas.bearer("03203", BEFORE).title == "Thị trấn Điện Biên Đông"
    assert snapshot.areas.bearer("03203", AFTER).title == "Xã Na Son"


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [("03208", "Phì Nhừ", "Xa Dung"), ("03385", "Háng Lìa", "Tìa Dình"), ("03205", "Na Son", None),
     ("03373", "Xa Dung", None), ("03384", "Tìa Dình", None)],
)  # fmt: skip
def test_a_code_used_again_names_another_commune(snapshot, code, before, after):
    assert snapshot.areas.bearer(code, BEFORE).name == before
    now = snapshot.areas.bearer(code, AFTER)
    assert (now.name if now else None) == after


def test_nobody_bears_a_code_before_the_first_day_that_is_known(snapshot):
    assert snapshot.areas.bearer("03203", date(2009, 3, 31)) is None
    assert snapshot.on(date(2009, 3, 31)) == []


def test_fourteen_became_six_on_one_day(snapshot):
    assert len(snapshot.on(BEFORE)) == 14
    assert len(snapshot.on(AFTER)) == 6
    assert snapshot.areas.days("commune") == [date(2009, 4, 1), AFTER]


def test_each_of_the_six_succeeds_those_whom_the_resolution_names(snapshot):
    merged = {a.name: {p.name for p in snapshot.areas.predecessors(a)} for a in snapshot.on(AFTER)}
    assert merged == {
        "Na Son": {"Điện Biên Đông", "Na Son", "Keo Lôm"},
        "Xa Dung": {"Phì Nhừ", "Xa Dung"},
        "Mường Luân": {"Chiềng Sơ", "Luân Giói", "Mường Luân"},
        "Pu Nhi": {"Pu Nhi", "Nong U"},
        "Phình Giàng": {"Pú Hồng", "Phình Giàng"},
        "Tìa Dình": {"Háng Lìa", "Tìa Dình"},
    }
    assert all("1661/NQ-UBTVQH15" in snapshot.areas.legal(a) for a in snapshot.on(AFTER))


def test_every_successor_is_in_force_on_the_day_its_predecessor_ends(snapshot):
    ended = [a for a in snapshot.areas if a.level == "commune" and a.valid_to]
    assert len(ended) == 14
    for area in ended:
        assert area.valid_to is not None
        (successor,) = snapshot.areas.successors(area)
        assert not area.exists_on(area.valid_to)
        assert successor.exists_on(area.valid_to)
        assert area in snapshot.areas.predecessors(successor)


def test_no_code_is_in_force_twice_on_any_day(snapshot):
    edges = {d for a in snapshot.areas for d in (a.valid_from, a.valid_to) if d}
    days = {d + timedelta(days=n) for d in edges for n in (-1, 0, 1)}
    for day in days:
        bearers = [a.code for a in snapshot.areas.on(day)]
        assert len(bearers) == len(set(bearers)), day
        for area, code in product(snapshot.areas, {a.code for a in snapshot.areas}):
            if area.code == code and area.exists_on(day):
                assert snapshot.areas.bearer(code, day) is area


def test_province_district_and_commune_can_be_walked_both_ways(snapshot):
    areas = snapshot.areas
    commune = areas.bearer("03379", BEFORE)
    district = areas.parent(commune)
    province = areas.parent(district)
    assert [a.title for a in (commune, district, province)] == [
        "Xã Luân Giói", "Huyện Điện Biên Đông", "Tỉnh Điện Biên",
    ]  # fmt: skip
    assert areas.parent(province) is None
    assert areas.children(province, BEFORE) == [district]
    assert areas.children(district, BEFORE) == snapshot.on(BEFORE)
    assert areas.children(province, AFTER) == snapshot.on(AFTER)  # no district level any more


def test_areas_come_in_the_order_of_their_codes(snapshot):
    for day in (BEFORE, AFTER):
        found = [a.code for a in snapshot.on(day)]
        assert found == sorted(found)


# Any


def test_validity_does_not_hold_its_last_day():
    areas = Areas([OLD, NEW])
    assert areas.on(BEFORE) == [OLD]
    assert areas.on(AFTER) == [NEW]
    assert not list(areas.problems())


def test_what_is_unknown_is_not_there():
    areas = Areas([OLD])
    assert "00002@2009-04-01" not in areas
    with pytest.raises(KeyError):
        areas["00002@2009-04-01"]


def test_a_heading_has_the_kind_with_a_capital_letter():
    assert replace(OLD, kind="thị trấn").title == "Thị trấn A"
    assert replace(OLD, kind="").title == "A"


def test_two_areas_may_not_bear_a_code_on_one_day():
    late = replace(OLD, valid_to=date(2025, 7, 2))
    (fault,) = Areas([late, NEW]).problems()
    assert fault.code == "areas_share_code"
    assert fault.values == {"first": OLD.id, "second": NEW.id}


def test_every_pair_that_shares_a_code_is_said_not_only_neighbours():
    long = replace(OLD, valid_to=None)
    middle = replace(OLD, valid_from=date(2010, 1, 1), valid_to=date(2011, 1, 1))
    assert codes([long, middle, NEW]).count("areas_share_code") == 2


def test_an_area_listed_twice_shares_its_code_with_itself():
    assert codes([OLD, OLD]) == ["areas_share_code"]


@pytest.mark.parametrize(
    ("spoiled", "code"),
    [
        (replace(OLD, valid_to=OLD.valid_from), "area_ends_before_start"),
        (replace(OLD, parent="11@2009-04-01"), "area_parent_unknown"),
        (replace(OLD, parent="00001@2025-07-01"), "area_parent_not_in_force"),
    ],
)
def test_an_area_that_cannot_be_is_said(spoiled, code):
    assert codes([spoiled, NEW]) == [code]


def test_a_parent_outlives_its_children():
    district = Area("1", "D", "huyện", "district", date(2009, 4, 1), date(2025, 7, 1))
    assert codes([district, replace(OLD, parent=district.id)]) == []
    endless = replace(OLD, code="00002", valid_to=None, parent=district.id)
    assert codes([district, endless]) == ["area_parent_not_in_force"]


@pytest.mark.parametrize(
    ("areas", "links", "code"),
    [
        ([OLD, NEW], [Succession(OLD.id, "00009@2025-07-01")], "succession_unknown_area"),
        ([OLD, NEW], [Succession("00009@2009-04-01", NEW.id)], "succession_unknown_area"),
        ([replace(OLD, code="00002", valid_to=None), NEW],
         [Succession("00002@2009-04-01", NEW.id)], "succession_without_end"),
        ([replace(OLD, valid_to=date(2025, 6, 30)), NEW], [Succession(OLD.id, NEW.id)],
         "succession_gap"),
        ([OLD, NEW, replace(NEW, code="00002")],
         [Succession(OLD.id, NEW.id), Succession(OLD.id, "00002@2025-07-01")],
         "succession_not_whole"),
    ],
)  # fmt: skip
def test_a_succession_that_cannot_be_is_said(areas, links, code):
    assert codes(areas, *links) == [code]


starts = st.dates(date(2000, 1, 1), date(2030, 1, 1))
histories = st.lists(st.tuples(st.sampled_from("AB"), starts, st.none() | starts), max_size=6)


@given(histories, starts)
def test_a_history_without_problems_has_each_code_once_on_any_day(rows, day):
    areas = Areas([Area(code, code, "xã", "commune", start, end) for code, start, end in rows])
    if not list(areas.problems()):
        bearers = [a.code for a in areas.on(day)]
        assert len(bearers) == len(set(bearers))
