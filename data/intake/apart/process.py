"""One process that reads one file: started as a module, watched, and ended with its work."""

import copyreg
import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from threading import Thread
from time import monotonic
from types import MappingProxyType
from typing import IO, Any

import psutil

from data.catalogue.settings import Allowance
from geo.faults import Fault, Faulty, refuse

ROOT = Path(__file__).parents[3]
MODULE = f"{__package__}.reader"
LOOK = 0.05  # seconds between two looks at how much a reader has taken
START = 60.0  # seconds in which one must have begun
TAIL = 4096  # bytes of a reader's last words, for the log of whoever runs this
MB = 2**20
NEAR = 0.7  # of what is allowed: who dies above it died of that
# It gives way to those who look at pages.
GIVES_WAY = getattr(psutil, "BELOW_NORMAL_PRIORITY_CLASS", 5)
LACKING = (b"MemoryError", b"bad_alloc", b"memory allocation", b"ut of memory", b"cannot allocate")
# What a reader knows of its surroundings: neither the ledger's address nor any secret.
KEPT = (
    "PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "SYSTEMROOT", "SYSTEMDRIVE", "WINDIR",
    "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "VIRTUAL_ENV", "PYTHONHOME", "PYTHONPYCACHEPREFIX",
    "PYTHONDONTWRITEBYTECODE", "GDAL_DATA", "PROJ_DATA", "PROJ_LIB",
)  # fmt: skip
# One reader uses one core, and memory that is really used: what libraries set aside is not.
FRUGAL = {
    "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "2", "PYTHONUTF8": "1",
}  # fmt: skip
Told = Callable[..., None]
log = logging.getLogger(__name__)
FAILED, DIED = "Reader failed: %s\n%s", "Reader died: %s (%s)\n%s"  # for whoever runs this


@dataclass(frozen=True)
class Job:
    """What a reader does, and how much it may take; it crosses to another process as it is."""

    what: Callable[..., Any]  # of a module, with all that it is given but its `progress`
    name: str  # of the file, for what is said of it
    allowed: Allowance


class Process:
    """A reader: one process, one job, and a folder of its own that goes with it."""

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="atlas-reader-", ignore_cleanup_errors=True)
        own = dict.fromkeys(("TMPDIR", "TEMP", "TMP", "HOME"), self._folder.name)
        kept = {key: os.environ[key] for key in KEPT if key in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, "-m", MODULE],
            cwd=ROOT,
            env=kept | FRUGAL | own | {"PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        with suppress(psutil.Error):
            psutil.Process(self._process.pid).nice(GIVES_WAY)
        self._last, self._most = b"", 0
        self._listener = Thread(target=self._listen, daemon=True)
        self._listener.start()

    @property
    def alive(self) -> bool:
        """Say whether it still runs."""
        return self._process.poll() is None

    def do(self, job: Job, told: Told) -> Any:
        """Return what a job comes to; Faulty where it does not. The process ends with it."""
        heard: SimpleQueue[tuple[Any, ...]] = SimpleQueue()
        said = pickle.dumps(job, protocol=pickle.HIGHEST_PROTOCOL)
        talker = Thread(target=self._talk, args=(said, heard), daemon=True)
        talker.start()
        try:
            return self._awaited(job, heard, told)
        finally:
            self.end()
            talker.join()

    def end(self) -> None:
        """End the process, whatever it is doing, and take away what it left."""
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            with suppress(OSError, ValueError):  # half a job may still be in it
                _there(stream).close()
        self._folder.cleanup()

    def _awaited(self, job: Job, heard: "SimpleQueue[tuple[Any, ...]]", told: Told) -> Any:
        until, seconds = monotonic() + START, START
        while True:
            self._watch(job, until, seconds)
            try:
                kind, *rest = heard.get(timeout=LOOK)
            except Empty:
                continue
            match kind:
                case "begun":
                    seconds = job.allowed.seconds
                    until = monotonic() + seconds
                case "step":
                    told(*rest)
                case "done":
                    return rest[0]
                case _:
                    raise Faulty([self._why(job, kind, rest)])

    def _watch(self, job: Job, until: float, seconds: float) -> None:
        """Raise Faulty where the reader has taken more than it is allowed."""
        if monotonic() > until:
            raise Faulty([refuse("reader_out_of_time", job.name, seconds=int(seconds))])
        with suppress(psutil.Error):  # it has just come to its end
            self._most = max(self._most, psutil.Process(self._process.pid).memory_info().rss)
        if self._most > job.allowed.memory_mb * MB:
            raise Faulty([_too_much(job)])

    def _why(self, job: Job, kind: str, rest: list[Any]) -> Fault:
        """Return why there is no answer: no memory, a fault of ours, or whatever ended it."""
        if kind == "failed":
            log.error(FAILED, job.name, rest[1])
            return refuse("reader_failed", job.name, error=rest[0])
        try:
            code = self._process.wait(START)
        except subprocess.TimeoutExpired:  # it said what is no answer, and waits
            code = None
        complaint = self._last.decode(errors="replace")
        log.error(DIED, job.name, code, complaint)
        # By a system that has none left, which would be no deed of ours; or by a library that does
        # not look whether it was given any.
        starved = code == -9 or (code != 0 and self._most > NEAR * job.allowed.memory_mb * MB)
        if kind == "lacking" or starved or any(said in self._last for said in LACKING):
            return _too_much(job)
        return refuse("reader_ended", job.name)

    def _talk(self, said: bytes, heard: "SimpleQueue[tuple[Any, ...]]") -> None:
        """Say what the job is, and hear all that is answered."""
        try:
            into, out = _there(self._process.stdin), _there(self._process.stdout)
            into.write(said)
            into.flush()
            while True:
                heard.put(pickle.load(out))
        except Exception:  # it ended in the middle of a word
            heard.put(("gone",))

    def _listen(self) -> None:
        """Keep the end of what it complains of; who does not listen makes it wait."""
        while said := os.read(_there(self._process.stderr).fileno(), TAIL):
            self._last = (self._last + said)[-TAIL:]


def _too_much(job: Job) -> Fault:
    return refuse("reader_out_of_memory", job.name, limit=int(job.allowed.memory_mb))


def _there(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None, "all three are pipes"
    return stream


def _shown(content: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(content)


copyreg.pickle(MappingProxyType, lambda shown: (_shown, (dict(shown),)))  # Python leaves it out
