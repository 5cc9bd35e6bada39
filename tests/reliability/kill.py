"""Kills importing processes with SIGKILL at many moments, and looks at what the ledger then holds.

`python tests/reliability/kill.py [--moments 200]`: on SQLite, and on PostgreSQL where it is found.
"""

import argparse
import json
import random
import signal
import sys
import tempfile
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import ledgers  # noqa: E402
import psycopg  # noqa: E402
import sqlalchemy as sa  # noqa: E402
from reliability import importer  # noqa: E402

from data.ledger import schema  # noqa: E402
from data.ledger.database import Database  # noqa: E402
from data.ledger.place import driven  # noqa: E402
from data.records import figures, shipped  # noqa: E402


@dataclass
class Outcome:
    """What was seen: how many kills, how many batches, and what must not be."""

    moments: int = 0
    accepted: int = 0  # batches of which the importer said that they were kept
    kept: int = 0  # batches that the ledger holds
    unsaid: int = 0  # kept, and killed before it could say so
    lost: int = 0  # accepted, and not held
    halves: int = 0  # batches that are not whole
    unsound: int = 0  # times that the database's own check found something


def prepared(url: str) -> None:
    """Fill a ledger as at the first start, with the account that imports."""
    database = Database(url, importer.FILES.settings.id)
    shipped.bring(database, importer.SHIPPED, importer.FILES)
    ledgers.signed_up(database, "importer", ledgers.OFFICE)
    database.close()


def killed(url: str, first: int, delay: float) -> list[int]:
    """Import from a number on, kill after this many seconds, and return what was accepted."""
    process, heard = importer.started(url, "importer", first, 100_000)
    timer = threading.Timer(delay, process.kill)
    timer.start()
    said = importer.accepted(heard)
    timer.join()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    return said


def looked_at(url: str, accepted: set[int], seen: Outcome) -> int:
    """Add what the ledger holds to what was seen; return the highest number in it."""
    database = Database(url, "dien_bien_dong")
    with database.reading() as connection:
        batch, figure = schema.batch, figures.KIND.table
        asked = (
            sa.select(batch.c.id, batch.c.file, sa.func.count(figure.c.id))
            .outerjoin(figure, figure.c.batch == batch.c.id)
            .where(batch.c.kind == "figures")
            .group_by(batch.c.id, batch.c.file)
        )
        held = {int(file.split("-")[1][:-4]): n for _, file, n in connection.execute(asked)}
        orphans = connection.scalar(
            sa.select(sa.func.count())
            .select_from(figure.outerjoin(batch, batch.c.id == figure.c.batch))
            .where(batch.c.id.is_(None))
        )
        audits = connection.scalar(
            sa.select(sa.func.count()).select_from(schema.audit).where(schema.audit.c.account > 0)
        )
        originals = connection.scalar(sa.select(sa.func.count()).select_from(schema.original))
        sound = True
        if connection.dialect.name == "sqlite":
            sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    database.close()
    seen.kept = len(held)
    seen.lost += len(accepted - held.keys())
    seen.halves += sum(n != importer.ROWS for n in held.values()) + bool(orphans)
    seen.unsound += not sound or not audits == originals == len(held)
    return max(held, default=0)


def run(url: str, moments: int, seed: int = 1, most: float = 2.0) -> Outcome:
    """Kill at so many moments, spread over the first seconds of work, and look each time."""
    random_, seen, accepted = random.Random(seed), Outcome(), set()
    prepared(url)
    first = 1
    for n in range(moments):
        delay = (n + random_.random()) * most / moments
        accepted |= set(killed(url, first, delay))
        first = looked_at(url, accepted, seen) + 1
        seen.moments += 1
    seen.accepted = len(accepted)
    seen.unsaid = seen.kept - len(accepted)
    return seen


def main() -> int:
    """Run it on each kind of database; return 1 if anything was lost or half-written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moments", type=int, default=200)
    moments = parser.parse_args().moments
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        outcomes = {"sqlite": run(f"sqlite:///{folder}/ledger.sqlite", moments)}
    binaries = ledgers.binaries()
    if binaries:
        # As in an office, and not as in the other tests: what is accepted is on the disk.
        with ledgers.postgresql(binaries, fsync=True) as server:
            with psycopg.connect(server, autocommit=True) as connection:
                connection.execute("CREATE DATABASE kills")
            url = driven(server.replace("/postgres", "/kills"))
            outcomes["postgresql"] = run(url, moments)
    for kind, seen in outcomes.items():
        print(json.dumps({"database": kind, **asdict(seen)}))
        wrong += seen.lost + seen.halves + seen.unsound
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
