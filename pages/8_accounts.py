"""Accounts: who may do what, and who did what."""

from components import accounts
from components.accounts import audit, waiting
from components.state import cached
from components.state.pages import Page
from data.ledger.rights import Action, may
from data.words import N_

PAGE = Page(
    N_("Accounts"),
    of_use=lambda session: (
        may(session.actor, Action.ACCOUNTS) or not session.by_provider  # one's own password
    ),
    form=True,
)

now = cached.snapshot()
session = accounts.heading()

if session:
    accounts.own(now, session)
    accounts.everyone(now, session.actor)
    waiting.show(session.actor)
    audit.show(now, session.actor)
