"""What tests share: the shipped workspace, read once."""

from pathlib import Path

import pytest
from hypothesis import settings

from data import store

settings.register_profile("busy", deadline=None)  # a busy machine is no counter-example
settings.load_profile("busy")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def snapshot():
    """Return the workspace that the pages show; nobody may change it."""
    return store.load(ROOT / "data" / "dien_bien_dong")
