"""Accounts: made by administrators only, limited to what there is, known again by their name."""

import unicodedata

import argon2
import ledgers
import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from data.accounts import actor_named, actor_of_subject, changes, listed, passwords, trail
from data.accounts.changes import New
from data.ledger.database import Database
from data.ledger.rights import Action, Actor, Right, Role
from data.ledger.schema import metadata
from geo.faults import Faulty

PASSWORD = "một câu dễ nhớ"
ADMINISTRATOR = Right(Role.ADMINISTRATOR)
PHI_NHU = "03208@2009-04-01"

pytestmark = pytest.mark.clock


@pytest.fixture(scope="module", params=ledgers.KINDS)
def peopled(request, tmp_path_factory, quick_passwords):  # noqa: ARG001 - while it is made
    """Return the address of a ledger with two accounts, to be copied."""
    url = ledgers.empty(request.param, tmp_path_factory.mktemp("peopled"), request, stays=True)
    made = Database(url, "here")
    with made.writing() as writing:
        changes.add(writing, None, New("lan", "Lan", PASSWORD, ADMINISTRATOR), {})
        changes.add(writing, actor_named(writing.connection, "lan"), New("nam", "Nam"), {})
    made.close()
    return url


@pytest.fixture
def database(peopled, tmp_path, request):
    made = Database(ledgers.copied(peopled, tmp_path, request), "here")
    yield made
    made.close()


@pytest.fixture(scope="session")
def scopes(files):
    return changes.scopes(files)


def named(database: Database, name: str) -> Actor:
    with database.reading() as connection:
        return actor_named(connection, name)


def do(database: Database, deed, *arguments, by: str = "lan") -> list[str]:
    """Do one thing to accounts; return the codes of all that was wrong with it."""
    try:
        with database.writing() as writing:
            deed(writing, actor_named(writing.connection, by), *arguments)
    except Faulty as error:
        return [f.code for f in error.faults]
    return []


def deeds(database: Database) -> list[tuple[str, str, str]]:
    with database.reading() as connection:
        found = trail.read(connection, actor_named(connection, "lan"))
    return list(zip(found["account"], found["action"], found["subject"], strict=True))


def test_the_first_account_is_an_administrator_and_is_made_by_nobody(opened):
    empty = opened()
    for right in (None, Right(Role.OFFICE)):
        with pytest.raises(Faulty, match="account_first"), empty.writing() as writing:
            changes.add(writing, None, New("lan", right=right), {})
    with empty.writing() as writing:
        changes.add(writing, None, New("lan", right=ADMINISTRATOR), {})
    assert named(empty, "lan").rights == {ADMINISTRATOR}


def test_the_second_account_is_made_by_an_administrator_only(database):
    with pytest.raises(Faulty, match="not_signed_in"), database.writing() as writing:
        changes.add(writing, None, New("hoa", right=ADMINISTRATOR), {})
    assert do(database, changes.add, New("hoa"), {}, by="nam") == ["not_allowed"]
    assert do(database, changes.add, New("hoa"), {}) == []


@pytest.mark.parametrize("role", [r for r in Role if r not in Action.ACCOUNTS.roles])
def test_whoever_is_no_administrator_changes_no_account(database, scopes, role):
    scope = next(iter(scopes.get(role, [""])))
    assert do(database, changes.grant, "nam", Right(role, scope), scopes) == []
    for deed, *arguments in (
        (changes.add, New("hoa"), scopes),
        (changes.set_password, "lan", PASSWORD),
        (changes.grant, "nam", ADMINISTRATOR, scopes),
        (changes.revoke, "lan", ADMINISTRATOR),
        (changes.disable, "lan"),
        (changes.enable, "lan"),
        (changes.link, "nam", "https://id.example", "1"),
    ):
        assert do(database, deed, *arguments, by="nam") == ["not_allowed"], deed.__name__
    with database.reading() as connection, pytest.raises(Faulty, match="not_allowed"):
        listed(connection, actor_named(connection, "nam"))
    with database.reading() as connection, pytest.raises(Faulty, match="not_allowed"):
        trail.read(connection, actor_named(connection, "nam"))


def test_an_editor_is_limited_to_a_group_or_an_area_that_there_is(database, scopes):
    grant = changes.grant
    assert do(database, grant, "nam", Right(Role.GROUP_EDITOR, "WG6"), scopes) == []
    assert do(database, grant, "nam", Right(Role.COMMUNE_EDITOR, PHI_NHU), scopes) == []
    for wrong in (
        Right(Role.GROUP_EDITOR, "WG66"),
        Right(Role.COMMUNE_EDITOR, "03208"),
        Right(Role.COMMUNE_EDITOR, "WG6"),
    ):
        assert do(database, grant, "nam", wrong, scopes) == ["right_scope_unknown"], wrong
    assert do(database, grant, "nam", Right(Role.GROUP_EDITOR), scopes) == ["right_needs_scope"]
    assert do(database, grant, "nam", Right(Role.OFFICE, "WG6"), scopes) == ["right_has_no_scope"]
    assert do(database, grant, "nam", Right(Role.GROUP_EDITOR, "WG6"), scopes) == ["right_there"]
    assert len(named(database, "nam").rights) == 2
    assert do(database, changes.revoke, "nam", Right(Role.GROUP_EDITOR, "WG6")) == []
    assert named(database, "nam").rights == {Right(Role.COMMUNE_EDITOR, PHI_NHU)}


def test_the_last_administrator_cannot_be_lost(database, scopes):
    last = ["account_last_administrator"]
    assert do(database, changes.disable, "lan") == last
    assert do(database, changes.revoke, "lan", ADMINISTRATOR) == last
    assert do(database, changes.grant, "nam", ADMINISTRATOR, scopes) == []
    assert do(database, changes.disable, "lan") == []
    assert do(database, changes.disable, "nam", by="nam") == last


def test_a_disabled_account_acts_no_more_until_it_is_enabled(database):
    assert do(database, changes.disable, "nam") == []
    with pytest.raises(Faulty, match="account_disabled"):
        named(database, "nam")
    assert do(database, changes.enable, "nam") == []
    assert named(database, "nam").name == "nam"


def test_a_name_is_one_however_it_is_typed(database):
    assert do(database, changes.add, New("Hòa"), {}) == []
    for typed in ("hòa", " HÒA ", unicodedata.normalize("NFD", "Hòa")):
        assert named(database, typed).name == "hòa"
        assert do(database, changes.add, New(typed), {}) == ["account_name_taken"]


@pytest.mark.parametrize("name", ["", " ", "a b", "<script>", "a/b", "x" * 101, "a\nb", "=cmd|x"])
def test_a_name_that_could_be_anything_else_is_none(database, name):
    assert do(database, changes.add, New(name), {}) == ["account_name_unfit"]


def test_all_that_is_wrong_with_an_account_is_said_at_once(database, scopes):
    wrong = New("a b", "", "short", Right(Role.GROUP_EDITOR, "WG66"))
    expected = ["account_name_unfit", "right_scope_unknown", "password_too_short"]
    assert do(database, changes.add, wrong, scopes) == expected
    assert [a for _, _, a in deeds(database)].count("a b") == 0


def test_a_password_is_long_and_not_the_name():
    codes = {p: [f.code for f in passwords.faults(p, "nguyen.van.nam")] for p in (
        "short", "x" * 1001, "Nguyen.Van.Nam", "aaaaaaaaaaaa", PASSWORD,
    )}  # fmt: skip
    assert list(codes.values()) == [
        ["password_too_short"], ["password_too_long"], ["password_is_name"], [], [],
    ]  # fmt: skip


def test_a_password_is_kept_by_argon2_and_known_however_a_keyboard_spells_it(
    quick_passwords, monkeypatch
):
    monkeypatch.setattr(passwords, "_HASHER", quick_passwords)
    kept = passwords.hashed(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert PASSWORD not in kept
    assert passwords.hashed(PASSWORD) != kept
    assert passwords.matches(kept, unicodedata.normalize("NFD", PASSWORD))
    assert not passwords.matches(kept, PASSWORD + "!")
    assert not passwords.matches(None, "")
    assert not passwords.matches("no hash at all", PASSWORD)


def test_somebody_at_a_provider_is_one_account_only(database):
    who = ("https://id.example", "248289761001")
    assert do(database, changes.link, "nam", *who) == []
    with database.reading() as connection:
        found = actor_of_subject(connection, *who)
        assert found and found.name == "nam"
        assert actor_of_subject(connection, "https://id.other", who[1]) is None
    assert do(database, changes.link, "lan", *who) == ["account_linked_elsewhere"]
    assert do(database, changes.disable, "nam") == []
    with database.reading() as connection:
        assert actor_of_subject(connection, *who) is None


def test_every_deed_leaves_its_line_and_what_was_refused_leaves_none(database, scopes):
    before = len(deeds(database))
    do(database, changes.grant, "nam", Right(Role.OFFICE), scopes)
    do(database, changes.set_password, "nam", PASSWORD)
    do(database, changes.disable, "lan")
    do(database, changes.disable, "nam")
    found = deeds(database)[: len(deeds(database)) - before]
    assert found == [
        ("lan", "account_disabled", "nam"),
        ("lan", "password_changed", "nam"),
        ("lan", "right_granted", "nam"),
    ]


def test_no_password_is_written_down_anywhere(database):
    do(database, changes.set_password, "nam", PASSWORD)
    with database.reading() as connection:
        for table in metadata.tables.values():
            for row in connection.execute(sa.select(table)):
                assert PASSWORD not in str(row), table.name


def test_who_was_disabled_meanwhile_takes_no_trail_away(database, scopes):
    lan = named(database, "lan")
    assert len(trail.whole(database, lan))
    assert do(database, changes.grant, "nam", ADMINISTRATOR, scopes) == []
    assert do(database, changes.disable, "lan", by="nam") == []
    with pytest.raises(Faulty, match="account_disabled"):
        trail.whole(database, lan)


def test_a_day_of_the_trail_ends_before_the_first_moment_of_the_next(database):
    with database.reading() as connection:
        lan = actor_named(connection, "lan")
        whole = trail.read(connection, lan)
        first, last = whole["at"].min(), whole["at"].max()
        held = trail.read(connection, lan, since=first, until=last)
    assert list(held["at"]) == [at for at in whole["at"] if at < last]


def test_a_name_that_there_is_not_costs_a_comparison_as_a_wrong_password_does(monkeypatch):
    class Watched(PasswordHasher):
        compared = 0

        def verify(self, kept, password):
            argon2.extract_parameters(kept)  # else nothing was worked out
            self.compared += 1
            return super().verify(kept, password)

    weak = Watched(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(passwords, "_HASHER", weak)
    assert not passwords.matches(passwords.hashed(PASSWORD), PASSWORD + "!")
    assert not passwords.matches(None, PASSWORD)
    assert weak.compared == 2
