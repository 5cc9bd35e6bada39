"""The batches of the ledger: a list of all, and of one its rows, its file and its way back."""

from collections.abc import Iterator, Mapping
from typing import Any

import streamlit as st

from components.state import address, cached, signed_in
from components.state.language import _, words
from components.text import faults, html, notices, save
from components.text.parts import part
from data.catalogue.periods import parse
from data.figures import describe
from data.figures.assess import VERDICTS, Verdict
from data.figures.snapshot import Snapshot
from data.intake.deciding.answers import described, subject
from data.ledger.schema import BatchKind
from data.records import asked, originals, registry
from data.records.batches import Batch
from data.records.withdraw import may_withdraw, withdraw
from data.words import N_
from geo.faults import Faulty

TITLES: Mapping[str, str] = {kind.name: kind.title for kind in registry.KINDS} | {
    BatchKind.SHIPPED: N_("The workspace's own files"),
    BatchKind.SAMPLE: N_("Sample figures"),
    BatchKind.FIGURES: N_("Figures"),
    BatchKind.BOUNDARIES: N_("Boundaries"),
    BatchKind.DECISIONS: N_("Decisions"),
}
WRONG, ASKED = "batches_wrong", "batches_asked"
MOST, MOST_ROWS = 200, 200
IN_VIEW = 25  # batches, or rows of one


def show(now: Snapshot) -> None:
    """Show the newest batches, and one of them in full."""
    st.title(_("Ledger of figures"), anchor=False)
    faults.tell(st.session_state.pop(WRONG, ()))
    wanted = address.asked("batch")
    numbers = [int(wanted)] if wanted.isdecimal() and len(wanted) < 9 else []
    found, older = asked.newest(cached.database(), MOST, numbers, signed_in.actor())
    headings = [_("No."), _("Kind"), _("What"), _("Rows"), _("Who"), _("When"), _("State")]
    st.html(html.table(headings, [_row(b) for b in part("part", found, _("Batches"), IN_VIEW)]))
    known = {str(b.id): b for b in (*found, *older)}  # a link to an old one leads to it
    chosen = address.pick(
        "batch",
        list(known),
        next(iter(known)),
        st.selectbox,
        _("One batch"),
        lambda n: f"{n} · {_title(known[n])}",
    )
    _one(now, known[chosen])


def _row(found: Batch) -> list[object]:
    bounds = found.kind == BatchKind.BOUNDARIES  # called by a sentence, not by its file
    said = words()
    state = _("withdrawn") if found.withdrawn_at else _("counts")
    return [
        html.Number(said.number(found.id)),
        _(TITLES[found.kind]),
        html.lines(dict.fromkeys([_title(found), found.file if bounds else ""])),
        html.Number(said.number(found.rows)),
        found.who or _("the program"),
        said.moment(found.made_at),
        html.chip(state, "" if found.withdrawn_at else "met"),
    ]


def _title(found: Batch) -> str:
    """Return what a batch is called: what the program itself brought has no words of its own."""
    own = found.kind in (BatchKind.SHIPPED, BatchKind.SAMPLE)
    return _(TITLES[found.kind]) if own else found.title


def _one(now: Snapshot, batch: Batch) -> None:
    actor = signed_in.actor()
    if batch.withdrawn_at:
        said = _(
            "Withdrawn by {who}, {when}.",
            who=html.plain(batch.withdrawn_by) or _("the program"),
            when=words().moment(batch.withdrawn_at),
        )
        if batch.reason:
            said += " " + _("Why: {reason}", reason=html.plain(batch.reason))
        st.info(said, icon=":material/undo:")
    elif actor and may_withdraw(cached.database(), now, actor, batch.id):
        _way_back(now, batch)
    rows = list(_said(now, batch))
    known = len(rows)
    if rows:
        rows = list(part("rows", rows, _("Rows"), IN_VIEW))
        headings = [_("What"), _("Commune"), _("Period"), _("Value"), _("Source")]
        st.html(html.table(headings, rows))
    if known and batch.rows > known:  # areas and shapes are no rows to be read
        n, of = words().number(known), words().number(batch.rows)
        st.caption(_("Rows shown: {n} of {of}.", n=n, of=of))
    if batch.file and originals.may_have(actor):
        save.link(_("The file as it was received"), "original", batch.id)


def _way_back(now: Snapshot, batch: Batch) -> None:
    """Let a batch be withdrawn in two steps: what will become of it is read before the second."""
    if st.session_state.get(ASKED) != batch.id:
        st.button(
            _("Withdraw this batch"),
            icon=":material/undo:",
            on_click=st.session_state.__setitem__,
            args=(ASKED, batch.id),
        )
        return
    number = words().number(batch.id)
    with st.form(key=f"withdraw_{batch.id}", border=True):
        st.html(html.lines(_consequences(batch)))
        reason = st.text_input(_("Why it is taken back"))
        if st.form_submit_button(_("Withdraw batch {n}", n=number), icon=":material/undo:"):
            try:
                withdraw(cached.database(), now, signed_in.actor(), batch.id, reason)
            except Faulty as error:
                st.session_state[WRONG] = error.faults
            del st.session_state[ASKED]
            st.rerun()
    st.button(_("Leave it as it is"), on_click=st.session_state.pop, args=(ASKED, None))


def _consequences(batch: Batch) -> Iterator[str]:
    """Yield which batch is withdrawn, how much of it is shown now, and what shows instead."""
    said = words()
    yield _(
        "Batch {n}: {title}; brought by {who}, {when}.",
        n=said.number(batch.id),
        title=_title(batch),
        who=batch.who or _("the program"),
        when=said.moment(batch.made_at),
    )
    if batch.kind == BatchKind.BOUNDARIES:
        yield _("Its areas and boundaries are shown no more; those before it show again.")
        return
    found = asked.without(cached.database(), batch.id)
    yield _("Figures, plans and appraisals of it shown now: {n}.", n=said.number(found.shown))
    yield _(
        "For {again} of them what was there before shows again; for {nothing} nothing will show.",
        again=said.number(found.again),
        nothing=said.number(found.nothing),
    )


def _said(now: Snapshot, batch: Batch) -> Iterator[list[object]]:
    """Yield the rows of a batch in words: of what, where, when, how much, and from where."""
    said = words()
    tables, answers = asked.brought(cached.database(), batch.id, MOST_ROWS)
    for frame in tables.values():
        for row in frame.to_dict("records"):
            yield _row_said(now, row)
    for question, answer in answers.items():
        yield [_("Answer"), "", "", described(said, now, answer), subject(said, now, {}, question)]


def _row_said(now: Snapshot, row: dict[Any, str]) -> list[object]:
    said = words()
    indicator = now.catalogue.indicators.get(row.get("indicator", ""))
    title = said.text(indicator.title) if indicator else row.get("indicator", "")
    what = title or _("criterion {number}", number=row.get("criterion"))
    area = described(said, now, row["area"])
    if "criterion" in row:
        value = _(VERDICTS[Verdict(row["status"])])
    else:
        value = describe.written(said, indicator, row.get("value") or row["target"])
    source = notices.source_title(now, row["source"] or row["cell"])
    return [what, area, said.period(parse(row["period"])), value, source]
