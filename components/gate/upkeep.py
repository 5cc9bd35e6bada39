"""What is looked after while the server runs: pages that were left, and uploads of nobody."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import streamlit as st
from streamlit import config, runtime
from streamlit.runtime import Runtime
from streamlit.runtime.stats import CounterStat, GaugeStat, Stat

from components.gate.refusal import counted
from components.gate.sessions import Left, Patience, signed_in
from components.gate.settings import Settings
from components.state import uploaded

EVERY = 5  # seconds
_REFUSED, _HELD = "gate_refusals", "gate_held"


@asynccontextmanager
async def kept_up(_app: st.App) -> AsyncIterator[None]:
    """Look after it from the server's start to its end: for `st.App(…, lifespan=…)`."""
    settings, running = Settings.read(), runtime.get_instance()
    known = config.get_option("server.disconnectedSessionTTL")
    left = Left(Patience(settings.guest_minutes * 60, known, settings.guests))
    _installed(running, left)
    running.stats_mgr.register_provider(_Counts(left))
    task = asyncio.create_task(_forever(running, left, settings.upload_minutes * 60))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _forever(running: Runtime, left: Left, uploads: float) -> None:
    while True:
        await asyncio.sleep(EVERY)
        look(running, left, uploads)


def look(running: Runtime, left: Left, uploads: float) -> None:
    """Close what is overdue, and give back what was brought on pages that are gone for so long."""
    for session in list(left.overdue()):
        running.close_session(session)
    gone = set(left.without_browser(uploads))
    stored = {info.session.id for info in left.list()}
    nobodys = [s for s in uploaded.held() if s not in stored and not running.is_active_session(s)]
    uploaded.forget([*gone, *nobodys])


def _installed(running: Runtime, left: Left) -> None:
    """Put our own keeping of pages in the place of Streamlit's, for which it has no option."""
    manager: Any = running._session_mgr
    assert hasattr(manager, "_session_storage"), "this Streamlit keeps pages in another way"
    manager._session_storage = left


class _Counts:
    """What was refused and dropped, and what is held, beside Streamlit's own measurements."""

    stats_families: Sequence[str] = (_REFUSED, _HELD)

    def __init__(self, left: Left):
        self.left = left

    def get_stats(self, family_names: Sequence[str] | None = None) -> dict[str, list[Stat]]:
        """Return how often each thing was refused since the start, and how much is held now."""
        pages = Counter("known" if signed_in(info) else "guest" for info in self.left.list())
        held = {
            "upload bytes": sum(uploaded.held().values()),
            "guest pages": pages["guest"],
            "known pages": pages["known"],
        }
        found: dict[str, list[Stat]] = {
            _REFUSED: [CounterStat(_REFUSED, n, {"what": w}) for w, n in counted.copy().items()],
            _HELD: [GaugeStat(_HELD, n, {"what": what}) for what, n in held.items()],
        }
        return {family: found[family] for family in family_names or found if family in found}
