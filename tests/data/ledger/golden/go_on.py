"""Made the golden files of 0003 from those of 0002, with the program of 0003: see README.md.

Run in a checkout of that version, as `python go_on.py FOLDER`. Nothing of today's program is in it.
"""

import shutil
import sqlite3
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from data.accounts import actor_named, devices, sessions
from data.ledger.archive import backup
from data.ledger.database import Database
from data.records import store
from data.records.append import append
from data.records.batches import Content
from data.records.contract import empty
from data.records.figures import KIND as FIGURES
from geo.faults import Faulty

HERE, WORKSPACE = Path(__file__).parent, Path("data/dien_bien_dong")
PASSWORD = "a ledger of long ago"


def make(folder: Path) -> None:
    """Bring the ledger of 0002 up to date, go on with it, and back it up."""
    path = folder / "ledger.sqlite"
    shutil.copy(HERE / "0002.sqlite", path)
    database, files = Database(f"sqlite:///{path}", "dien_bien_dong"), store.load(WORKSPACE)
    now = datetime.now(UTC)
    given = sessions.sign_in(database, "lan", PASSWORD, "::1", now)
    with suppress(Faulty):  # a try from a device that is known
        own = devices.of_browser(database, given.device)
        sessions.sign_in(database, "lan", "wrong", "::1", now, own)
    cell = {"indicator": "poultry_head", "area": "03205@2009-04-01", "period": "2016"}
    frame = empty(FIGURES)
    frame.loc[0] = dict.fromkeys(frame.columns, "") | cell | {"value": "9", "where": "Sheet1!C7"}
    content = Content("Tháng 4.xlsx", {FIGURES.name: frame}, file="Tháng 4.xlsx")
    with database.reading() as connection:
        lan = actor_named(connection, "lan")
    append(database, files, lan, replace(content, original=b"PK\0\1"))
    backup(database, folder / "0003.zip")
    database.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")
    connection.close()
    path.rename(folder / "0003.sqlite")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
