"""What is measured: indicators, criteria sets, working groups and sources, declared in YAML."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from pydantic import Field, model_validator

from data.declared import Declared, Text, build, nearest, read
from geo.faults import Fault, Faulty, refuse
from geo.scale import Scale

T = TypeVar("T")


class Status(StrEnum):
    """What an appraisal says of one criterion; what was not appraised has no status."""

    MET = "met"
    BASIC = "basic"
    NOT_MET = "not_met"


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


class Criterion(Declared):
    """One criterion of a set."""

    number: int
    title: Text
    group: str


class Requirement(Declared):
    """A number that one part of a criterion asks for; `verified` once someone read the text."""

    part: str
    title: Text
    unit: Text
    at_least: float | None = None
    at_most: float | None = None
    verified: bool = False


class CriteriaSet(Declared):
    """The criteria in force from a day until another, and the text that set them."""

    title: Text
    legal: Text
    since: date
    until: date | None = None
    groups: Mapping[str, Text]
    criteria: tuple[Criterion, ...]
    requirements: tuple[Requirement, ...] = ()
    note: Text | None = None

    def exists_on(self, day: date) -> bool:
        """Say whether the set is in force on this day."""
        return self.since <= day and (self.until is None or day < self.until)


class Threshold(Declared):
    """A number that holds for every area from a day, and the text that set it; None: repealed."""

    since: date
    at_least: float | None = None
    at_most: float | None = None
    more_than: float | None = None
    less_than: float | None = None
    legal: Text

    @property
    def number(self) -> float | None:
        """Return the number, whichever way it is compared."""
        numbers = (self.at_least, self.at_most, self.more_than, self.less_than)
        return next((n for n in numbers if n is not None), None)

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
        try:
            assert self.scale
        except (KeyError, IndexError):
            raise ValueError("unknown_palette") from None
        return self


class Origin(Declared):
    """How a figure is made from others; exactly one of these, or none where it is reported."""

    criteria: tuple[Status, ...] = ()  # the number of criteria with one of these statuses
    sum: tuple[str, ...] = ()  # the sum of these indicators
    ratio: tuple[str, str] | None = None  # the first by the second, times `times`
    share_of_plan: str | None = None  # the figure by its own plan, times `times`
    times: float = 1.0


class Indicator(Declared):
    """What is measured, for whom, in which unit, how it adds up, and what to know about it."""

    slug: str
    title: Text
    unit: Text
    decimals: int = Field(default=0, ge=0, le=6)
    description: Text
    before_concluding: Text | None = None
    formula: Text | None = None
    group: str | None = None
    order: int = 100
    source: str | None = None
    applies_to: tuple[str, ...] = ()  # kinds of area; empty: all of them
    direction: Literal["higher", "lower", "neither"]
    over_areas: Literal["sum", "ratio", "none"]
    over_time: Literal["sum", "last"]
    carry: int | Literal["always"] = 12  # months for which a stock is still shown
    origin: Origin | None = None
    of_which: str | None = None  # the indicator that already contains this one
    classes: tuple[Classes, ...] = ()
    categories: tuple[Category, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    headline_class: int | None = None  # the class that leaders ask after

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


def in_force(dated: tuple[T, ...], day: date) -> T | None:
    """Return the last of these dated things whose `since` is not after this day."""
    past = [d for d in dated if d.since <= day]  # type: ignore[attr-defined]
    return max(past, key=lambda d: d.since, default=None)  # type: ignore[attr-defined]


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

    def of_group(self, group: str | None) -> list[Indicator]:
        """Return the indicators of one working group, or all where none is named."""
        return [i for i in self if group in (None, i.group)]

    def criteria_on(self, day: date) -> CriteriaSet | None:
        """Return the criteria set in force on this day."""
        return next((s for s in self.criteria_sets.values() if s.exists_on(day)), None)


def load(folder: Path) -> Catalogue:
    """Read the catalogue of a workspace folder; Faulty with all that is wrong in all its files."""
    faults: list[Fault] = []
    groups = _table(folder / "groups.yaml", Group, faults)
    sources = _table(folder / "sources.yaml", Source, faults)
    sets = {
        p.stem: s
        for p in sorted(folder.glob("criteria_sets/*.yaml"))
        if (s := _one(p, CriteriaSet, faults))
    }
    indicators = [
        i
        for p in sorted(folder.glob("indicators/*.yaml"))
        if (i := _one(p, Indicator, faults, slug=p.stem))
    ]
    place = {g: n for n, g in enumerate(groups)}
    indicators.sort(key=lambda i: (place.get(i.group or "", len(place)), i.order, i.slug))
    catalogue = Catalogue(
        MappingProxyType({i.slug: i for i in indicators}),
        MappingProxyType(dict(sorted(sets.items(), key=lambda item: item[1].since))),
        MappingProxyType(groups),
        MappingProxyType(sources),
    )
    faults += _loose_ends(catalogue)
    if faults:
        raise Faulty(faults)
    return catalogue


def _table(path: Path, model: type[Any], faults: list[Fault]) -> dict[str, Any]:
    found = {}
    try:
        content = read(path) or {}
    except Faulty as error:
        faults += error.faults
        return {}
    for key, text in content.items():
        try:
            found[str(key)] = build(model, text, f"{path.name}: {key}")
        except Faulty as error:
            faults += error.faults
    return found


def _one(path: Path, model: type[Any], faults: list[Fault], **own: str) -> Any:
    try:
        content = read(path)
        return build(model, {**(content or {}), **own}, f"{path.parent.name}/{path.name}")
    except Faulty as error:
        faults += error.faults
        return None


def _loose_ends(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield each name in an indicator that nothing in the catalogue answers to."""
    for i in catalogue:
        where = f"indicators/{i.slug}.yaml"
        slugs = (*i.parts, *((i.of_which,) if i.of_which else ()))
        wanted: list[tuple[str, str, Mapping[str, object]]]
        wanted = [("indicator", s, catalogue.indicators) for s in slugs]
        wanted += [("group", i.group, catalogue.groups)] if i.group else []
        wanted += [("source", i.source, catalogue.sources)] if i.source else []
        for what, name, known in wanted:
            if name not in known:
                near = nearest(name, known)
                yield refuse("catalogue_unknown", where, what=what, name=name, nearest=near)
        if i.slug in _all_parts(catalogue, i.slug):
            yield refuse("catalogue_circle", where, name=i.slug)


def _all_parts(catalogue: Catalogue, slug: str) -> set[str]:
    """Return every indicator that this one is made from, however deep."""
    found: set[str] = set()
    waiting = [slug]
    while waiting:
        one = catalogue.indicators.get(waiting.pop())
        new = set(one.parts if one else ()) - found
        found |= new
        waiting += new
    return found
