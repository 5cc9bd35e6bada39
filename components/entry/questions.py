"""What a person must decide of a file, and what is refused of it: each with its cells and cure."""

import streamlit as st

from components import entry
from components.state.language import _, words
from components.text import html
from data.figures.snapshot import Snapshot
from data.intake.deciding.answers import described, subject
from data.intake.deciding.intake import Intake
from data.intake.deciding.pending import Pending
from data.intake.understanding.findings import Doubt
from data.messages import say

MOST = 30  # questions that are shown at once, and refusals before they scroll


def show(now: Snapshot, given: Pending, intake: Intake) -> None:
    """Show every question with its answers, then what is refused; an answer is kept at once."""
    for doubt in intake.doubtful[:MOST]:
        _ask(now, doubt)
    _answered(now, intake)
    if intake.refused:
        st.subheader(_("Refused"), anchor=False)
        rows = [[r.cell, *say(r.fault, words())] for r in intake.refused]
        with st.container(height=400 if len(rows) > MOST else "content"):
            st.html(html.table([_("Cell"), _("What is wrong"), _("What to do")], rows))
    if len(intake.doubtful) > MOST:
        st.caption(_("Further questions come when these are answered."))
    for fault in intake.notes:
        st.caption(html.plain(" ".join(say(fault, words()))))
    if not (intake.doubtful or intake.refused or intake.taken):
        st.info(_("Nothing in {file} is a figure.", file=html.plain(given.file)))


def _ask(now: Snapshot, doubt: Doubt) -> None:
    what, cure = say(doubt.fault, words())
    with st.container(border=True):
        st.html(html.lines([html.chip(_cells(doubt), "basic"), what]))
        key = f"answer_{doubt.key}"

        def answer() -> None:
            chosen = st.session_state[key]
            if chosen:
                entry.answer(doubt.key, chosen)

        if doubt.answers:
            st.selectbox(
                html.plain(cure),
                doubt.answers,
                index=None,
                key=key,
                format_func=lambda a: described(words(), now, a),
                placeholder=_("Choose"),
                on_change=answer,
            )
        else:
            st.text_input(html.plain(cure), key=key, on_change=answer)


def _cells(doubt: Doubt) -> str:
    rest = len(doubt.cells) - 1
    return f"{doubt.cell} +{rest}" if rest else doubt.cell


def _answered(now: Snapshot, intake: Intake) -> None:
    """Show what was answered, now and with earlier files, so that it can be taken back."""
    given = {q: answer for q, answer in entry.answers().items() if answer}
    earlier = {q: answer for q, answer in intake.used.items() if q not in given}
    for title, several in (
        (_("Answers given: {n}", n=len(given)), given),
        (_("Earlier answers used: {n}", n=len(earlier)), earlier),
    ):
        if several:
            with st.expander(title):
                for question, answer in several.items():
                    _told(now, intake, question, answer)


def _told(now: Snapshot, intake: Intake, question: str, answer: str) -> None:
    said = f"{subject(words(), now, intake.texts, question)} → {described(words(), now, answer)}"
    st.button(
        f"✕ {html.plain(said)}",
        key=f"forget_{question}",
        help=_("Ask again"),
        on_click=entry.answer,
        args=(question, ""),
    )
