"""Two servers on one PostgreSQL that is killed and started again; looks at what pages then show.

`uv run python tests/reliability/restarts.py [--times 20]`

Each time somebody appends batches, the database is killed in the middle of it, both servers are
asked for pages while it is away, and it is started again. Ends with 1 where a batch that was
accepted is lost or not whole, a page showed Streamlit's own fault, or a server did not come to show
the newest batch.
"""

import argparse
import random
import sys
import tempfile
import threading
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import ledgers  # noqa: E402
from reliability import importer, kill  # noqa: E402
from served import served  # noqa: E402
from speaking import Page  # noqa: E402

LONGEST = 1.0  # seconds of work before the database is killed
PATIENCE = 60.0  # seconds in which a server must show what is new
PAGES = ("", "indicator", "commune", "ledger")


@dataclass
class Seen:
    """What pages showed: how many while the database was away, and what must not be."""

    times: int = 0
    pages: int = 0  # asked for while it was away
    faults: int = 0  # of these, how many showed a fault of Streamlit's own
    behind: int = 0  # servers that did not come to show the newest batch


def main(times: int) -> int:
    """Print what was seen; return 1 where something was that must not be."""
    chance = random.Random(20)
    seen, outcome, accepted = Seen(), kill.Outcome(), set[int]()
    with ledgers.standing(ledgers.binaries_or_skip(), fsync=True) as server, ExitStack() as open_:
        kill.prepared(server.url)
        both = [
            open_.enter_context(served(_folder(open_), ATLAS_DATABASE_URL=server.url))
            for _ in range(2)
        ]
        for address in both:
            _ask(address, Seen())  # so that there is something to be kept while it is away
        highest = 0
        for _ in range(times):
            accepted |= set(_interrupted(server, highest + 1, chance.uniform(0.1, LONGEST)))
            for address in both:
                _ask(address, seen)
            server.start()
            highest = kill.looked_at(server.url, accepted, outcome)
            if highest:  # else it was killed before anything was kept
                newest = f"importer-{highest}.csv"
                seen.behind += sum(not _shows(address, newest) for address in both)
            seen.times += 1
    print(asdict(seen), asdict(outcome))
    return int(bool(seen.faults or seen.behind or outcome.lost or outcome.halves))


def _folder(open_: ExitStack) -> Path:
    return Path(open_.enter_context(tempfile.TemporaryDirectory()))


def _interrupted(server: ledgers.Standing, first: int, delay: float) -> list[int]:
    """Append batches, kill the database after so many seconds; return what was accepted."""
    process, heard = importer.started(server.url, "importer", first, 100_000)
    timer = threading.Timer(delay, server.kill)
    timer.start()
    said = importer.accepted(heard)
    timer.join()
    process.kill()  # it may wait for the database
    process.join()
    return said


def _ask(address: str, seen: Seen) -> None:
    with Page(address) as page:
        for name in PAGES:
            seen.pages += 1
            shown = [one.WhichOneof("type") for one in page.shown(page=name)]
            seen.faults += "exception" in shown


def _shows(address: str, file: str) -> bool:
    """Say whether a server comes to show a file in its list of batches."""
    until = monotonic() + PATIENCE
    with Page(address) as page:
        while monotonic() < until:
            if any(file in one.html.body for one in page.shown(page="ledger")):
                return True
    return False


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=20)
    sys.exit(main(parser.parse_args().times))
