"""Indicator: what is measured, by which rules, and all communes over time."""

from components.map import choices
from components.state import cached
from components.state.pages import Page
from components.tables import definition, heat
from data.words import N_

PAGE = Page(N_("Indicator"), keeps=("indicator",))

now = cached.snapshot()
indicator = choices.pick_indicator(now)

definition.show(now, indicator)
heat.show(now, indicator)
