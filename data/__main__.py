"""The command line, `python -m data …`: check, new-workspace, import, user, audit, the ledger."""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from data.commands import overview

if __name__ == "__main__" and overview.asked(sys.argv[1:]):  # before all else is loaded
    print(overview.told(sys.argv[1:]), end="")
    sys.exit()

from data.catalogue.settings import clock_of
from data.commands import (
    checking,
    hierarchy,
    pending,
    records,
    report_file,
    tables,
    terminal,
    workspaces,
)
from data.commands import imports as import_command
from data.commands import ledger as ledger_command
from data.commands import user as user_command
from data.intake import apart
from data.intake.boundaries.inspecting import inspect_alone, naming_of
from data.messages import SEVERITIES, said
from data.messages.gathered import lines as lines_of
from data.records import store
from data.records.holdings import holdings, lines
from data.words import N_, Words
from data.words.called import named
from geo.areas import Areas
from geo.faults import Fault, Faulty, note, refuse, stops

LEFT = "code_missing"  # features without a code are no areas: said, and left out


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0 where all is usable, 1 where something is refused or undecided."""
    words = Words(terminal.language(arguments), clock_of(workspaces.chosen()))
    asked = _parser(words).parse_args(arguments)
    try:
        faults: Sequence[Fault] = asked.run(asked, words)
    except Faulty as error:
        faults = terminal.told(error.faults)
        if getattr(asked, "json", False):
            print(json.dumps({"faults": said(faults, words)}, ensure_ascii=False, indent=1))
    if not getattr(asked, "json", False):
        _tell(faults, words)
    return int(stops(faults))


def check(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Check a workspace's folder, or a file of boundaries or figures, against the one in use."""
    path: Path = asked.path
    if not path.exists():
        raise Faulty([refuse("path_missing", path)])
    if path.is_dir() and (path / "workspace.yaml").exists():
        return _workspace(asked, words)
    apart.warm()
    if asked.lots:
        return checking.forest_lots(asked, words)
    if tables.is_table(path):
        return tables.check(asked, store.load(workspaces.chosen()), words)
    return checking.boundaries(asked, words)


def _workspace(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Print how much a workspace holds, and return what is to be said of it."""
    now = store.load(asked.path)
    faults, held = now.faults or (note("workspace_good", asked.path.name),), holdings(now)
    if asked.json:
        told = {"holds": held, "faults": said(faults, words)}
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        print("\n".join(lines(held, words)))
    return faults


def new_workspace(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Make a workspace from a boundary file."""
    apart.warm()
    shipped = store.load(workspaces.SHIPPED)
    choices = checking.choices(asked, day=asked.valid_from)
    found = apart.look(inspect_alone, shipped, asked.boundaries, choices, checking.telling(words))
    questions = [f for f in found.faults if f.code != LEFT]
    if stops(questions) or found.frame is None:
        return found.faults
    title = asked.title or asked.dir.name
    naming = naming_of(shipped, found)
    workspaces.create(
        asked.dir,
        found.frame,
        naming,
        asked.valid_from,
        kind=asked.kind,
        title=title,
        file=asked.boundaries.name,
        above=found.above if asked.parents else None,
    )
    made = words.plural(
        "Made {folder} with {n} commune.",
        "Made {folder} with {n} communes.",
        len(found.frame),
        folder=asked.dir,
    )
    print(made)
    print(words(N_("Fill in template.xlsx, put it into values/, and check the folder.")))
    told = [note(f.code, f.where, **f.values) if f.code == LEFT else f for f in found.faults]
    file = asked.boundaries.name
    told += workspaces.split_off(found.frame["name"], naming, file)
    names = {f"{row.code}@{asked.valid_from}": row.name for row in found.frame.itertuples()}
    told = [named(Areas([]), fault, names) for fault in told]
    return [*told, *hierarchy.proposed(found.above, file, taken=asked.parents)]


def _parser(words: Words) -> argparse.ArgumentParser:
    about = words("The command line of the project: files checked and brought, accounts, ledger.")
    shared = terminal.shared(words)
    parser = argparse.ArgumentParser(
        prog="python -m data", description=about, parents=[shared], add_help=False
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_check(commands, shared, words)
    _add_new_workspace(commands, shared, words)
    import_command.add_to(commands, shared, words)
    user_command.add_to(commands, shared, words)
    ledger_command.add_to(commands, shared, words)
    records.add_to(commands, shared, words)
    pending.add_to(commands, shared, words)
    report_file.add_to(commands, shared, words)
    return parser


def _add_check(commands: Any, shared: argparse.ArgumentParser, words: Words) -> None:
    what = words("all that is wrong with a workspace or a file")
    one = terminal.add(commands, "check", what, shared)
    one.add_argument("path", type=Path)
    one.add_argument("--json", action="store_true", help=words("one object, for programs"))
    one.add_argument("--day", type=date.fromisoformat, help=words("of the areas to compare"))
    one.add_argument("--code", help=words("the column that holds the codes"))
    one.add_argument("--name", help=words("the column that holds the names"))
    answers = words("JSON: answers by the keys of the questions")
    one.add_argument("--decisions", type=Path, help=answers)
    one.add_argument("--lots", action="store_true", help=words("the file holds forest lots"))
    year = words("of the plantings to be summed, with --lots")
    one.add_argument("--year", type=int, help=year)
    checking.options(one, words)
    one.set_defaults(run=check)


def _add_new_workspace(commands: Any, shared: argparse.ArgumentParser, words: Words) -> None:
    what = words("make a workspace from a boundary file")
    two = terminal.add(commands, "new-workspace", what, shared)
    two.add_argument("dir", type=Path)
    two.add_argument("--boundaries", type=Path, required=True)
    two.add_argument("--code", required=True, help=words("the column that holds the codes"))
    two.add_argument("--name", required=True, help=words("the column that holds the names"))
    two.add_argument("--valid-from", type=date.fromisoformat, required=True, help="2009-04-01")
    kind = words("kind of area where the name does not say it")
    two.add_argument("--kind", default="", help=kind)
    parents = words("districts and provinces that the file names are areas too")
    two.add_argument("--parents", action="store_true", help=parents)
    answers = words("JSON: answers by the keys of the questions")
    two.add_argument("--decisions", type=Path, help=answers)
    checking.options(two, words)
    title = words("what the place is called: its folder's name")
    two.add_argument("--title", default="", help=title)
    two.set_defaults(run=new_workspace)


def _tell(faults: Sequence[Fault], words: Words) -> None:
    told = [*lines_of(faults, words)]
    for one in told:
        where = f" {one.where}:" if one.where else ""
        print(f"[{words(SEVERITIES[one.severity])}]{where} {one.what} → {one.cure}")
    if any(one.count > 1 for one in told):
        print(words(N_("All of them, one by one: check with --json.")))


if __name__ == "__main__":
    sys.exit(main())
