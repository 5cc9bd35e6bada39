"""What was last known of the ledger, for the time in which it does not answer."""

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from threading import Thread
from time import monotonic
from typing import Any, TypeVar

from data.figures.snapshot import Snapshot
from data.ledger.troubles import MAY_PASS, TROUBLES
from geo.faults import Fault, Faulty, refuse

Made = TypeVar("Made")
PATIENCE = 3  # seconds that a page waits for a ledger of which something is known
AGAIN = 10  # seconds after which one more asks, though the last was not answered
_overdue: dict[Future[Any], float] = {}  # what was asked and is not answered yet, and when


@dataclass(frozen=True)
class Known:
    """What the ledger showed, and when it last said so; `faults` keep it from saying so now."""

    snapshot: Snapshot
    at: datetime
    faults: tuple[Fault, ...] = ()


def in_trouble(faults: Iterable[Fault]) -> bool:
    """Say whether all that is wrong is that the ledger's database does not answer as it should."""
    return all(f.code in TROUBLES for f in faults)


def may_pass(faults: Iterable[Fault]) -> bool:
    """Say whether that may pass by itself; what is damaged is to be restored, and said at once."""
    return all(f.code in MAY_PASS for f in faults)


def soon(ask: Callable[[], Made]) -> Made:
    """Return what the ledger answers; Faulty where it lets one wait, and at once for all others.

    A database that hangs may hold a few threads for as long as it likes, but no page.
    """
    now = monotonic()
    for one in [one for one in _overdue if one.done()]:
        _overdue.pop(one, None)
    if all(now - since > AGAIN for since in list(_overdue.values())):
        answer: Future[Made] = Future()
        Thread(target=_answered, args=(answer, ask), daemon=True).start()
        try:
            return answer.result(PATIENCE)
        except TimeoutError:
            _overdue[answer] = now
    raise Faulty([refuse("ledger_away")])


def _answered(answer: Future[Made], ask: Callable[[], Made]) -> None:
    try:
        answer.set_result(ask())
    except BaseException as error:
        answer.set_exception(error)
