"""Sets of criteria: what an appraisal asks of an area, and in which words it answers."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from pydantic import model_validator

from data.catalogue.declared import Declared, Text


class Status(StrEnum):
    """What an appraisal says of one criterion; what was not appraised has no status."""

    MET = "met"
    BASIC = "basic"
    NOT_MET = "not_met"


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
