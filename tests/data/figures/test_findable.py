"""The list of what is found by its name holds all that was ever called so, and where it leads."""

from datetime import date

from told import KEO_LOM, NEW_NA_SON

from data.figures.findable import findable
from data.words import Words

VI = Words("vi")


def listed(now, words=VI):
    titles = {i.slug: words.text(i.title) for i in now.catalogue}
    return findable(words, now, titles.__getitem__, lambda slug: slug == "population")


def of_kind(now, kind):
    return [e for e in listed(now)["entries"] if e["kind"] == kind]


def test_every_commune_that_ever_was_is_found_and_those_of_today_come_first(files):
    found = of_kind(files, "commune")
    today = [a.id for a in files.on(date(2025, 12, 31))]
    assert [e["id"] for e in found[: len(today)]] == today, "in official order"
    assert {e["id"] for e in found} == {a.id for a in files.areas if a.level == "commune"}


def test_a_former_commune_is_found_with_its_years_and_what_it_belongs_to_now(files):
    (found,) = (e for e in of_kind(files, "commune") if e["id"] == KEO_LOM)
    assert found["note"] == "mã 03376 · 2009–2025 · nay thuộc Xã Na Son"
    assert (found["since"], found["until"]) == ("2009-04-01", "2025-07-01")
    (new,) = (e for e in of_kind(files, "commune") if e["id"] == NEW_NA_SON)
    assert new["note"] == "mã 03203 · từ năm 2025"
    assert "until" not in new


def test_indicators_with_figures_come_before_those_without(files):
    found = of_kind(files, "indicator")
    assert found[0]["id"] == "population"
    assert {e["id"] for e in found} == {i.slug for i in files.catalogue}
    (cattle,) = (e for e in found if e["id"] == "livestock_cattle_head")
    assert set(files.catalogue["livestock_cattle_head"].aliases) <= set(cattle["names"])


def test_every_group_is_found_by_its_name_its_short_name_and_its_key(files):
    for entry in of_kind(files, "group"):
        group = files.catalogue.groups[entry["id"]]
        assert {VI.text(group.title), VI.text(group.short)} <= set(entry["names"])
        assert entry["codes"] == [entry["id"]]


def test_letters_with_a_stroke_and_those_that_look_like_them_are_told(files):
    letters = listed(files)["letters"]
    assert letters["đ"] == "d"
    assert letters["ð"] == "d", "as the workspace spells"
    assert all(len(plain) == 1 for plain in letters.values())
