"""One browser for all of these files, and one server for those that only look: a worker each."""

import json

import pytest
from served import browser_or_skip, chromium, served


@pytest.fixture(scope="package")
def browser():
    """Return a real browser, which can reach no host but the servers of this machine."""
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="package")
def context_of(browser):
    """Return a function that gives a context of these options, with what it has fetched before.

    Whoever signs in, or changes a context, makes one of their own.
    """
    made = {}

    def found(**options):
        key = json.dumps(options)
        made[key] = made.get(key) or browser.new_context(**options)
        return made[key]

    yield found
    for context in made.values():
        context.close()


@pytest.fixture(scope="package")
def looked_at(tmp_path_factory):
    """Return the address of a server of the shipped workspace, at which nobody writes."""
    browser_or_skip()
    with served(tmp_path_factory.mktemp("looked_at")) as url:
        yield url
