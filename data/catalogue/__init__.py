"""What is measured: indicators, criteria sets, working groups and sources, declared in YAML."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from data.catalogue.criteria import CriteriaSet
from data.catalogue.declared import Declared, Text
from data.catalogue.indicators import Indicator


class Source(Declared):
    """Who says so, where, and when; `sample` marks figures that were made up."""

    title: Text
    producer: Text | None = None
    published: date | None = None
    sample: bool = False
    note: Text | None = None


class Group(Declared):
    """One working group: what it is for, and the areas it was made for."""

    title: Text
    short: Text
    kind: Text
    focus: tuple[str, ...] = ()  # area ids
    duties: tuple[Text, ...] = ()
    note: Text | None = None


@dataclass(frozen=True)
class Catalogue:
    """Everything declared in a workspace, each under its own id, in the order of the menus."""

    indicators: Mapping[str, Indicator]
    criteria_sets: Mapping[str, CriteriaSet]
    groups: Mapping[str, Group]
    sources: Mapping[str, Source]

    def __getitem__(self, slug: str) -> Indicator:
        return self.indicators[slug]

    def __iter__(self) -> Iterator[Indicator]:
        return iter(self.indicators.values())

    def begins_anew(self, indicator: Indicator) -> bool:
        """Say whether it is counted from each new year on, so that two years do not compare."""
        parts = (self[slug] for slug in indicator.parts)
        return indicator.over_time == "sum" or any(self.begins_anew(part) for part in parts)

    @cached_property
    def sums(self) -> frozenset[str]:
        """Return the indicators whose figures add up over time: a longer period holds shorter."""
        return frozenset(i.slug for i in self if i.over_time == "sum")

    @cached_property
    def lead(self) -> tuple[str, ...]:
        """Return the indicators that a commune's page begins with, in their order."""
        asked = sorted((i.lead, i.slug) for i in self if i.lead is not None)
        return tuple(slug for _, slug in asked)

    def of_group(self, group: str | None) -> list[Indicator]:
        """Return the indicators of one working group, or all where none is named."""
        return [i for i in self if group in (None, i.group)]

    def criteria_on(self, day: date) -> CriteriaSet | None:
        """Return the criteria set in force on this day."""
        return self.criteria_sets.get(self.criteria_key(day))

    def criteria_key(self, day: date) -> str:
        """Return the id of the criteria set in force on this day, or an empty string."""
        return next((key for key, s in self.criteria_sets.items() if s.exists_on(day)), "")

    def counting(self, kind: str) -> list[Indicator]:
        """Return the indicators that count the criteria of areas of this kind."""
        return [i for i in self if i.origin and i.origin.criteria and i.covers(kind)]
