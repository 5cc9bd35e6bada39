"""Measures what it costs to walk the chain of a large ledger, beside bare reading and hashing.

`python benchmarks/chain.py [--rows 1000000]`
"""

import argparse
import hashlib
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from data.ledger import chain, proof  # noqa: E402
from data.ledger.database import Database  # noqa: E402
from data.ledger.schema import batch  # noqa: E402
from data.records import registry  # noqa: E402

EACH = 10_000  # rows of a batch
MOST = 3.0  # times the bare reading and hashing: what is promised


def made(url: str, rows: int) -> float:
    """Make a ledger with so many figures; return the seconds that chaining them took."""
    database, took = Database(url, "bench"), 0.0
    table = registry.BY_NAME["figures"].table
    for first in range(0, rows, EACH):
        with database.writing() as writing:
            put = writing.connection.execute
            own = {"kind": "figures", "title": "x.xlsx", "made_at": writing.at, "revision": 1}
            number = put(batch.insert().values(own)).inserted_primary_key[0]  # type: ignore[index]
            told = {"batch": number, "indicator": "livestock_cattle_head", "status": "final"}
            told |= {"qualifier": "", "source": "x.xlsx", "note": ""}
            put(
                table.insert(),
                [
                    told
                    | {"area": f"{n % 11163:05}@2009-04-01", "period": f"{2000 + n % 20}-06"}
                    | {"value": str(n), "cell": f"x.xlsx:Sheet1!C{n}"}
                    for n in range(first, min(first + EACH, rows))
                ],
            )
            began = perf_counter()
            chain.batch(writing, number, ["figure"])
            took += perf_counter() - began
    database.close()
    return took


def bare(file: Path) -> float:
    """Return the seconds of reading every row of figures and hashing it, and nothing else."""
    began, digest = perf_counter(), hashlib.sha256()
    with closing(sqlite3.connect(file)) as connection:
        for row in connection.execute("SELECT * FROM figure ORDER BY id"):
            digest.update("|".join(map(str, row)).encode())
    return perf_counter() - began


def walked(url: str) -> float:
    """Return the seconds of walking the chain, which must find nothing."""
    database, began = Database(url, "bench"), perf_counter()
    with database.reading() as connection:
        began = perf_counter()
        found = proof.walk(connection)
        took = perf_counter() - began
    database.close()
    assert not found.faults, found.faults[:3]
    return took


def main() -> int:
    """Print what it took; return 1 where walking costs more than is promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ledger.sqlite"
        chained = made(f"sqlite:///{file}", rows)
        taken = [(bare(file), walked(f"sqlite:///{file}")) for _ in range(3)]
    least, walk = min(one for one, _ in taken), min(one for _, one in taken)
    print("| rows | chained as they came, s | read and hashed, s | walked, s | times |")
    print("|---|---|---|---|---|")
    print(f"| {rows} | {chained:.1f} | {least:.2f} | {walk:.2f} | {walk / least:.2f} |")
    return int(walk > MOST * least)


if __name__ == "__main__":
    sys.exit(main())
