"""What the map is painted with: the figures themselves, or their change from another day."""

from dataclasses import dataclass

import pandas as pd

from components.map.choices import Choice, visible
from components.state import cached
from components.state.language import words
from data.catalogue.indicators import Indicator
from data.figures import changes, describe
from data.figures.describe import LegendRow
from data.figures.snapshot import Snapshot
from data.words import N_, Words
from geo.map.choropleth import BLANK_HATCHES, swatch
from geo.map.scale import Blank, Scale


@dataclass(frozen=True)
class Look:
    """The rows of a view with the classes that are painted, and the scale of these."""

    frame: pd.DataFrame
    scale: Scale
    title: str  # what the colours are of, with its unit
    note: str = ""
    also: frozenset[str] = frozenset()  # what else occurs while the map steps through its days


def look(now: Snapshot, choice: Choice) -> Look:
    """Return how a choice looks."""
    indicator, day = choice.indicator, choice.day
    frame = cached.view(now, indicator.slug, day, choice.span)
    if choice.changes and choice.before:
        risen = cached.risen(now, indicator.slug, day, choice.before, choice.span)
        scale = changes.scale(indicator, risen)
        return Look(changes.painted(frame, risen, scale), scale, title(words(), choice))
    note = "" if indicator.categories else words().text(indicator.classes_on(day).note)
    also = cached.signs(now, indicator.slug, day, choice.span)
    return Look(frame, indicator.scale_on(day), title(words(), choice), note, also)


def title(said: Words, choice: Choice) -> str:
    """Return what the colours are of."""
    unit = said.unit(choice.indicator)
    if choice.changes and choice.before:
        form = N_("Change since {day} ({unit})") if unit else N_("Change since {day}")
        return said(form, day=said.day(choice.before), unit=unit)
    return unit_of(said, choice.indicator)


def unit_of(said: Words, indicator: Indicator) -> str:
    """Return what an indicator is counted in, as a phrase."""
    unit = said.unit(indicator)
    return said(N_("Unit: {unit}"), unit=unit) if unit else said(N_("Status"))


def legend(said: Words, choice: Choice, seen: Look) -> list[LegendRow]:
    """Return the classes and blanks with their counts: of all that other filters let through."""
    rows = visible(choice, seen.frame, classes=False)
    return describe.legend(
        said, choice.indicator, choice.day, rows, scale=seen.scale, also=seen.also
    )


def class_words(said: Words, choice: Choice, seen: Look) -> str:
    """Return the words of the one class that the reader wants to see; none where it is all."""
    rows = legend(said, choice, seen)
    return next((row.words for row in rows if row.character == choice.klass), "")


def backgrounds(said: Words, choice: Choice, seen: Look) -> dict[str, str]:
    """Return the CSS background of each area, by its id: what the map fills it with."""
    rows = describe.legend(said, choice.indicator, choice.day, seen.frame, scale=seen.scale)
    by_character = {row.character: background(row.character, row.colour) for row in rows}
    return {str(area): by_character[c] for area, c in seen.frame["character"].items()}


def background(character: str, colour: str) -> str:
    """Return the CSS background of a class or a blank."""
    blank = next((b for b in Blank if b == character), None)
    return swatch(colour, BLANK_HATCHES[blank] if blank else "")
