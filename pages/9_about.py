"""About: sources, sample figures, boundaries, and what this program is."""

from components.state import cached
from components.tables import about

now = cached.snapshot()

about.place(now)
about.sources(now)
about.boundaries(now)
about.groups(now)
about.criteria(now)
about.program(now)
