"""Files that not everybody may have: asked for by name and key, decided anew each time.

What is given out here is part of no snapshot, and of no page: a page holds the way to it only.
"""

from collections.abc import Callable, Iterable, Mapping

from data.accounts import trail
from data.ledger.database import Database
from data.ledger.rights import Actor
from data.outputs import trail as said
from data.records import originals, registry
from data.words import Words
from geo.faults import Faulty, refuse

File = tuple[str, Iterable[bytes]]  # its name, and its content piece by piece
Gives = Callable[[Database, Actor | None, str, Words], File]


def give(database: Database, actor: Actor | None, name: str, key: str, words: Words) -> File:
    """Return one file, in words of a language; Faulty for whoever may not have it now."""
    if name not in GIVEN:
        raise Faulty([refuse("file_not_here", name)])
    return GIVEN[name](database, actor, key, words)


def _trail(database: Database, actor: Actor | None, ending: str, words: Words) -> File:
    found = trail.whole(database, actor)
    if ending not in said.FORMATS:
        raise Faulty([refuse("file_not_here", ending)])
    return f"audit.{ending}", [said.FORMATS[ending](words, found)]


def _original(database: Database, actor: Actor | None, number: str, _words: Words) -> File:
    known = number.isdecimal() and len(number) < 9
    return originals.given(database, actor, int(number) if known else 0)


def _record(database: Database, actor: Actor | None, key: str, _words: Words) -> File:
    name, _, number = key.rpartition("-")
    if name not in registry.BY_NAME or not number.isdecimal() or len(number) > 9:
        raise Faulty([refuse("file_not_here", key)])
    return originals.of_record(database, actor, registry.BY_NAME[name], int(number))


# Each gives a file by its key, and asks within its own transaction who may have it.
GIVEN: Mapping[str, Gives] = {"audit": _trail, "original": _original, "record": _record}
