"""Ledger: who brought which figures, when and out of which file; what was withdrawn or closed."""

from components import batches, cached, closings, said

now = cached.snapshot()

batches.show(now)
said.show(now)
closings.show(now)
