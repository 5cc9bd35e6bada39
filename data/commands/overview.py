"""The list of all commands, answered at once: what each of them does is not loaded for it."""

import argparse
from collections.abc import Sequence

from data.commands import terminal
from data.words import LANGUAGES, N_, translated

ABOUT = N_("The command line of the project: files checked and brought, accounts, ledger.")
COMMANDS = {
    "check": N_("all that is wrong with a workspace or a file"),
    "new-workspace": N_("make a workspace from a boundary file"),
    "import": N_("bring a file into the ledger; first a dry run"),
    "user": N_("accounts: who may do what"),
    "audit": N_("who did what, when, to what"),
    "backup": N_("write all that the ledger holds into one file"),
    "restore": N_("fill an empty ledger from such a file"),
    "verify": N_("look whether all is as it was written"),
    "batches": N_("show what was brought, by whom, when"),
    "withdraw": N_("take a batch back: what was there before shows again"),
    "close": N_("close a period: only the office adds to it from now on"),
    "reopen": N_("open a closed period again"),
    "history": N_("show all that was ever said of one figure"),
    "export": N_("write figures or boundaries for other programs"),
    "records": N_("records of any kind"),
    "pending": N_("files that were brought and not accepted"),
    "report-file": N_("write the shape of a file, without its figures and names, to be sent on"),
}


def asked(arguments: Sequence[str]) -> bool:
    """Say whether nothing but this list is asked for, in whichever language."""
    rest = [a for a in arguments if a not in ("-h", "--help")]
    if rest[:1] == ["--lang"] and rest[1:2] and rest[1] in LANGUAGES:
        rest = rest[2:]
    return not rest and len(arguments) > 0 and not {"-h", "--help"}.isdisjoint(arguments)


def told(arguments: Sequence[str]) -> str:
    """Return the list, as the parser of all commands would tell it."""
    language = terminal.language(arguments)

    def say(message: str) -> str:
        return translated(language, message)

    parser = argparse.ArgumentParser(
        prog="python -m data",
        description=say(ABOUT),
        parents=[terminal.shared(say)],
        add_help=False,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, what in COMMANDS.items():
        commands.add_parser(name, help=say(what), add_help=False)
    return parser.format_help()
