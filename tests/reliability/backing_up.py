"""A process of its own that backs a ledger up, and stops in the middle until it may go on."""

import multiprocessing as mp
import os
import sys
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event
from pathlib import Path

from data.ledger import members
from data.ledger.archive import backup
from data.ledger.database import Database


def started(url: str, workspace: str, path: Path) -> tuple[BaseProcess, Event, Event]:
    """Start it; return the process, when it has written half of its file, and that it may go on."""
    context = mp.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    os.environ["PYTHONPATH"] = os.pathsep.join(sys.path)  # the server looks for it only there
    halfway, go_on = context.Event(), context.Event()
    process = context.Process(target=_backup, args=(url, workspace, path, halfway, go_on))
    process.start()
    return process, halfway, go_on


def _backup(url: str, workspace: str, path: Path, halfway: Event, go_on: Event) -> None:
    keep = members.keep_originals

    def wait(*given: object) -> None:
        halfway.set()
        assert go_on.wait(60)
        keep(*given)  # type: ignore[arg-type]

    members.keep_originals = wait  # type: ignore[assignment]
    database = Database(url, workspace)
    backup(database, path)
    database.close()
