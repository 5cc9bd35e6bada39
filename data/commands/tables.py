"""`python -m data check FILE` for tables: what a file would bring, for people and for programs."""

import json
from argparse import Namespace
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from data.catalogue import Catalogue
from data.figures.snapshot import Snapshot
from data.intake import apart
from data.intake.deciding.answers import described
from data.intake.deciding.intake import Intake
from data.intake.reading.opening import ENDINGS, too_large
from data.intake.understanding.findings import Decisions, Taken
from data.messages import say
from data.words import N_, Words
from geo.faults import Fault, Faulty, refuse

SHOWN = 20  # of what is taken


def is_table(path: Path) -> bool:
    """Say whether a file is one of figures, by its ending."""
    return path.suffix.lower() in ENDINGS


def check(asked: Namespace, snapshot: Snapshot, words: Words) -> Sequence[Fault]:
    """Print what is taken of a file, and return what is doubtful or refused."""
    content, given = received(asked.path), read_decisions(asked.decisions)
    found = apart.take(content, asked.path.name, snapshot, decisions=given, day=asked.day)
    if asked.json:
        told = as_object(found, snapshot.catalogue, words)
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        summary(found, snapshot, words)
    return found.faults


def received(path: Path) -> bytes:
    """Return a file as it is on the disk; Faulty if it cannot be read at all, or is too large."""
    try:
        if wrong := too_large(path.stat().st_size, path.name):
            raise Faulty([wrong])
        return path.read_bytes()
    except OSError:
        raise Faulty([refuse("workbook_unreadable", path.name)]) from None


def read_decisions(path: Path | None) -> Decisions:
    """Return the answers in a JSON file, by the keys of the questions; Faulty if it has none."""
    if path is None:
        return {}
    try:
        given = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError):
        given = None
    if not isinstance(given, dict):
        raise Faulty([refuse("decisions_unreadable", path.name)])
    return {str(key): str(answer) for key, answer in given.items()}


def as_object(found: Intake, catalogue: Catalogue, words: Words) -> dict[str, Any]:
    """Return a file as programs read it: what is taken, doubtful, refused, and why."""
    return {
        "file": found.file,
        "checksum": found.checksum,
        "taken": [_taken(t, catalogue) for t in found.taken],
        "doubtful": [
            _told(d.fault, d.cell, words)
            | {"key": d.key, "answers": list(d.answers), "cells": list(d.cells)}
            for d in found.doubtful
        ],
        "refused": [_told(r.fault, r.cell, words) for r in found.refused],
        "passed": [{"cell": p.cell, "why": str(p.why)} for p in found.passed],
        "notes": [_told(f, f.where, words) for f in found.notes],
    }


def _taken(taken: Taken, catalogue: Catalogue) -> dict[str, Any]:
    words = taken.kind == "statuses" or catalogue[taken.indicator].categories
    optional = {
        "criterion": taken.criterion,
        "status": taken.status,
        "qualifier": taken.qualifier,
        "note": taken.note,
    }
    return {
        "kind": taken.kind,
        "indicator": taken.indicator,
        "area": taken.area,
        "period": taken.period,
        "value": taken.value if words else _number(taken.value),
        "cell": taken.cell,
        "as_written": taken.as_written,
    } | {key: said for key, said in optional.items() if said}


def _number(text: str) -> int | float:
    number = Decimal(text)
    return int(number) if number == number.to_integral_value() else float(number)


def _told(fault: Fault, cell: str, words: Words) -> dict[str, Any]:
    what, cure = say(fault, words)
    return {"cell": cell, "code": fault.code, "what": what, "cure": cure}


def summary(found: Intake, now: Snapshot, words: Words) -> None:
    """Print how much of a file is taken, and the first of it."""
    asked = {cell for d in found.doubtful for cell in d.cells}
    counts = {
        N_("taken"): len(found.taken),
        N_("doubtful"): len(asked),
        N_("refused"): len(found.refused),
    }
    print(" · ".join(f"{words(what)}: {words.number(n)}" for what, n in counts.items()))
    for taken in found.taken[:SHOWN]:
        of = taken.indicator or words(N_("criterion {number}"), number=taken.criterion)
        said = (described(words, now, part) for part in (of, taken.area, taken.period))
        print(f"  {taken.cell}: {_joined((*said, taken.value))}")
    if len(found.taken) > SHOWN:
        print("  …")


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(p for p in parts if p)
