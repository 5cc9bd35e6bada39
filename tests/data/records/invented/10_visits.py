"""Visits: where the working groups go, and what came of it."""

from components.records import kept
from components.state import cached
from components.state.pages import Page
from data.ledger.rights import anywhere
from data.records import visits
from data.words import N_

PAGE = Page(
    N_("Visits"),
    of_use=lambda session: anywhere(session.actor, *visits.KIND.deeds),
    form=True,
)

now = cached.snapshot()

kept.show(now, visits.KIND.name)
