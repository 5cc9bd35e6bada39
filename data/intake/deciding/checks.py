"""What all sheets of a file say together, held against the workspace and against itself."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from data.catalogue import Catalogue
from data.figures.snapshot import Snapshot
from data.figures.tables import Context
from data.intake.deciding.long import long
from data.intake.understanding import outliers
from data.intake.understanding.beside import Figure
from data.intake.understanding.findings import ACCEPT, LEAVE_OUT, Decisions, Findings, Taken
from data.records.checks import checked
from data.records.registry import SHOWN
from geo.faults import Fault, ask, note

_NAMED = 5  # cells that are named in a note


def allowed(drafts: Sequence[Taken], snapshot: Snapshot, findings: Findings) -> Iterator[Taken]:
    """Yield what the checks of every long table let pass; what they find is laid to its cell."""
    context = Context(snapshot.catalogue, snapshot.areas, snapshot.settings.level)
    for name, kind in SHOWN.items():
        own = [t for t in drafts if t.kind == name]
        if not own:
            continue
        table = long("", name, own)
        given = [bool(t.source) for t in own]
        # A fault is said once a file and indicator: here each row is a file of its own.
        alone = pd.Series([f"{n}!" for n in range(len(own))], index=table.index, dtype=str)
        source = table["source"].where(pd.Series(given, index=table.index), alone)
        _, faults = checked(kind, table.assign(where=alone, source=source), context)
        wrong: dict[int, list[Fault]] = {}
        for fault in faults:
            if fault.code != "row_twice":  # asked about later: which of the cells holds?
                wrong.setdefault(int(fault.where.rstrip("!")), []).append(fault)
        for n, taken in enumerate(own):
            for fault in wrong.get(n, ()):
                findings.refuse(taken.cell, _titled(fault, taken.cell, snapshot.catalogue))
            if n not in wrong:
                yield taken


def _titled(fault: Fault, cell: str, catalogue: Catalogue) -> Fault:
    """Return what is wrong with a row as it is said of a cell, to who knows titles and no ids."""
    titles: dict[object, object] = {key: i.title for key, i in catalogue.indicators.items()}
    titles |= {key: found.title for key, found in catalogue.criteria_sets.items()}
    told = {
        key: titles.get(value, value) if isinstance(value, str) else value
        for key, value in fault.values.items()
    }
    return replace(fault, where=cell, values=told)


def ask_of_strange(
    figures: Sequence[Figure], snapshot: Snapshot, decisions: Decisions, findings: Findings
) -> None:
    """Ask about figures that may be right and are more often not; they wait for the answer."""
    there = {t.cell for t in findings.taken}
    waiting: set[str] = set()
    for figure, fault in outliers.strange([f for f in figures if f.where in there], snapshot):
        key = f"{fault.code}:{figure.key}"
        answer = decisions.get(key)
        if answer == ACCEPT:
            continue
        waiting.add(figure.where)
        if answer == LEAVE_OUT:
            findings.skip(figure.where, "left_out")
        else:
            findings.ask(key, fault, [figure.where], [ACCEPT, LEAVE_OUT])
    findings.taken[:] = [t for t in findings.taken if t.cell not in waiting]


def ask_of_repeated(findings: Findings, decisions: Decisions) -> None:
    """Ask which cell holds where several give one figure; the same value twice is given once."""
    same: dict[tuple[str, ...], list[Taken]] = {}
    for taken in findings.taken:
        same.setdefault((*taken.key, taken.status), []).append(taken)
    dropped: set[str] = set()
    repeated: list[tuple[str, str]] = []
    for several in same.values():
        if len(several) == 1:
            continue
        first, *others = several
        if all(o.value == first.value for o in others):
            dropped |= {o.cell for o in others}
            for other in others:
                findings.skip(other.cell, "repeated")
                repeated.append((first.cell, other.cell))
            continue
        key = "twice:" + ":".join((*first.key, *(t.value for t in several)))
        cells = [t.cell for t in several]
        chosen = decisions.get(key)
        dropped |= {c for c in cells if c != chosen}
        if chosen not in cells:
            fault = ask("figure_twice", first.cell, values=[t.as_written for t in several])
            findings.ask(key, fault, cells, cells)
    if repeated:
        some = ", ".join(f"{again} = {first}" for first, again in repeated[:_NAMED])
        told = note("figures_repeated", repeated[0][1], n=len(repeated), found=some)
        findings.tell("repeated", told)
    findings.taken[:] = [t for t in findings.taken if t.cell not in dropped]
