"""Whoever loses their account while they sign in does not come in, and writes nothing back."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from reliability import races

from data.accounts import actor_named, changes, passwords, sessions
from data.accounts.changes import New
from data.ledger.rights import Right, Role
from data.ledger.schema import account, session
from geo.faults import Faulty

PASSWORD, ANOTHER = "một câu dễ nhớ", "một câu khác hẳn"

pytestmark = [pytest.mark.clock, pytest.mark.usefixtures("quick_passwords")]


@pytest.fixture
def database(opened):
    database = opened()
    with database.writing() as writing:
        changes.add(writing, None, New("lan", "", PASSWORD, Right(Role.ADMINISTRATOR)), {})
        lan = actor_named(writing.connection, "lan")
        changes.add(writing, lan, New("nam", "", PASSWORD), {})
    return database


def sign_in(database, password=PASSWORD):
    return sessions.sign_in(database, "nam", password, "192.0.2.7", datetime.now(UTC))


def by_an_administrator(database, deed, *of):
    with database.reading() as connection:
        lan = actor_named(connection, "lan")
    changes.do(database, lan, deed, *of)


def kept(database):
    with database.reading() as connection:
        asked = sa.select(account.c.password).where(account.c.name == "nam")
        return connection.scalar(asked), connection.execute(sa.select(session)).all()


@pytest.mark.parametrize("deed", ["password", "disable"])
def test_a_sign_in_that_was_overtaken_opens_no_session(database, deed):
    def meanwhile():
        if deed == "password":
            by_an_administrator(database, changes.set_password, "nam", ANOTHER)
        else:
            by_an_administrator(database, changes.disable, "nam")

    said = races.overtaken(lambda: sign_in(database), meanwhile, passwords, "matches")
    assert said == "sign_in_wrong"
    assert kept(database)[1] == []


def test_the_hash_of_a_password_that_was_replaced_meanwhile_is_never_written_back(database):
    weak = PasswordHasher(time_cost=1, memory_cost=16, parallelism=1).hash(PASSWORD)
    with database.writing() as writing:
        writing.connection.execute(account.update().values(password=weak))
    said = races.overtaken(
        lambda: sign_in(database),
        lambda: by_an_administrator(database, changes.set_password, "nam", ANOTHER),
        passwords,
        "hashed",
    )
    assert said == "sign_in_wrong"
    with pytest.raises(Faulty, match="sign_in_wrong"):
        sign_in(database)
    assert sign_in(database, ANOTHER)


def test_ones_own_password_is_not_changed_by_an_old_one_that_was_replaced_meanwhile(database):
    with database.reading() as connection:
        nam = actor_named(connection, "nam")
    said = races.overtaken(
        lambda: changes.change_own(database, nam, PASSWORD, "một câu của kẻ khác"),
        lambda: by_an_administrator(database, changes.set_password, "nam", ANOTHER),
        passwords,
        "matches",
    )
    assert said == "sign_in_wrong"
    assert sign_in(database, ANOTHER)


def test_who_was_disabled_while_they_change_their_password_changes_nothing(database):
    with database.reading() as connection:
        nam = actor_named(connection, "nam")
    before = kept(database)[0]
    said = races.overtaken(
        lambda: changes.change_own(database, nam, PASSWORD, ANOTHER),
        lambda: by_an_administrator(database, changes.disable, "nam"),
        passwords,
        "matches",
    )
    assert said == "account_disabled"
    assert kept(database)[0] == before


def test_one_sign_in_at_a_provider_that_two_pages_see_at_once_is_one_session(database):
    said = {"iss": "https://id.example", "sub": "1", "iat": datetime.now(UTC).timestamp()}
    claims = sessions.Claims.of(said)
    assert claims
    by_an_administrator(database, changes.link, "nam", claims.issuer, claims.subject)

    def enter():
        assert sessions.enter(database, claims, datetime.now(UTC))

    assert races.overtaken(enter, enter, sessions, "account_of") == ""
    assert len(kept(database)[1]) == 1
