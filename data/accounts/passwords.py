"""Passwords: what one must be, and how it is kept so that nobody can read it back."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from data.accounts import folded
from geo.faults import Fault, refuse

SHORTEST = 12  # letters; length is what protects, so nothing is asked of their kind
LONGEST = 1000  # a sentence fits; a book would keep the server busy
_HASHER = PasswordHasher()
# Each takes 64 MB for a moment: a crowd at the door must not fill the memory of an office's
# computer. Whoever has been here does not stand in line with it.
_AT_ONCE, _KNOWN = BoundedSemaphore(1), BoundedSemaphore(1)


def faults(password: str, name: str) -> Iterator[Fault]:
    """Yield what is wrong with a new password of this account."""
    if len(_spelled(password)) < SHORTEST:
        yield refuse("password_too_short", shortest=SHORTEST)
    if len(password) > LONGEST:
        yield refuse("password_too_long", longest=LONGEST)
    if folded(password) == folded(name):
        yield refuse("password_is_name")


def hashed(password: str) -> str:
    """Return what is kept of a password."""
    with _AT_ONCE:
        return _HASHER.hash(_spelled(password))


def matches(kept: str | None, password: str, *, known: bool = False) -> bool:
    """Say whether this is the password; where none is kept it takes as long, and is not.

    `known`: it comes from where this account has signed in before.
    """
    try:
        with _KNOWN if known else _AT_ONCE:
            _HASHER.verify(kept or _nobodys(), _spelled(password[: LONGEST + 1]))
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def outdated(kept: str) -> bool:
    """Say whether a password was kept in a weaker way than new ones are."""
    return _HASHER.check_needs_rehash(kept)


@cache
def _nobodys() -> str:
    return _HASHER.hash("")


def _spelled(password: str) -> str:
    """Return it spelled in one way: keyboards write `ế` as one, two or three characters."""
    return unicodedata.normalize("NFKC", password)
