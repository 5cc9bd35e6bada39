"""A merger is one batch: areas end and begin, the shapes of that day are drawn, and all is said."""

from dataclasses import replace
from datetime import date

import pytest
from ledgers import ADMINISTRATOR, OFFICE, figures, signed_up
from shapely.geometry import LineString, box

from data.catalogue.declared import Text
from data.catalogue.settings import Generation
from data.ledger import schema
from data.records import withdraw
from data.records.append import append
from data.records.batches import Content, batches, keep
from data.records.decisions import answers
from data.records.editions.generations import append_generation, generation
from data.records.editions.notice import edition
from geo.areas import Area
from geo.faults import Faulty

DAY = date(2027, 1, 1)
SAID = Generation(file="merged.zip", title=Text(vi="5 xã"), source="merged.zip")
FIRST, SECOND = "03203@2025-07-01", "03208@2025-07-01"
LEGAL = "12/NQ-UBTVQH16"


@pytest.fixture
def administrator(ledger):
    return signed_up(ledger.database, "minh", ADMINISTRATOR)


def merged(ledger, **changed):
    """Return the batch by which two of the six communes of 2025 become one."""
    now = ledger.snapshot()
    old = now.generations[date(2025, 7, 1)]
    new = Area("03203", "Na Son Xa Dung", "xã", "commune", DAY, None, now.areas[FIRST].parent)
    shapes = old[["geometry"]].rename(index={FIRST: new.id})
    shapes.loc[new.id, "geometry"] = old.loc[[FIRST, SECOND]].union_all()
    told = {
        "day": DAY,
        "said": SAID,
        "shapes": shapes.drop(SECOND),
        "new": [new],
        "passing": {FIRST: new.id, SECOND: new.id},
        "legal": LEGAL,
    } | changed
    return generation(now, **told)


def with_shapes(content, shapes):
    return replace(content, rows={**content.rows, "shapes": shapes})


def appended(ledger, actor, content):
    return append_generation(ledger.database, ledger.files, actor, content)


def refused(ledger, actor, content):
    """Return the codes for which a generation is refused; nothing may have been written."""
    before = ledger.revision()
    with pytest.raises(Faulty) as error:
        appended(ledger, actor, content)
    assert ledger.revision() == before
    return {fault.code for fault in error.value.faults}


def test_a_merger_shows_from_its_day_on(ledger, administrator):
    before = ledger.snapshot()
    appended(ledger, administrator, merged(ledger))
    now = ledger.snapshot()
    new = now.areas[f"03203@{DAY}"]
    assert len(now.on(DAY)) == len(before.on(DAY)) - 1
    assert {a.id for a in now.areas.predecessors(new)} == {FIRST, SECOND}
    assert now.areas.legal(new) == LEGAL
    assert now.areas[FIRST].valid_to == DAY
    assert now.settings.generation_on(DAY) == DAY
    assert now.settings.boundaries[DAY] == SAID
    assert list(now.shapes_on(DAY).index) == [a.id for a in now.on(DAY)]
    assert now.shapes_on(date(2026, 12, 31)).equals(before.shapes_on(date(2026, 12, 31)))


def test_a_merger_is_withdrawn_and_all_is_as_before(ledger, administrator):
    before = ledger.snapshot()
    number = appended(ledger, administrator, merged(ledger))
    withdraw.withdraw(ledger.database, ledger.files, administrator, number)
    now = ledger.snapshot()
    assert set(now.areas) == set(before.areas)
    assert now.settings == before.settings
    assert now.generations.keys() == before.generations.keys()


def test_a_merger_that_figures_need_is_not_withdrawn(ledger, administrator):
    number = appended(ledger, administrator, merged(ledger))
    office = signed_up(ledger.database, "lan", OFFICE)
    content = figures(("population", f"03203@{DAY}", "2027", 9000))
    append(ledger.database, ledger.files, office, content)
    with pytest.raises(Faulty, match="boundaries_needed"):
        withdraw.withdraw(ledger.database, ledger.files, administrator, number)
    with ledger.database.reading() as connection:
        assert batches(connection, [number])[0].withdrawn_at is None


def test_what_is_hidden_anyway_holds_no_withdrawal_back(ledger, administrator):
    office = signed_up(ledger.database, "lan", OFFICE)
    content = figures(("livestock_cattle_head", "03205@2009-04-01", "2018", 10))
    append(ledger.database, ledger.files, office, content)
    number = appended(ledger, administrator, merged(ledger))
    catalogue = ledger.files.catalogue
    left = {i.slug: i for i in catalogue if i.slug != "livestock_cattle_head"}
    files = replace(ledger.files, catalogue=replace(catalogue, indicators=left))
    withdraw.withdraw(ledger.database, files, administrator, number)
    assert DAY not in ledger.snapshot().generations


def test_better_shapes_of_the_same_day_replace_the_earlier_ones(ledger, administrator):
    day = date(2025, 7, 1)
    shapes = ledger.snapshot().generations[day][["geometry"]].copy()
    shapes["geometry"] = [box(103 + n / 10, 21, 103.1 + n / 10, 21.1) for n in range(len(shapes))]
    appended(ledger, administrator, generation(ledger.snapshot(), day, SAID, shapes))
    now = ledger.snapshot()
    assert now.generations[day].geometry.equals(shapes.geometry)
    assert now.settings.boundaries[day].notice is None, "it is no longer schematic"


def test_only_who_may_bring_boundaries_does(ledger):
    office = signed_up(ledger.database, "lan", OFFICE)
    assert refused(ledger, office, merged(ledger)) == {"not_allowed"}
    assert refused(ledger, None, merged(ledger)) == {"not_signed_in"}


def test_a_right_that_was_taken_meanwhile_is_gone(ledger, administrator):
    content = merged(ledger)
    with ledger.database.writing() as writing:
        writing.connection.execute(schema.right.delete())
    assert refused(ledger, administrator, content) == {"not_allowed"}


def test_an_area_without_a_shape_and_a_shape_of_no_area_are_both_said(ledger, administrator):
    content = merged(ledger)
    shapes = content.rows["shapes"].replace({"area": {"03370@2025-07-01": SECOND}})
    found = refused(ledger, administrator, with_shapes(content, shapes))
    assert found == {"edition_without_shape", "edition_of_another"}


def test_a_line_is_no_area(ledger, administrator):
    content = merged(ledger)
    shapes = content.rows["shapes"].set_index("area")
    shapes.loc["03370@2025-07-01", "geometry"] = LineString([(103, 21), (104, 22)]).wkb
    spoiled = with_shapes(content, shapes.reset_index())
    assert refused(ledger, administrator, spoiled) == {"edition_without_shape"}


def test_areas_without_their_boundaries_are_refused(ledger, administrator):
    content = merged(ledger)
    del content.rows["editions"], content.rows["shapes"]
    assert refused(ledger, administrator, content) == {"edition_missing"}


def test_what_contradicts_the_history_of_areas_is_refused(ledger, administrator):
    content = merged(ledger, passing={FIRST: f"03203@{DAY}"})  # the other goes on, without a shape
    assert "edition_without_shape" in refused(ledger, administrator, content)
    content = merged(ledger, passing={FIRST: f"03203@{DAY}", SECOND: "03370@2025-07-01"})
    assert "succession_gap" in refused(ledger, administrator, content)


def test_an_area_that_has_figures_after_its_end_is_not_ended(ledger, administrator):
    office = signed_up(ledger.database, "lan", OFFICE)
    append(ledger.database, ledger.files, office, figures(("population", SECOND, "2027", 9000)))
    assert refused(ledger, administrator, merged(ledger)) == {"area_not_in_force"}


def test_the_same_file_is_asked_about(ledger, administrator):
    content = replace(merged(ledger), original=b"zip")
    appended(ledger, administrator, content)
    assert refused(ledger, administrator, content) == {"batch_again"}


def test_an_edition_that_is_not_surveyed_goes_on_saying_that_it_is_no_legal_boundary(files):
    schematic = edition(files, date(2025, 7, 1), "a.zip", "", surveyed=False)
    assert schematic.notice == files.settings.boundaries[date(2025, 7, 1)].notice
    surveyed = edition(files, date(2025, 7, 1), "a.zip", "", surveyed=True)
    assert surveyed.notice is not None
    assert "tham khảo" in surveyed.notice.vi


def test_another_administrator_takes_back_boundaries_and_what_was_answered_with_them(
    ledger, administrator
):
    content = merged(ledger)
    rows = answers.along(content.rows, {"row:03203|Na Son": FIRST})
    number = appended(ledger, administrator, replace(content, rows=rows))
    other = signed_up(ledger.database, "nga", ADMINISTRATOR)
    office = signed_up(ledger.database, "lan", OFFICE)
    with pytest.raises(Faulty, match="not_allowed"):
        withdraw.withdraw(ledger.database, ledger.files, office, number)
    withdraw.withdraw(ledger.database, ledger.files, other, number)
    assert answers.decisions(ledger.database) == {}


def test_a_batch_of_nothing_is_taken_back_by_the_office_only(ledger, administrator):
    with ledger.database.writing() as writing:
        number = keep(writing, "figures", Content("nothing"))
    for nobody in (administrator, None):
        assert not withdraw.may_withdraw(ledger.database, ledger.files, nobody, number)
    office = signed_up(ledger.database, "lan", OFFICE)
    assert withdraw.may_withdraw(ledger.database, ledger.files, office, number)
