"""Boundary files as they really arrive, made of the shipped ones, each with what must come of it.

`python -m tests.corpus.boundaries` writes the table of the results into docs/boundary-files.md.
"""

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from corpus import (  # noqa: E402
    boundary_archives,
    boundary_broken,
    boundary_formats,
    boundary_letters,
    boundary_names,
    boundary_places,
    boundary_shapes,
    boundary_tables,
    boundary_tricks,
)
from corpus.bench import ASKED, REFUSED, TAKEN, Case, Result, nearest, result  # noqa: E402

from data.commands.workspaces import SHIPPED  # noqa: E402
from data.records import store  # noqa: E402
from geo.faults import Severity, stops  # noqa: E402

PAGE = ROOT / "docs" / "boundary-files.md"
MARKS = "<!-- corpus -->", "<!-- end of corpus -->"
CASES: tuple[Case, ...] = (
    *boundary_letters.cases(),
    *boundary_places.cases(),
    *boundary_shapes.cases(),
    *boundary_broken.cases(),
    *boundary_names.cases(),
    *boundary_tables.cases(),
    *boundary_formats.cases(),
    *boundary_archives.cases(),
    *boundary_tricks.cases(),
)


def page(found: list[Result]) -> str:
    """Return the page of the documentation with the table of these results in it."""
    before, _, rest = PAGE.read_text("utf-8").partition(MARKS[0])
    return f"{before}{MARKS[0]}\n{_tables(found)}\n{MARKS[1]}{rest.partition(MARKS[1])[2]}"


def _tables(found: list[Result]) -> str:
    groups = dict.fromkeys(r.case.group for r in found)
    heading = "| file | at first | said | answered with | then |\n|---|---|---|---|---|\n"
    return "\n".join(
        f"\n### {group}\n\n{heading}" + "\n".join(_line(r) for r in found if r.case.group == group)
        for group in groups
    )


def _line(result: Result) -> str:
    case = result.case
    grave = {f.severity for f in result.first.faults}
    first = REFUSED if Severity.REFUSE in grave else ASKED if Severity.ASK in grave else TAKEN
    said = ", ".join(f"`{f}`" for f in dict.fromkeys(f.code for f in result.first.faults))
    answer = case.answer or nearest(case, result.first)
    then = "" if not answer else ASKED if stops(result.last.faults) else TAKEN
    return f"| {case.title} | {first} | {said} | {_words(answer)} | {then} |"


def _words(answer: dict[str, Any]) -> str:
    """Return an answer as the command line takes it; decisions are taken by pages alone."""
    if "decisions" in answer:
        return "a decision"
    said = {k.replace("_", "-"): v for k, v in answer.items() if v is not False}
    return " ".join(f"`--{k}`" if v is True else f"`--{k} {v}`" for k, v in said.items())


if __name__ == "__main__":
    now = store.load(SHIPPED)
    made = page([result(case, now) for case in CASES])
    PAGE.write_text(made, "utf-8")
