"""What a person brings: a file, or figures by hand, held until it is accepted or put away."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

import streamlit as st

from components import address, blank, by_hand, cached, html, signed_in
from components.language import _, words
from data.intake import intake as intakes
from data.intake.intake import Intake
from data.intake.opening import ENDINGS
from data.ledger import decisions
from data.rights import MAY, Action, Actor
from data.store import Snapshot
from data.words import N_

HELD, ANSWERS, READ, TURN = "entry_given", "entry_answers", "entry_read", "entry_turn"
WAYS = {
    "file": N_("A file"),
    "hand": N_("By hand"),
    "template": N_("Template to fill in"),
}
STEPS = {
    "opening": N_("Opening the file…"),
    "checking": N_("Checking every figure…"),
    "comparing": N_("Comparing with earlier figures…"),
    "done": N_("Read."),
}


@dataclass(frozen=True)
class Given:
    """A file as it was received; what was typed by hand is one too."""

    name: str
    content: bytes = field(repr=False)


def heading() -> Actor | None:
    """Show the title; return who may enter something, or say how to become one."""
    st.title(_("Enter figures"), anchor=False)
    actor = signed_in.actor()
    if actor is None:
        st.info(_("Sign in to enter figures. Reading needs no account."), icon=":material/login:")
    elif not any(Action.ENTER in MAY[right.role] for right in actor.rights):
        said = _(
            "The account “{name}” may read only. Ask an administrator.", name=html.plain(actor.name)
        )
        st.info(said, icon=":material/info:")
        return None
    return actor


def given(now: Snapshot) -> Given | None:
    """Return what was brought and is not yet accepted; else let something be brought."""
    held = st.session_state.get(HELD)
    if isinstance(held, Given):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.html(html.lines([held.name]), width="content")
            st.button(_("Put it away"), on_click=put_away, icon=":material/close:")
        return held
    way = address.pick(
        "way",
        list(WAYS),
        "file",
        st.segmented_control,
        _("How"),
        lambda key: _(WAYS[key]),
        label_visibility="collapsed",
    )
    draw: dict[str, Callable[[Snapshot], None]]
    draw = {"file": _upload, "hand": lambda n: by_hand.show(n, hold), "template": blank.offer}
    draw[way](now)
    return None


def hold(name: str, content: bytes) -> None:
    """Keep what was brought for this session, and begin with no answers."""
    st.session_state[HELD] = Given(name, content)
    st.session_state[ANSWERS] = {}


def holds() -> bool:
    """Say whether something is held that was not yet accepted."""
    return HELD in st.session_state


def put_away() -> None:
    """Forget what was brought; nothing of it was written."""
    for key in (HELD, ANSWERS, READ):
        st.session_state.pop(key, None)
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1


def answers() -> dict[str, str]:
    """Return what was answered to the doubts of what was brought."""
    found: dict[str, str] = st.session_state.get(ANSWERS, {})
    return found


def ask_again(question: str) -> None:
    """Put an answer aside, be it given now or kept from before."""
    answers()[question] = ""


def _upload(_now: Snapshot) -> None:
    key = f"entry_file_{st.session_state.get(TURN, 0)}"

    def keep() -> None:
        file = st.session_state[key]
        if file is not None:
            hold(file.name, file.getvalue())

    st.file_uploader(
        _("The workbook or table that you already have"),
        type=[ending.removeprefix(".") for ending in ENDINGS],
        key=key,
        on_change=keep,
    )
    st.caption(_("Nothing is written before you have seen all of it and accepted it."))


def read(now: Snapshot, given: Given) -> Intake:
    """Return what becomes of each cell, by the answers given now and those kept from before."""
    checksum = hashlib.sha256(given.content).hexdigest()
    known = decisions.known(cached.database(), checksum, answers())
    key = (now.version, given.name, checksum, tuple(sorted(known.items())))
    kept = st.session_state.get(READ)
    if kept and kept[0] == key:
        found: Intake = kept[1]
        return found
    bar = st.progress(0.0)

    def told(step: str, done: float) -> None:
        said = _(STEPS[step]) if step in STEPS else _("Reading {sheet}…", sheet=html.plain(step))
        bar.progress(done, said)

    intake = intakes.take(given.content, given.name, now, decisions=known, progress=told)
    bar.empty()
    st.session_state[READ] = (key, intake)
    return intake


def counts(intake: Intake) -> None:
    """Say how many cells are taken, doubtful and refused."""
    doubtful = {cell for doubt in intake.doubtful for cell in doubt.cells}
    said = words()
    chips = [
        (_("{n} taken", n=said.number(len(intake.taken))), "met"),
        (_("{n} to be decided", n=said.number(len(doubtful))), "basic" if doubtful else ""),
        (_("{n} refused", n=said.number(len(intake.refused))), "not_met" if intake.refused else ""),
    ]
    st.html(html.lines([html.joined(html.chip(text, kind) for text, kind in chips)]))
