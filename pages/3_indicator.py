"""Indicator: all communes over time as a picture, then what is measured and by which rules."""

from components.map import choices
from components.state import cached
from components.state.pages import Page
from components.tables import definition, heat
from data.words import N_

PAGE = Page(N_("Indicator"), keeps=("indicator", "picture", "sorted"), tab="indicator")

now = cached.snapshot()
indicator = choices.pick_indicator(now)

definition.heading(now, indicator)
heat.show(now, indicator)
definition.show(now, indicator)
