"""What runs in the process of a reader: one job, from what comes in, within its limits."""

import gc
import os
import pickle
import sys
import traceback
from pathlib import Path
from threading import Thread
from typing import IO, Any

MB = 2**20
SPARE_SECONDS = 30  # of the processor, beyond what whoever watches allows
LACKING = 77  # how it ends where not even that can be said


def main() -> None:
    """Do one job and end; this module's room has loaded all that a job needs."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    try:
        job = pickle.load(sys.stdin.buffer)
    except EOFError:  # it was not needed
        return
    _confine(job.allowed)
    _say(answers, "begun")
    gc.freeze()  # what is loaded stays; what a table is made of is seldom worth a search for cycles
    gc.set_threshold(200_000)
    Thread(target=_leave_with_them, daemon=True).start()
    try:
        _say(answers, "done", job.what(progress=_telling(answers)))
    except MemoryError:
        os._exit(_lacking(answers))
    except Exception as error:  # a fault of ours: it is said, and the program goes on
        _say(answers, "failed", type(error).__name__, traceback.format_exc())
    os._exit(0)  # nothing is left to be put in order


def _say(answers: IO[bytes], *what: Any) -> None:
    pickle.dump(what, answers, protocol=pickle.HIGHEST_PROTOCOL)
    answers.flush()


def _telling(answers: IO[bytes]) -> Any:
    return lambda *step: _say(answers, "step", *step)


def _lacking(answers: IO[bytes]) -> int:
    try:
        _say(answers, "lacking")
    except MemoryError:
        sys.stderr.write("MemoryError")
    return LACKING


def _confine(allowed: Any) -> None:
    """Let the system refuse more memory than is allowed, beyond what is loaded; where it can.

    Where it cannot, whoever started this process looks at how much it has taken.
    """
    if sys.platform != "linux":
        return
    import resource

    status = Path("/proc/self/status").read_text()
    loaded = int(status.split("VmData:")[1].split()[0])  # kB
    most = loaded * 1024 + int(allowed.memory_mb * MB)
    for what, limit in (
        (resource.RLIMIT_DATA, most),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, int(allowed.seconds) + SPARE_SECONDS),
    ):
        resource.setrlimit(what, (limit, limit))


def _leave_with_them() -> None:
    """End with whoever started this process: nobody else has an end of this pipe."""
    sys.stdin.buffer.read()
    os._exit(1)


if __name__ == "__main__":
    main()
