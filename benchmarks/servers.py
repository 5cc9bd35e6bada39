"""Starts one app as a reader's machine would meet it, and says what memory its server takes."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent
PATIENCE = 300  # seconds in which a server starts, or ends, also on a busy machine


@dataclass(frozen=True)
class Server:
    """A server that answers."""

    address: str
    process: psutil.Process
    log: Path

    @property
    def last_words(self) -> str:
        """Return the end of what it has written, for when its page does not come."""
        return self.log.read_text("utf-8", "replace")[-3000:]

    @property
    def megabytes(self) -> float:
        """Return the memory it holds now."""
        return float(self.process.memory_info().rss / 1e6)

    @property
    def processor_seconds(self) -> float:
        """Return the processor time it took so far."""
        times = self.process.cpu_times()
        return float(times.user + times.system)


@contextmanager
def running(
    script: Path, variables: Mapping[str, str], log: Path, project: Path = ROOT
) -> Iterator[Server]:
    """Run an app under the settings of a checkout of the project until the block ends."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}"]
    command += ["--server.enableStaticServing=true"]  # the tutorial's files; no other app has any
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=project, env={**os.environ, **variables}, stdout=out, stderr=out
        )
        try:
            address = f"http://localhost:{port}/"
            _wait(process, address + "_stcore/health", log)
            yield Server(address, psutil.Process(process.pid), log)
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("localhost", 0))
        port: int = taken.getsockname()[1]
        return port


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(log.read_text("utf-8", "replace")[-3000:])
