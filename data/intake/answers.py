"""Answers in words: as a person chooses among them, and with what they are an answer to."""

from collections.abc import Mapping

from data.intake.findings import ACCEPT, LEAVE_OUT
from data.intake.intake import Intake
from data.intake.values import MISSING, ZERO
from data.intake.vocabulary import Measure
from data.periods import parse
from data.store import Snapshot
from data.words import N_, Words

WORDS: Mapping[str, str] = {
    ACCEPT: N_("It is right as it stands"),
    LEAVE_OUT: N_("Leave it out"),
    MISSING: N_("No figure: nothing is known"),
    ZERO: N_("The number 0"),
    Measure.ACTUAL: N_("What was done"),
    Measure.PLAN: N_("Plan"),
    Measure.TO_DATE: N_("Since the start of the year"),
}


def described(words: Words, now: Snapshot, answer: str) -> str:
    """Return an answer in words: an area, an indicator, a period, a word, or the text it is."""
    if answer in now.areas:
        area = now.areas[answer]
        return f"{area.title} ({area.code})"
    if answer in now.catalogue.indicators:
        return words.text(now.catalogue[answer].title)
    if answer in WORDS:
        return words(WORDS[answer])
    try:
        return words.period(parse(answer))
    except ValueError:
        return answer


def subject(words: Words, now: Snapshot, intake: Intake, key: str) -> str:
    """Return in words what a question was about, names and headings as the file has them."""
    kind, *parts = key.split(":")
    if kind in ("heading", "text"):
        del parts[:-1]  # before the heading stands the form that it is of
    said = (intake.texts.get(p) or described(words, now, p) for p in parts if p)
    return " · ".join(said)
