"""Pages whose browser is gone: how long each is kept for its return, and what is then given back.

Streamlit keeps the newest 128 of them alike, so that a stranger who opens pages and leaves pushes
out those of people at work; and of what it lets go by itself it gives no upload back.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from time import monotonic

from streamlit.runtime.session_manager import SessionInfo, SessionStorage

from components.state.signed_in import EVER

Time = Callable[[], float]


@dataclass(frozen=True)
class Patience:
    """For how many seconds a page is kept without its browser, and how many pages are."""

    guest: float  # of somebody who never signed in on it
    known: float
    guests: int


class Left(SessionStorage):
    """Pages without a browser; what is overdue is closed by whoever looks after them."""

    def __init__(self, patience: Patience, time: Time = monotonic):
        self.patience, self._time = patience, time
        self._left: dict[str, tuple[float, SessionInfo]] = {}  # the oldest first

    def get(self, session_id: str) -> SessionInfo | None:
        """Return a page that may be returned to."""
        return self._left[session_id][1] if session_id in self._left else None

    def save(self, session_info: SessionInfo) -> None:
        """Keep a page that its browser has left just now."""
        self.delete(session_info.session.id)
        self._left[session_info.session.id] = self._time(), session_info

    def delete(self, session_id: str) -> None:
        """Let go of a page: its browser is back, or it is closed."""
        self._left.pop(session_id, None)

    def list(self) -> "list[SessionInfo]":
        """Return all pages without a browser."""
        return [info for _, info in self._left.values()]

    def overdue(self) -> Iterator[str]:
        """Yield what is to be closed: too long without a browser, or one guest too many."""
        left, guests = list(self._left.items()), 0
        for name, (since, info) in reversed(left):
            guest = not signed_in(info)
            guests += guest
            longest = self.patience.guest if guest else self.patience.known
            if self._time() - since >= longest or (guest and guests > self.patience.guests):
                yield name

    def without_browser(self, seconds: float) -> Iterable[str]:
        """Return what has been left for at least so long."""
        return [n for n, (since, _) in self._left.items() if self._time() - since >= seconds]


def signed_in(info: SessionInfo) -> bool:
    """Say whether somebody ever was signed in on this page."""
    return EVER in info.session.session_state
