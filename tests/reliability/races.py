"""Two that act at once, made to meet: the one is stopped at a known place until the other is there.

No test of a race is to pass by luck, so no moment is waited for: who comes first is decided here.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType

import pytest

from data.ledger.database import Database
from geo.faults import Faulty

Deed = Callable[[], object]
PATIENCE = 60  # seconds until a test that hangs is a test that fails


def overtaken(slow: Deed, fast: Deed, stop: ModuleType, at: str) -> str:
    """Stop the slow one after it has called `stop.at`, do all of the fast one, and let it go on.

    Return what became of the slow one: the codes of its faults, or nothing where it was done.
    """
    with _stopped(stop, at) as (stopped, go_on):
        came = _Run(slow, stopped)
        assert stopped.wait(PATIENCE)
        fast()
        go_on.set()
        return came.outcome()


def at_the_door(first: Deed, second: Deed, stop: ModuleType, at: str) -> tuple[str, str]:
    """Stop the first one within its transaction, after it has called `stop.at`, until the second
    one is about to begin its own; return what became of each.
    """
    with _stopped(stop, at) as (stopped, go_on), pytest.MonkeyPatch.context() as patch:
        one = _Run(first, stopped)
        assert stopped.wait(PATIENCE)
        knocks, turns = threading.Event(), Database._taking_turns

        def knock(*given):
            knocks.set()
            return turns(*given)

        patch.setattr(Database, "_taking_turns", knock)
        other = _Run(second, knocks)
        assert knocks.wait(PATIENCE)
        go_on.set()
        return one.outcome(), other.outcome()


@contextmanager
def _stopped(module: ModuleType, name: str) -> Iterator[tuple[threading.Event, threading.Event]]:
    """Stop the first thread that has called this function of a module until it may go on."""
    stopped, go_on, real = threading.Event(), threading.Event(), getattr(module, name)

    def call(*given, **more):
        found = real(*given, **more)
        if not stopped.is_set():
            stopped.set()
            assert go_on.wait(PATIENCE)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, name, call)
        try:
            yield stopped, go_on
        finally:
            go_on.set()


class _Run:
    """A deed in a thread of its own; what it says when it fails before its place is heard, too."""

    def __init__(self, deed: Deed, place: threading.Event):
        self._deed, self._place, self._said = deed, place, "nothing came of it"
        self._thread = threading.Thread(target=self._do)
        self._thread.start()

    def _do(self) -> None:
        try:
            self._deed()
            self._said = ""
        except Faulty as error:
            self._said = " ".join(sorted({fault.code for fault in error.faults}))
        finally:
            self._place.set()

    def outcome(self) -> str:
        self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        return self._said
