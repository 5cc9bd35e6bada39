"""What is said of a boundary file as its page says it: choices by their labels, areas by names."""

import re
from collections.abc import Mapping
from dataclasses import replace

from components.language import _, words
from data.messages import place, say
from data.store import Snapshot
from data.words import N_
from geo.boundaries import Inspection
from geo.faults import Fault

LABELS = {  # what an option of the command line is called here
    "--accept-repairs": N_("Accept repairs that move much"),
    "--code": N_("Column of the codes"),
    "--crs": N_("Coordinate system"),
    "--day": N_("Edition of the boundaries"),
    "--dissolve": N_("Several rows of one commune are parts of it"),
    "--encoding": N_("Encoding of the texts"),
    "--layer": N_("Layer"),
    "--name": N_("Column of the names"),
    "--swap-axes": N_("axes swapped"),
}


def said(now: Snapshot, found: Inspection, fault: Fault) -> tuple[str, str, str]:
    """Return where it is, what is wrong and what to do, as somebody reads it on the page."""
    names = {a.id: f"{a.title} ({a.code})" for a in now.areas}
    if found.frame is not None:
        new = found.frame.index.difference(list(names))
        names |= {i: f"{found.frame.loc[i, 'name']} ({found.frame.loc[i, 'code']})" for i in new}
    named = replace(
        fault,
        where=names.get(fault.where, fault.where),
        values={key: _named(value, names) for key, value in fault.values.items()},
    )
    what, cure = say(named, words())
    return place(named, words()), what, re.sub(r"--[a-z][a-z-]*", _label, cure)


def _label(option: re.Match[str]) -> str:
    label = LABELS.get(option[0])
    return f"“{_(label)}”" if label else option[0]


def _named(value: object, names: Mapping[str, str]) -> object:
    """Return a value in which each area is called by its name."""
    match value:
        case str():
            return names.get(value, value)
        case Mapping():
            return {_named(k, names): v for k, v in value.items()}
        case list() | tuple() if all(isinstance(v, str) for v in value):
            return [_named(v, names) for v in value]
        case _:
            return value
