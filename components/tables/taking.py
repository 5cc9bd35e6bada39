"""What people take away of a view: a workbook, a table for other programs."""

import json
from functools import partial

import pandas as pd
import streamlit as st
from markupsafe import Markup

from components.map import headline
from components.map.choices import Choice
from components.map.look import Look, class_words, legend
from components.state import address
from components.state.language import _, words
from components.text import notices
from data.catalogue.indicators import Indicator
from data.catalogue.periods import month_of
from data.figures.snapshot import Snapshot
from data.outputs import csvw, export
from data.outputs.named import named
from data.outputs.taken import Taken
from geo.map.choropleth import BLANK_HATCHES


def offer(now: Snapshot, choice: Choice, seen: Look, rows: pd.DataFrame) -> None:
    """Offer the rows that are shown as files; each is made only when it is asked for."""
    klass = class_words(words(), choice, seen)
    taken = _taken(now, choice, seen.frame[seen.frame.index.isin(rows["area"])], rows, klass)
    with st.container(horizontal=True, key="taking"):
        for ending, make, label in (
            ("xlsx", export.to_xlsx, _("Save as Excel")),
            ("zip", csvw.to_zip, _("Save as CSV")),
        ):
            st.download_button(
                label,
                partial(make, taken),
                file_name=f"{taken.name}.{ending}",
                on_click="ignore",
                key=f"save_{ending}",
            )
        st.html(_picture(now, choice, seen, taken), width="content")
    if taken.filters:
        st.html(Markup('<p class="on-paper">{}</p>').format(taken.filtered))


def _picture(now: Snapshot, choice: Choice, seen: Look, taken: Taken) -> Markup:
    """Return the button that saves the map as a picture, with what is said round it as data.

    Where the colours are of changes, the figures themselves are not written upon them: `data-bare`.
    """
    said = words()
    hatches = {blank.value: hatch for blank, hatch in BLANK_HATCHES.items()}
    sentence, _besides = headline.said_of(said, now, choice, seen.frame)
    told = {
        "name": f"{taken.name}.png",
        "title": sentence,
        "under": " · ".join((taken.title, taken.place, taken.of_when, *taken.filters)),
        "legend": {
            "unit": seen.title,
            "note": seen.note,
            "rows": [
                {
                    "colour": row.colour,
                    "hatch": hatches.get(row.character, ""),
                    "words": row.words,
                    "count": said.number(row.count),
                }
                for row in legend(said, choice, seen)
            ],
        },
        "below": taken.below(),
    }
    form = Markup('<button type="button" class="tool" data-picture="{}"{}>{}</button>')
    bare = Markup(" data-bare") if choice.changes else ""
    return form.format(json.dumps(told, ensure_ascii=False), bare, _("Save the map as a picture"))


def _taken(
    now: Snapshot, choice: Choice, frame: pd.DataFrame, rows: pd.DataFrame, klass: str
) -> Taken:
    said, last = words(), frame["as_of"].max()
    return Taken(
        words=said,
        now=now,
        indicator=choice.indicator,
        day=choice.day,
        rows=rows,
        name=named(
            said.text(now.settings.title_on(choice.day)),
            said.text(choice.indicator.title),
            choice.day,
            _kept(now, choice, klass),
        ),
        filters=(*filters(now, choice), *([klass] if klass else [])),
        sources=tuple(notices.sources(now, frame)),
        notes=(*notices.marks(said, frame), *_known(choice.indicator)),
        address=address.whole(),
        month=month_of(last.date()) if choice.span == "month" and pd.notna(last) else None,
    )


def _kept(now: Snapshot, choice: Choice, klass: str) -> str:
    """Return what the reader has chosen as a file's name has it."""
    parts = [_("Last month only")] if choice.span == "month" else []
    parts += [*choice.kinds, *(now.areas[area].name for area in choice.only)]
    return " ".join([*parts, klass])


def filters(now: Snapshot, choice: Choice) -> list[str]:
    """Return in words what the reader has chosen: of when a sum is, which units."""
    said = [_("Last month only")] if choice.span == "month" else []
    said += [kind[:1].upper() + kind[1:] for kind in choice.kinds]
    if choice.only:
        titles = ", ".join(now.areas[area].title for area in choice.only)
        said.append(_("Only {names}", names=titles))
    return said


def _known(indicator: Indicator) -> list[str]:
    texts = (indicator.before_concluding, indicator.local)
    return [said for text in texts if (said := words().text(text))]
