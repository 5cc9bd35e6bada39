"""How often a page asks the ledger: never more often where it shows more, and once a content."""

from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
import streamlit
from entering import workbook
from ledgers import figures, signed_up
from streamlit.testing.v1 import AppTest
from told import NA_SON

from components.accounts.sign_in import COOKIE
from data.accounts import actor_named, changes, sessions
from data.accounts.changes import New
from data.figures import view
from data.intake.deciding import pending, preview
from data.intake.deciding.pending import Pending
from data.ledger.database import Database
from data.ledger.rights import Action, Right, Role
from data.records import append, closing
from data.records.withdraw import withdraw

ROOT = Path(__file__).parents[2]
PASSWORD, SLUG = "một mật khẩu đủ dài", "forest_planted_production_ha"
MONTHS = [f"{year}-{month:02}" for year in range(2010, 2018) for month in range(1, 13)]

pytestmark = [pytest.mark.clock, pytest.mark.usefixtures("quick_passwords", "lan")]


@pytest.fixture
def database(kept_in_var, files):
    made = Database(kept_in_var, files.settings.id)
    yield made
    made.close()


@pytest.fixture
def lan(database, monkeypatch):
    """Sign somebody in who may do everything, in every page of this test; return who it is."""
    with database.writing(shown=False) as writing:
        first = New("lan", "Lan", PASSWORD, Right(Role.ADMINISTRATOR))
        changes.add(writing, None, first, {})
        itself = actor_named(writing.connection, "lan")
        changes.grant(writing, itself, "lan", Right(Role.OFFICE), {})
        lan = actor_named(writing.connection, "lan")
    cookie = sessions.sign_in(database, "lan", PASSWORD, "192.0.2.7", datetime.now(UTC)).cookie
    monkeypatch.setattr(type(streamlit.context), "cookies", {COOKIE: cookie})
    return lan


@contextmanager
def asked():
    """Give the statements that are sent to any database meanwhile."""
    found: list[str] = []

    def note(_connection, _cursor, statement, *_more):
        found.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    yield found
    sa.event.remove(sa.Engine, "before_cursor_execute", note)


def statements(page: str) -> int:
    """Return how many statements a page sends when it is run again with nothing changed."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(f"pages/{page}").run()
    assert not app.exception, app.exception[0].message
    with asked() as found:
        app.run()
    return len(found)


def test_the_ledger_s_page_asks_no_more_of_96_closed_periods_than_of_two(database, lan, files):
    content = figures(*((SLUG, NA_SON, month, 1) for month in MONTHS))
    counts = []
    for some in (MONTHS[:2], MONTHS[2:]):
        number = append.append(database, files, lan, content)
        for month in some:
            closing.close(database, lan, month)
        withdraw(database, files, lan, number)
        counts.append(statements("7_ledger.py"))
    assert counts[0] == counts[1], counts


def test_the_accounts_page_asks_no_more_of_60_accounts_than_of_three(database):
    counts = []
    for some in (range(2), range(2, 59)):
        for n in some:
            signed_up(database, f"editor{n}", Right(Role.GROUP_EDITOR, "WG6"), Right(Role.READER))
        counts.append(statements("8_accounts.py"))
    assert counts[0] == counts[1], counts


def test_what_follows_from_a_file_is_worked_out_once_until_something_changes(
    database, lan, monkeypatch
):
    made: list[str] = []

    def counted(module, name):
        real = getattr(module, name)

        def count(*given, **more):
            made.append(name)
            return real(*given, **more)

        monkeypatch.setattr(module, name, count)

    for module, name in (
        (append, "check"), (preview, "after"), (preview, "touched"), (view, "classified"),
    ):  # fmt: skip
        counted(module, name)
    rows = [("Phì Nhừ", 8.5), ("Keo Lôm", 3)]
    pending.keep(database, lan, Action.ENTER, Pending("June.xlsx", workbook(rows)))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page("pages/6_entry.py").run()
    assert not app.exception, app.exception[0].message
    assert set(made) == {"check", "after", "touched", "classified"}
    made.clear()
    with asked() as found:
        app.run()
    assert made == []
    assert len(found) < 30, found
    closing.close(database, lan, "2018-06")
    app.run()
    assert {"check", "after", "touched"} <= set(made), "the ledger says something else now"
