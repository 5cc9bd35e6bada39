"""Reports: who has reported what up to a day, by commune and working group, and who has not."""

from components.state import cached
from components.state.pages import Page
from components.tables import completeness
from data.words import N_

PAGE = Page(N_("Reporting"), keeps=("group", "day", "commune", "part"))

now = cached.snapshot()
group, day = completeness.choose(now)
found = cached.completeness(now, day, group)

completeness.heading(found, day)
completeness.show(now, group, found, day)
