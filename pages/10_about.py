"""About: sources, sample figures, boundaries, and what this program is."""

from components.state import cached
from components.state.pages import Page
from components.tables import about
from data.words import N_

PAGE = Page(N_("About"))

now = cached.snapshot()

about.place(now)
about.sources(now)
about.boundaries(now)
about.groups(now)
about.criteria(now)
about.program(now)
