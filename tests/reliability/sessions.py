"""Many readers look at one server for half an hour; prints how much memory it holds, by the minute.

`uv run python tests/reliability/sessions.py [--sessions 60] [--minutes 30] [--settled 5]`

Each reader changes the indicator of a map every half minute, and one in ten of them leaves and
comes again as somebody new. Ends with 1 where the memory of the last minute is more than 15 % above
that of the minute `settled`, or a page did not answer.
"""

import argparse
import random
import sys
import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import psutil  # noqa: E402
from served import served  # noqa: E402
from speaking import Page  # noqa: E402

from data.commands import workspaces  # noqa: E402
from data.records import store  # noqa: E402

MB = 2**20
PAUSE = 30.0  # seconds between two changes of one reader
LEAVES = 0.1  # of the changes: the reader goes, and somebody new comes
MOST_GROWN = 1.15
MINUTE = 60.0


@dataclass
class Crowd:
    """Readers of one server: what they may ask for, when they end, and how often it answered."""

    address: str
    slugs: list[str]
    over: threading.Event
    answered: int = 0

    def read(self, number: int) -> None:
        """Be one reader after the other, until it is over."""
        chance = random.Random(number)
        self.over.wait(chance.uniform(0, PAUSE))
        while not self.over.is_set():
            with Page(self.address) as page:
                while not self.over.is_set():
                    page.run(f"indicator={chance.choice(self.slugs)}")
                    self.answered += 1
                    self.over.wait(PAUSE)
                    if chance.random() < LEAVES:
                        break


def minutes(crowd: Crowd, server: psutil.Process, several: int) -> Iterator[float]:
    """Yield how many MB a server holds at the end of each minute."""
    began = monotonic()
    for minute in range(1, several + 1):
        crowd.over.wait(max(0.0, began + minute * MINUTE - monotonic()))
        yield server.memory_info().rss / MB


def main() -> int:
    """Return 1 where the server grew, or somebody was not answered."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=60)
    parser.add_argument("--minutes", type=int, default=30)
    parser.add_argument("--settled", type=int, default=5)
    asked = parser.parse_args()
    slugs = [one.slug for one in store.load(workspaces.SHIPPED).catalogue]
    held: list[float] = []
    with tempfile.TemporaryDirectory() as name, ExitStack() as open_:
        crowd = Crowd(open_.enter_context(served(Path(name))), slugs, threading.Event())
        server = psutil.Process(int((Path(name) / "server.pid").read_text()))
        readers = open_.enter_context(ThreadPoolExecutor(asked.sessions))
        open_.callback(crowd.over.set)
        several = [readers.submit(crowd.read, number) for number in range(asked.sessions)]
        print("| minute | MB | answered |\n|---|---|---|")
        for minute, memory in enumerate(minutes(crowd, server, asked.minutes), 1):
            held.append(memory)
            print(f"| {minute} | {memory:.0f} | {crowd.answered} |", flush=True)
        crowd.over.set()
        failed = [one for one in several if one.exception()]
    grown = held[-1] / held[min(asked.settled, len(held)) - 1]
    print(f"\n{grown:.2f} x since minute {asked.settled}; {len(failed)} readers were not answered.")
    return int(bool(failed) or grown > MOST_GROWN)


if __name__ == "__main__":
    sys.exit(main())
