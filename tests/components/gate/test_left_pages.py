"""Pages that their browser has left: for how long each is kept, and who pushes out whom."""

from types import SimpleNamespace

from streamlit.runtime.session_manager import SessionInfo

from components.gate.sessions import Left, Patience
from components.state.signed_in import EVER

MINUTE = 60
PATIENCE = Patience(guest=15 * MINUTE, known=480 * MINUTE, guests=3)


class Clock:
    """A clock that the test sets."""

    now = 0.0

    def __call__(self):
        return self.now


def page(name, signed_in=False):
    state = {EVER: True} if signed_in else {}
    return SessionInfo(None, SimpleNamespace(id=name, session_state=state))


def kept():
    clock = Clock()
    return Left(PATIENCE, clock), clock


def test_a_guests_page_is_kept_a_quarter_of_an_hour_and_of_who_signed_in_a_working_day():
    left, clock = kept()
    left.save(page("guest"))
    left.save(page("lan", signed_in=True))
    clock.now = 14 * MINUTE
    assert list(left.overdue()) == []
    clock.now = 15 * MINUTE
    assert list(left.overdue()) == ["guest"]
    clock.now = 480 * MINUTE
    assert set(left.overdue()) == {"guest", "lan"}


def test_guests_push_out_the_oldest_guest_and_never_who_signed_in():
    left, _ = kept()
    people = [f"lan {n}" for n in range(200)]
    for name in people:
        left.save(page(name, signed_in=True))
    for n in range(1000):
        left.save(page(f"guest {n}"))
        for one in list(left.overdue()):
            left.delete(one)
    assert [info.session.id for info in left.list()] == [
        *people,
        *(f"guest {n}" for n in (997, 998, 999)),
    ]


def test_a_page_that_was_left_again_begins_anew():
    left, clock = kept()
    left.save(page("guest"))
    clock.now = 10 * MINUTE
    assert left.get("guest").session.id == "guest"
    left.delete("guest")
    left.delete("guest")
    assert left.get("guest") is None
    left.save(page("guest"))
    clock.now = 20 * MINUTE
    assert list(left.overdue()) == []
    assert list(left.without_browser(10 * MINUTE)) == ["guest"]
