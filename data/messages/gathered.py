"""Many faults of one kind as one line: how many there are, and the ten that matter most."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from data.messages import boundaries, place, say
from data.words import N_, Words
from geo.faults import Fault, Severity

FEW = 10  # as many of one kind are said one by one, and so many of more are named
MEASURES = (("percent", "%"), ("km2", "km²"))  # by which one is graver than another


@dataclass(frozen=True)
class Line:
    """A fault in words, or many of one kind; `count` says how many."""

    severity: Severity
    where: str
    what: str
    cure: str
    count: int = 1


def lines(faults: Sequence[Fault], words: Words) -> Iterator[Line]:
    """Yield faults in words, those of a boundary file gathered where there are many of one kind."""
    kinds: dict[tuple[str, Severity], list[Fault]] = defaultdict(list)
    for fault in faults:
        kinds[fault.code, fault.severity].append(fault)
    for fault in faults:
        alike = kinds[fault.code, fault.severity]
        if len(alike) <= FEW or fault.code not in boundaries.MESSAGES:
            yield Line(fault.severity, place(fault, words), *say(fault, words))
        elif fault is alike[0]:
            yield _gathered(alike, words)


def _gathered(alike: Iterable[Fault], words: Words) -> Line:
    several = sorted(alike, key=lambda fault: -_weight(fault))
    worst, *others = several[:FEW]
    what, cure = say(worst, words)
    told = words(
        N_("Of this kind: {count}. Most of all {first}: {what} Then: {others} …"),
        count=words.number(len(several)),
        first=place(worst, words),
        what=what,
        others=", ".join(_measured(fault, words) for fault in others),
    )
    return Line(worst.severity, "", told, cure, len(several))


def _weight(fault: Fault) -> float:
    held = (fault.values.get(key) for key, _ in MEASURES)
    return next((abs(v) for v in held if isinstance(v, int | float)), 0.0)


def _measured(fault: Fault, words: Words) -> str:
    for key, unit in MEASURES:
        value = fault.values.get(key)
        if isinstance(value, int | float):
            return f"{place(fault, words)} ({words.number(float(value), 2)} {unit})"
    return place(fault, words)
