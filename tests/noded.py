"""Node, which runs what the scripts of pages reckon."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

REQUIRED = "ATLAS_REQUIRE_NODE"


def node_or_skip() -> str:
    """Return what runs node; without one skip, or fail where it is required."""
    found = shutil.which("node") or shutil.which("nodejs")
    if found is None:
        reason = "no node on the path"
        if os.environ.get(REQUIRED):
            pytest.fail(f"{REQUIRED} is set, and there is {reason}")
        pytest.skip(reason)
    return found


def ran(*command: str | Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command, env=os.environ | environment, capture_output=True, encoding="utf-8", check=False
    )
