"""What is taken away of a view: its rows, and all that must be known of them where they go."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.catalogue.indicators import Indicator
from data.catalogue.periods import Period
from data.figures.snapshot import Snapshot
from data.words import N_, Words

HEADINGS = {
    "place": N_("Place"),
    "code": N_("Commune code"),
    "title": N_("Commune"),
    "value": N_("Value"),
    "class": N_("Class"),
    "plan": N_("Plan"),
    "verdict": N_("Verdict"),
    "day": N_("Figures up to"),
    "note": N_("Note"),
    "area": N_("Area id"),  # what programs know it by: the last one, and out of sight
}


@dataclass(frozen=True)
class Taken:
    """The rows of a view as `describe.table` makes them, and what is said of them."""

    words: Words
    now: Snapshot
    indicator: Indicator
    day: date
    rows: pd.DataFrame
    name: str = "table"  # of the file, without its ending
    filters: tuple[str, ...] = ()  # what the reader has chosen; none: everything is there
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # what to know before anything is concluded
    address: str = ""  # where the view can be seen
    month: Period | None = None  # that the figures and plans are of, where they are of one alone

    @property
    def title(self) -> str:
        """Return what is measured."""
        return self.words.text(self.indicator.title)

    @property
    def place(self) -> str:
        """Return what the place is called on the day."""
        return self.words.text(self.now.settings.title_on(self.day))

    @property
    def of_when(self) -> str:
        """Return until when the figures are, or of which month."""
        if self.month:
            return self.words(N_("Figures of {period}"), period=self.words.period(self.month))
        return self.words(N_("Figures up to {day}"), day=self.words.day(self.day))

    @property
    def filtered(self) -> str:
        """Return which rows these are of all that there are."""
        chosen = "; ".join(self.filters) or self.words(N_("none, all units"))
        return self.words(N_("Filter: {filters}"), filters=chosen)

    @property
    def today(self) -> date:
        """Return the day on which they are taken, by the clock of the place."""
        return self.now.settings.clock.today()

    def heads(self, columns: list[str]) -> list[str]:
        """Return the headings; numbers say what they are of: the table can be read alone."""
        unit = self.words.unit(self.indicator)
        said = f" ({unit})" if unit else ""
        plan = self.words(N_("Plan of {year}: {title}"), year=self.day.year, title=self.title)
        value = self.title
        if self.month:
            of = self.words.period(self.month)
            plan = self.words(N_("Plan of {period}: {title}"), period=of, title=self.title)
            value = self.words(N_("{title}, {period}"), title=self.title, period=of)
        own = {"value": value + said, "plan": plan + said}
        return [own.get(c) or self.words(HEADINGS[c]) for c in columns]

    def table(self) -> pd.DataFrame:
        """Return the rows with the columns that say something; words stand for values in words."""
        rows = self.rows[list(HEADINGS)]
        if self.indicator.categories:
            known = rows["class"].isin(
                [self.words.text(c.title) for c in self.indicator.categories]
            )
            rows = rows.assign(
                **{"value": rows["class"].where(known), "class": rows["class"].mask(known)}
            )
        kept = [c for c in rows.columns if c in ("area", "value") or _says(rows[c])]
        return rows[kept]

    def below(self) -> list[str]:
        """Return what stands below the table, a line each."""
        said, lines = self.words, []
        if self.sources:
            lines.append(said(N_("Source: {sources}"), sources="; ".join(self.sources)))
        lines += self.notes
        made = said(
            N_("Taken on {day}; later changes are not in this file."), day=said.day(self.today)
        )
        return [*lines, made, *([self.address] if self.address else [])]


def _says(column: pd.Series) -> bool:
    return any(pd.notna(v) and v != "" for v in column)
