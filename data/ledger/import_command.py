"""`python -m data import values|boundaries FILE`: what the pages do, from the command line."""

import argparse
from datetime import date
from pathlib import Path
from typing import Any

from data import checking
from data.ledger import import_boundaries, import_values


def add_to(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Add `import` to the commands of `python -m data`."""
    command = commands.add_parser("import", help="bring a file into the ledger; first a dry run")
    whats = command.add_subparsers(required=True)
    own = argparse.ArgumentParser(add_help=False, parents=[shared])
    own.add_argument("path", type=Path, metavar="FILE")
    own.add_argument("--commit", action="store_true", help="write it; else nothing is written")
    own.add_argument("--as", dest="acting", metavar="NAME", help="the account that writes it")
    own.add_argument("--decisions", type=Path, help="JSON: answers by the keys of the questions")
    own.add_argument("--json", action="store_true", help="one object, for programs")
    own.add_argument(
        "--day", type=date.fromisoformat, help="of the areas in force; for figures: today"
    )
    _values(whats.add_parser("values", parents=[own], help="figures, plans, statuses"))
    _boundaries(whats.add_parser("boundaries", parents=[own], help="shapes of areas; mergers"))


def _values(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--again", action="store_true", help="this file was taken before: once more"
    )
    parser.add_argument(
        "--leave-out-refused", action="store_true", help="write the rest without what is refused"
    )
    parser.set_defaults(run=import_values.values)


def _boundaries(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--new", action="store_true", help="new areas, after a merger")
    parser.add_argument("--valid-from", type=date.fromisoformat, help="first day of the new areas")
    parser.add_argument("--legal", default="", help="the text that decided the merger")
    parser.add_argument(
        "--as-proposed", action="store_true", help="also what is asked about what became of what"
    )
    parser.add_argument("--title", default="", help="what this edition is called")
    parser.add_argument("--surveyed", action="store_true", help="its shapes are not drawn by hand")
    parser.add_argument("--code", help="the column that holds the codes")
    parser.add_argument("--name", help="the column that holds the names")
    checking.options(parser)
    parser.set_defaults(run=import_boundaries.boundaries)
