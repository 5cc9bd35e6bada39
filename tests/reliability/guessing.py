"""Strangers guess a password as fast as they can; somebody who has been here before signs in.

`python tests/reliability/guessing.py [--seconds 20] [--strangers 16]` prints how long that took.
"""

import argparse
import sys
import tempfile
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import httpx2  # noqa: E402
from people import PASSWORD, accounts  # noqa: E402
from served import served  # noqa: E402
from signing_in import form, sign_in  # noqa: E402

MOST = 1.0  # seconds: what is promised
SAFE = 5  # sign-ins of somebody who has been here, at the least


def guess(address: str, number: int, over: threading.Event) -> Counter[int]:
    """Guess from an address of one's own: every second stranger names nobody's name."""
    seen: Counter[int] = Counter()
    own = {"x-forwarded-for": f"198.51.100.{number}"}
    with httpx2.Client(base_url=address, timeout=60, headers=own) as stranger:
        sent = form(stranger) | {"name": f"nobody {number}" if number % 2 else "lan"}
        while not over.is_set():
            seen[stranger.post("sign-in", data=sent | {"password": "wrong"}).status_code] += 1
            sent["name"] = f"nobody {number} {sum(seen.values())}" if number % 2 else "lan"
    return seen


def main() -> int:
    """Return 1 where somebody who has been here waited for longer than is promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--strangers", type=int, default=16)
    asked = parser.parse_args()
    took: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        accounts(Path(name))
        with (
            served(Path(name)) as url,
            httpx2.Client(base_url=f"{url}/", timeout=60) as known,
            ThreadPoolExecutor(asked.strangers) as crowd,
        ):
            assert sign_in(known).status_code == 303
            over = threading.Event()
            try:
                several = [crowd.submit(guess, f"{url}/", n, over) for n in range(asked.strangers)]
                until = perf_counter() + asked.seconds
                while perf_counter() < until or len(took) < SAFE:
                    sent = form(known) | {"name": "lan", "password": PASSWORD}
                    began = perf_counter()
                    answer = known.post("sign-in", data=sent)
                    took.append(perf_counter() - began)
                    assert answer.status_code == 303, answer.status_code
            finally:
                over.set()
            told = sum((one.result() for one in several), Counter())
    print(f"{asked.strangers} strangers, answers by their codes: {dict(told)}")
    print(f"{len(took)} sign-ins: median {median(took):.2f} s, longest {max(took):.2f} s")
    return int(max(took) > MOST)


if __name__ == "__main__":
    sys.exit(main())
