"""A boundary file held against the workspace, for the command line: what was found, in words."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import Any

from data.catalogue import lot_layout
from data.commands import workspaces
from data.commands.tables import read_decisions
from data.figures.snapshot import Snapshot
from data.intake import apart
from data.intake.boundaries import lots
from data.intake.boundaries.inspecting import inspect_file
from data.messages import said
from data.messages.boundaries import STEPS
from data.records import store
from data.words import N_, Words
from data.words.called import named
from geo.faults import Fault
from geo.shapes.boundaries import Choices, Inspection, Progress


def options(parser: argparse.ArgumentParser, words: Words) -> None:
    """Add what a person can say of a boundary file, in answer to its faults."""
    crs = words("its coordinate system: EPSG:9205, or a name of the workspace")
    charset = words("of its texts: UTF-8, TCVN3, VNI, VISCII, cp1258")
    parser.add_argument("--layer", help=words("which layer of the file"))
    parser.add_argument("--crs", help=crs)
    parser.add_argument("--encoding", help=charset)
    level = words("of several in one layer which is meant, 1 for the largest")
    parser.add_argument("--level", type=int, help=level)
    for option, what in (
        ("--swap-axes", words("northings come before eastings")),
        ("--dissolve", words("rows of one code and name are parts of one area")),
        ("--accept-repairs", words("of borders, also where they move much")),
    ):
        parser.add_argument(option, action="store_true", help=what)


def choices(asked: argparse.Namespace, **more: Any) -> Choices:
    """Return what was said of a boundary file; Faulty where its decisions cannot be read.

    A decision names a row by its code and name, `03203|Na Son`, or by its number, `#3`, and the
    area that it is; an empty one leaves the row out.
    """
    decided = read_decisions(getattr(asked, "decisions", None))
    return Choices(
        layer=asked.layer,
        crs=asked.crs,
        encoding=asked.encoding,
        code=asked.code,
        name=asked.name,
        swap_axes=asked.swap_axes,
        dissolve=asked.dissolve,
        level=asked.level,
        accept_repairs=asked.accept_repairs,
        decisions={row: area or None for row, area in decided.items()},
        **more,
    )


def telling(words: Words) -> Progress:
    """Return what says each step of long work on the terminal, beside what is printed."""
    return lambda step: print(words(STEPS[step]), file=sys.stderr)


def boundaries(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Check a boundary file against the workspace in use, and print what was found in it."""
    path: Path = asked.path
    now, told = store.load(workspaces.chosen()), choices(asked, day=asked.day)
    found = apart.look(inspect_file, now, path, told, telling(words))
    if asked.json:
        print(json.dumps(as_object(now, found, words), ensure_ascii=False, indent=1))
    elif found.features:
        summary(found, words)
    return [named(now.areas, fault, found.names) for fault in found.faults]


def forest_lots(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Check a layer of lots, and print what it sums to by commune."""
    folder = workspaces.chosen()
    now, plan = store.load(folder), lot_layout.layout(folder)
    found = apart.lots(now, plan, asked.path, choices(asked, day=asked.day), year=asked.year)
    if asked.json:
        kept = {k: v for k, v in vars(found).items() if k not in ("sums", "faults")}
        told = kept | {"communes": lots.communes(found), "faults": said(found.faults, words)}
        print(json.dumps(told, ensure_ascii=False, indent=1, default=_plain))
    elif found.features:
        _totals(found, words)
        for row in lots.communes(found):
            _by_commune(now.areas[str(row["area"])].title, row, plan, words)
    return found.faults


def _totals(found: lots.Lots, words: Words) -> None:
    rows = {
        N_("lots"): words.number(found.features),
        N_("hectares of all lots"): words.number(found.total, 2),
        N_("hectares of lots in known communes"): words.number(found.joined, 2),
        N_("hectares by the shapes"): words.number(found.drawn, 2),
    }
    for what, how in rows.items():
        print(f"{words(what)}: {how}")


def _by_commune(title: str, row: Mapping[str, Any], plan: lot_layout.Layout, words: Words) -> None:
    print(title)
    for key, value in row.items():
        if key in plan.sums:
            print(f"  {words.text(plan.sums[key].title)}: {words.number(value, 2)}")


def as_object(now: Snapshot, found: Inspection, words: Words) -> dict[str, Any]:
    """Return what was found in a boundary file as programs read it: areas by id, but in words."""
    inner = ("frame", "faults", "crs_exact", "inside", "above")
    kept = {key: value for key, value in vars(found).items() if key not in inner}
    kept["crs"] = found.crs_exact or found.crs
    told: dict[str, Any] = json.loads(json.dumps(kept, default=_plain))
    faults = said((named(now.areas, fault, found.names) for fault in found.faults), words)
    own = zip(faults, found.faults, strict=True)
    return told | {"faults": [{**one, "where": fault.where} for one, fault in own]}


def _plain(value: Any) -> Any:
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)


def summary(found: Inspection, words: Words) -> None:
    """Print what was found in a boundary file."""
    when = f"{words.day(found.day)}, {found.matched_by or '–'}"
    rows = {
        N_("features"): words.number(found.features),
        N_("coordinate system"): found.crs or "–",
        N_("encoding"): found.encoding,
        N_("columns"): f"{found.code_column or '–'}, {found.name_column or '–'}",
        N_("matched"): f"{len(found.matched)}/{found.features} ({when})",
        N_("overlaps"): f"{found.overlaps.pairs} ({words.number(found.overlaps.km2, 2)} km²)",
        N_("gaps"): f"{found.gaps.count} ({words.number(found.gaps.km2, 2)} km²)",
        N_("total area"): f"{words.number(found.area_km2, 2)} km²",
    }
    for what, how in rows.items():
        print(f"{words(what)}: {how}")
