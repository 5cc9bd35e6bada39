"""What was brought and is not yet accepted is kept for its own account, and counts for nothing."""

from dataclasses import replace

import pytest
from ledgers import ADMINISTRATOR, OFFICE, signed_up

from data.intake.deciding import pending
from data.intake.deciding.pending import Pending
from data.ledger.rights import Action
from geo.faults import Faulty

FILE = Pending("Tệp <số> 1.xlsx", b"\0PK", {"answers": {"name:na sonn": "03205@2009-04-01"}})

pytestmark = pytest.mark.clock


def kept(database, actor, brought=FILE, action=Action.ENTER):
    return pending.keep(database, actor, action, brought)


def found(database, actor, action=Action.ENTER):
    return pending.find(database, actor, action)


def test_what_was_brought_is_found_again_as_it_was_and_by_its_own_account_only(opened):
    database = opened()
    lan, minh = (signed_up(database, name, OFFICE) for name in ("lan", "minh"))
    kept(database, lan)
    assert found(database, lan) == FILE
    assert found(database, lan, Action.BOUNDARIES) is None
    assert found(database, minh) is None


def test_nobodys_page_is_drawn_anew_because_somebody_brings_a_file(opened):
    database = opened()
    lan, before = signed_up(database, "lan", OFFICE), database.revision()
    kept(database, lan)
    assert database.revision() == before


def test_a_second_file_takes_the_place_of_the_first_with_nothing_said_of_it(opened):
    database = opened()
    lan = signed_up(database, "lan", OFFICE)
    kept(database, lan)
    kept(database, lan, Pending("2.xlsx", b"2"))
    assert found(database, lan) == Pending("2.xlsx", b"2")


def test_what_is_said_is_kept_beside_the_file_and_both_are_forgotten_together(opened):
    database, said = opened(), {"answers": {"name:keo": "03217@2009-04-01"}}
    lan = signed_up(database, "lan", OFFICE)
    first = replace(kept(database, lan), said=said)
    assert pending.say(database, lan, Action.ENTER, first)
    assert found(database, lan) == Pending(FILE.file, FILE.content, said)
    pending.drop(database, lan, Action.ENTER, first)
    assert found(database, lan) is None
    assert not pending.say(database, lan, Action.ENTER, first), "by another window"


def test_a_window_that_still_shows_the_first_file_changes_nothing_of_the_second(opened):
    database = opened()
    lan = signed_up(database, "lan", OFFICE)
    first, second = (kept(database, lan, Pending(f"{n}.xlsx", b"")) for n in "12")
    answered = replace(first, said={"answers": {"dash:T6": "zero"}})
    assert not pending.say(database, lan, Action.ENTER, answered)
    pending.drop(database, lan, Action.ENTER, answered)
    assert found(database, lan) == second
    there = [pending.there(database, lan, Action.ENTER, f) for f in (first, second)]
    assert there == [False, True]


def test_who_may_write_nothing_keeps_nothing_in_the_ledger(opened):
    database = opened()
    reader = signed_up(database, "khách")
    for actor, code in ((reader, "not_allowed"), (None, "not_signed_in")):
        with pytest.raises(Faulty) as error:
            kept(database, actor)
        assert [f.code for f in error.value.faults] == [code]
    kept(database, signed_up(database, "sếp", ADMINISTRATOR), action=Action.BOUNDARIES)
