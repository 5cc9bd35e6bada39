"""What is said of a boundary file as its page says it: choices by their labels, areas by names."""

import re
from collections.abc import Sequence

from components.state.language import _, words
from data.figures.snapshot import Snapshot
from data.messages import place, say
from data.messages.gathered import lines
from data.words import N_
from data.words.called import named
from geo.faults import Fault
from geo.shapes.boundaries import Inspection

LABELS = {  # what an option of the command line is called here
    "--accept-repairs": N_("Accept repairs that move much"),
    "--code": N_("Column of the codes"),
    "--crs": N_("Coordinate system"),
    "--day": N_("Edition of the boundaries"),
    "--dissolve": N_("Several rows of one commune are parts of it"),
    "--encoding": N_("Encoding of the texts"),
    "--decisions": N_("the choice below"),
    "--layer": N_("Layer"),
    "--level": N_("Level of the units"),
    "--name": N_("Column of the names"),
    "--swap-axes": N_("axes swapped"),
}


def gathered(
    now: Snapshot, found: Inspection, faults: Sequence[Fault]
) -> list[tuple[str, str, str]]:
    """Return faults as `said` does, many of one kind as one."""
    told = [named(now.areas, fault, found.names) for fault in faults]
    return [
        (one.where, one.what, re.sub(r"--[a-z][a-z-]*", _label, one.cure))
        for one in lines(told, words())
    ]


def said(now: Snapshot, found: Inspection, fault: Fault) -> tuple[str, str, str]:
    """Return where it is, what is wrong and what to do, as somebody reads it on the page."""
    told = named(now.areas, fault, found.names)
    what, cure = say(told, words())
    return place(told, words()), what, re.sub(r"--[a-z][a-z-]*", _label, cure)


def _label(option: re.Match[str]) -> str:
    label = LABELS.get(option[0])
    return f"“{_(label)}”" if label else option[0]
