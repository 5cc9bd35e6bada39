"""The readers of a program: at most two at work, others wait, and one that is started ahead."""

import atexit
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock, Timer
from time import monotonic
from typing import Any

from data.intake.apart.process import Job, Process, Told

MOST = 2  # files that are read at once
IDLE = 60.0  # seconds after which a reader that was started ahead and not needed is ended
WAIT = 0.2  # seconds between two looks at whether it is one's turn


class Readers:
    """Who reads the files of one program: each file a process of its own, which ends with it."""

    def __init__(self, most: int = MOST, idle: float = IDLE) -> None:
        self._turns = BoundedSemaphore(most)
        self._idle = idle
        self._lock = Lock()
        self._spare: Process | None = None
        self._until = 0.0
        self._clock: Timer | None = None
        atexit.register(self.close)

    def warm(self) -> None:
        """See that a reader is there that has loaded what it needs, for a minute from now."""
        with self._lock:
            self._until = monotonic() + self._idle
            if self._spare is None or not self._spare.alive:
                self._drop()
                self._spare = Process()
                self._look_again(self._idle)

    def read(
        self, job: Job, told: Told = lambda *_: None, waits: Callable[[], None] = lambda: None
    ) -> Any:
        """Return what a job comes to; Faulty where its reader did not come to its end.

        `told` hears the job's progress, in this thread, and `waits` again and again that others
        come first; what either raises ends the reader.
        """
        with self._turn(waits):
            return self._taken().do(job, told)

    def close(self) -> None:
        """End the reader that waits for work."""
        with self._lock:
            self._drop()

    @contextmanager
    def _turn(self, waits: Callable[[], None]) -> Iterator[None]:
        while not self._turns.acquire(timeout=WAIT):
            waits()
        try:
            yield
        finally:
            self._turns.release()

    def _taken(self) -> Process:
        """Return the reader that was started ahead, or else a new one."""
        with self._lock:
            spare, self._spare = self._spare, None
            if spare is not None and spare.alive:
                return spare
        return Process()

    def _look_again(self, seconds: float) -> None:
        self._clock = Timer(seconds, self._end_if_idle)
        self._clock.daemon = True
        self._clock.start()

    def _end_if_idle(self) -> None:
        with self._lock:
            if self._spare is None:
                return
            left = self._until - monotonic()
            if left > 0:
                self._look_again(left)
            else:
                self._drop()

    def _drop(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
        if self._spare is not None:
            self._spare.end()
            self._spare = None


READERS = Readers()
