"""Features are joined to areas where code and name say so, on the day that fits; or it is asked."""

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import AFTER, AREAS, BEFORE, NAMING, NEW, OLD

from geo.areas import Area, Areas
from geo.areas.editions import Row
from geo.areas.matching import Match, match
from geo.faults import Fault, Severity

REFUSE, ASK, NOTE = Severity.REFUSE, Severity.ASK, Severity.NOTE


def rows(*said: tuple[str, str]) -> list[Row]:
    return [Row(number, code, name) for number, (code, name) in enumerate(said, start=1)]


def found(said: Iterable[tuple[str, str]], day: date | None = None, areas: Areas = AREAS) -> Match:
    return match(rows(*said), areas, level="commune", naming=NAMING, day=day)


def faults(result: Match, code: str) -> list[Fault]:
    return [fault for fault in result.faults if fault.code == code]


def without(names: dict[str, str], *codes: str) -> list[tuple[str, str]]:
    return [(c, n) for c, n in names.items() if c not in codes]


@pytest.mark.parametrize(("names", "day"), [(OLD, BEFORE), (NEW, AFTER)])
def test_code_and_name_together_tell_the_generation(names: dict[str, str], day: date) -> None:
    result = found(names.items())
    assert (result.day, result.by, result.faults) == (day, "code+name", ())
    assert result.ids == tuple(f"{code}@{day}" for code in names)


@pytest.mark.parametrize(("names", "day"), [(OLD, BEFORE), (NEW, AFTER)])
def test_names_alone_tell_the_generation(names: dict[str, str], day: date) -> None:
    result = found(("", name) for name in names.values())
    assert (result.day, result.by, result.faults) == (day, "name", ())
    assert None not in result.ids


@pytest.mark.parametrize(("names", "day"), [(OLD, BEFORE), (NEW, AFTER)])
def test_codes_alone_are_joined_and_said_to_be_unchecked(names: dict[str, str], day: date) -> None:
    result = found((code, "") for code in names)
    assert (result.day, result.by) == (day, "code")
    assert [f.code for f in result.faults] == ["names_unchecked"]


def test_03203_is_the_township_or_na_son_by_its_day() -> None:
    assert found(OLD.items()).ids[0] == "03203@2009-04-01"
    assert found(NEW.items()).ids[0] == "03203@2025-07-01"
    assert AREAS["03203@2009-04-01"].title == "Thị trấn Điện Biên Đông"
    assert AREAS["03203@2025-07-01"].title == "Xã Na Son"


def test_a_code_of_before_with_a_name_of_after_is_asked() -> None:
    result = found([("03203", "Na Son"), *without(OLD, "03203")])
    assert result.day == BEFORE
    (fault,) = faults(result, "code_name_disagree")
    assert (fault.severity, fault.where) == (ASK, "03203")
    assert dict(fault.values) == {
        "row": 1,
        "found": "Na Son",
        "known": "Thị trấn Điện Biên Đông",
        "name_means": ["Xã Na Son (03205)"],
        "agrees_on": AFTER,
        "key": "03203|Na Son",
        "candidates": ["03203@2009-04-01", "03205@2009-04-01"],
    }
    assert result.ids[0] is None


def test_a_code_of_after_with_a_name_of_before_is_asked() -> None:
    result = found([("03203", "Điện Biên Đông"), *without(NEW, "03203")])
    assert result.day == AFTER
    (fault,) = faults(result, "code_name_disagree")
    assert (fault.values["known"], fault.values["agrees_on"]) == ("Xã Na Son", BEFORE)


def test_swapped_codes_are_never_joined() -> None:
    swapped = [("03205", "Keo Lôm"), ("03376", "Na Son")]
    result = found([*swapped, *without(OLD, "03205", "03376")])
    assert result.ids[:2] == (None, None)
    assert [f.where for f in faults(result, "code_name_disagree")] == ["03205", "03376"]
    (missing,) = faults(result, "areas_without_shape")
    assert missing.values["areas"] == ["Xã Na Son (03205)", "Xã Keo Lôm (03376)"]


def test_a_code_that_is_not_in_force_on_the_day_is_asked() -> None:
    result = found([*NEW.items(), ("03376", "Keo Lôm")], day=AFTER)
    (fault,) = faults(result, "code_not_in_force")
    assert (fault.severity, fault.where, fault.values["row"]) == (ASK, "03376", 7)
    assert (fault.values["valid_from"], fault.values["valid_to"]) == (BEFORE, AFTER)
    assert len([i for i in result.ids if i]) == 6


def test_a_name_that_is_not_in_force_on_the_day_is_asked() -> None:
    result = found([("", n) for n in [*NEW.values(), "Keo Lôm"]], day=AFTER)
    (fault,) = faults(result, "name_not_in_force")
    assert (fault.where, fault.values["known"]) == ("Keo Lôm", "Xã Keo Lôm")


def test_a_file_that_fits_another_day_better_is_asked() -> None:
    result = found(OLD.items(), day=AFTER)
    (fault,) = faults(result, "day_fits_worse")
    assert (fault.severity, fault.where) == (ASK, "2025-07-01")
    assert (fault.values["agreed"], fault.values["better"]) == (3, BEFORE)
    assert fault.values["better_agreed"] == 14


def test_a_part_of_the_areas_fits_the_day_that_was_asked_for() -> None:
    result = found([("03370", "Pu Nhi"), ("03214", "Mường Luân")], day=BEFORE)
    assert [f.code for f in result.faults] == ["areas_without_shape"]
    nothing = found([("00001", "Phúc Xá")], day=BEFORE)
    assert [f.code for f in nothing.faults] == ["nothing_matches"]


def test_a_day_within_a_generation_is_as_good_as_its_first() -> None:
    result = found(OLD.items(), day=date(2018, 12, 31))
    assert result.faults == ()
    assert None not in result.ids
    assert result.day == date(2018, 12, 31)


def test_a_day_before_the_first_areas_is_refused() -> None:
    result = found(OLD.items(), day=date(1999, 1, 1))
    (fault,) = result.faults
    assert (fault.code, fault.severity, fault.where) == ("day_without_areas", REFUSE, "1999-01-01")
    assert fault.values["first"] == BEFORE
    assert set(result.ids) == {None}


def test_rows_that_fit_both_generations_do_not_choose_one() -> None:
    result = found([("03370", "Pu Nhi"), ("03214", "Mường Luân")])
    (fault,) = faults(result, "day_ambiguous")
    assert (fault.severity, fault.values["days"]) == (ASK, [BEFORE, AFTER])


def test_a_code_that_stands_twice_is_refused_and_joined_to_neither() -> None:
    result = found([*OLD.items(), ("03205", "Xã Na Son")])
    (fault,) = faults(result, "code_twice")
    assert (fault.severity, fault.where, fault.values["rows"]) == (REFUSE, "03205", [2, 15])
    assert "03205@2009-04-01" not in result.ids


def test_a_name_that_stands_twice_is_refused_where_there_are_no_codes() -> None:
    result = found([("", n) for n in [*OLD.values(), "Keo Lom"]])
    (fault,) = faults(result, "name_twice")
    assert (fault.severity, fault.values["rows"]) == (REFUSE, [9, 15])


def test_a_wrong_code_with_a_known_name_is_asked_with_the_area_it_may_be() -> None:
    result = found([("03299", "Keo Lôm"), *without(OLD, "03376")])
    (fault,) = faults(result, "row_unknown")
    assert (fault.severity, fault.where) == (ASK, "03299")
    assert fault.values["nearest"] == ["Xã Keo Lôm (03376)"]
    assert result.ids[0] is None, "a name that is alike joins nothing"


def test_a_missing_code_with_a_misspelt_name_is_asked_with_the_nearest() -> None:
    result = found([("", "Keo Lomm"), *without(OLD, "03376")])
    (fault,) = faults(result, "row_unknown")
    assert (fault.where, fault.values["nearest"]) == ("Keo Lomm", ["Xã Keo Lôm (03376)"])


def test_a_name_with_another_mark_is_asked_without_a_code_and_noted_with_one() -> None:
    alone = found([("", "Na Són"), *(("", n) for _, n in without(OLD, "03205"))])
    assert alone.ids[0] is None
    assert faults(alone, "row_unknown")[0].values["nearest"] == ["Xã Na Son (03205)"]
    coded = found([("03205", "Na Són"), *without(OLD, "03205")])
    assert coded.ids[0] == "03205@2009-04-01"
    (fault,) = coded.faults
    assert (fault.code, fault.severity, fault.where) == ("names_spelled_otherwise", NOTE, "03205")


def test_two_areas_that_differ_by_a_mark_are_never_taken_for_each_other() -> None:
    alike = Areas(
        Area(c, n, "xã", "commune", BEFORE) for c, n in (("1", "Tân Lập"), ("2", "Tân Lạp"))
    )
    assert found([("1", "Tân Lạp"), ("2", "Tân Lập")], areas=alike).ids == (None, None)
    assert found([("", "Tan Lap"), ("", "Tân Lạp")], areas=alike).ids == (None, "2@2009-04-01")


def test_rows_outside_are_one_note_while_every_area_has_its_shape() -> None:
    strangers = [(f"{9000 + i}", f"Thôn {i}") for i in range(116)]
    result = found([*strangers, *OLD.items()])
    (fault,) = result.faults
    assert (fault.code, fault.severity, fault.values["count"]) == ("rows_outside", NOTE, 116)
    assert fault.values["found"] == ["9000 Thôn 0", "9001 Thôn 1", "9002 Thôn 2"]


def test_a_namesake_in_another_district_is_outside() -> None:
    result = found([*OLD.items(), ("09999", "Na Son"), ("", "Keo Lôm")])
    assert [f.code for f in result.faults] == ["rows_outside"]
    assert result.ids[14:] == (None, None)


def test_an_area_without_a_shape_is_asked() -> None:
    result = found(without(OLD, "03205", "03376"))
    (fault,) = result.faults
    assert (fault.code, fault.severity, fault.where) == ("areas_without_shape", ASK, "2009-04-01")
    assert fault.values["areas"] == ["Xã Na Son (03205)", "Xã Keo Lôm (03376)"]


def test_a_file_of_another_place_is_refused_once() -> None:
    result = found([("00001", "Phúc Xá"), ("00004", "Trúc Bạch")])
    assert [(f.code, f.severity) for f in result.faults] == [("nothing_matches", REFUSE)]
    assert (result.day, result.by) == (None, None)


def test_codes_of_another_kind_are_said_and_names_join() -> None:
    result = found((f"VNM.20.1.{i}_1", name) for i, name in enumerate(OLD.values()))
    assert (result.by, result.day) == ("name", BEFORE)
    assert [f.code for f in result.faults] == ["codes_unrelated"]
    assert None not in result.ids


def test_where_no_areas_are_known_codes_speak_for_themselves() -> None:
    result = found([("1", "A"), ("2", "B"), ("", "C"), ("2", "D")], day=BEFORE, areas=Areas([]))
    assert result.ids == ("1@2009-04-01", None, None, None)
    assert [(f.code, f.severity) for f in result.faults] == [
        ("code_twice", REFUSE),
        ("code_missing", ASK),
    ]


def test_all_faults_are_found_at_once() -> None:
    result = found([("03203", "Na Son"), ("03205", "Na Son"), ("03205", "Na Son"), ("", "Keo Lomm"),
                    *without(OLD, "03203", "03205", "03376")])  # fmt: skip
    assert {f.code for f in result.faults} == {
        "area_in_parts", "code_name_disagree", "row_unknown", "areas_without_shape",
    }  # fmt: skip


def test_a_decision_goes_before_what_a_row_says_and_is_said() -> None:
    said = [("03203", "Na Son"), *without(OLD, "03203")]
    (asked,) = faults(found(said), "code_name_disagree")
    key, area = asked.values["key"], "03203@2009-04-01"
    assert area in asked.values["candidates"]  # type: ignore[operator]
    decided = match(rows(*said), AREAS, level="commune", naming=NAMING, decisions={str(key): area})
    assert decided.ids[0] == area
    (fault,) = decided.faults
    assert (fault.code, fault.severity, fault.values["area"]) == ("joined_by_decision", NOTE, area)


def test_two_rows_decided_to_be_one_area_are_refused() -> None:
    said = [*without(OLD, "03203"), ("", "x"), ("", "y")]
    area = "03203@2009-04-01"
    decided = match(
        rows(*said), AREAS, level="commune", naming=NAMING, decisions={"|x": area, "|y": area}
    )
    (fault,) = faults(decided, "code_twice")
    assert (fault.severity, fault.values["rows"]) == (REFUSE, [14, 15])
    assert area not in decided.ids


def test_a_row_without_words_is_decided_by_its_number() -> None:
    said = [*without(OLD, "03203"), ("", "")]
    area = "03203@2009-04-01"
    decided = match(rows(*said), AREAS, level="commune", naming=NAMING, decisions={"#14": area})
    assert decided.ids[-1] == area


@given(st.permutations(list(OLD.items())))
def test_the_order_of_rows_changes_nothing(said: list[tuple[str, str]]) -> None:
    assert found(said).ids == tuple(f"{code}@{BEFORE}" for code, _ in said)
