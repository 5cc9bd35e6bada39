"""The days that a map steps through: the same areas, each day by its own scale, in a small file."""

import json
from datetime import date

import pytest

from data.catalogue.indicators import Classes
from data.figures import stills
from data.figures.days import days
from data.figures.view import view
from data.words import Words
from geo.map.choropleth import fill
from geo.map.reel import Still, reel
from geo.map.scale import Blank
from geo.map.web import order_of, web_geometry

VI = Words("vi")
END_2018 = date(2018, 12, 31)
FIRST = "ntm_criteria_met"
KEY = {"0": ("#fff", "", "low"), "x": ("#ccc", "rising", "No data")}


def shown(snapshot, indicator, span="ytd"):
    """Return the stills of an indicator about its latest day, with their days."""
    known = days(snapshot, indicator)
    on = stills.steps(snapshot, indicator, known[0]) if known else ()
    return on, stills.stills(VI, snapshot, indicator, on, span)


@pytest.mark.parametrize("span", ["ytd", "month"])
def test_every_still_of_every_indicator_is_what_its_view_paints(snapshot, span):
    stepped = 0
    for indicator in snapshot.catalogue:
        on, made = shown(snapshot, indicator, span)
        for day, still in zip(on, made, strict=True):
            seen = view(snapshot, indicator, day, span)
            colours = indicator.scale_on(day).colours
            assert still.classes == "".join(seen["character"]), (indicator.slug, day)
            for character in still.classes:
                assert still.key[character][:2] == fill(character, colours)
            assert (still.day, still.words) == (str(day), VI.day(day))
            assert [bool(note) for note in still.notes] == [
                bool(row.sample is True or row.provisional is True or row.rebuilt is True)
                for row in seen.itertuples()
            ]
        stepped += len(on)
    assert stepped > 100, "else the workspace has nothing to step through"


def test_the_stills_are_of_the_areas_of_the_geometry_in_its_order(snapshot):
    on, made = shown(snapshot, snapshot.catalogue[FIRST])
    ids = [a.id for a in snapshot.on(on[0])]
    geometry = json.loads(web_geometry(snapshot.shapes_on(on[0])))
    assert reel(ids, made)["order"] == geometry["order"] == order_of(geometry["ids"])


def test_days_with_other_boundaries_are_not_stepped_to(snapshot):
    area = snapshot.catalogue["area_km2"]  # known once of the old communes, once of the new ones
    for day in days(snapshot, area):
        assert stills.steps(snapshot, area, day) == ()
    for indicator in snapshot.catalogue:
        on, _ = shown(snapshot, indicator)
        assert len({snapshot.settings.generation_on(day) for day in on}) <= 1


def test_a_day_without_figures_of_its_own_is_a_step_among_the_others(snapshot):
    odd = date(2018, 7, 17)
    on = stills.steps(snapshot, snapshot.catalogue[FIRST], odd)
    assert odd in on
    assert set(on) - {odd} == set(stills.steps(snapshot, snapshot.catalogue[FIRST], END_2018))
    assert list(on) == sorted(on)


def test_more_than_can_be_looked_up_at_once_is_not_offered(snapshot, monkeypatch):
    on = stills.steps(snapshot, snapshot.catalogue[FIRST], END_2018)
    cells = len(on) * len(snapshot.on(END_2018))
    monkeypatch.setattr(stills, "MOST", cells)
    assert stills.steps(snapshot, snapshot.catalogue[FIRST], END_2018) == on
    monkeypatch.setattr(stills, "MOST", cells - 1)
    assert stills.steps(snapshot, snapshot.catalogue[FIRST], END_2018) == ()


def test_a_class_that_means_another_thing_from_a_day_on_is_painted_so_from_that_day_on(snapshot):
    met, turn = snapshot.catalogue[FIRST], date(2018, 7, 1)
    other = Classes(since=turn, breaks=(7.0,), palette="Purples")
    changed = met.model_copy(update={"classes": (met.classes[0], other)})
    on, made = shown(snapshot, changed)
    old, new = changed.scale_on(turn.replace(year=2017)), changed.scale_on(turn)
    assert old.colours != new.colours
    for day, still in zip(on, made, strict=True):
        scale = new if day >= turn else old
        own = [still.key[c.character][0] for c in scale.classes]
        assert own == list(scale.colours)
        assert set(still.classes) <= {c.character for c in scale.classes} | set(Blank)
    assert len(reel([a.id for a in snapshot.on(on[0])], made)["keys"]) == 2


def test_a_step_costs_two_bytes_an_area_and_few_for_the_rest(snapshot):
    on, made = shown(snapshot, snapshot.catalogue[FIRST])
    ids = [a.id for a in snapshot.on(on[0])]
    size = len(json.dumps(reel(ids, made)).encode())
    assert size < 1500 + len(on) * (2 * len(ids) + 60)


@pytest.mark.parametrize("count", [1, 36, 37, 1297])
def test_there_may_be_any_number_of_notes(count):
    ids = [f"{n:05d}" for n in range(count)]
    notes = tuple(f"note {n}" for n in range(count))
    made = reel(ids, [Still("2018-12-31", "31/12/2018", "0" * count, KEY, notes)])
    (*_, classes, noted) = made["stills"][0]
    digits = len(noted) // len(classes)
    read = [int(noted[n : n + digits], 36) for n in range(0, len(noted), digits)]
    assert [made["notes"][number] for number in read] == list(notes)


@pytest.mark.parametrize(
    ("still", "fault"),
    [(("01", KEY, ("", "")), "key_does_not_fit_classes"),
     (("0x", KEY, ("",)), "notes_do_not_fit_areas"),
     (("0x0", KEY, ("", "", "")), "classes_do_not_fit_areas")],
    ids=lambda p: p if isinstance(p, str) else "",
)  # fmt: skip
def test_stills_that_do_not_fit_are_refused(still, fault):
    with pytest.raises(ValueError, match=fault):
        reel(["a", "b"], [Still("2018-12-31", "31/12/2018", *still)])
