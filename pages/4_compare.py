"""Compare: two communes, two days or two indicators beside each other."""

from components.state import cached
from components.state.pages import Page
from components.tables import compare
from components.tables.compare import communes, days, indicators
from data.words import N_

PAGE = Page(
    N_("Compare"),
    keeps=("compare", "commune", "other", "indicator", "beside", "day", "than", "part"),
)

now = cached.snapshot()
ways = {"communes": communes.show, "days": days.show, "indicators": indicators.show}

ways[compare.way()](now)
