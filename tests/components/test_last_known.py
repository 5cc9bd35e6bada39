"""A ledger that lets one wait holds no page up; what no page catches is said in our own words."""

from threading import Event

import pytest
from streamlit.testing.v1 import AppTest

from components.state import last_known
from geo.faults import Faulty


def test_who_asks_a_ledger_that_hangs_waits_once_and_all_others_not_at_all(monkeypatch):
    monkeypatch.setattr(last_known, "PATIENCE", 0.05)
    answers, asked = Event(), []
    with pytest.raises(Faulty, match="ledger_away"):
        last_known.soon(answers.wait)
    for _ in range(100):
        with pytest.raises(Faulty, match="ledger_away"):
            last_known.soon(lambda: asked.append(1))
    assert asked == []
    monkeypatch.setattr(last_known, "AGAIN", -1)
    assert last_known.soon(lambda: 5) == 5, "after a while one more asks"
    monkeypatch.setattr(last_known, "AGAIN", 10)
    answers.set()
    [hung] = last_known._overdue
    assert hung.result(10) is True
    assert last_known.soon(lambda: 7) == 7


def test_what_a_ledger_refuses_is_refused_as_it_is():
    def ask():
        raise Faulty([last_known.refuse("ledger_of_another", found="x", asked="y")])

    with pytest.raises(Faulty, match="ledger_of_another"):
        last_known.soon(ask)


def _page():
    from components.text import uncaught

    uncaught.tell(ValueError("could not connect to secret.example, port 5432, as atlas"))


def test_what_no_page_catches_is_said_in_the_readers_language_and_without_its_own_words():
    page = AppTest.from_function(_page, default_timeout=60).run()
    [told] = page.get("html")
    assert "Chương trình gặp lỗi" in told.proto.body
    assert "secret" not in told.proto.body
    assert not page.exception
