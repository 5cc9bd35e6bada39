"""Who has reported and who has not, as a map: three colours with their words."""

from datetime import date

import streamlit as st
from markupsafe import Markup

from components.map import panel
from components.map import view as map_view
from components.state import address, cached
from components.state.language import words
from components.state.routes import PREFIX
from components.text import html
from data.figures.completeness import Completeness, Share
from data.figures.snapshot import Snapshot
from data.words import N_, Words
from geo.map import choropleth
from geo.map.scale import BLANK_COLOURS, Blank

LOOKS = {  # the character of the map's text, the colour, the words
    Share.NONE: ("0", "#d7191c", N_("Nothing reported")),
    Share.PART: ("1", "#fdae61", N_("Something missing")),
    Share.ALL: ("2", "#2c7bb6", N_("All reported")),
    Share.NOT_DUE: (str(Blank.NOT_APPLICABLE), "", N_("Nothing due")),
}
COLOURS = tuple(colour for _, colour, _ in LOOKS.values() if colour)


def show(now: Snapshot, found: Completeness, day: date, title: str, *, height: int) -> None:
    """Show the map; a tap chooses a commune."""
    ids = tuple(area.id for area in found.areas)
    asked = address.asked("commune")
    drawn, group = choropleth.draw(
        choropleth.Paint(
            ids=ids,
            classes="".join(LOOKS[found.share(i)][0] for i in ids),
            colours=COLOURS,
            words=panel.map_words(words(), title),
            geometry=PREFIX + cached.geometry(now, day),
            chosen=asked if asked in ids else None,
            card=False,
        ),
        PREFIX + cached.library(),
    )
    click = map_view.show(drawn, group, key="reports", height=height)
    if click:
        address.write(commune=click.area if click.area in ids else None)
        st.rerun()


def legend(said: Words, found: Completeness) -> Markup:
    """Return each colour of the map with its words and how many communes have it."""
    shares = [found.share(area.id) for area in found.areas]
    rows = [
        Markup("<li>{}<b>{}</b></li>").format(swatch(said, share), said.number(shares.count(share)))
        for share in LOOKS
        if share != Share.NOT_DUE or share in shares
    ]
    return Markup('<div class="legend"><ul>{}</ul></div>').format(Markup("").join(rows))


def swatch(said: Words, share: Share) -> Markup:
    """Return the colour of a share with its words."""
    _character, colour, word = LOOKS[share]
    hatched = choropleth.swatch(
        BLANK_COLOURS[Blank.NOT_APPLICABLE], choropleth.BLANK_HATCHES[Blank.NOT_APPLICABLE]
    )
    return html.swatch(colour or hatched, said(word))
