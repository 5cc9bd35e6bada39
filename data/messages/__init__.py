"""Faults in words: what is wrong, and what to do, for page and command line alike."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import PurePath

from data.catalogue.declared import Text
from data.catalogue.periods import Period
from data.messages import (
    accounts,
    areas,
    boundaries,
    declared,
    files,
    imports,
    intake,
    ledger,
    records,
    requests,
    tables,
)
from data.records import registry
from data.words import N_, Bare, Words
from data.words.called import Called
from geo.faults import Fault, Severity

TOPICS = (
    accounts,
    areas,
    boundaries,
    declared,
    files,
    imports,
    intake,
    ledger,
    records,
    requests,
    tables,
)
# Each code: what is wrong, what to do. The values of a fault fill the braces, and `where` does.
MESSAGES: Mapping[str, tuple[str, str]] = {
    code: said
    for several in (*(topic.MESSAGES for topic in TOPICS), *(k.messages for k in registry.KINDS))
    for code, said in several.items()
}
SEVERITIES = {
    Severity.REFUSE: N_("refused"),
    Severity.ASK: N_("to be decided"),
    Severity.REPAIRED: N_("repaired"),
    Severity.NOTE: N_("note"),
}
NEAR = N_("Did you mean “{nearest}”?")
THINGS = {  # what a name is the name of
    "area": N_("area"),
    "batch": N_("batch"),
    "closing": N_("closing"),
    "group": N_("working group"),
    "indicator": N_("indicator"),
    "level": N_("level"),
    "original": N_("file"),
    "right": N_("right"),
    "source": N_("source"),
    "withdrawal": N_("withdrawal"),
}
PLACE = ("lon", "lat")  # degrees: five decimals are about a metre
MOST = 20  # of the areas in one sentence, each with its number
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def say(fault: Fault, words: Words) -> tuple[str, str]:
    """Return what is wrong and what to do, in this language; a name that is near comes first."""
    what, cure = MESSAGES[fault.code]
    given = {"where": place(fault, words), **fault.values}
    values = {
        key: f"{value:.5f}" if key in PLACE and isinstance(value, float) else _shown(value, words)
        for key, value in given.items()
    }
    if fault.values.get("what") in THINGS:
        values["what"] = words(THINGS[str(fault.values["what"])])
    near = "{nearest}" not in cure and fault.values.get("nearest")
    mend = words(cure, **values)
    return words(what, **values), f"{words(NEAR, **values)} {mend}" if near else mend


def place(fault: Fault, words: Words) -> str:
    """Return where a fault is, a day as it is written here."""
    day = DAY.fullmatch(fault.where)
    return words.day(date.fromisoformat(fault.where)) if day else fault.where


def said(faults: Iterable[Fault], words: Words) -> list[dict[str, str]]:
    """Return faults as plain objects, for programs."""
    told = ((fault, *say(fault, words)) for fault in faults)
    return [
        {"code": f.code, "severity": f.severity, "what": what, "where": f.where, "cure": cure}
        for f, what, cure in told
    ]


def _shown(value: object, words: Words) -> str:
    match value:
        case None | "":
            return "–"
        case datetime() if value.tzinfo:
            return words.moment(value)
        case date():
            return words.day(value)
        case Text():
            return words.text(value) or "–"
        case Period():
            return words.period(value)
        case bool() | str():
            return str(value)
        case int():
            return words.number(value)
        case float():
            return words.number(value, 2)
        case Called():
            return value.said(words)
        case Bare():
            return words.number(float(value), _decimals(value), grouped=False)
        case Decimal():
            return words.number(float(value), _decimals(value))
        case PurePath():
            return value.name
        case tuple() if len(value) == 2 and all(isinstance(v, float) for v in value):
            return ", ".join(f"{v:.5f}" for v in value)  # a place: longitude, latitude
        case Mapping():
            said_ = [f"{_shown(k, words)}: {_shown(v, words)}" for k, v in value.items()]
            rest = len(said_) - MOST
            more = words(N_(" and {n} more"), n=words.number(rest)) if rest > 0 else ""
            return ("; ".join(said_[:MOST]) or "–") + more
        case Iterable():
            return ", ".join(_shown(v, words) for v in value) or "–"
        case _:
            return str(value)


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.as_tuple().exponent))
