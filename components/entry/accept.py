"""The last step: what is taken is written as one batch, or nothing is."""

import streamlit as st

from components import entry
from components.entry import brought
from components.state import cached, signed_in
from components.state.language import _, words
from components.text import faults
from data.figures.snapshot import Snapshot
from data.intake.deciding import pending
from data.intake.deciding.batch import content as made_of
from data.intake.deciding.intake import Intake
from data.intake.deciding.pending import Pending
from data.ledger.rights import Action
from data.records import append
from data.records.batches import Content
from geo.faults import Fault, Faulty, stops

WRONG = f"{Action.ENTER}:wrong"  # what came up only when it was to be written
AGAIN = "batch_again"  # asked of a file that was taken before


def show(now: Snapshot, given: Pending, intake: Intake) -> None:
    """Say what still keeps it from being accepted; let it be accepted where nothing does."""
    faults.tell(st.session_state.pop(WRONG, ()))
    if not intake.taken:
        return
    st.subheader(_("Accept"), anchor=False)
    if intake.doubtful:
        st.info(_("Answer the questions first: {n}.", n=len(intake.doubtful)))
        return
    content = entry.once("batch", lambda: made_of(intake, given.content, entry.answers()))
    actor = signed_in.actor()
    found = entry.once(
        "checked", lambda: append.check(cached.database(), now, actor, content), actor
    )
    faults.tell(f for f in found if f.code != AGAIN)
    agreed = [_agree(f) for f in found if f.code == AGAIN]
    if intake.refused:
        said = words().plural(
            "Leave out the {n} refused cell.",
            "Leave out the {n} refused cells.",
            len(intake.refused),
        )
        agreed.append(st.checkbox(said))
    ready = all(agreed) and not stops(f for f in found if f.code != AGAIN)
    st.button(
        words().plural("Accept {n} figure", "Accept {n} figures", len(intake.taken)),
        type="primary",
        disabled=not ready,
        on_click=_write,
        args=(now, content, any(f.code == AGAIN for f in found)),
        icon=":material/check:",
    )


def _agree(fault: Fault) -> bool:
    faults.tell([fault])
    return st.checkbox(_("Take it once more."), key=f"again_{fault.values['batch']}")


def _write(now: Snapshot, content: Content, again: bool) -> None:
    """Append it as whoever is signed in at that very moment; what is wrong stays to be mended."""
    try:
        if not brought.ready(Action.ENTER) or not (held := brought.held(Action.ENTER)):
            return
        number = append.append(
            cached.database(),
            now,
            signed_in.actor(),
            content,
            again=again,
            seen=now.revision,
            then=pending.dropping(Action.ENTER, held),
        )
    except Faulty as error:
        st.session_state[WRONG] = error.faults
        return
    brought.accepted(Action.ENTER, number)
