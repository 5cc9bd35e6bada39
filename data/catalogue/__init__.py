"""What is measured: indicators, criteria sets, working groups and sources, declared in YAML."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, TypeVar

from pydantic import Field, field_validator, model_validator

from data.catalogue.declared import Declared, Text, build, nearest, read
from geo.faults import Fault, Faulty, refuse
from geo.map.scale import Scale

T = TypeVar("T")
Lost = set[tuple[str, str]]  # what kind of thing, and its name; no name: all of that kind


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
    local: Text | None = None  # what holds of it in this place alone

    @model_validator(mode="after")
    def _criteria_fit(self) -> "CriteriaSet":
        if len({c.number for c in self.criteria}) < len(self.criteria):
            raise ValueError("criterion_twice")
        if not {c.group for c in self.criteria} <= set(self.groups):
            raise ValueError("criterion_group_unknown")
        return self

    def exists_on(self, day: date) -> bool:
        """Say whether the set is in force on this day."""
        return self.since <= day and (self.until is None or day < self.until)


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
    source: str | None = None
    applies_to: tuple[str, ...] = ()  # kinds of area; empty: all of them
    direction: Literal["higher", "lower", "neither"]
    over_areas: Literal["sum", "ratio", "none"]
    over_time: Literal["sum", "last"]
    carry: int | Literal["always"] = 12  # months for which a stock is still shown
    origin: Origin | None = None  # None: it is reported
    of_which: str | None = None  # the indicator that already contains this one
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

    def begins_anew(self, indicator: Indicator) -> bool:
        """Say whether it is counted from each new year on, so that two years do not compare."""
        parts = (self[slug] for slug in indicator.parts)
        return indicator.over_time == "sum" or any(self.begins_anew(part) for part in parts)

    @cached_property
    def sums(self) -> frozenset[str]:
        """Return the indicators whose figures add up over time: a longer period holds shorter."""
        return frozenset(i.slug for i in self if i.over_time == "sum")

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


def load(folder: Path) -> Catalogue:
    """Read the catalogue of a workspace folder; Faulty with all that is wrong in all its files."""
    catalogue, faults, _ = gather(folder)
    if faults:
        raise Faulty(faults)
    return catalogue


def gather(folder: Path) -> tuple[Catalogue, list[Fault], Lost]:
    """Return what can be read of a catalogue, all that is wrong, and what was lost by that."""
    faults: list[Fault] = []
    lost: Lost = set()
    groups = _table(folder / "groups.yaml", Group, faults, lost)
    sources = _table(folder / "sources.yaml", Source, faults, lost)
    sets = _files(folder, "criteria_sets", CriteriaSet, faults, lost)
    indicators = list(_files(folder, "indicators", Indicator, faults, lost).values())
    place = {g: n for n, g in enumerate(groups)}
    indicators.sort(key=lambda i: (place.get(i.group or "", len(place)), i.order, i.slug))
    catalogue = Catalogue(
        MappingProxyType({i.slug: i for i in indicators}),
        MappingProxyType(dict(sorted(sets.items(), key=lambda item: item[1].since))),
        MappingProxyType(groups),
        MappingProxyType(sources),
    )
    faults += [f for f in _loose_ends(catalogue) if not follows(f, lost)]
    return catalogue, [*faults, *_contradictions(catalogue)], lost


def follows(fault: Fault, lost: Lost) -> bool:
    """Say whether a fault only misses what is declared, but in a place that cannot be read."""
    what, name = (str(fault.values.get(key)) for key in ("what", "name"))
    missing = fault.code in ("catalogue_unknown", "word_unknown")
    return missing and not lost.isdisjoint({(what, name), (what, "")})


def _table(path: Path, model: type[Any], faults: list[Fault], lost: Lost) -> dict[str, Any]:
    """Return the readable entries of one file; with the file, all its names are lost."""
    what = model.__name__.lower()
    try:
        content = read(path)
    except Faulty as error:
        faults += error.faults
        lost.add((what, ""))
        return {}
    found = {}
    for key, text in content.items():
        try:
            found[str(key)] = build(model, text, f"{path.name}: {key}")
        except Faulty as error:
            faults += error.faults
            lost.add((what, str(key)))
    return found


def _files(
    folder: Path, part: str, model: type[Any], faults: list[Fault], lost: Lost
) -> dict[str, Any]:
    """Return what each readable file of a folder declares, by the name of the file."""
    found = {}
    for path in sorted(folder.glob(f"{part}/*.yaml")):
        where = f"{part}/{path.name}"
        own = {"slug": path.stem} if "slug" in model.model_fields else {}
        try:
            found[path.stem] = build(model, read(path, where) | own, where)
        except Faulty as error:
            faults += error.faults
            lost.add((model.__name__.lower(), path.stem))
    return found


def _loose_ends(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield each name in an indicator that nothing in the catalogue answers to."""
    for i in catalogue:
        slugs = (*i.parts, *((i.of_which,) if i.of_which else ()))
        wanted: list[tuple[str, str, Mapping[str, object]]]
        wanted = [("indicator", s, catalogue.indicators) for s in slugs]
        wanted += [("group", i.group, catalogue.groups)] if i.group else []
        wanted += [("source", i.source, catalogue.sources)] if i.source else []
        for what, name, known in wanted:
            if name not in known:
                near = nearest(name, known)
                where = f"indicators/{i.slug}.yaml"
                yield refuse("catalogue_unknown", where, what=what, name=name, nearest=near)


def _contradictions(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield what cannot be true at once: a figure made from itself, counted twice, two sets."""
    for i in catalogue:
        where = f"indicators/{i.slug}.yaml"
        if i.slug in _all_parts(catalogue, i.slug):
            yield refuse("catalogue_circle", where, name=i.slug)
        added = i.origin.sum if i.origin else ()
        for part in (catalogue.indicators[s] for s in added if s in catalogue.indicators):
            if part.of_which in (i.slug, *added):
                yield refuse("counted_twice", where, name=part.slug, within=part.of_which)
    for (first, a), (second, b) in pairwise(catalogue.criteria_sets.items()):
        if a.exists_on(b.since):
            where = f"criteria_sets/{second}.yaml"
            yield refuse("criteria_sets_overlap", where, first=first, day=b.since)


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
