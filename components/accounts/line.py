"""The line at the door: so many sign in at once, and nobody stands in it for longer than promised.

Each who signs in holds a thread of the server while the ledger is asked; pages need some, too.
"""

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from starlette.concurrency import run_in_threadpool

from data.ledger.troubles import busy
from geo.faults import Faulty

Of = ParamSpec("Of")
Made = TypeVar("Made")
PATIENCE = 5  # seconds in the line, and as many for the ledger


class Line:
    """One line; those who are in it come one after the other, so many at once."""

    def __init__(self, at_once: int):
        self._room = asyncio.Semaphore(at_once)

    async def serve(self, do: Callable[Of, Made], *of: Of.args, **more: Of.kwargs) -> Made:
        """Return what comes of it, done in a thread; Faulty for whoever has waited too long."""
        try:
            await asyncio.wait_for(self._room.acquire(), PATIENCE)
        except TimeoutError:
            raise Faulty([busy("", PATIENCE)]) from None
        try:
            return await run_in_threadpool(do, *of, **more)
        finally:
            self._room.release()
