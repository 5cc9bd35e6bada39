"""Signing in: right or wrong, for how long, how often; time is an argument, so nobody waits."""

from datetime import UTC, datetime, timedelta

import ledgers
import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher

from data.accounts import (
    actor_named,
    actor_of_session,
    attempts,
    changes,
    devices,
    everyone,
    passwords,
    sessions,
    still,
    trail,
)
from data.accounts.changes import New
from data.accounts.sessions import LIFE, Claims, Given
from data.intake.deciding import pending
from data.intake.deciding.pending import Pending
from data.ledger import signing
from data.ledger.database import Database
from data.ledger.rights import Action, Actor, Right, Role
from data.ledger.schema import account, attempt
from data.ledger.schema import session as rows
from data.records import originals
from geo.faults import Faulty

PASSWORD, HERE, ISSUER = "một câu dễ nhớ", "192.0.2.7", "https://id.example"
NOW = datetime.now(UTC).replace(microsecond=0)  # what is written has its moment from the clock

pytestmark = pytest.mark.clock


@pytest.fixture(scope="module", params=ledgers.KINDS)
def peopled(request, tmp_path_factory, quick_passwords):  # noqa: ARG001 - while it is made
    """Return the address of a ledger with two accounts, to be copied."""
    url = ledgers.empty(request.param, tmp_path_factory.mktemp("peopled"), request, stays=True)
    made = Database(url, "here")
    with made.writing() as writing:
        first = New("lan", "Lan", PASSWORD, Right(Role.ADMINISTRATOR))
        changes.add(writing, None, first, {})
        lan = actor_named(writing.connection, "lan")
        changes.add(writing, lan, New("nam@office.example", "Nam"), {})
    made.close()
    return url


@pytest.fixture
def database(peopled, tmp_path, request):
    made = Database(ledgers.copied(peopled, tmp_path, request), "here")
    yield made
    made.close()


def sign_in(database, password=PASSWORD, name="lan", address=HERE, at=NOW, device="") -> str:
    return given(database, password, name, address, at, device).cookie


def given(database, password=PASSWORD, name="lan", address=HERE, at=NOW, device="") -> Given:
    """Sign in from a browser that holds this cookie of a device; return both that it is given."""
    own = devices.of_browser(database, device)
    return sessions.sign_in(database, name, password, address, at, own)


def refused(database, *given, **more) -> list[str]:
    with pytest.raises(Faulty) as error:
        sign_in(database, *given, **more)
    return [f.code for f in error.value.faults]


def who(database, cookie: str, at=NOW) -> str:
    with database.reading() as connection:
        key = sessions.key_of(connection, cookie)
        found = actor_of_session(connection, key, at) if key else None
    return found.name if found else ""


def do(database: Database, deed, *arguments) -> None:
    with database.writing() as writing:
        deed(writing, actor_named(writing.connection, "lan"), *arguments)


def count(database: Database, table: sa.Table) -> int:
    with database.reading() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def test_the_right_password_opens_a_session_of_some_hours(database):
    cookie = sign_in(database)
    assert who(database, cookie) == "lan"
    assert who(database, cookie, NOW + LIFE - timedelta(seconds=1)) == "lan"
    assert who(database, cookie, NOW + LIFE) == ""


def test_a_wrong_password_and_an_unknown_name_are_told_alike(database):
    do(database, changes.disable, "nam@office.example")
    assert refused(database, "wrong") == refused(database, name="nobody") == ["sign_in_wrong"]
    assert refused(database, name="nam@office.example") == ["sign_in_wrong"]
    assert refused(database, "", "nam@office.example") == ["sign_in_wrong"]
    assert count(database, rows) == 0


def test_after_too_many_wrong_tries_the_right_password_is_refused_too_until_the_lock_passes(
    database,
):
    tried = [refused(database, f"wrong {n}", at=NOW + timedelta(seconds=n)) for n in range(50)]
    assert tried.count(["sign_in_wrong"]) == attempts.OF_NAME
    assert tried[attempts.OF_NAME :] == [["sign_in_locked"]] * (50 - attempts.OF_NAME)
    assert refused(database, at=NOW + timedelta(seconds=50)) == ["sign_in_locked"]
    assert refused(database, at=NOW + timedelta(seconds=50), address="192.0.2.8") == [
        "sign_in_locked"
    ], "another address does not help"
    later = NOW + attempts.WINDOW + timedelta(seconds=9)
    assert who(database, sign_in(database, at=later), later)


def test_a_name_that_nobody_has_is_locked_as_any_other(database):
    for _ in range(attempts.OF_NAME):
        assert refused(database, name="nobody") == ["sign_in_wrong"]
    assert refused(database, name="nobody") == ["sign_in_locked"]
    assert who(database, sign_in(database)) == "lan", "others are not kept out"


def test_one_address_that_tries_many_names_is_locked_and_no_other_is(database):
    with database.writing() as writing:
        for n in range(attempts.OF_ADDRESS):
            attempts.begin(writing, f"name {n}", HERE, NOW)
    assert refused(database) == ["sign_in_locked"]
    assert who(database, sign_in(database, address="192.0.2.8")) == "lan"


def attacked(database, name="lan", at=NOW):
    """Let strangers guess, each from an address of its own, until the name is locked."""
    tried = [
        refused(database, f"wrong {n}", name, f"198.51.100.{n}", at)
        for n in range(attempts.OF_NAME + 20)
    ]
    assert tried == [["sign_in_wrong"]] * attempts.OF_NAME + [["sign_in_locked"]] * 20


def test_whoever_has_signed_in_from_a_device_gets_in_while_strangers_guess(database):
    device = given(database).device
    attacked(database)
    assert refused(database, address=HERE) == ["sign_in_locked"], "from another device"
    assert who(database, sign_in(database, device=device)) == "lan"
    with database.writing() as writing:
        for n in range(attempts.OF_ADDRESS):
            attempts.begin(writing, f"name {n}", HERE, NOW)
    assert who(database, sign_in(database, device=device)) == "lan", "its address is locked, too"


def test_a_device_has_tries_of_its_own_and_no_more_than_anybody(database):
    device = given(database).device
    tried = [refused(database, f"wrong {n}", device=device) for n in range(attempts.OF_NAME + 5)]
    assert tried == [["sign_in_wrong"]] * attempts.OF_NAME + [["sign_in_locked"]] * 5
    assert refused(database, device=device) == ["sign_in_locked"]
    assert who(database, sign_in(database)) == "lan", "others have theirs"


def test_a_device_is_known_for_some_weeks_and_for_its_own_accounts_only(database):
    do(database, changes.set_password, "nam@office.example", PASSWORD)
    device = given(database, name="nam@office.example").device
    attacked(database)
    assert refused(database, device=device) == ["sign_in_locked"], "it has not been there as lan"
    both = given(database, device=device, at=NOW + attempts.WINDOW).device
    later = NOW + devices.KNOWN - timedelta(minutes=1)
    for name in ("lan", "nam@office.example"):
        attacked(database, name, later)
        assert who(database, sign_in(database, name=name, device=both, at=later), later) == name
    gone = later + timedelta(hours=2)
    attacked(database, at=gone)
    assert refused(database, device=both, at=gone) == ["sign_in_locked"]


def test_a_device_that_nobody_signed_in_from_is_as_a_strangers(database, tmp_path):
    other = Database(f"sqlite:///{tmp_path / 'other.sqlite'}", "here")
    with other.writing() as writing:
        changes.add(writing, None, New("lan", "", PASSWORD, Right(Role.ADMINISTRATOR)), {})
    own = given(database)
    attacked(database)
    for cookie in (given(other).device, own.cookie, f"{own.device}x", "x", "\x00", "." * 5000):
        assert refused(database, device=cookie) == ["sign_in_locked"]
    assert who(database, own.device) == "", "nor is it a session"
    ahead = given(database, device=own.device, at=NOW + timedelta(days=100)).device
    attacked(database)
    assert refused(database, device=ahead) == ["sign_in_locked"], "of a clock that ran ahead"
    other.close()


def test_a_shared_device_knows_those_who_signed_in_last(database):
    device = devices.STRANGER
    with database.reading() as connection:
        for n in range(devices.MOST + 3):
            cookie = devices.noted(connection, device, n, NOW + timedelta(seconds=n))
            device = devices.of_browser(database, cookie)
    assert [n for n in range(devices.MOST + 3) if device.knows(n, NOW)] == [
        *range(3, devices.MOST + 3)
    ]
    assert len(cookie) < 2000


def test_an_administrator_sees_what_is_locked_and_lifts_it(database):
    attacked(database)
    with database.reading() as connection:
        lan = actor_named(connection, "lan")
        nam = actor_named(connection, "nam@office.example")
        assert attempts.locked(connection, NOW) == [attempts.Locked("lan", NOW + attempts.WINDOW)]
    for barred in (nam, None):
        with pytest.raises(Faulty, match=r"not_allowed|not_signed_in"):
            changes.do(database, barred, changes.unlock, "lan")
        with pytest.raises(Faulty, match=r"not_allowed|not_signed_in"):
            changes.locked(database, barred)
    changes.do(database, lan, changes.unlock, "LAN")
    assert who(database, sign_in(database)) == "lan"
    with pytest.raises(Faulty, match="not_locked"):
        changes.do(database, lan, changes.unlock, "lan")
    with database.writing() as writing:
        for n in range(attempts.OF_ADDRESS):
            attempts.begin(writing, f"name {n}", HERE, NOW)
        assert [one.what for one in attempts.locked(writing.connection, NOW)] == [HERE]
    assert refused(database) == ["sign_in_locked"]
    changes.do(database, lan, changes.unlock, HERE)
    assert who(database, sign_in(database)) == "lan"
    with database.reading() as connection:
        found = trail.read(connection, lan, deed="Sign-in unlocked")
    assert list(found["subject"]) == [HERE, "LAN"]


def test_right_tries_do_not_lock(database):
    for _ in range(attempts.OF_NAME + 1):
        sign_in(database)
    assert count(database, attempt) == attempts.OF_NAME + 1


def test_what_locks_nobody_any_more_is_not_kept(database):
    refused(database, "wrong")
    sign_in(database)
    later = NOW + timedelta(days=3)
    sign_in(database, at=later)
    assert (count(database, attempt), count(database, rows)) == (1, 1)


@pytest.mark.parametrize("ahead", [timedelta(minutes=6), timedelta(hours=3), timedelta(days=400)])
def test_what_a_clock_that_ran_ahead_has_left_neither_locks_nor_lets_in(database, ahead):
    """The clock is put right at NOW; all before was written by one that ran ahead."""
    cookie = sign_in(database, at=NOW + ahead)
    for n in range(attempts.OF_NAME):
        refused(database, f"wrong {n}", at=NOW + ahead)
    assert refused(database, at=NOW + ahead) == ["sign_in_locked"]
    assert who(database, cookie, NOW + ahead) == "lan"
    assert who(database, cookie) == ""
    assert who(database, sign_in(database)) == "lan"
    assert who(database, cookie, NOW + ahead) == "", "nor when the time has come"
    assert count(database, attempt) == 1


def test_a_clock_may_differ_by_some_minutes(database):
    later = NOW + timedelta(minutes=4)
    cookie = sign_in(database, at=later)
    for n in range(attempts.OF_NAME):
        refused(database, f"wrong {n}", at=later)
    assert who(database, cookie) == "lan"
    assert refused(database) == ["sign_in_locked"]


def test_who_has_signed_out_elsewhere_writes_nothing_any_more(database):
    cookie = sign_in(database, at=datetime.now(UTC))
    with database.writing() as writing:
        key = sessions.key_of(writing.connection, cookie)
        lan = actor_of_session(writing.connection, key, writing.at)
        assert still(writing.connection, lan) == lan
        sessions.end(writing, key)
        with pytest.raises(Faulty, match="not_signed_in"):
            still(writing.connection, lan)
        assert still(writing.connection, actor_named(writing.connection, "lan")) == lan


def test_nothing_is_done_or_read_for_whoever_has_signed_out_since_the_page_was_drawn(database):
    cookie = sign_in(database, at=datetime.now(UTC))
    found = sessions.of_browser(database, cookie, None)
    lan, file = found.actor, Pending("1.xlsx", b"")
    assert {one.name for one in everyone(database, lan)} == {"lan", "nam@office.example"}
    held = pending.keep(database, lan, Action.BOUNDARIES, file)
    sessions.leave(database, found.key)
    assert sessions.of_browser(database, cookie, None) is None
    for ask, *of in (
        (changes.do, changes.add, New("hoa"), {}),
        (everyone,),
        (trail.whole,),
        (pending.keep, Action.BOUNDARIES, file),
        (pending.say, Action.BOUNDARIES, held),
        (pending.drop, Action.BOUNDARIES, held),
        (originals.given, 1),
    ):
        with pytest.raises(Faulty, match="not_signed_in"):
            ask(database, lan, *of)
    assert count(database, account) == 2
    assert pending.find(database, lan, Action.BOUNDARIES) == held


def test_what_a_stranger_types_as_a_name_is_written_down_only_so_far(database):
    refused(database, name="x" * 100_000)
    with database.reading() as connection:
        assert len(connection.execute(sa.select(attempt.c.name)).scalar_one()) == 200


def test_the_ledger_holds_no_key_that_opens_a_session(database):
    cookie = sign_in(database)
    with database.reading() as connection:
        kept = connection.execute(sa.select(rows.c.key)).scalar_one()
        secret = signing.secret(connection)
    assert kept not in cookie
    assert who(database, signing.signed(secret, "session", kept)) == ""


@pytest.mark.parametrize("forged", ["", "x", "a.b.c", "\x00", "=cmd|x", "é", "." * 5000])
def test_a_cookie_that_was_never_given_out_opens_nothing(database, forged):
    sign_in(database)
    assert who(database, forged) == ""


def test_a_changed_cookie_and_one_signed_for_another_purpose_open_nothing(database):
    cookie = sign_in(database)
    body, dot, signature = cookie.rpartition(".")
    first = "A" if signature[0] != "A" else "B"  # the last one holds bits that say nothing
    assert who(database, body + dot + first + signature[1:]) == ""
    with database.reading() as connection:
        secret = signing.secret(connection)
    token = signing.unsigned(secret, "session", cookie)
    assert token
    assert who(database, signing.signed(secret, "sign in", token)) == ""
    assert who(database, signing.signed("another secret", "session", token)) == ""


def test_a_cookie_of_another_ledger_opens_nothing(database, tmp_path):
    other = Database(f"sqlite:///{tmp_path / 'other.sqlite'}", "here")
    assert who(other, sign_in(database)) == ""


def test_a_session_that_was_ended_is_dead_though_the_cookie_is_still_there(database):
    cookie, other = sign_in(database), sign_in(database)
    with database.writing() as writing:
        key = sessions.key_of(writing.connection, cookie)
        sessions.end(writing, key)
    assert who(database, cookie) == ""
    assert who(database, other) == "lan"


@pytest.mark.parametrize("deed", ["disable", "password"])
def test_a_disabled_account_or_a_new_password_ends_all_sessions_at_once(database, deed):
    do(database, changes.set_password, "nam@office.example", PASSWORD)
    cookie = sign_in(database, name="nam@office.example")
    assert who(database, cookie)
    if deed == "disable":
        do(database, changes.disable, "nam@office.example")
        do(database, changes.enable, "nam@office.example")
    else:
        do(database, changes.set_password, "nam@office.example", PASSWORD)
    assert who(database, cookie) == ""


def test_ones_own_password_is_changed_by_whoever_knows_the_old_one(database):
    lan = Actor(1, "lan")
    with pytest.raises(Faulty, match="sign_in_wrong"):
        changes.change_own(database, lan, "wrong", "một câu khác hẳn")
    changes.change_own(database, lan, PASSWORD, "một câu khác hẳn")
    assert refused(database, at=datetime.now(UTC)) == ["sign_in_wrong"]
    assert who(database, sign_in(database, "một câu khác hẳn")) == "lan"


def test_a_password_kept_in_a_weaker_way_is_kept_anew(database, quick_passwords, monkeypatch):
    monkeypatch.setattr(passwords, "_HASHER", quick_passwords)
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    with database.writing() as writing:
        writing.connection.execute(account.update().values(password=weak))
    sign_in(database)
    with database.reading() as connection:
        kept = connection.execute(sa.select(account.c.password).where(account.c.id == 1)).scalar()
    assert kept != weak
    assert who(database, sign_in(database)) == "lan"


def test_signing_in_makes_no_revision_so_that_nobodys_page_is_drawn_anew(database):
    before = database.revision()
    sign_in(database)
    assert database.revision() == before


def test_the_trail_says_who_came_and_went_and_what_was_locked(database):
    cookie = sign_in(database)
    with database.writing() as writing:
        sessions.end(writing, sessions.key_of(writing.connection, cookie))
    for _ in range(attempts.OF_NAME + 5):
        refused(database, "wrong", name="nobody")
    with database.reading() as connection:
        found = trail.read(connection, actor_named(connection, "lan"), most=3)
    deeds = list(zip(found["account"], found["action"], found["subject"], strict=True))
    assert deeds == [
        ("", "sign_in_locked", "nobody"),
        ("lan", "signed_out", "lan"),
        ("lan", "signed_in", "lan"),
    ]
    assert found["detail"][0] == {"address": HERE}


# --- by a provider --------------------------------------------------------------------------


def said(**more) -> dict:
    who = {"iss": ISSUER, "sub": "248", "iat": int(NOW.timestamp()), "nonce": "n"}
    return who | {"email": "Nam@office.example", "email_verified": True} | more


def enter(database, at=NOW, **more) -> str:
    claims = Claims.of(said(**more))
    found = sessions.enter(database, claims, at) if claims else None
    return found.name if found else ""


def test_a_verified_email_that_is_the_name_of_an_account_links_it_once(database):
    assert enter(database) == "nam@office.example"
    assert enter(database, email="other@office.example") == "nam@office.example"
    assert enter(database, sub="249") == "", "the account is somebody else there"


@pytest.mark.parametrize(
    "more",
    [{"email_verified": False}, {"email_verified": "true"}, {"email_verified": None},
     {"email": "nobody@office.example"}, {"email": ""}, {"sub": ""}, {"iss": None},
     {"iat": None}, {"iat": "soon"}],
    ids=str,
)  # fmt: skip
def test_whoever_has_no_account_gets_none(database, more):
    assert enter(database, **more) == ""
    assert count(database, account) == 2
    assert count(database, rows) == 0


def test_an_account_is_linked_by_an_administrator_where_its_name_is_no_email(database):
    do(database, changes.link, "lan", ISSUER, "777")
    assert enter(database, sub="777", email_verified=False) == "lan"


def test_a_sign_in_at_a_provider_lasts_as_long_as_any_other_and_stays_ended(database):
    assert enter(database, at=NOW + LIFE) == ""
    assert count(database, rows) == 0, "one of long ago begins nothing"
    assert enter(database) == "nam@office.example"
    assert enter(database, at=NOW + LIFE) == ""
    with database.writing() as writing:
        sessions.end(writing, Claims.of(said()).key)
    assert enter(database) == "", "the cookie of the provider is still there"
    assert enter(database, iat=int(NOW.timestamp()) + 60, nonce="m") == "nam@office.example"


def test_a_disabled_account_is_not_entered_by_a_provider(database):
    assert enter(database) == "nam@office.example"
    do(database, changes.disable, "nam@office.example")
    assert enter(database) == ""
    assert enter(database, nonce="m") == ""
