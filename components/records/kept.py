"""Records of one kind on a page: those that the reader may read, and what they may do with them.

All of it comes from the kind's declaration; a page of its own is for what that cannot say.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from components.state import cached, signed_in, uploaded
from components.state.language import _, words
from components.text import faults, html, save
from data.figures.snapshot import Snapshot
from data.ledger.rights import Actor, anywhere
from data.records import history as histories
from data.records import reading, registry, single
from data.records.contract import CONTENT, FILE, REASON, STATE, Column, Kind
from data.words import DASH
from data.words.called import called
from geo.faults import Faulty

WRONG, TURN = "kept_wrong", "kept_turn"


def show(now: Snapshot, name: str) -> None:
    """Show the records of the kind of this name, and the forms of whoever may change them."""
    kind, actor = registry.BY_NAME[name], signed_in.actor()
    st.title(_(kind.title), anchor=False)
    faults.tell(st.session_state.pop(WRONG, ()))
    if kind.read is not None and not (actor and anywhere(actor, *kind.deeds)):
        st.info(_("Sign in as somebody who may read this."), icon=":material/lock:")
        return
    rows = reading.of(cached.database(), kind, actor).to_dict("records")
    if rows:
        heads = [_("No."), *(_(c.title) for c in _told(kind))]
        st.html(html.table(heads, [_row(now, kind, row) for row in rows]))
    else:
        st.caption(_("Nothing yet."))
    if rows:
        _one(now, kind, actor, rows)
    if anywhere(actor, kind.append):
        _form(now, kind)


def _told(kind: Kind) -> list[Column]:
    return [c for c in kind.columns if c.title and not c.binary]


def _row(now: Snapshot, kind: Kind, row: dict[str, Any]) -> list[object]:
    number = html.Number(words().number(row["id"]))
    return [number, *(_said(now, column, row[column.name]) for column in _told(kind))]


def _said(now: Snapshot, column: Column, text: str) -> str:
    """Return a value as a reader knows it: an area by its name, a word in their language."""
    if text in column.words:
        return _(column.words[text])
    if column.name == "area" and text in now.areas:
        return called(now.areas, now.areas[text]).said(words())
    if column.name == "group" and text in now.catalogue.groups:
        return words().text(now.catalogue.groups[text].short)
    return text


def _one(now: Snapshot, kind: Kind, actor: Actor | None, rows: Sequence[dict[str, Any]]) -> None:
    """Let one record be chosen: its history, and the states into which this person may put it."""
    known = {row["id"]: row for row in rows}
    chosen = st.selectbox(
        _("One record"), list(known), format_func=lambda n: _called(now, kind, known[n])
    )
    row = known[chosen]
    key = [row[name] for name in kind.key]
    if row.get(CONTENT):
        save.link(row[FILE], "record", f"{kind.name}-{chosen}")
    moves = [m for m in kind.moves if m.before == row.get(STATE) and anywhere(actor, m.deed)]
    if moves:
        reason = st.text_input(_("Why"), key=f"kept_reason_{chosen}")
        with st.container(horizontal=True):
            for move in moves:
                st.button(
                    _state(kind, move.after),
                    key=f"kept_move_{move.after}",
                    on_click=_move,
                    args=(now, kind, key, move.after, reason),
                )
    said = histories.history(cached.database(), kind, key, actor)
    heads = [_("Who"), _("When"), *(_(c.title) for c in _told(kind))]
    st.html(
        html.table(
            heads,
            [
                [
                    one.who or DASH,
                    words().moment(one.when),
                    *(_said(now, c, one.row[c.name]) for c in _told(kind)),
                ]
                for one in said
            ],
            caption=_("History"),
        )
    )


def _called(now: Snapshot, kind: Kind, row: dict[str, Any]) -> str:
    named = {column.name: column for column in kind.columns}
    return " · ".join(_said(now, named[name], row[name]) for name in kind.key)


def _state(kind: Kind, state: str) -> str:
    said = next(c.words for c in kind.columns if c.name == STATE)
    return _(said[state]) if state in said else state


def _form(now: Snapshot, kind: Kind) -> None:
    """Draw the form by which a record is brought; what it is limited to is chosen."""
    turn = st.session_state.setdefault(TURN, 0)  # what was kept is typed no more; what was not, is
    with st.form(key=f"kept_{kind.name}_{turn}"):
        st.subheader(_("New"), anchor=False)
        given = {
            column.name: _field(now, column)
            for column in _told(kind)
            if column.name not in (STATE, REASON, FILE)
        }
        brought = st.file_uploader(_("File")) if kind.files else None
        if st.form_submit_button(_("Keep it"), type="primary"):
            file = (brought.name, brought.getvalue()) if brought else None
            done = _bring(now, kind, given, file)
            if done and brought:
                uploaded.give_back(brought)
            st.session_state[TURN] = turn + done
            st.rerun()


def _field(now: Snapshot, column: Column) -> str:
    options: dict[str, str] = {key: _(said) for key, said in column.words.items()}
    if column.name == "area":
        options = {a.id: a.title for a in now.areas if a.level == now.settings.level}
    elif column.name == "group":
        options = {key: words().text(g.short) for key, g in now.catalogue.groups.items()}
    if options:
        chosen = st.selectbox(
            _(column.title), list(options), index=None, format_func=options.__getitem__
        )
        return chosen or ""
    return st.text_input(_(column.title))


def _bring(now: Snapshot, kind: Kind, row: dict[str, str], file: tuple[str, bytes] | None) -> bool:
    return _do(partial(single.bring, cached.database(), now, signed_in.actor(), kind, row, file))


def _move(now: Snapshot, kind: Kind, key: Sequence[str], to: str, reason: str) -> None:
    _do(partial(single.move, cached.database(), now, signed_in.actor(), kind, key, to, reason))


def _do(deed: Callable[[], object]) -> bool:
    """Do it, and say whether it was done; else what is wrong is told."""
    try:
        deed()
    except Faulty as error:
        st.session_state[WRONG] = error.faults
        return False
    return True
