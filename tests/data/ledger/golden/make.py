"""Made the golden files, with the program of their version: see README.md beside it.

Run in a checkout of that version, as `python make.py FOLDER`. Nothing of today's program is in it.
"""

import sqlite3
import sys
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from data.ledger.account_changes import New, scopes
from data.ledger.append import append
from data.ledger.batches import Content
from data.ledger.shipped import _real
from data.rights import Action, Right, Role

from data import store
from data.ledger import account_changes, accounts, batches, closing, sessions, withdraw
from data.ledger.archive import backup
from data.ledger.database import Database
from data.ledger.schema import Kind
from geo.faults import Faulty

WORKSPACE = Path("data/dien_bien_dong")
TOWNSHIP, NA_SON = "03203@2009-04-01", "03205@2009-04-01"
CATTLE, FOREST = "livestock_cattle_head", "forest_planted_ha"
PASSWORD = "a ledger of long ago"


def make(folder: Path) -> None:
    """Make a ledger in which no table is empty, and a backup of it."""
    files, path = store.load(WORKSPACE), folder / "ledger.sqlite"
    database = Database(f"sqlite:///{path}", files.settings.id)
    _ship(database, files)
    _sign_up(database, files)
    _bring(database, files)
    _hold(database)
    with database.reading() as connection:
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    backup(database, folder / f"{version}.zip")
    database.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("VACUUM")
    connection.close()
    path.rename(folder / f"{version}.sqlite")


def _ship(database: Database, files: store.Snapshot) -> None:
    """Bring areas and light boundaries whole, and a few of the rows; of samples, two are enough."""
    whole = _real(WORKSPACE, files)
    light = [
        replace(e, shapes=e.shapes.set_geometry(e.shapes.geometry.simplify(0.005)))
        for e in whole.editions
    ]
    statuses = files.statuses[["area", "period", "criterion", "status", "source", "where"]]
    samples = Content("Sample figures of the workspace", statuses=statuses.head(2).astype(str))
    with database.writing() as writing:
        content = replace(whole, figures=whole.figures.head(12), editions=light)
        batches.keep(writing, Kind.SHIPPED, content)
        batches.keep(writing, Kind.SAMPLE, samples)


def _sign_up(database: Database, files: store.Snapshot) -> None:
    known = scopes(files)
    with database.writing() as writing:
        first = New("Quản.Trị", "Người quản trị", PASSWORD, Right(Role.ADMINISTRATOR))
        account_changes.add(writing, None, first, known)
    by = _named(database, "Quản.Trị")
    with database.writing() as writing:
        for new in (
            New("lan", "Lan Nguyễn", PASSWORD, Right(Role.OFFICE)),
            New("minh", "", None, Right(Role.GROUP_EDITOR, "WG1")),
            New("gone", "Người đã nghỉ", PASSWORD, Right(Role.OFFICE)),
        ):
            account_changes.add(writing, by, new, known)
        account_changes.grant(writing, by, "minh", Right(Role.COMMUNE_EDITOR, TOWNSHIP), known)
        account_changes.link(writing, by, "minh", "https://id.example.org", "minh")
        account_changes.disable(writing, by, "gone")


def _bring(database: Database, files: store.Snapshot) -> None:
    who = _named(database, "lan")
    cells = [
        (CATTLE, TOWNSHIP, "2018", "120", "", "final", "Sheet1!C5"),
        (CATTLE, NA_SON, "2018", "0", "almost", "provisional", "Sheet1!C6"),
    ]
    columns = ("indicator", "area", "period", "value", "qualifier", "status", "where")
    figures = Content("").figures
    for n, row in enumerate(cells):
        figures.loc[n] = dict.fromkeys(figures.columns, "") | dict(zip(columns, row, strict=True))
    targets = Content("").targets
    plan = {"indicator": FOREST, "area": NA_SON, "period": "2019", "target": "10"}
    targets.loc[0] = dict.fromkeys(targets.columns, "") | plan | {"where": "Sheet1!D6"}
    content = Content(
        "Tháng 3.xlsx",
        figures=figures,
        targets=targets,
        decisions={"text:khoang 120": "120", "area:2018-04-01::nasonn": TOWNSHIP},
        file="Tháng 3.xlsx",
        original="Tệp nhận được\0\n".encode() + bytes(range(256)),
    )
    append(database, files, who, content)
    wrong = figures.head(1).assign(value="999", note="nhầm")
    number = append(
        database, files, who, replace(content, figures=wrong, targets=targets[:0], original=b"\0")
    )
    withdraw.withdraw(database, files, who, number, "nhập nhầm cột")
    for period in ("2018", "2017"):
        closing.close(database, who, period)
    closing.reopen(database, who, "2017")


def _hold(database: Database) -> None:
    """Let somebody be signed in, a try fail, and a file wait, where the version keeps one."""
    sessions.sign_in(database, "lan", PASSWORD, "::1", datetime.now(UTC))
    with suppress(Faulty):
        sessions.sign_in(database, "lan", "wrong", "192.0.2.7", datetime.now(UTC))
    try:
        from data.ledger.pending import Pending, keep
    except ImportError:  # of 0001
        return
    said = {"area": TOWNSHIP}
    with database.writing(shown=False) as writing:
        held = Pending("Đang chờ.xlsx", b"PK\0\xff", said)
        keep(writing, _named_in(writing.connection, "lan"), Action.ENTER, held)


def _named(database: Database, name: str):
    with database.reading() as connection:
        return _named_in(connection, name)


def _named_in(connection, name: str):
    return accounts.actor_named(connection, name)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
