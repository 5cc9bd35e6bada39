"""What a person says of a boundary file: which layer, system, letters, columns, day and areas."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from components import cached, html
from components.entry import Given
from components.language import _, words
from data.ledger import decisions
from data.messages import say
from data.store import Snapshot
from data.words import N_
from geo.boundaries import Choices, Inspection
from geo.faults import Fault, Severity

READ, ROWS = "boundary_read", "boundary_rows"
LEAVE_OUT = ""
KINDS = {
    "same": N_("The communes that are in force"),
    "new": N_("New communes, after a merger"),
}


@dataclass(frozen=True)
class Asked:
    """What was said of the file; `new`: its areas are not known yet."""

    new: bool
    layer: str | None
    crs: str | None
    swap_axes: bool
    encoding: str | None
    code: str | None
    name: str | None
    day: date
    dissolve: bool
    accept_repairs: bool
    rows: tuple[tuple[str, str | None], ...]

    @property
    def choices(self) -> Choices:
        """Return it as `geo` wants it."""
        return Choices(
            layer=self.layer,
            crs=self.crs,
            encoding=self.encoding,
            code=self.code,
            name=self.name,
            day=self.day,
            swap_axes=self.swap_axes,
            dissolve=self.dissolve,
            accept_repairs=self.accept_repairs,
            decisions=dict(self.rows),
        )


def choose(now: Snapshot, _given: Given) -> Asked:
    """Draw what can be said of any file, and of this one by what was found in it so far."""
    found = _last()
    first, second = st.columns([5, 3])
    new = first.segmented_control(
        _("The file shows"),
        list(KINDS),
        default="same",
        format_func=lambda k: _(KINDS[k]),
        key="boundary_kind",
    )
    is_new = new == "new"
    day = _day(now, second, is_new)
    with st.expander(_("How the file is to be read"), expanded=bool(_asks(found))):
        left, middle, right = st.columns(3)
        with left:
            crs, swapped = _crs(now, found)
        with middle:
            encoding = _encoding(found)
            layer = _of_fault(found, "several_layers", "layers", _("Layer"))
        with right:
            code = _of_fault(found, "columns_unknown", "columns", _("Column of the codes"))
            name = _of_fault(found, "columns_unknown", "columns", _("Column of the names"))
        dissolve = st.checkbox(
            _("Several rows of one commune are parts of it"), key="boundary_dissolve"
        )
        repairs = st.checkbox(_("Accept repairs that move much"), key="boundary_repairs")
    return Asked(
        is_new, layer, crs, swapped, encoding, code, name, day, dissolve, repairs, _rows(now)
    )  # fmt: skip


def ask(now: Snapshot, found: Inspection) -> None:
    """Ask of each row that is no commune without doubt which one it is; kept for other files."""
    for fault in found.faults:
        key, near = fault.values.get("key"), fault.values.get("candidates")
        if fault.severity is Severity.ASK and isinstance(key, str):
            _ask_row(
                now, fault, key, [str(i) for i in near] if isinstance(near, tuple | list) else []
            )


def _ask_row(now: Snapshot, fault: Fault, key: str, near: Sequence[str]) -> None:
    what, cure = say(fault, words())
    others = [i for frame in now.generations.values() for i in frame.index if i not in near]
    options = [*near, *others, LEAVE_OUT]

    def answer() -> None:
        chosen = st.session_state[f"boundary_row_{key}"]
        if chosen is not None:
            st.session_state.setdefault(ROWS, {})[key] = chosen or None

    with st.container(border=True):
        st.html(html.lines([what]))
        st.selectbox(
            html.plain(cure),
            options,
            index=None,
            key=f"boundary_row_{key}",
            format_func=lambda i: _called(now, i),
            placeholder=_("Choose"),
            on_change=answer,
        )


def _called(now: Snapshot, area: str) -> str:
    if area == LEAVE_OUT:
        return _("Leave it out")
    found = now.areas[area]
    since = words().day(found.valid_from)
    return f"{found.title} ({found.code}, {_('in force from {day}', day=since)})"


def _rows(now: Snapshot) -> tuple[tuple[str, str | None], ...]:
    """Return what is decided of rows: now, and before, where the area is still known."""
    given = st.session_state.get(ROWS, {})
    found = decisions.known_rows(cached.database(), now.areas, given)
    return tuple(sorted(found.items(), key=lambda item: item[0]))


def _last() -> Inspection | None:
    kept = st.session_state.get(READ)
    return kept[1] if kept else None


def _asks(found: Inspection | None) -> list[Fault]:
    """Return what was found that is answered by how the file is read, and not row by row."""
    faults = found.faults if found else ()
    stops = (Severity.ASK, Severity.REFUSE)
    return [f for f in faults if f.severity in stops and "key" not in f.values]


def _day(now: Snapshot, place: "st.delta_generator.DeltaGenerator", new: bool) -> date:
    if new:
        said = place.date_input(
            _("In force from"), value="today", format="DD/MM/YYYY", key="boundary_from"
        )
        assert isinstance(said, date)
        return said
    days = sorted(now.settings.boundaries, reverse=True)
    chosen = place.selectbox(
        _("Edition of the boundaries"),
        days,
        format_func=lambda d: _("from {day}", day=words().day(d)),
        key="boundary_edition",
    )
    assert chosen is not None, "there is one, else the workspace could not be used"
    return chosen


def _crs(now: Snapshot, found: Inspection | None) -> tuple[str | None, bool]:
    """Let the coordinate system be chosen: the nearest first, each with how far off it would be."""
    near = {(c.crs, c.swapped): c for c in (found.crs_candidates if found else ())}
    known = [(c, False) for c in now.settings.crs_names if (c, False) not in near]

    def called(option: tuple[str, bool]) -> str:
        candidate = near.get(option)
        if candidate is None:
            return option[0]
        swapped = f", {_('axes swapped')}" if candidate.swapped else ""
        off = words().number(candidate.off_m)
        far = f" – {_('{n} m off', n=off)}" if candidate.off_m is not None else ""
        return f"{candidate.title}{swapped}{far}"

    chosen = st.selectbox(
        _("Coordinate system"),
        [*near, *known],
        index=None,
        format_func=called,
        placeholder=_("as the file says"),
        key="boundary_crs",
    )
    return chosen or (None, False)


def _encoding(found: Inspection | None) -> str | None:
    evidence = {e.encoding: e for e in (found.encoding_evidence if found else ()) if e.readable}

    def called(encoding: str) -> str:
        e = evidence[encoding]
        n, of = words().number(e.known), words().number(e.of)
        return f"{encoding} – " + _("{n} of {of} names known", n=n, of=of)

    chosen: str | None = st.selectbox(
        _("Encoding of the texts"),
        list(evidence),
        index=None,
        format_func=called,
        placeholder=_("as found"),
        key="boundary_encoding",
    )
    return chosen


def _of_fault(found: Inspection | None, code: str, values: str, label: str) -> str | None:
    """Let one of the things that a fault lists be chosen; what was chosen stays to be seen."""
    key = f"boundary_{label}"
    listed = next(
        (f.values.get(values) for f in (found.faults if found else ()) if f.code == code), None
    )
    options = [str(v) for v in listed] if isinstance(listed, list | tuple) else []
    chosen = st.session_state.get(key)
    options += [chosen] if chosen and chosen not in options else []
    if not options:
        return None
    picked: str | None = st.selectbox(label, options, index=None, placeholder=_("Choose"), key=key)
    return picked
