"""What was brought and is not yet accepted is kept for its own account, and counts for nothing."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from ledgers import ADMINISTRATOR, OFFICE, signed_up

from data.intake.deciding import pending
from data.intake.deciding.pending import Pending
from data.ledger.rights import Action
from data.ledger.schema import audit
from geo.faults import Faulty

PUT_AWAY = "file_put_away"
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


def test_an_administrator_sees_every_file_that_waits_and_others_none(opened):
    database = opened()
    lan, boss = signed_up(database, "lan", OFFICE), signed_up(database, "boss", ADMINISTRATOR)
    said = {"reading": {"code": "reader_ended", "values": {}}}
    first = kept(database, lan)
    pending.say(database, lan, Action.ENTER, replace(first, said=said))
    (seen,) = pending.everybodys(database, boss)
    assert (seen.name, seen.action, seen.file, seen.size) == ("lan", "enter", FILE.file, 3)
    assert (seen.at, seen.ended) == (first.at, said["reading"])
    with pytest.raises(Faulty):
        pending.everybodys(database, lan)


def test_a_file_is_put_away_by_its_owner_or_an_administrator_and_the_trail_says_so(opened):
    database = opened()
    lan, minh = (signed_up(database, name, OFFICE) for name in ("lan", "minh"))
    boss = signed_up(database, "boss", ADMINISTRATOR)
    for actor in (lan, boss):
        kept(database, lan)
        with pytest.raises(Faulty):
            pending.put_away(database, minh, "lan", "enter")
        pending.put_away(database, actor, "Lan", "enter")
        assert found(database, lan) is None
    with pytest.raises(Faulty) as error:
        pending.put_away(database, boss, "lan", "enter")
    assert [fault.code for fault in error.value.faults] == ["pending_unknown"]
    with database.reading() as connection:
        trail = connection.execute(sa.select(audit.c.subject).where(audit.c.action == PUT_AWAY))
        assert [row.subject for row in trail] == [FILE.file] * 2


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
