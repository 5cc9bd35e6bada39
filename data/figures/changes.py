"""What changed from one day to another: differences, and the scale that paints them."""

from collections.abc import Sequence
from datetime import date
from math import floor, log10, nan

import numpy as np
import pandas as pd

from data.catalogue.declared import Text
from data.catalogue.indicators import Indicator
from data.figures.compare import unlike
from data.figures.snapshot import Snapshot
from data.figures.view import BLANKS, Standing
from data.words import LANGUAGES, N_, Words
from geo.map.scale import CHARACTERS, Blank, Scale

# From the worst to the best; where neither is better, from less to more.
_WORSE_TO_BETTER: tuple[str, ...] = ("#b2182b", "#f4a582", "#fff8dc", "#92c5de", "#2166ac")
_LESS_TO_MORE: tuple[str, ...] = ("#762a83", "#c2a5cf", "#fff8dc", "#a6dba0", "#1b7837")


def comparable(
    snapshot: Snapshot, indicator: Indicator, known: Sequence[date], day: date
) -> list[date]:
    """Return the known days before this one that its figures can be held against, latest first."""
    areas = {a.id for a in snapshot.on(day)}
    alike = (d for d in known if d < day and unlike(snapshot, indicator, d, day) is None)
    earlier = sorted(alike, reverse=True)
    return [d for d in earlier if areas & {a.id for a in snapshot.on(d)}]


def differences(indicator: Indicator, now: pd.DataFrame, then: pd.DataFrame) -> pd.Series:
    """Return by how much each row has risen; NaN where not both are exact, or both real.

    So it is where nothing newer was reported: that nothing has changed is not known.
    """
    then = then.reindex(now.index)
    newer = now["as_of"] != then["as_of"]
    exact = (now["standing"] == Standing.VALUE) & (then["standing"] == Standing.VALUE)
    alike = now["sample"].eq(True) == then["sample"].eq(True)
    risen = now["value"].astype(float) - then["value"].astype(float)
    return risen.where(exact & alike & newer, nan).round(indicator.decimals) + 0.0


def sentence(
    words: Words, indicator: Indicator, now: pd.DataFrame, risen: pd.Series, day: date
) -> str:
    """Return how many of the rows have risen and fallen since a day, and who the most."""
    known = risen.dropna()
    if known.empty:
        return words(N_("Nothing compares with {day}."), day=words.day(day))
    counts = {
        N_("{n} rose"): int((known > 0).sum()),
        N_("{n} fell"): int((known < 0).sum()),
        N_("{n} unchanged"): int((known == 0).sum()),
    }
    said = ", ".join(words(form, n=words.number(n)) for form, n in counts.items() if n)
    most = known.abs().max()
    names = now.loc[known.index[known.abs() == most], "name"]
    if most and len(names) == 1 and not indicator.categories:
        sign = "+" if known.loc[names.index[0]] > 0 else "−"
        size = f"{sign}{words.value(indicator, float(most))}"
        said += words(N_("; most {name} ({size})"), name=names.iloc[0], size=size)
    return words(N_("Compared with {day}: {said}."), day=words.day(day), said=said)


def scale(indicator: Indicator, risen: pd.Series) -> Scale:
    """Return five classes round "unchanged", or three where a larger step would say nothing."""
    unit = 10.0**-indicator.decimals
    size = risen.abs()[risen.abs() >= unit / 2]
    step = 0.0 if size.empty or indicator.categories else _plain(float(size.median()), unit)
    half = unit / 2
    colours = _LESS_TO_MORE if indicator.direction == "neither" else _WORSE_TO_BETTER
    if indicator.direction == "lower":
        colours = colours[::-1]
    if step <= unit:
        outer = (colours[0], colours[2], colours[4])
        return Scale((-half, half), outer, _texts(indicator, 0.0))
    return Scale((-step, -half, half, step), colours, _texts(indicator, step))


def painted(frame: pd.DataFrame, risen: pd.Series, by: Scale) -> pd.DataFrame:
    """Return the rows of a view with the class and the map's character of their difference."""
    klass = by.classify(risen)
    characters = [
        CHARACTERS[number] if pd.notna(number) else _blank(standing)
        for number, standing in zip(klass, frame["standing"], strict=True)
    ]
    return frame.assign(klass=klass, character=characters)


def _blank(standing: str) -> str:
    return str(Blank.UNCERTAIN if standing == Standing.VALUE else BLANKS[Standing(standing)])


def _plain(number: float, unit: float) -> float:
    """Return 1, 2 or 5 times a power of ten, at most as large as a number, at least a unit."""
    power = 10.0 ** floor(log10(number))
    step = max(n for n in (1, 2, 5) if n * power <= number * (1 + 1e-9)) * power
    return float(np.round(max(step, unit), 9))


def _texts(indicator: Indicator, step: float) -> tuple[Text, ...]:
    """Return the words of the classes, less first."""
    forms: tuple[str, ...]
    if indicator.categories:
        forms = (N_("a lower step"), N_("unchanged"), N_("a higher step"))
    elif step:
        forms = (
            N_("less by more than {step}"),
            N_("less by up to {step}"),
            N_("unchanged"),
            N_("more by less than {step}"),
            N_("more by {step} or more"),
        )
    else:
        forms = (N_("less"), N_("unchanged"), N_("more"))
    said = {key: Words(key) for key in LANGUAGES}
    steps = {key: words.value(indicator, step) if step else "" for key, words in said.items()}
    return tuple(
        Text(**{key: words(form, step=steps[key]) for key, words in said.items()}) for form in forms
    )
