"""Accounts: who may do what, and who did what."""

from components import accounts
from components.accounts import audit
from components.state import cached

now = cached.snapshot()
session = accounts.heading()

if session:
    accounts.own(now, session)
    accounts.everyone(now, session.actor)
    audit.show(session.actor)
