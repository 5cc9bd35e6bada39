"""What is declared is right or refused: which file, which key, and what was meant."""

from datetime import date

import pytest
from pydantic import ValidationError
from told import SHIPPED, faults_of, workspace

from data.catalogue import loading
from data.catalogue.declared import build, in_force, nearest, read
from data.catalogue.indicators import Indicator, Threshold
from data.catalogue.settings import Settings
from data.messages import say
from data.words import Words
from geo.faults import Faulty

EN = Words("en")
PLANTED = "indicators/forest_planted_production_ha.yaml"
BARE = {
    "slug": "x",
    "title": {"vi": "X"},
    "unit": {"vi": "ha"},
    "description": {"vi": "X"},
    "direction": "higher",
    "over_areas": "sum",
    "over_time": "sum",
    "classes": {"breaks": [1, 2]},
}
WORDS = [{"id": w, "title": {"vi": w}, "colour": "#112233"} for w in ("a", "b")]


def shipped(name):
    return (SHIPPED / name).read_text("utf-8")


def refused(content, model=Indicator):
    """Return the faults of a declaration, each as its code and the key that it is about."""
    with pytest.raises(Faulty) as error:
        build(model, content, "x.yaml")
    assert all(all(say(f, EN)) for f in error.value.faults), "each has its sentences"
    return {(f.code, f.values.get("key", "")) for f in error.value.faults}


# One indicator


def test_a_bare_indicator_is_enough():
    made = build(Indicator, BARE, "x.yaml")
    assert made.carry == 12
    assert made.covers("xã")
    assert made.covers("thị trấn")
    assert made.parts == ()


def test_what_is_declared_does_not_change():
    made = build(Indicator, BARE, "x.yaml")
    with pytest.raises(ValidationError):
        made.decimals = 3


@pytest.mark.parametrize(
    ("change", "code", "key"),
    [
        ({"colour": "red"}, "yaml_unknown_key", "colour"),
        ({"classes": {"breaks": [1], "pallete": "Blues"}}, "yaml_unknown_key", "classes.0.pallete"),
        ({"direction": "up"}, "yaml_not_one_of", "direction"),
        ({"decimals": -1}, "yaml_wrong_value", "decimals"),
        ({"carry": 0}, "yaml_carry_is_no_span", "carry"),
        ({"carry": "12 months"}, "yaml_carry_is_no_span", "carry"),
        ({"classes": {"breaks": [2, 1]}}, "yaml_breaks_do_not_rise", "classes.0"),
        ({"classes": {"breaks": [1, float("inf")]}}, "yaml_wrong_value", "classes.0.breaks.1"),
        ({"classes": {"breaks": [1], "palette": "Rot"}}, "yaml_unknown_palette", "classes.0"),
        ({"classes": {"breaks": [1], "labels": [{"vi": "a"}]}},
         "yaml_labels_do_not_fit_classes", "classes.0"),
        ({"classes": {"breaks": [1], "target": 2}}, "yaml_target_is_no_break", "classes.0"),
        ({"classes": {"breaks": list(range(40))}}, "yaml_too_many_classes", "classes.0"),
        ({"classes": [{"breaks": [1]}, {"breaks": [2]}]}, "yaml_same_day_twice", ""),
        ({"categories": WORDS}, "yaml_needs_classes_or_categories", ""),
        ({"classes": (), "categories": WORDS}, "yaml_words_do_not_add_up", ""),
        ({"classes": (), "categories": WORDS + WORDS[:1], "over_areas": "none",
          "over_time": "last"}, "yaml_category_twice", ""),
        ({"headline_class": 3}, "yaml_headline_class_unknown", ""),
        ({"headline_class": -1}, "yaml_headline_class_unknown", ""),
        ({"origin": {}}, "yaml_origin_is_not_one", "origin"),
        ({"origin": {"sum": ["a"], "ratio": ["a", "b"]}}, "yaml_origin_is_not_one", "origin"),
        ({"origin": {"ratio": ["a"]}}, "yaml_missing_key", "origin.ratio.1"),
        ({"thresholds": [{"since": "2018-01-01", "legal": {"vi": "x"}, "at_least": 1,
                          "at_most": 2}]}, "yaml_compares_two_ways", "thresholds.0"),
        ({"thresholds": [{"since": "2018-02-30", "legal": {"vi": "x"}}]},
         "yaml_wrong_value", "thresholds.0.since"),
    ],
)  # fmt: skip
def test_a_wrong_declaration_is_refused_by_its_key(change, code, key):
    assert refused(BARE | change) == {(code, key)}


def test_a_coordinate_system_that_is_none_is_refused_by_its_key():
    settings = {"id": "x", "titles": [{"since": "2009-04-01", "title": {"vi": "X"}}]}
    wrong = settings | {"candidate_crs": [{"name": "ours", "crs": "+proj=nowhere"}]}
    assert ("yaml_crs_unknown", "candidate_crs.0.CandidateCrs.crs") in refused(wrong, Settings)


def test_all_wrong_keys_are_said_at_once():
    said = refused({k: v for k, v in BARE.items() if k != "unit"} | {"colour": 1, "order": "x"})
    assert said == {
        ("yaml_missing_key", "unit"),
        ("yaml_unknown_key", "colour"),
        ("yaml_wrong_value", "order"),
    }


def test_a_declaration_that_is_no_mapping_is_refused():
    assert refused(["a", "list"]) == {("yaml_wrong_value", "")}


def test_nobody_is_near_to_what_is_like_nothing():
    assert nearest("forest", ["forests", "schools"]) == "forests"
    assert nearest("qqq", ["forests", "schools"]) == ""


# Things that hold from a day


def test_the_last_thing_since_a_day_is_in_force():
    dated = tuple(
        Threshold(since=date(year, 1, 1), at_least=year, legal={"vi": "x"}) for year in (2020, 2018)
    )
    assert in_force(dated, date(2017, 12, 31)) is None
    assert in_force(dated, date(2018, 1, 1)).number == 2018
    assert in_force(dated, date(2019, 12, 31)).number == 2018
    assert in_force(dated, date(2020, 1, 1)).number == 2020


def test_a_threshold_that_was_repealed_holds_no_longer(files):
    poverty = files.catalogue["poverty_reduction_pp"]
    assert poverty.threshold_on(date(2017, 12, 31)) is None
    assert poverty.threshold_on(date(2018, 12, 31)).more_than == 5.1
    assert poverty.threshold_on(date(2019, 1, 1)) is None


@pytest.mark.parametrize(
    ("way", "below", "at", "above"),
    [("at_least", False, True, True), ("at_most", True, True, False),
     ("more_than", False, False, True), ("less_than", True, False, False)],
)  # fmt: skip
def test_at_the_number_itself_the_comparison_decides(way, below, at, above):
    threshold = Threshold(since=date(2018, 1, 1), legal={"vi": "x"}, **{way: 5.1})
    assert [threshold.met_by(v) for v in (5.0, 5.1, 5.2)] == [below, at, above]


def test_before_any_classes_the_earliest_are_used(files):
    population = files.catalogue["population"]
    assert population.scale_on(date(1, 1, 1)).breaks[0] == 2500
    assert population.scale_on(date(2025, 6, 30)).breaks[0] == 2500
    assert population.scale_on(date(2025, 7, 1)).breaks[0] == 6000


@pytest.mark.parametrize(
    ("day", "count"),
    [(date(2016, 11, 30), None), (date(2016, 12, 1), 19), (date(2022, 3, 8), 19),
     (date(2026, 2, 14), 19), (date(2026, 2, 15), 10)],
)  # fmt: skip
def test_criteria_are_those_of_the_set_in_force(files, day, count):
    found = files.catalogue.criteria_on(day)
    assert (len(found.criteria) if found else None) == count


def test_the_township_has_no_new_rural_criteria(files):
    counting = files.catalogue.counting
    assert [i.slug for i in counting("xã")] == ["ntm_criteria_met", "ntm_criteria_basic"]
    assert counting("thị trấn") == []


def test_the_place_is_called_what_it_was_called_that_day(files):
    assert files.settings.title_on(date(2025, 6, 30)).vi == "Huyện Điện Biên Đông"
    assert "(cũ)" in files.settings.title_on(date(2025, 7, 1)).vi
    assert files.settings.generation_on(date(2009, 3, 31)) is None


# The shipped catalogue


def test_indicators_stand_in_the_order_of_their_groups(files):
    groups = [i.group for i in files.catalogue]
    place = [*files.catalogue.groups, None]
    assert groups == sorted(groups, key=place.index)
    assert {i.slug for g in place[:-1] for i in files.catalogue.of_group(g)} == {
        i.slug for i in files.catalogue if i.group
    }


def test_replacement_planting_is_part_of_planting_and_never_added_to_it(files):
    catalogue = files.catalogue
    assert catalogue["forest_replacement_ha"].of_which == "forest_planted_ha"
    assert "forest_replacement_ha" not in catalogue["forest_planted_ha"].parts
    sums = [i for i in catalogue if i.origin and "forest_replacement_ha" in i.origin.sum]
    assert sums == []


# A file


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("a: [1\nb: 2\n", "yaml_broken", 2),
        ("a: 1\nb:\n\t- x\n", "yaml_broken", 3),
        ("a: 1\nb: \x07\n", "yaml_broken", 2),
        ("- a\n- b\n", "yaml_broken", 1),
        ("just words", "yaml_broken", 1),
        ("a: 1\nb: 2\na: 3\n", "yaml_key_twice", 3),
        ("a:\n  vi: x\n  vi: y\n", "yaml_key_twice", 3),
        ("a:\n- {vi: x, vi: y}\n", "yaml_key_twice", 2),
    ],
)
def test_a_file_that_cannot_be_read_says_its_line(tmp_path, text, code, line):
    path = tmp_path / "x.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(Faulty) as error:
        read(path)
    (fault,) = error.value.faults
    assert (fault.code, fault.where, fault.values["line"]) == (code, "x.yaml", line)


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_an_empty_file_declares_nothing(tmp_path, text):
    (tmp_path / "x.yaml").write_text(text)
    assert read(tmp_path / "x.yaml") == {}


def test_a_file_with_a_byte_order_mark_is_read_like_any(tmp_path):
    (tmp_path / "x.yaml").write_text("a: Điện\n", "utf-8-sig")
    assert read(tmp_path / "x.yaml") == {"a": "Điện"}


# All files


SPOILED = [  # a file, what is changed in it, and what is said of it
    (PLANTED, ("decimals:", "decimal:"), PLANTED,
     "The key “decimal” is not known.", "Did you mean “decimals”?"),
    ("indicators/forest_replacement_ha.yaml", ("group: WG6", "group: WG66"),
     "indicators/forest_replacement_ha.yaml",
     "The working group “WG66” is not declared.", "Did you mean “WG6”?"),
    ("indicators/population.yaml", ("source: census_2009", "source: cencus_2009"),
     "indicators/population.yaml",
     "The source “cencus_2009” is not declared.", "Did you mean “census_2009”?"),
    ("indicators/forest_planted_ha.yaml", ("planted_special", "planted_specal"),
     "indicators/forest_planted_ha.yaml",
     "The indicator “forest_planted_specal_ha” is not declared.",
     "Did you mean “forest_planted_special_ha”?"),
    ("workspace.yaml", (": ntm_criteria_met", ": ntm_criteria_mett"), "workspace.yaml",
     "The indicator “ntm_criteria_mett” is not declared.", "Did you mean “ntm_criteria_met”?"),
    ("workspace.yaml", ("level: commune", "level: comune"), "workspace.yaml",
     "The level “comune” is not declared.", "Did you mean “commune”?"),
    ("groups.yaml", ('focus: ["03379@2009-04-01"]', 'focus: ["03379@2009-04-11"]'),
     "groups.yaml: WG4",
     "The area “03379@2009-04-11” is not declared.", "Did you mean “03379@2009-04-01”?"),
    ("sources.yaml", ("published: 2005-06-06", "published: 2005-06-66"),
     "sources.yaml: areas_2005", "“published” cannot be “2005-06-66” (date_from_datetime_parsing).",
     "Write a value of the right kind"),
    ("criteria_sets/qd_1980.yaml", ("since: 2016-12-01", "since: 2016-12-01\nsince: 2017-01-01"),
     "criteria_sets/qd_1980.yaml", "The key “since” stands twice, again at line 9.",
     "Keep one of the two."),
    ("criteria_sets/qd_318.yaml", ("until: 2026-02-15", "until: 2026-02-16"),
     "criteria_sets/qd_51_2025.yaml",
     "The set is in force from 15/02/2026, while “qd_318” still is.",
     "Give the earlier set its `until`."),
]  # fmt: skip


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory):
    """Return all that is wrong with a workspace in which everything of `SPOILED` is."""
    texts = {}
    for file, change, *_ in SPOILED:
        text = texts.get(file, shipped(file))
        assert text.count(change[0]) == 1
        texts[file] = text.replace(*change)
    return faults_of(workspace(tmp_path_factory.mktemp("spoiled") / "w", texts))


@pytest.mark.parametrize(("where", "what", "cure"), [row[2:] for row in SPOILED])
def test_a_spoiled_file_says_where_what_and_what_was_meant(spoiled, where, what, cure):
    said = [say(f, EN) for f in spoiled if f.where == where]
    assert any(w == what and c.startswith(cure) for w, c in said), said


def test_all_that_is_wrong_is_said_at_once_and_nothing_that_follows_from_it(spoiled):
    assert len(spoiled) == len(SPOILED)


def test_settings_that_cannot_be_read_are_said_beside_all_the_rest(tmp_path):
    texts = {
        "workspace.yaml": shipped("workspace.yaml").replace("level:", "levle:"),
        PLANTED: shipped(PLANTED).replace("decimals:", "decimal:"),
    }
    said = {(f.where, say(f, EN)[0]) for f in faults_of(workspace(tmp_path, texts))}
    assert said == {
        ("workspace.yaml", "The key “levle” is not known."),
        (PLANTED, "The key “decimal” is not known."),
    }


@pytest.mark.parametrize(
    ("file", "content", "what"),
    [
        ("workspace.yaml", None, "The file is missing."),
        ("groups.yaml", None, "The file is missing."),
        ("areas.csv", None, "The file is missing."),
        ("sources.yaml", b"a: [1\n", "The text cannot be read as YAML at line 2."),
        ("groups.yaml", "a: Điện".encode("utf-16"), "The file is not in UTF-8."),
        ("areas.csv", "mã".encode("cp1258", "replace"), "The column “m?” is not known."),
    ],
)
def test_a_file_that_cannot_be_read_says_so_and_nothing_that_follows_from_it(
    tmp_path, file, content, what
):
    faults = faults_of(workspace(tmp_path, {file: content}))
    assert what in {say(f, EN)[0] for f in faults}
    assert {f.where for f in faults} == {file}


def test_an_indicator_that_cannot_be_read_is_not_missed_by_those_made_from_it(tmp_path):
    text = shipped(PLANTED).replace("decimals:", "decimal:")
    row = "forest_planted_production_ha,03205@2009-04-01,2018-06,1,,,census_2009,\n"
    figures = "indicator,area,period,value,qualifier,status,source,note\n" + row
    folder = workspace(tmp_path, {PLANTED: text, "values/a.csv": figures})
    assert [f.code for f in faults_of(folder)] == ["yaml_unknown_key"]


def test_a_figure_made_from_itself_is_refused(tmp_path):
    text = shipped(PLANTED) + "origin: {sum: [forest_planted_ha]}\n"
    folder = workspace(tmp_path, {PLANTED: text})
    said = {(f.code, f.where) for f in faults_of(folder)}
    assert said == {
        ("catalogue_circle", PLANTED),
        ("catalogue_circle", "indicators/forest_planted_ha.yaml"),
    }


def test_a_part_cannot_be_added_to_the_whole_that_contains_it(tmp_path):
    name = "indicators/forest_planted_ha.yaml"
    text = shipped(name).replace(
        "forest_planted_special_ha]", "forest_planted_special_ha, forest_replacement_ha]"
    )
    (fault,) = faults_of(workspace(tmp_path, {name: text}))
    assert (fault.code, fault.where) == ("counted_twice", name)
    assert fault.values == {"name": "forest_replacement_ha", "within": "forest_planted_ha"}


@pytest.mark.parametrize(
    ("change", "code"),
    [(("number: 2,", "number: 1,"), "yaml_criterion_twice"),
     (("number: 2, group: II", "number: 2, group: XX"), "yaml_criterion_group_unknown")],
)  # fmt: skip
def test_a_criterion_has_its_own_number_and_a_known_group(tmp_path, change, code):
    name = "criteria_sets/qd_1980.yaml"
    folder = workspace(tmp_path, {name: shipped(name).replace(*change)})
    assert [(f.code, f.where) for f in faults_of(folder)] == [(code, name)]


def test_a_kind_of_area_that_nobody_has_is_noted(tmp_path):
    name = "indicators/ntm_criteria_met.yaml"
    text = shipped(name).replace('applies_to: ["xã"]', 'applies_to: ["xa"]')
    (fault,) = faults_of(workspace(tmp_path, {name: text}))
    assert (fault.code, fault.severity) == ("kind_unknown", "note")
    assert fault.values == {"name": "xa", "nearest": "xã"}


def test_a_file_that_nobody_reads_is_noted(tmp_path):
    files = {"values/thang_6.xls": "x", "indicators/x.yml": "x", "values/~$a.xlsx": "x"}
    faults = faults_of(workspace(tmp_path, files))
    assert [(f.code, f.severity, f.where) for f in faults] == [
        ("file_not_read", "note", "indicators/x.yml"),
        ("file_not_read", "note", "values/thang_6.xls"),
    ]


def test_a_catalogue_alone_refuses_with_all_its_faults(tmp_path):
    folder = workspace(tmp_path, {"groups.yaml": None, "sources.yaml": "a: {}\n"})
    with pytest.raises(Faulty) as error:
        loading.load(folder)
    assert {f.code for f in error.value.faults} == {
        "file_missing",
        "yaml_missing_key",
        "catalogue_unknown",
    }


def test_a_setting_out_of_its_bounds_is_refused():
    with pytest.raises(Faulty):
        build(Settings, {"id": "Điện Biên"}, "workspace.yaml")
