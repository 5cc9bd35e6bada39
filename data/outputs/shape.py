"""A file that was read wrongly as it may be sent on: its shape, without its figures and names.

Every figure is 0 and every letter x, but in texts that are made of nothing but words by which the
program itself tells what a sheet says: those of the catalogue and of tables as offices write them.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from data.figures.snapshot import Snapshot
from data.intake.deciding.intake import Intake
from data.intake.reading.grid import PLAIN, Cell, Grid, Look
from geo.faults import Fault
from geo.shapes.boundaries import Inspection

_WORD = re.compile(r"\w+")


class Veil:
    """What hides the words of a text that are not the program's own, and all of its figures."""

    def __init__(self, now: Snapshot):
        """Keep the words of the catalogue and of the settings; none by which an area is called."""
        declared = [now.settings.intake.model_dump(), *(one.model_dump() for one in now.catalogue)]
        own = {word for text in _texts(declared) for word in _words(text)}
        self._own = own - {word for area in now.areas for word in _words(area.name)}

    def text(self, said: str) -> str:
        """Return a text of the same form: as long, with the same signs and blanks."""
        composed = unicodedata.normalize("NFC", said)
        if self._own.issuperset(_words(composed)):
            return composed
        return _WORD.sub(lambda found: "".join(map(_hidden, found[0])), composed)


def workbook(now: Snapshot, found: Intake) -> dict[str, Any]:
    """Return the shape of a file of figures: each cell, what it is like, and what became of it."""
    veil, states = Veil(now), found.states()
    said: dict[str, list[str]] = {}
    told: list[tuple[tuple[str, ...], Fault]]
    told = [((one.cell,), one.fault) for one in found.refused]
    told += [(one.cells or (one.cell,), one.fault) for one in found.doubtful]
    for cells, fault in told:
        for cell in cells:
            said.setdefault(cell, []).append(fault.code)
    sheets = [
        {
            "sheet": veil.text(grid.sheet),
            "hidden": grid.hidden,
            "typed": grid.typed,
            "merged": grid.merged,
            "cells": [
                _cell(veil, cell) | _fate(grid, cell, states, said) for cell in grid.cells.values()
            ],
        }
        for grid in found.sheets
    ]
    return {"taken": len(found.taken), "said": _counted(found.faults), "sheets": sheets}


def layer(found: Inspection) -> dict[str, Any]:
    """Return the shape of a boundary file: how it is built, and what was said of it, by counts."""
    return {
        "features": found.features,
        "crs": found.crs,
        "encoding": found.encoding,
        "code_column": found.code_column,
        "name_column": found.name_column,
        "matched": len(found.matched),
        "overlaps": found.overlaps.pairs,
        "gaps": found.gaps.count,
        "said": _counted(found.faults),
    }


def _words(text: str) -> set[str]:
    return set(_WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def _hidden(letter: str) -> str:
    return "0" if letter.isnumeric() else "X" if letter.isupper() else "x"


def _cell(veil: Veil, cell: Cell) -> dict[str, Any]:
    kind = "day" if isinstance(cell.value, date) else "number" if cell.is_number else "text"
    told = {"at": cell.place, "is": kind, "text": veil.text(cell.text)}
    more = {"percent": cell.percent, "lacking": cell.lacking, "look": _look(veil, cell.look)}
    return told | {key: value for key, value in more.items() if value}


def _look(veil: Veil, look: Look) -> dict[str, Any]:
    if look == PLAIN:
        return {}
    own = ((key, getattr(PLAIN, key), value) for key, value in asdict(look).items())
    return {
        key: veil.text(value) if isinstance(value, str) else _veiled(veil, value)
        for key, plain, value in own
        if value != plain
    }


def _veiled(veil: Veil, value: Any) -> Any:
    return [veil.text(one) for one in value] if isinstance(value, list | tuple) else value


def _fate(grid: Grid, cell: Cell, states: Any, said: dict[str, list[str]]) -> dict[str, Any]:
    where = grid.address(cell)
    codes = {"said": said[where]} if where in said else {}
    return {"became": states.get(where, "")} | codes


def _counted(faults: Iterable[Fault]) -> dict[str, int]:
    return dict(Counter(fault.code for fault in faults))


def _texts(declared: Any) -> Iterator[str]:
    match declared:
        case str():
            yield declared
        case dict():
            for key, value in declared.items():
                yield from _texts(key)
                yield from _texts(value)
        case list() | tuple() | set() | frozenset():
            for one in declared:
                yield from _texts(one)
