"""A ledger is opened once for one workspace, read as one state, and written by one at a time."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from data.ledger.database import upgrade
from data.ledger.schema import ledger, metadata
from data.records import registry
from geo.faults import Faulty

assert registry.KINDS  # whose tables are among those of the metadata
NOW = datetime(2026, 11, 25, tzinfo=UTC)

pytestmark = pytest.mark.clock


def test_a_new_ledger_has_all_its_tables_and_no_revision_yet(opened):
    database = opened()
    with database.reading() as connection:
        assert set(metadata.tables) <= set(sa.inspect(connection).get_table_names())
    assert database.revision() == 0


def test_a_ledger_opened_again_is_the_same(opened):
    with opened().writing():
        pass
    assert opened().revision() == 1


def test_the_ledger_of_another_workspace_is_not_opened(opened):
    opened()
    with pytest.raises(Faulty) as error:
        opened("there")
    assert [f.code for f in error.value.faults] == ["ledger_of_another"]


def test_a_transaction_that_fails_leaves_nothing(opened):
    database = opened()
    with pytest.raises(ZeroDivisionError), database.writing() as writing:
        writing.connection.execute(ledger.update().values(workspace="there"))
        _ = 1 / 0
    assert database.revision() == 0
    assert opened().revision() == 0


def test_a_reader_sees_one_state_whatever_is_written_meanwhile(opened):
    database, asked = opened(), sa.select(ledger.c.revision)
    with database.reading() as connection:
        before = connection.execute(asked).scalar_one()
        with database.writing():
            pass
        assert connection.execute(asked).scalar_one() == before
    assert database.revision() == before + 1


def test_a_ledger_of_any_earlier_version_is_brought_up_to_date_with_what_it_holds(url, opened):
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        upgrade(connection, "0001")
        made = {"one": 1, "workspace": "here", "made_at": NOW, "revision": 7, "secret": "s"}
        connection.execute(ledger.insert().values(made))
    engine.dispose()
    database = opened("here")
    assert database.revision() == 7
    with database.reading() as connection:
        assert set(metadata.tables) <= set(sa.inspect(connection).get_table_names())


def test_the_migrations_make_just_the_tables_that_the_program_knows(opened):
    with opened().reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, metadata) == []


def test_a_moment_is_kept_in_utc_so_that_it_sorts_whichever_zone_it_was_told_in(opened):
    database, there = opened(), timezone(timedelta(hours=7))
    with database.writing() as writing:
        moved = ledger.update().values(made_at=datetime(2018, 7, 1, 0, 30, tzinfo=there))
        writing.connection.execute(moved)
        kept = writing.connection.scalar(sa.select(sa.cast(ledger.c.made_at, sa.Text)))
    assert kept == "2018-06-30T17:30:00.000000+00:00"
