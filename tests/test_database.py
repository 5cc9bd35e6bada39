"""A ledger is opened once for one workspace, read as one state, and written by one at a time."""

import pytest
import sqlalchemy as sa

from data.ledger.database import Database
from data.ledger.schema import ledger, metadata
from geo.faults import Faulty


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'ledger.sqlite'}"


def test_a_new_ledger_has_all_its_tables_and_no_revision_yet(url):
    database = Database(url, "here")
    with database.reading() as connection:
        assert set(metadata.tables) <= set(sa.inspect(connection).get_table_names())
    assert database.revision() == 0


def test_a_ledger_opened_again_is_the_same(url):
    with Database(url, "here").writing():
        pass
    assert Database(url, "here").revision() == 1


def test_the_ledger_of_another_workspace_is_not_opened(url):
    Database(url, "here")
    with pytest.raises(Faulty) as error:
        Database(url, "there")
    assert [f.code for f in error.value.faults] == ["ledger_of_another"]


def test_a_transaction_that_fails_leaves_nothing(url):
    database = Database(url, "here")
    with pytest.raises(ZeroDivisionError), database.writing() as writing:
        writing.connection.execute(ledger.update().values(workspace="there"))
        _ = 1 / 0
    assert database.revision() == 0
    assert Database(url, "here").revision() == 0


def test_a_reader_sees_one_state_whatever_is_written_meanwhile(url):
    database, asked = Database(url, "here"), sa.select(ledger.c.revision)
    with database.reading() as connection:
        before = connection.execute(asked).scalar_one()
        with database.writing():
            pass
        assert connection.execute(asked).scalar_one() == before
    assert database.revision() == before + 1
