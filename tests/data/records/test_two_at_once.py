"""Two editors at once: who comes second finds what the first has left, and is told so."""

from functools import partial

import pytest
import sqlalchemy as sa
from ledgers import OFFICE, figures, signed_up
from reliability import races
from told import NA_SON

from data.ledger import audit
from data.ledger.database import Database
from data.ledger.rights import Right, Role
from data.ledger.schema import closing, withdrawal
from data.records.append import append
from data.records.closing import close, reopen
from data.records.figures.history import history
from data.records.opening import Ledger
from data.records.withdraw import withdraw

CATTLE = "livestock_cattle_head"


@pytest.fixture
def other(ledger):
    """Return the same ledger as another server has it open."""
    opened = Ledger(Database(ledger.database.url, ledger.files.settings.id), ledger.files)
    yield opened
    opened.close()


@pytest.fixture
def two(ledger):
    return [signed_up(ledger.database, name, OFFICE) for name in ("lan", "minh")]


def brings(ledger, actor, value, seen=None, period=2018):
    content = figures((CATTLE, NA_SON, period, value))
    return append(ledger.database, ledger.files, actor, content, seen=seen)


def told(ledger):
    return [s.row["value"] for s in history(ledger.database, CATTLE, NA_SON, "2018") if s.shown]


def met(first, second):
    """Let the first one be stopped within its transaction, when all but its end is done."""
    return races.at_the_door(first, second, audit, "record")


def test_of_two_that_accept_against_one_state_the_second_is_asked_to_look_again(ledger, other, two):
    lan, minh = two
    seen = ledger.revision()
    said = met(lambda: brings(ledger, lan, 1, seen), lambda: brings(other, minh, 2, seen))
    assert said == ("", "ledger_moved")
    assert told(ledger) == ["1"]


def test_who_accepts_on_what_is_withdrawn_meanwhile_is_asked_to_look_again(ledger, other, two):
    lan, minh = two
    number = brings(ledger, lan, 1)
    seen = ledger.revision()
    said = met(
        lambda: withdraw(ledger.database, ledger.files, lan, number),
        lambda: brings(other, minh, 2, seen),
    )
    assert said == ("", "ledger_moved")
    assert told(ledger) != ["1"]


def test_a_batch_that_is_withdrawn_while_another_is_accepted_over_it_leaves_the_newer_one(
    ledger, other, two
):
    lan, minh = two
    number = brings(ledger, lan, 1)
    said = met(
        lambda: brings(ledger, minh, 2),
        lambda: withdraw(other.database, ledger.files, lan, number),
    )
    assert said == ("", "")
    assert told(ledger) == ["2"]


def test_of_two_that_withdraw_one_batch_the_second_is_told_that_it_is_withdrawn(ledger, other, two):
    number = brings(ledger, two[0], 1)
    said = met(
        lambda: withdraw(ledger.database, ledger.files, two[0], number),
        lambda: withdraw(other.database, ledger.files, two[1], number),
    )
    assert said == ("", "batch_withdrawn")
    with ledger.database.reading() as connection:
        asked = sa.select(withdrawal.c.account).where(withdrawal.c.batch == number)
        assert connection.scalars(asked).all() == [two[0].account]


def test_of_two_that_close_a_period_or_open_it_again_the_second_is_told_so(ledger, other, two):
    for deed, code in ((close, "period_closed_already"), (reopen, "period_open_already")):
        said = met(
            partial(deed, ledger.database, two[0], "2018"),
            partial(deed, other.database, two[1], "2018"),
        )
        assert said == ("", code)
    with ledger.database.reading() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(closing)) == 2


def test_who_brings_into_a_period_that_is_closed_meanwhile_is_refused(ledger, other, two):
    commune = signed_up(ledger.database, "nam", Right(Role.COMMUNE_EDITOR, NA_SON))
    said = met(lambda: close(ledger.database, two[0], "2018"), lambda: brings(other, commune, 3))
    assert said == ("", "period_closed")
    assert told(ledger) != ["3"]
