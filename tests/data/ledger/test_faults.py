"""What is broken off at any of its writes is there whole, or not at all; the reader's file stays.

The whole run, each point of each deed: `python tests/reliability/faults.py`; docs/reliability.md.
"""

import ledgers
import pytest
from reliability import faults

DEEDS = {deed.name: deed for deed in faults.DEEDS}
MOST = 7  # points of each way; the last of all is among them
# A connection that was cut off is closed by nobody.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@pytest.fixture(scope="module")
def shim(tmp_path_factory):
    """Return what counts the calls of a process that write, compiled."""
    made = faults.built(tmp_path_factory.mktemp("shim"))
    if made is None:
        pytest.skip("no C compiler, or not Linux")
    return made


def whole(seen: faults.Seen) -> None:
    assert seen.points == min(seen.writes, MOST)
    assert (seen.before + seen.after, seen.other) == (seen.points, 0), seen


@pytest.mark.parametrize("deed", ["accept on the page", "migrate", "backup", "restore"])
def test_a_deed_that_is_broken_off_on_a_file_is_done_or_not(shim, deed):
    several = faults.apart(shim, [deed], MOST)
    for seen in several:
        whole(seen)
    kills = [seen for seen in several if "SIGKILL" in seen.how]
    assert all(seen.before and not seen.said for seen in kills)


@pytest.mark.parametrize("deed", ["accept on the page", "migrate"])
def test_a_deed_that_is_cut_off_on_a_server_is_done_or_not(tmp_path, deed):
    with ledgers.postgresql(ledgers.binaries_or_skip()) as server:
        own = faults.Server(DEEDS[deed], server, tmp_path)
        several = [own.cut(MOST, answered=answered) for answered in (False, True)]
        own.close()
    for seen in several:
        whole(seen)
        assert seen.said > seen.points // 2
    assert sum(seen.before for seen in several) > 0
