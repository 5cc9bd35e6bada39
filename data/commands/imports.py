"""`python -m data import values|boundaries FILE`: what the pages do, from the command line."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from data.commands import checking, import_boundaries, import_values, terminal
from data.words import Words


def add_to(commands: Any, shared: argparse.ArgumentParser, words: Words) -> None:
    """Add `import` to the commands of `python -m data`."""
    what = words("bring a file into the ledger; first a dry run")
    whats = terminal.add(commands, "import", what, shared).add_subparsers(required=True)
    own = argparse.ArgumentParser(add_help=False, parents=[shared, terminal.acting(words)])
    own.add_argument("path", type=Path, metavar="FILE")
    written = words("write it; else nothing is written")
    own.add_argument("--commit", action="store_true", help=written)
    answers = words("JSON: answers by the keys of the questions")
    own.add_argument("--decisions", type=Path, help=answers)
    own.add_argument("--json", action="store_true", help=words("one object, for programs"))
    day = words("of the areas in force; for figures: today")
    own.add_argument("--day", type=date.fromisoformat, help=day)
    _values(terminal.add(whats, "values", words("figures, plans, statuses"), own), words)
    _boundaries(terminal.add(whats, "boundaries", words("shapes of areas; mergers"), own), words)


def _values(parser: argparse.ArgumentParser, words: Words) -> None:
    again = words("this file was taken before: once more")
    parser.add_argument("--again", action="store_true", help=again)
    rest = words("write the rest without what is refused")
    parser.add_argument("--leave-out-refused", action="store_true", help=rest)
    parser.set_defaults(run=import_values.values)


def _boundaries(parser: argparse.ArgumentParser, words: Words) -> None:
    parser.add_argument("--new", action="store_true", help=words("new areas, after a merger"))
    first = words("first day of the new areas")
    parser.add_argument("--valid-from", type=date.fromisoformat, help=first)
    parser.add_argument("--legal", default="", help=words("the text that decided the merger"))
    proposed = words("also what is asked about what became of what")
    parser.add_argument("--as-proposed", action="store_true", help=proposed)
    parser.add_argument("--title", default="", help=words("what this edition is called"))
    surveyed = words("its shapes are not drawn by hand")
    parser.add_argument("--surveyed", action="store_true", help=surveyed)
    parser.add_argument("--code", help=words("the column that holds the codes"))
    parser.add_argument("--name", help=words("the column that holds the names"))
    checking.options(parser, words)
    parser.set_defaults(run=import_boundaries.boundaries)
