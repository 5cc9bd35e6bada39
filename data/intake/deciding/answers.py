"""Answers in words: as a person chooses among them, and with what they are an answer to."""

from collections.abc import Mapping

from data.catalogue.criteria import Status
from data.catalogue.periods import parse
from data.catalogue.vocabulary import Measure
from data.figures.assess import VERDICTS, Verdict
from data.figures.snapshot import Snapshot
from data.intake.understanding.findings import ACCEPT, LEAVE_OUT
from data.intake.understanding.numbers import Style
from data.intake.understanding.scaling import KEPT, SHOWN
from data.intake.understanding.values import MISSING, ZERO
from data.words import N_, Words
from data.words.called import called

WORDS: Mapping[str, str] = {
    ACCEPT: N_("It is right as it stands"),
    LEAVE_OUT: N_("Leave it out"),
    MISSING: N_("No figure: nothing is known"),
    ZERO: N_("The number 0"),
    Style.COMMA: N_("Vietnamese style: 1.234,5 is one thousand two hundred and more"),
    Style.POINT: N_("English style: 1,234.5 is one thousand two hundred and more"),
    **{status: VERDICTS[Verdict(status)] for status in Status},
    SHOWN: N_("The number as it is shown"),
    KEPT: N_("The whole number that the cell holds"),
    Measure.ACTUAL: N_("What was done"),
    Measure.PLAN: N_("Plan"),
    Measure.TO_DATE: N_("Since the start of the year"),
}


def described(words: Words, now: Snapshot, answer: str) -> str:
    """Return an answer in words: an area, an indicator, a period, a word, or the text it is."""
    if answer in now.areas:
        return called(now.areas, now.areas[answer]).said(words)
    if answer in now.catalogue.indicators:
        return words.text(now.catalogue[answer].title)
    if answer in WORDS:
        return words(WORDS[answer])
    try:
        return words.period(parse(answer))
    except ValueError:
        return answer


def subject(words: Words, now: Snapshot, texts: Mapping[str, str], key: str) -> str:
    """Return in words what a question was about; `texts` are those of its file (`Intake.texts`)."""
    kind, *parts = key.split(":")
    if kind in ("heading", "text"):
        del parts[:-1]  # before the heading stands the form that it is of
    said = (texts.get(p) or described(words, now, p) for p in parts if p)
    return " · ".join(said)
