"""The command line of the ledger: backup, restore, batches, withdraw, close, export, history."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing as ended
from contextlib import contextmanager
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from data.catalogue.declared import nearest
from data.catalogue.settings import Settings
from data.commands import terminal, workspaces
from data.ledger import archive, place, proof
from data.ledger.database import Database
from data.ledger.proof import Proof, Trust
from data.outputs import exporting
from data.records import closing, opening
from data.records import withdraw as withdrawing
from data.records.batches import Batch
from data.records.batches import batches as listed
from data.records.figures.history import history as said_of
from data.records.history import Said
from data.records.opening import Ledger
from data.words import DASH, N_, Words
from geo.faults import Fault, Faulty, note, refuse

Run = Callable[[argparse.Namespace, Words], Sequence[Fault]]
FORMATS = {"values": exporting.VALUES, "boundaries": exporting.BOUNDARIES}


def add_to(commands: Any, shared: argparse.ArgumentParser, words: Words) -> None:
    """Add the ledger's own commands to those of `python -m data`."""
    acting = argparse.ArgumentParser(add_help=False, parents=[shared, terminal.acting(words)])
    period = "2018, 2018-Q2, 2018-06, 2018-06-30"

    def add(run: Run, what: str, own: argparse.ArgumentParser) -> argparse.ArgumentParser:
        made = terminal.add(commands, run.__name__, what, own)
        made.set_defaults(run=run)
        return made

    one = add(backup, words("write all that the ledger holds into one file"), shared)
    one.add_argument("file", type=Path)
    one = add(restore, words("fill an empty ledger from such a file"), shared)
    one.add_argument("file", type=Path)
    _add_trust(one, words)
    anyway = words("restore it though rows are not as they were written")
    one.add_argument("--anyway", action="store_true", help=anyway)
    _add_trust(add(verify, words("look whether all is as it was written"), shared), words)
    add(batches, words("show what was brought, by whom, when"), shared)
    one = add(withdraw, words("take a batch back: what was there before shows again"), acting)
    one.add_argument("number", type=int)
    one.add_argument("--reason", default="")
    one = add(close, words("close a period: only the office adds to it from now on"), acting)
    one.add_argument("period", help=period)
    one = add(reopen, words("open a closed period again"), acting)
    one.add_argument("period", help=period)
    one = add(history, words("show all that was ever said of one figure"), shared)
    for what in ("indicator", "area", "period"):
        one.add_argument(what)
    _add_export(add(export, words("write figures or boundaries for other programs"), shared), words)


def _add_trust(one: argparse.ArgumentParser, words: Words) -> None:
    noted = words("hash of a link that was noted before")
    one.add_argument("--head", metavar="HASH", default="", help=noted)
    before = words("a backup of before, that the ledger must have come of")
    one.add_argument("--against", metavar="OLD.zip", type=Path, help=before)


def _add_export(one: argparse.ArgumentParser, words: Words) -> None:
    formats = sorted({*chain(*FORMATS.values())})
    one.add_argument("what", choices=list(FORMATS))
    one.add_argument("--format", choices=formats, required=True)
    one.add_argument("--indicator", help=words("this one alone"))
    day = words("boundaries: with figures of this day")
    one.add_argument("--day", type=date.fromisoformat, help=day)
    one.add_argument("out", type=Path)


def backup(asked: argparse.Namespace, _words: Words) -> Sequence[Fault]:
    """Write all that the ledger holds into one file."""
    with _ledger() as ledger:
        name, rows = ledger.database.workspace, archive.backup(ledger.database, asked.file)
    return [
        note("backup_made", asked.file, name=name, rows=sum(rows.values()), batches=rows["batch"])
    ]


def restore(asked: argparse.Namespace, _words: Words) -> Sequence[Fault]:
    """Fill an empty ledger from a backup."""
    name = Settings.of(workspaces.chosen()).id
    trust = _trust(asked)
    done = archive.restore(asked.file, place.url(name), name, trust, anyway=asked.anyway)
    rows, told = sum(done.rows.values()), done.rows["batch"]
    back = note("backup_restored", asked.file, name=name, rows=rows, batches=told)
    return [back, *_proven(done.proof, trust)]


def verify(asked: argparse.Namespace, _words: Words) -> Sequence[Fault]:
    """Walk the chain, and name each row that is not as it was written."""
    name, trust = Settings.of(workspaces.chosen()).id, _trust(asked)
    with ended(Database(place.url(name), name)) as database, database.reading() as connection:
        found = proof.walk(connection)
        found.faults += trust.doubts(connection)
    return [*_proven(found, trust)]


def _trust(asked: argparse.Namespace) -> Trust:
    return Trust(asked.head, archive.chain_of(asked.against) if asked.against else ())


def _proven(found: Proof, trust: Trust) -> Iterator[Fault]:
    """Yield what is not as it was written, or that all is, and what that does not exclude."""
    yield from found.faults
    if not found.faults:
        yield note("chain_whole", links=found.links, older=found.older, head=found.head)
        if not trust:
            yield note("chain_unheld")


def batches(_asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Show what was brought, the newest first."""
    with _ledger() as ledger, ledger.database.reading() as connection:
        for batch in listed(connection):
            print(_line(batch, words))
    return ()


def withdraw(asked: argparse.Namespace, _words: Words) -> Sequence[Fault]:
    """Take a batch back."""
    with _ledger() as ledger:
        who = terminal.acting_on(ledger.database, asked)
        withdrawing.withdraw(ledger.database, ledger.files, who, asked.number, asked.reason)
    return [note("batch_now_withdrawn", asked.number, batch=asked.number)]


def close(asked: argparse.Namespace, _words: Words) -> Sequence[Fault]:
    """Close a period."""
    with _ledger() as ledger:
        closing.close(ledger.database, terminal.acting_on(ledger.database, asked), asked.period)
    return [note("period_now_closed", period=asked.period)]


def reopen(asked: argparse.Namespace, _words: Words) -> Sequence[Fault]:
    """Open a period again."""
    with _ledger() as ledger:
        closing.reopen(ledger.database, terminal.acting_on(ledger.database, asked), asked.period)
    return [note("period_now_open", period=asked.period)]


def history(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Show all that was ever said of one figure."""
    with _ledger() as ledger:
        _known(ledger, asked.indicator)
        found = said_of(ledger.database, asked.indicator, asked.area, asked.period)
    for said in found:
        print(_said(said, words))
    key = f"{asked.indicator} {asked.area} {asked.period}"
    return () if found else [note("nothing_was_said", key)]


def export(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Write figures or boundaries for other programs."""
    if asked.format not in FORMATS[asked.what]:
        known = ", ".join(FORMATS[asked.what])
        raise Faulty([refuse("format_unfit", asked.format, known=known)])
    with _ledger() as ledger:
        if asked.indicator:
            _known(ledger, asked.indicator)
        now = ledger.snapshot()
    if asked.what == "values":
        frame = exporting.values(now, words, asked.indicator)
        exporting.write_values(frame, asked.format, asked.out)
        return [note("exported", asked.out, rows=len(frame))]
    layers = exporting.boundaries(now, asked.indicator, asked.day)
    written = exporting.write_boundaries(layers, asked.format, asked.out)
    return [note("exported", asked.out, rows=written)]


@contextmanager
def _ledger() -> Iterator[Ledger]:
    opened = opening.open_ledger(workspaces.chosen())
    try:
        yield opened
    finally:
        opened.close()


def _known(ledger: Ledger, slug: str) -> None:
    known = ledger.files.catalogue.indicators
    if slug not in known:
        near = nearest(slug, known)
        raise Faulty([refuse("word_unknown", what="indicator", name=slug, nearest=near)])


def _line(batch: Batch, words: Words) -> str:
    """Return one batch as one line: number, when, who, what, and whether it was withdrawn."""
    told = [
        str(batch.id),
        words.moment(batch.made_at),
        batch.who or DASH,
        words(batch.title) if batch.title else "",
        words.plural("{n} row", "{n} rows", batch.rows),
    ]
    if batch.withdrawn_at:
        who, at = batch.withdrawn_by or DASH, words.moment(batch.withdrawn_at)
        told.append(words(N_("withdrawn on {at} by {who}"), at=at, who=who))
        told.append(words(batch.reason) if batch.reason else "")
    return terminal.line(told)


def _said(said: Said, words: Words) -> str:
    """Return one thing that was said as one line; what is shown is marked."""
    told = [
        "*" if said.shown else " ",
        *(said.row[name] for name in ("value", "qualifier", "status")),
        words.moment(said.when),
        said.who or DASH,
        said.row["cell"],
        words(N_("batch {n}"), n=said.batch.id),
        words(N_("withdrawn")) if said.withdrawn else "",
    ]
    return terminal.line(told)
