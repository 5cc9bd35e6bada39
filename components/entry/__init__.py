"""What a person enters: a file or figures by hand, read with the answers to its questions."""

import hashlib
from collections.abc import Callable, Hashable
from typing import TypeVar

import streamlit as st

from components.entry import blank, brought, by_hand, marked
from components.state import address, cached, signed_in
from components.state.language import _, words
from components.text import html
from data.figures.snapshot import Snapshot
from data.intake import apart
from data.intake.deciding.intake import Intake
from data.intake.deciding.pending import Pending
from data.intake.reading.opening import ENDINGS
from data.ledger.rights import Action, Actor, enters
from data.records.decisions import answers as decisions
from data.words import N_

Made = TypeVar("Made")
READ = f"{Action.ENTER}:read"
WAYS = {
    "file": N_("A file"),
    "hand": N_("By hand"),
    "template": N_("Template to fill in"),
}
STEPS = {
    "waiting": N_("Other files are being read; this one is next…"),
    "opening": N_("Opening the file…"),
    "checking": N_("Checking every figure…"),
    "comparing": N_("Comparing with earlier figures…"),
    "done": N_("Read."),
}


def heading() -> Actor | None:
    """Show the title; return who may enter something, or say how to become one."""
    st.title(_("Enter figures"), anchor=False)
    actor = signed_in.actor()
    if actor is None:
        st.info(_("Sign in to enter figures. Reading needs no account."), icon=":material/login:")
    elif not enters(actor):
        said = _(
            "The account “{name}” may read only. Ask an administrator.", name=html.plain(actor.name)
        )
        st.info(said, icon=":material/info:")
        return None
    return actor


def given(now: Snapshot, actor: Actor) -> Pending | None:
    """Return what was brought and is not yet accepted; else let something be brought."""
    if found := brought.given(actor, Action.ENTER):
        return found
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
    draw = {"file": _upload, "hand": lambda n: by_hand.show(n, _hold), "template": blank.offer}
    draw[way](now)
    return None


def answers() -> dict[str, str]:
    """Return what was answered to the doubts of what was brought."""
    return brought.said(Action.ENTER, "answers")


def answer(question: str, given: str) -> None:
    """Keep an answer; an empty one puts aside what was given now or kept from before."""
    brought.say(Action.ENTER, "answers", answers() | {question: given})


def _hold(name: str, content: bytes) -> None:
    brought.hold(Action.ENTER, name, content)


def _upload(_now: Snapshot) -> None:
    brought.upload(Action.ENTER, _("The workbook or table that you already have"), ENDINGS)


def read(now: Snapshot, given: Pending) -> Intake:
    """Return what becomes of each cell, by the answers given now and those kept from before."""
    checksum = hashlib.sha256(given.content).hexdigest()
    content = (now.version, given.file, checksum, tuple(sorted(answers().items())))
    return _kept(READ, content, lambda: _read(now, given, checksum))


def once(step: str, make: Callable[[], Made], *of: Hashable) -> Made:
    """Return what follows from what was read: worked out once for it, and for what else it is of.

    It stays with this person's page: nobody else sees anything of a file before it is accepted.
    """
    return _kept(f"{Action.ENTER}:{step}", (st.session_state[READ][0], *of), make)


def _kept(key: str, content: Hashable, make: Callable[[], Made]) -> Made:
    found: tuple[Hashable, Made] | None = st.session_state.get(key)
    if found is None or found[0] != content:
        found = (content, make())
        st.session_state[key] = found
    return found[1]


def _read(now: Snapshot, given: Pending, checksum: str) -> Intake:
    known = decisions.known(cached.database(), checksum, answers())
    bar = st.progress(0.0)

    def told(step: str, done: float) -> None:
        said = _(STEPS[step]) if step in STEPS else _("Reading {sheet}…", sheet=html.plain(step))
        bar.progress(done, said)

    with marked.while_read(Action.ENTER, given) as ended:
        intake = apart.take(given.content, given.file, now, decisions=known, progress=told)
        ended(intake.faults)
    bar.empty()
    apart.warm()  # an answer is likely, and then it is read again
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
