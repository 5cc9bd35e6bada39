"""An answer is used again where it is of a word, and not where it is of a sheet or a cell."""

import pytest
from entering import workbook
from ledgers import signed_up
from streamlit.testing.v1 import AppTest
from told import NA_SON, PHI_NHU

from components.entry.brought import HELD
from data.intake.deciding import batch as brought
from data.intake.deciding.intake import take
from data.intake.deciding.pending import Pending
from data.intake.understanding.findings import lasts
from data.ledger.rights import Action, Right, Role
from data.records.append import append
from data.records.batches import Content
from data.records.decisions import answers as decisions

OFFICE = Right(Role.OFFICE)
NAMES = workbook([("Phì Nhừ", 8.5), ("Na Sonn", 3)])


@pytest.mark.parametrize(
    ("key", "expected"),
    [("area:2018-04-01::nasonn", True), ("heading:bieu:rung", True), ("unit:m2:area_km2", True),
     ("area:2018-04-01:03205:", True), ("area:2018-04-01::", False), ("heading:", False),
     ("heading:bieu:", False), ("text:bieu:", False), ("area:T6", False), ("period:T6", False),
     ("dash:T6", False), ("numbers:T6!C", False), ("value_over_plan:x:y:2018-06:400", False),
     ("total:T6!C9:3", False)],
)  # fmt: skip
def test_what_a_word_means_lasts_and_what_a_sheet_means_does_not(key, expected):
    assert lasts(key) == expected


def test_a_name_that_was_decided_once_is_known_in_the_next_file_and_a_dash_is_asked_again(ledger):
    now = ledger.snapshot()
    first = take(NAMES, "a.xlsx", now)
    (doubt,) = first.doubtful
    answers = {doubt.key: NA_SON, "dash:T6": "zero"}
    read = take(NAMES, "a.xlsx", now, decisions=answers)
    actor = signed_up(ledger.database, "lan", OFFICE)
    append(ledger.database, ledger.files, actor, brought.content(read, NAMES, answers))
    other = decisions.known(ledger.database, "another file", {})
    assert other == {doubt.key: NA_SON}
    again = decisions.known(ledger.database, read.checksum, {})
    assert again == answers, "of the very same file nothing is asked twice"
    assert decisions.known(ledger.database, "x", {doubt.key: "leave_out"})[doubt.key] == "leave_out"


def test_a_row_known_by_its_number_alone_is_asked_again_in_the_next_file(ledger):
    now = ledger.snapshot()
    rows = {"03203|Na Son": NA_SON, "|Na Sang": None, "#3": NA_SON, "#4": None}
    kept = decisions.of_rows(rows)
    assert kept == {"row:03203|Na Son": NA_SON, "row:|Na Sang": ""}
    old = {"row:#3": NA_SON, "row:#5": ""}  # of a ledger that kept them
    actor = signed_up(ledger.database, "lan", OFFICE)
    append(
        ledger.database,
        ledger.files,
        actor,
        Content("rows", {"decisions": decisions.table(kept | old)}),
    )
    known = decisions.known_rows(ledger.database, now.areas, {})
    assert known == {"03203|Na Son": NA_SON, "|Na Sang": None}
    now_said = decisions.known_rows(ledger.database, now.areas, {"#3": None})
    assert now_said == known | {"#3": None}, "in the file at hand it holds"


def test_a_row_without_an_indicator_is_asked_about_in_every_file(ledger):
    now, head = ledger.snapshot(), "indicator,area,period,value\n"
    one, other = (f"{head},{NA_SON},2017,{hectares}\n" for hectares in (3, 4))
    first = take(one.encode(), "a.csv", now)
    (doubt,) = first.doubtful
    answers = {doubt.key: "forest_planted_production_ha"}
    read = take(one.encode(), "a.csv", now, decisions=answers)
    actor = signed_up(ledger.database, "lan", OFFICE)
    append(ledger.database, now, actor, brought.content(read, one.encode(), answers))
    second = take(other.encode(), "b.csv", now)
    known = decisions.known(ledger.database, second.checksum, {})
    assert take(other.encode(), "b.csv", now, decisions=known).doubtful == second.doubtful


def test_a_file_says_which_answers_decided_something_in_it(snapshot):
    (doubt,) = take(NAMES, "a.xlsx", snapshot).doubtful
    read = take(NAMES, "a.xlsx", snapshot, decisions={doubt.key: NA_SON, "heading:x": "y"})
    assert read.used == {doubt.key: NA_SON}


def test_an_empty_answer_is_none_and_is_not_kept(ledger):
    now = ledger.snapshot()
    first = take(NAMES, "a.xlsx", now)
    (doubt,) = first.doubtful
    actor = signed_up(ledger.database, "lan", OFFICE)
    read = take(NAMES, "a.xlsx", now, decisions={doubt.key: NA_SON})
    append(ledger.database, now, actor, brought.content(read, NAMES, {doubt.key: NA_SON}))
    again = decisions.known(ledger.database, first.checksum, {doubt.key: ""})
    assert take(NAMES, "a.xlsx", now, decisions=again).doubtful == first.doubtful
    assert decisions.of_figures(first.checksum, {doubt.key: "", "dash:T6": ""}) == {}


def _questions(now, given, intake):
    """Show the questions of a file: run by AppTest, which takes nothing but this text."""
    from components.entry import questions

    questions.show(now, given, intake)


def questions_of(snapshot, intake, answers):
    """Return the page of a file that is held, with the answers given so far."""
    given = Pending("a.xlsx", NAMES, {"answers": answers})
    app = AppTest.from_function(_questions, args=(snapshot, given, intake))
    app.session_state[HELD.format(Action.ENTER)] = (0, given)
    app.query_params["lang"] = "vi"
    return app


def test_an_answer_of_an_earlier_file_is_listed_and_can_be_asked_again(snapshot):
    (doubt,) = take(NAMES, "a.xlsx", snapshot).doubtful
    intake = take(NAMES, "a.xlsx", snapshot, decisions={doubt.key: NA_SON})
    app = questions_of(snapshot, intake, {})
    shown = app.run()
    assert [e.label for e in shown.expander] == ["Dùng câu trả lời trước đây: 1"]
    (button,) = shown.button
    assert "Na Sonn → Xã Na Son (03205, từ 01/04/2009" in button.label
    _, held = button.click().run().session_state[HELD.format(Action.ENTER)]
    assert held.said == {"answers": {doubt.key: ""}}


def test_an_answer_given_now_is_not_listed_as_one_of_an_earlier_file(snapshot):
    (doubt,) = take(NAMES, "a.xlsx", snapshot).doubtful
    intake = take(NAMES, "a.xlsx", snapshot, decisions={doubt.key: PHI_NHU})
    app = questions_of(snapshot, intake, {doubt.key: PHI_NHU})
    assert [e.label for e in app.run().expander] == ["Đã trả lời: 1 câu"]
