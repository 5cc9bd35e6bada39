"""The running server that tests knock at with plain requests, at the root and under a base path."""

import httpx2
import pytest
from people import accounts
from served import served

from data.ledger.database import Database


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("server")
    accounts(made)
    return made


@pytest.fixture(scope="module", params=["", "/office/atlas"], ids=["root", "base path"])
def address(request, folder):
    with served(folder, request.param) as url:
        yield url


@pytest.fixture(scope="module")
def ledger(folder):
    [file] = (folder / "var").glob("*.sqlite")
    opened = Database(f"sqlite:///{file}", "dien_bien_dong")
    yield opened
    opened.close()


@pytest.fixture
def browser(address):
    """Return what keeps cookies as a browser does, and follows no redirect by itself."""
    with httpx2.Client(base_url=f"{address}/", timeout=60) as client:
        yield client


@pytest.fixture
def other(address):
    """Return another browser."""
    with httpx2.Client(base_url=f"{address}/", timeout=60) as client:
        yield client
