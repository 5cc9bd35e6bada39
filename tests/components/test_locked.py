"""An administrator sees on the page of accounts which names are locked, and lifts it."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
import streamlit
from people import PASSWORD
from served import ROOT
from streamlit.testing.v1 import AppTest

from components.state.signed_in import COOKIE
from data.accounts import attempts, changes, sessions
from data.accounts.changes import New
from data.ledger.database import Database
from data.ledger.rights import Right, Role
from geo.faults import Faulty

pytestmark = [pytest.mark.clock, pytest.mark.usefixtures("quick_passwords")]


def test_a_lock_is_shown_and_lifted(kept_in_var, files, monkeypatch):
    database = Database(kept_in_var, files.settings.id)
    with database.writing(shown=False) as writing:
        changes.add(writing, None, New("lan", "Lan", PASSWORD, Right(Role.ADMINISTRATOR)), {})
    cookie = sessions.sign_in(database, "lan", PASSWORD, "192.0.2.7", datetime.now(UTC)).cookie
    monkeypatch.setattr(type(streamlit.context), "cookies", {COOKIE: cookie})
    for _ in range(attempts.OF_NAME):
        with suppress(Faulty):
            sessions.sign_in(database, "lan", "wrong", "198.51.100.1", datetime.now(UTC))
    with pytest.raises(Faulty, match="sign_in_locked"):
        sessions.sign_in(database, "lan", PASSWORD, "198.51.100.1", datetime.now(UTC))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page("pages/8_accounts.py").run()
    assert not app.exception
    app.button(key="unlock_lan").click().run()
    assert not app.exception
    assert app.success
    assert sessions.sign_in(database, "lan", PASSWORD, "198.51.100.1", datetime.now(UTC))
    database.close()
