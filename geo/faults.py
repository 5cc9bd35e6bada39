"""What is wrong with what was given, as a code with its values; words are made of it elsewhere."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class Severity(StrEnum):
    """What a fault means for the person who gave the file."""

    REFUSE = "refuse"  # cannot be used as it is
    ASK = "ask"  # a person must decide
    REPAIRED = "repaired"  # mended here, and said
    NOTE = "note"  # good to know; nothing to do


@dataclass(frozen=True)
class Fault:
    """One thing wrong: its code, how grave it is, where, and the values that its sentence needs.

    `where` is what the reader can find again: a file, a row, an area's code, a key of a YAML.
    """

    code: str
    severity: Severity
    where: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))


class Faulty(ValueError):
    """Something cannot be used; carries every fault found, not only the first."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{f.where}: {f.code} {dict(f.values)}" for f in self.faults))


def refuse(code: str, where: object = "", **values: object) -> Fault:
    """Return a fault that makes its subject unusable."""
    return Fault(code, Severity.REFUSE, str(where), values)


def ask(code: str, where: object = "", **values: object) -> Fault:
    """Return a fault that a person must decide."""
    return Fault(code, Severity.ASK, str(where), values)


def repaired(code: str, where: object = "", **values: object) -> Fault:
    """Return what was mended, to be said."""
    return Fault(code, Severity.REPAIRED, str(where), values)


def note(code: str, where: object = "", **values: object) -> Fault:
    """Return what is good to know."""
    return Fault(code, Severity.NOTE, str(where), values)


def stops(faults: Iterable[Fault]) -> bool:
    """Say whether something is refused, or must be decided before the subject can be used."""
    return any(f.severity in (Severity.REFUSE, Severity.ASK) for f in faults)
