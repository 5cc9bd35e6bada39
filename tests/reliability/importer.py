"""A process of its own that appends numbered batches to a ledger, and says which were accepted."""

import multiprocessing as mp
import os
import sys
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import sqlalchemy as sa
from ledgers import OFFICE, table

from data.catalogue import rows
from data.ledger.database import Database
from data.ledger.rights import Actor
from data.ledger.schema import account
from data.records import store
from data.records.append import append
from data.records.batches import Content

SHIPPED = Path(__file__).parent.parent.parent / "data" / "dien_bien_dong"
FILES = store.load(SHIPPED)  # once: processes are forked from one that has loaded this
MONTHS = [f"{2012 + n // 12}-{n % 12 + 1:02}" for n in range(60)]
CATTLE, AREA = "livestock_cattle_head", "03205@2009-04-01"
FIGURES = table(rows.FIGURES, tuple((CATTLE, AREA, month, 0) for month in MONTHS))
ROWS = len(FIGURES)  # of a batch
READY = 0


def content(name: str, number: int) -> Content:
    """Return the batch of this number: every figure of it is the number itself."""
    file = f"{name}-{number}.csv"
    figures = FIGURES.assign(value=str(number))
    return Content(file, {"figures": figures}, file=file, original=file.encode())


def imports(url: str, name: str, first: int, count: int, told: Connection) -> None:
    """Append batches under an account's name, and send the number of each that is kept."""
    database = Database(url, FILES.settings.id)
    with database.reading() as connection:
        own = connection.scalar(sa.select(account.c.id).where(account.c.name == name))
    assert own
    actor = Actor(own, name, rights=frozenset({OFFICE}))
    told.send(READY)
    for number in range(first, first + count):
        append(database, FILES, actor, content(name, number))
        told.send(number)
    database.close()


def started(url: str, name: str, first: int, count: int) -> tuple[BaseProcess, Connection]:
    """Start an importing process; return it and where it says what was accepted, once ready."""
    context = mp.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)  # the server looks for it only there
    heard, told = context.Pipe(duplex=False)
    process = context.Process(target=imports, args=(url, name, first, count, told))
    process.start()
    told.close()
    assert heard.recv() == READY
    return process, heard


def accepted(heard: Connection) -> list[int]:
    """Return all that a process says until it ends, however it ends."""
    said = []
    try:
        while True:
            said.append(heard.recv())
    except (EOFError, OSError):
        return said
    finally:
        heard.close()
