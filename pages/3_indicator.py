"""Indicator: what is measured, by which rules, and all communes over time."""

from components.map import choices
from components.state import cached
from components.tables import definition, heat

now = cached.snapshot()
indicator = choices.pick_indicator(now)

definition.show(now, indicator)
heat.show(now, indicator)
