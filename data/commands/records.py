"""`python -m data records …`: records of any kind, listed, brought, moved and taken away."""

import argparse
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from data.catalogue import rows
from data.commands import terminal, workspaces
from data.outputs import records as outputs
from data.records import history as histories
from data.records import originals, reading, registry, single
from data.records.append import append, check
from data.records.contract import Kind
from data.records.opening import Ledger, open_ledger
from data.words import DASH, N_, Words
from geo.faults import Fault, Faulty, note, refuse, stops
from geo.files.whole import write


def add_to(commands: Any, shared: argparse.ArgumentParser, words: Words) -> None:
    """Add `records` to the commands of `python -m data`."""
    own = argparse.ArgumentParser(add_help=False, parents=[shared, terminal.acting(words)])
    own.add_argument("kind", choices=list(registry.BY_NAME), metavar="KIND")
    what = words("records of any kind")
    deeds = terminal.add(commands, "records", what, shared).add_subparsers(required=True)
    terminal.add(deeds, "list", words("show what may be read"), own).set_defaults(run=show)
    one = terminal.add(deeds, "add", words("bring those of a table; first a dry run"), own)
    one.add_argument("file", type=Path, metavar="FILE.csv")
    one.add_argument("--attached", type=Path, help=words("the file that belongs to them"))
    written = words("write it; else nothing is written")
    one.add_argument("--commit", action="store_true", help=written)
    one.set_defaults(run=add)
    one = terminal.add(deeds, "move", words("put one into another state"), own)
    one.add_argument("state", metavar="STATE")
    one.add_argument("key", nargs="+", metavar="KEY")
    one.add_argument("--reason", default="")
    one.set_defaults(run=move)
    one = terminal.add(deeds, "history", words("show all that was ever said of one"), own)
    one.add_argument("key", nargs="+", metavar="KEY")
    one.set_defaults(run=history)
    one = terminal.add(deeds, "file", words("save the file of one, by its number"), own)
    one.add_argument("number", type=int)
    one.add_argument("out", type=Path)
    one.set_defaults(run=file)
    one = terminal.add(deeds, "export", words("write them as a table"), own)
    one.add_argument("out", type=Path)
    one.set_defaults(run=export)


def show(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Print each record that may be read: its number, then what it says."""
    kind = registry.BY_NAME[asked.kind]
    with closing(_ledger()) as ledger, ledger.database.reading() as connection:
        actor = terminal.actor(connection, asked)
        for row in reading.records(connection, kind, actor).to_dict("records"):
            print(terminal.line([row["id"], *(row[name] for name in _said(kind))]))
        refused = kind.read is not None and actor is None
    return [note("records_unread", kind=words(kind.title))] if refused else ()


def add(asked: argparse.Namespace, _words: Words) -> Sequence[Fault]:
    """Bring the records of a table, or say what would be wrong."""
    kind = registry.BY_NAME[asked.kind]
    frame, faults = rows.read_csv(
        asked.file, kind.names, [c.name for c in kind.columns if not c.needed]
    )
    if faults:
        raise Faulty(faults)
    given = (asked.attached.name, asked.attached.read_bytes()) if asked.attached else None
    brought = single.content(kind, frame.drop(columns="where").to_dict("records"), given)
    with closing(_ledger()) as ledger:
        actor, what = terminal.acting_on(ledger.database, asked), (ledger.database, ledger.files)
        if not asked.commit:
            wrong = check(*what, actor, brought)
            return wrong if stops(wrong) else [*wrong, note("import_tried", asked.file.name)]
        return [note("import_kept", batch=append(*what, actor, brought))]


def move(asked: argparse.Namespace, _words: Words) -> Sequence[Fault]:
    """Put a record into another state."""
    kind = registry.BY_NAME[asked.kind]
    with closing(_ledger()) as ledger:
        actor = terminal.acting_on(ledger.database, asked)
        single.move(
            ledger.database, ledger.files, actor, kind, _key(kind, asked), asked.state, asked.reason
        )
    return [note("record_now_moved", " ".join(asked.key), state=asked.state)]


def history(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Print all that was said of one record, the newest first; what is shown is marked."""
    kind = registry.BY_NAME[asked.kind]
    with closing(_ledger()) as ledger:
        actor = terminal.acting_on(ledger.database, asked)
        found = histories.history(ledger.database, kind, _key(kind, asked), actor)
    for said in found:
        who, texts = said.who or DASH, (said.row[name] for name in _said(kind))
        withdrawn = words(N_("withdrawn")) if said.withdrawn else ""
        mark = "*" if said.shown else " "
        print(terminal.line([mark, words.moment(said.when), who, *texts, withdrawn]))
    return () if found else [note("nothing_was_said", " ".join(asked.key))]


def file(asked: argparse.Namespace, _words: Words) -> Sequence[Fault]:
    """Save the file of a record."""
    kind = registry.BY_NAME[asked.kind]
    with closing(_ledger()) as ledger:
        actor = terminal.acting_on(ledger.database, asked)
        _name, pieces = originals.of_record(ledger.database, actor, kind, asked.number)
        write(asked.out, b"".join(pieces))
    return [note("exported", asked.out, rows=1)]


def export(asked: argparse.Namespace, words: Words) -> Sequence[Fault]:
    """Write the records that may be read as a table."""
    kind = registry.BY_NAME[asked.kind]
    with closing(_ledger()) as ledger, ledger.database.reading() as connection:
        actor = terminal.actor(connection, asked)
        content = outputs.to_csv(connection, kind, actor, words)
    write(asked.out, content)
    return [note("exported", asked.out, rows=content.count(b"\r\n") - 1)]


def _ledger() -> Ledger:
    return open_ledger(workspaces.chosen())


def _key(kind: Kind, asked: argparse.Namespace) -> Sequence[str]:
    if len(asked.key) != len(kind.key):
        raise Faulty([refuse("record_key_unfit", " ".join(asked.key), known=", ".join(kind.key))])
    return tuple(asked.key)


def _said(kind: Kind) -> list[str]:
    """Return the columns that are told: texts, and what is about nobody."""
    return [c.name for c in kind.columns if not (c.binary or c.personal)]
