"""Indicators: what is measured, how it adds up, from what it is made, and how it is looked at."""

from datetime import date
from functools import cached_property
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from data.catalogue.criteria import Status
from data.catalogue.declared import Declared, Text, in_force
from geo.map.scale import Scale


class Threshold(Declared):
    """A number that holds for every area from a day, and the text that set it; none: repealed."""

    since: date
    at_least: float | None = None
    at_most: float | None = None
    more_than: float | None = None
    less_than: float | None = None
    legal: Text
    local: bool = False  # it was set for this place alone

    @property
    def _numbers(self) -> list[float]:
        given = (self.at_least, self.at_most, self.more_than, self.less_than)
        return [n for n in given if n is not None]

    @property
    def number(self) -> float | None:
        """Return the number, whichever way it is compared."""
        return next(iter(self._numbers), None)

    @model_validator(mode="after")
    def _compares_one_way(self) -> "Threshold":
        if len(self._numbers) > 1:
            raise ValueError("compares_two_ways")
        return self

    def met_by(self, value: float) -> bool | None:
        """Say whether a value meets it; at the number, `at_least` and `at_most` are met."""
        if self.at_least is not None:
            return value >= self.at_least
        if self.at_most is not None:
            return value <= self.at_most
        if self.more_than is not None:
            return value > self.more_than
        return value < self.less_than if self.less_than is not None else None


class Category(Declared):
    """One word of an indicator that has words and not numbers, lowest first."""

    id: str
    title: Text
    colour: str = Field(pattern=r"^#[0-9a-fA-F]{6}$")


class Classes(Declared):
    """How an indicator is cut into classes and coloured, from a day."""

    since: date = date.min
    breaks: tuple[float, ...]
    palette: str = "YlGnBu"
    target: float | None = None  # where the hue turns; one of the breaks
    labels: tuple[Text, ...] = ()
    note: Text | None = None

    @cached_property
    def scale(self) -> Scale:
        """Return the scale that maps, legends and tables are drawn from."""
        if self.target is None:
            return Scale.sequential(self.breaks, self.palette, self.labels)
        return Scale.diverging(self.breaks, self.target, self.palette, self.labels)

    @model_validator(mode="after")
    def _draws(self) -> "Classes":
        assert self.scale  # which says what is wrong with breaks, labels or palette
        return self


class Origin(Declared):
    """How a figure is made from others, in exactly one of these ways."""

    criteria: tuple[Status, ...] = ()  # the number of criteria with one of these statuses
    sum: tuple[str, ...] = ()  # the sum of these indicators
    ratio: tuple[str, str] | None = None  # the first by the second, times `times`
    share_of_plan: str | None = None  # the figure by its own plan, times `times`
    times: float = Field(default=1.0, gt=0)

    @model_validator(mode="after")
    def _is_one_way(self) -> "Origin":
        ways = (self.criteria, self.sum, self.ratio, self.share_of_plan)
        if sum(bool(way) for way in ways) != 1:
            raise ValueError("origin_is_not_one")
        return self


class Indicator(Declared):
    """What is measured, for whom, in which unit, how it adds up, and what to know about it."""

    slug: str
    title: Text
    aliases: tuple[str, ...] = ()  # what workbooks call it as well
    unit: Text
    decimals: int = Field(default=0, ge=0, le=6)
    description: Text
    before_concluding: Text | None = None
    local: Text | None = None  # the same of this place alone: another one begins without it
    formula: Text | None = None
    group: str | None = None
    order: int = 100
    lead: int | None = None  # its place among those that a commune's page begins with
    source: str | None = None
    applies_to: tuple[str, ...] = ()  # kinds of area; empty: all of them
    direction: Literal["higher", "lower", "neither"]
    over_areas: Literal["sum", "ratio", "none"]
    over_time: Literal["sum", "last"]
    carry: int | Literal["always"] = 12  # months for which a stock is still shown
    origin: Origin | None = None  # None: it is reported
    also_reported: bool = False  # of one that is made from others: as it is reported, where it is
    of_which: str | None = None  # the indicator that already contains this one
    within: str | None = None  # the indicator that it can never exceed: forest, the area
    classes: tuple[Classes, ...] = ()
    categories: tuple[Category, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    headline_class: int | None = None  # the class that leaders ask after

    @field_validator("carry", mode="plain")
    @classmethod
    def _carries(cls, months: object) -> object:
        if months == "always" or (isinstance(months, int) and months >= 1):
            return months
        raise ValueError("carry_is_no_span")

    @model_validator(mode="before")
    @classmethod
    def _one_or_many(cls, content: Any) -> Any:
        if isinstance(content, dict) and isinstance(content.get("classes"), dict):
            return content | {"classes": [content["classes"]]}
        return content

    @model_validator(mode="after")
    def _has_one_look(self) -> "Indicator":
        if bool(self.classes) == bool(self.categories):
            raise ValueError("needs_classes_or_categories")
        if self.categories and (self.over_areas, self.over_time) != ("none", "last"):
            raise ValueError("words_do_not_add_up")
        if len({c.id for c in self.categories}) < len(self.categories):
            raise ValueError("category_twice")
        for dated in (self.classes, self.thresholds):
            if len({d.since for d in dated}) < len(dated):
                raise ValueError("same_day_twice")
        scales = [self._category_scale] if self.categories else [c.scale for c in self.classes]
        if self.headline_class is not None and not all(
            0 <= self.headline_class < len(s.colours) for s in scales
        ):
            raise ValueError("headline_class_unknown")
        return self

    @cached_property
    def _category_scale(self) -> Scale:
        colours, titles = [c.colour for c in self.categories], [c.title for c in self.categories]
        return Scale.categories(colours, titles)

    def scale_on(self, day: date) -> Scale:
        """Return the classes in force on this day; the earliest ones before any."""
        return self._category_scale if self.categories else self.classes_on(day).scale

    def classes_on(self, day: date) -> Classes:
        """Return the declared classes in force on this day, with their note."""
        return in_force(self.classes, day) or self.classes[0]

    def threshold_on(self, day: date) -> Threshold | None:
        """Return the threshold in force on this day, if there is one that was not repealed."""
        found = in_force(self.thresholds, day)
        return found if found and found.number is not None else None

    @property
    def is_given(self) -> bool:
        """Say whether figures of it may be entered: made ones only where they say so."""
        return self.origin is None or self.also_reported

    def covers(self, kind: str) -> bool:
        """Say whether an area of this kind has this indicator at all."""
        return not self.applies_to or kind in self.applies_to

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the slugs of the indicators it is made from."""
        o = self.origin
        if o is None:
            return ()
        return (*o.sum, *(o.ratio or ()), *((o.share_of_plan,) if o.share_of_plan else ()))
