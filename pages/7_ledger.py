"""Ledger: who brought which figures, when and out of which file; what was withdrawn or closed."""

from components.records import batches, closings, said
from components.state import cached
from components.state.pages import Page
from data.words import N_

PAGE = Page(
    N_("Ledger"), keeps=("batch", "part", "rows", "indicator", "commune", "period"), form=True
)

now = cached.snapshot()

batches.show(now)
said.show(now)
closings.show(now)
