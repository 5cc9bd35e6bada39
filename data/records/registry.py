"""Every kind of record that there is: each a folder beside this file, named here on one line."""

from collections.abc import Mapping
from importlib import import_module

from data.ledger.rights import Action, Deed
from data.records.contract import Kind

FOLDERS = (
    "figures",
    "plans",
    "statuses",
    "areas",
    "successions",
    "aliases",
    "editions",
    "shapes",
    "decisions",
)
KINDS: tuple[Kind, ...] = tuple(import_module(f"data.records.{name}").KIND for name in FOLDERS)
BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
# What a snapshot holds for everybody, by where it does.
SHOWN: Mapping[str, Kind] = {kind.shown: kind for kind in KINDS if kind.shown}
# What is asked for with the actor, and found nowhere else.
GUARDED: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind.read)


def deeds() -> tuple[Deed, ...]:
    """Return all that may be done with a record of any kind."""
    return tuple(dict.fromkeys(deed for kind in KINDS for deed in kind.deeds))


def with_files() -> tuple[Deed, ...]:
    """Return the deeds for which a file is brought, be it of many records or beside one."""
    single = (kind.append for kind in KINDS if kind.files)
    return (Action.ENTER, Action.BOUNDARIES, *single)
