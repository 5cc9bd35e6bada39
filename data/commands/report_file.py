"""`python -m data report-file FILE`: a file that was read wrongly, made fit to be sent on."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from data.commands import tables, terminal, workspaces
from data.intake import apart
from data.intake.boundaries.inspecting import inspect_file
from data.outputs import shape
from data.records import store
from data.words import N_, Words
from geo.faults import Fault, Faulty, refuse
from geo.files import whole
from geo.shapes.boundaries import Choices

ENDING = ".shape.json"


def add_to(commands: Any, shared: argparse.ArgumentParser, words: Words) -> None:
    """Add `report-file` to the commands of `python -m data`."""
    what = words("write the shape of a file, without its figures and names, to be sent on")
    one = terminal.add(commands, "report-file", what, shared)
    one.add_argument("path", type=Path, metavar="FILE")
    one.set_defaults(run=report)


def report(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Write the shape of a file beside it."""
    if not asked.path.exists():
        raise Faulty([refuse("path_missing", asked.path)])
    apart.warm()
    now = store.load(workspaces.chosen())
    told: dict[str, Any] = {"file": asked.path.suffix.lower()}
    if tables.is_table(asked.path):
        found = apart.take(tables.received(asked.path), asked.path.name, now)
        told |= shape.workbook(now, found)
    else:
        told |= shape.layer(apart.look(inspect_file, now, asked.path, Choices()))
    made = asked.path.with_name(asked.path.name + ENDING)
    whole.write(made, json.dumps(told, ensure_ascii=False, indent=1).encode())
    print(words(N_("Wrote {file}: look at it, then send it to whoever runs this."), file=made))
    return ()
