"""The database of two servers is killed in the middle of its work and started again."""

from ledgers import binaries_or_skip
from reliability import restarts


def test_two_servers_lose_nothing_and_show_what_is_new_once_their_database_is_back():
    """The whole run, 20 times: `python tests/reliability/restarts.py`; see docs/reliability.md."""
    binaries_or_skip()
    assert restarts.main(times=2) == 0
