"""Ledger: who brought which figures, when and out of which file; what was withdrawn or closed."""

from components.records import batches, closings, said
from components.state import cached

now = cached.snapshot()

batches.show(now)
said.show(now)
closings.show(now)
