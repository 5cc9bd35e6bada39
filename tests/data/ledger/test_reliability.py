"""A killed process leaves whole batches or none; processes that write at once lose nothing."""

import signal
import sys

import pytest
from reliability import importer, kill

from data.ledger.database import Database
from data.records.figures.history import history
from data.records.opening import Ledger

MOMENTS = 8
pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="SIGKILL and a server of processes are POSIX"
)


def test_a_killed_import_leaves_whole_batches_or_none(url):
    """The whole run, 200 moments: `python tests/reliability/kill.py`; see docs/reliability.md."""
    seen = kill.run(url, MOMENTS, most=1.0)
    assert seen.moments == MOMENTS
    assert seen.kept >= seen.accepted
    assert (seen.lost, seen.halves, seen.unsound) == (0, 0, 0)


def test_two_processes_that_write_at_once_lose_nothing_and_each_is_seen_by_the_other(ledger):
    url, each = ledger.database.url, 6
    kill.ledgers.signed_up(ledger.database, "importer", kill.ledgers.OFFICE)
    other = Ledger(Database(url, "dien_bien_dong"), ledger.files)  # as a second server has it
    before = other.revision()
    running = [importer.started(url, "importer", first, each) for first in (1, 101)]
    said = [importer.accepted(heard) for _, heard in running]
    for process, _ in running:
        process.join()
        assert process.exitcode == 0
    assert said == [list(range(1, 1 + each)), list(range(101, 101 + each))]
    assert other.revision() == before + 2 * each
    for server in (ledger, other):
        told = history(server.database, importer.CATTLE, importer.AREA, importer.MONTHS[0])
        assert sorted(int(s.row["value"]) for s in told) == sorted(said[0] + said[1])
        assert [s.shown for s in told] == [True] + [False] * (2 * each - 1)
        figures = server.snapshot().figures
        assert set(figures[figures["indicator"] == importer.CATTLE]["value"]) == {
            told[0].row["value"]
        }
    other.database.close()


def test_it_really_is_sigkill(url):
    kill.prepared(url)
    process, heard = importer.started(url, "importer", 1, 100_000)
    process.kill()
    importer.accepted(heard)
    process.join()
    assert process.exitcode == -signal.SIGKILL
