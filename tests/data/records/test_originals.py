"""A file as it was received, given to whoever may have it, on each kind of database."""

import pytest
from ledgers import signed_up

from data.accounts import actor_named
from data.ledger.rights import Actor
from data.ledger.schema import BatchKind, account
from data.records import originals
from data.records.batches import Content, keep
from geo.faults import Faulty

pytestmark = pytest.mark.clock


@pytest.fixture
def database(opened):
    return opened()


def kept(database, content: bytes | None, file="Tệp 1.xlsx") -> int:
    with database.writing() as writing:
        return keep(writing, BatchKind.FIGURES, Content("", file=file, original=content))


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20])
def test_a_file_comes_byte_for_byte_in_pieces_of_a_size(database, size):
    content = bytes(n * 7 % 256 for n in range(1021)) * (size // 1021 + 1)
    number = kept(database, content[:size])
    name, pieces = originals.given(database, signed_up(database, "lan"), number)
    found = list(pieces)
    assert name == "Tệp 1.xlsx"
    assert b"".join(found) == content[:size]
    assert max(map(len, found), default=0) <= 1 << 20


def test_whoever_is_nobody_or_no_longer_somebody_gets_none(database):
    number, lan = kept(database, b"x"), signed_up(database, "lan")
    originals.given(database, lan, number)
    with database.writing() as writing:
        writing.connection.execute(account.update().values(ended_at=writing.at))
    for actor, code in (
        (None, "not_signed_in"),
        (Actor(99, "nobody"), "not_signed_in"),
        (lan, "account_disabled"),
    ):
        with pytest.raises(Faulty, match=code):
            originals.given(database, actor, number)


def test_a_batch_without_a_file_and_no_batch_at_all_are_said_alike(database):
    signed_up(database, "lan")
    with database.reading() as connection:
        lan = actor_named(connection, "lan")
    for number in (kept(database, None), 99):
        with pytest.raises(Faulty, match="file_not_here"):
            originals.given(database, lan, number)
