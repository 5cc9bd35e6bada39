"""`import boundaries FILE`: an edition corrected or a merger proposed, tried, and kept."""

import argparse
import io
import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile, ZipInfo

from data.commands import checking, workspaces, writer
from data.figures.snapshot import Snapshot
from data.intake import apart
from data.intake.boundaries.inspecting import inspect_file, inspect_generation
from data.ledger.rights import Actor
from data.messages import said
from data.records.batches import Content
from data.records.decisions import answers as decisions
from data.records.editions.generations import append_generation, check_generation, correction
from data.records.editions.mergers import merger
from data.records.editions.notice import edition
from data.records.opening import Ledger, open_ledger
from data.words import N_, Words
from data.words.called import called, named
from geo.faults import Fault, Faulty, Severity, refuse, stops
from geo.shapes.boundaries import Choices, Inspection
from geo.shapes.succession import Proposal, Successor


@dataclass(frozen=True)
class Found:
    """What a file is found to be, and for a merger what became of what."""

    inspection: Inspection
    proposal: Proposal | None
    faults: Sequence[Fault]


def boundaries(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Print what was found in a file and what would become of it; keep it where that is asked."""
    if not asked.path.exists():
        raise Faulty([refuse("path_missing", asked.path)])
    apart.warm()
    with closing(open_ledger(workspaces.chosen())) as ledger:
        actor, now = writer.writer(ledger.database, asked), ledger.snapshot()
        given = checking.choices(asked, day=_day(now, asked))
        rows = decisions.known_rows(ledger.database, now.areas, given.decisions)
        found = _found(now, replace(given, decisions=rows), asked)
        whole = found.inspection.frame is not None and not stops(found.faults)
        content = _content(now, asked, given, found) if whole else None
        batch, wrong = _kept(ledger, actor, content, asked)
    _print(now, asked, found, (batch, wrong), words)
    ready = content is not None and not stops(wrong)
    told = [named(now.areas, fault, found.inspection.names) for fault in found.faults]
    return [*told, *wrong, *writer.outcome(asked, actor, batch, ready=ready)]


def _day(now: Snapshot, asked: argparse.Namespace) -> date | None:
    """Return the day that was said: of a merger, or of the edition to be corrected."""
    if asked.new:
        faults = [
            *([] if asked.valid_from else [refuse("merger_without_day")]),
            *([] if asked.legal or not asked.commit else [refuse("merger_without_text")]),
        ]
        if faults:
            raise Faulty(faults)
        return asked.valid_from  # type: ignore[no-any-return]
    if asked.day is None:
        return None
    edition = now.settings.generation_on(asked.day)
    if edition is None:
        raise Faulty([refuse("edition_unknown", asked.day, day=asked.day)])
    return edition


def _found(now: Snapshot, choices: Choices, asked: argparse.Namespace) -> Found:
    look = inspect_generation if asked.new else inspect_file
    inspection = apart.look(look, now, asked.path, choices)
    proposal = apart.succession(now, inspection) if asked.new else None
    proposed = list(proposal.faults) if proposal else []
    if asked.as_proposed:
        proposed = [replace(f, severity=Severity.NOTE) for f in proposed]
    return Found(inspection, proposal, [*inspection.faults, *proposed])


def _content(now: Snapshot, asked: argparse.Namespace, given: Choices, found: Found) -> Content:
    name, original = _received(asked.path)
    day = asked.valid_from if found.proposal else found.inspection.day
    made = edition(now, day, name, asked.title, surveyed=asked.surveyed)
    if found.proposal:
        content = merger(now, asked.valid_from, made, found.inspection, found.proposal, asked.legal)
    else:
        content = correction(now, made, found.inspection)
    return replace(
        content,
        file=name,
        original=original,
        rows=decisions.along(content.rows, decisions.of_rows(given.decisions)),
    )


def _received(path: Path) -> tuple[str, bytes]:
    """Return a file as it is kept: a shapefile with all that belongs to it, as one archive."""
    if path.suffix.lower() != ".shp":
        return path.name, path.read_bytes()
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        for part in sorted(path.parent.glob(f"{path.stem}.*")):
            if part.suffix != ".zip":
                archive.writestr(ZipInfo(part.name), part.read_bytes())
    return f"{path.stem}.zip", packed.getvalue()


def _kept(
    ledger: Ledger, actor: Actor, content: Content | None, asked: argparse.Namespace
) -> tuple[int | None, list[Fault]]:
    """Append the batch where that is asked and nothing is against it; return what is."""
    if content is None:
        return None, []
    what = (ledger.database, ledger.files, actor, content)
    if not asked.commit:
        return None, check_generation(*what, again=True)
    try:
        return append_generation(*what, again=True), []
    except Faulty as error:
        return None, list(error.faults)


def _print(
    now: Snapshot,
    asked: argparse.Namespace,
    found: Found,
    came: tuple[int | None, list[Fault]],
    words: Words,
) -> None:
    successors = found.proposal.successors if found.proposal else ()
    if asked.json:
        inspected = replace(found.inspection, faults=tuple(found.faults))
        told = checking.as_object(now, inspected, words)
        told |= {"succession": [_object(s) for s in successors]}
        told |= {"ledger": said(came[1], words), "batch": came[0]}
        print(json.dumps(told, ensure_ascii=False, indent=1))
    elif found.inspection.features:
        checking.summary(found.inspection, words)
        for one in successors:
            print(_line(now, found.inspection, one, words))


def _object(found: Successor) -> dict[str, Any]:
    """Return a new area as programs read it: what it is proposed to succeed, and the km²."""
    return {
        "area": found.area,
        "predecessors": [{"area": p.old, "part": p.part} for p in found.predecessors],
        "km2": found.km2,
        "km2_before": found.km2_before,
        "gained": found.gained,
        "lost": found.lost,
    }


def _line(now: Snapshot, inspection: Inspection, found: Successor, words: Words) -> str:
    """Return a new area on two lines: which ones it is made from, and how much ground that is."""
    name = inspection.names.get(found.area, "")
    old = ", ".join(called(now.areas, now.areas[p.old]).said(words) for p in found.predecessors)
    km2 = words.number(found.km2, 2), words.number(found.km2_before, 2)
    moved = words.number(found.gained, 2), words.number(found.lost, 2)
    ground = words(
        N_("{km2} km², before {before} km²; gained {gained}, lost {lost}"),
        km2=km2[0],
        before=km2[1],
        gained=moved[0],
        lost=moved[1],
    )
    return f"{name} ({found.area.partition('@')[0]}) ← {old or '–'}\n  {ground}"
