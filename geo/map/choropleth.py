"""Painted areas as a folium map: its script never changes, and what does travels as one text.

streamlit-folium builds a map anew whenever the map's own script differs by a letter. So the map is
an empty one, the layer's script and the shapes are files with addresses of their own, and a paint,
one character an area, comes beside it in a feature group.
"""

import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from string import ascii_letters, digits
from typing import Any

import folium
from branca.element import Figure
from folium.template import Template
from folium.utilities import JsCode
from xstatic.pkg import leaflet

from geo.map.joined import joined
from geo.map.scale import BLANK_COLOURS, CHARACTERS, Blank
from geo.map.web import order_of

# One sign for each look that occurs in a paint. The first are one byte each in JSON as it is
# written into a page; a paint of more looks than that is right too, only longer.
_SIGNS = digits + ascii_letters + "!$()*+,-./:;=?@[]^|~" + "".join(map(chr, range(0x100, 0x180)))

# Told apart by their lines as well, because a projector or the sun leaves little of a pale colour.
BLANK_HATCHES: Mapping[Blank, str] = {
    Blank.NO_DATA: "rising",
    Blank.UNCERTAIN: "falling",
    Blank.NOT_ASSESSED: "dots",
    Blank.NOT_APPLICABLE: "cross",
}
_LEAFLET = Path(leaflet.BASE_DIR)
_LINE = "#0005"
_CSS_HATCHES = {
    "rising": f"repeating-linear-gradient(135deg, {_LINE} 0 1.5px, transparent 1.5px 6px)",
    "falling": f"repeating-linear-gradient(45deg, {_LINE} 0 1.5px, transparent 1.5px 6px)",
    "dots": f"radial-gradient({_LINE} 1.4px, transparent 1.6px) 0 0 / 6px 6px",
}
_CSS_HATCHES["cross"] = f"{_CSS_HATCHES['rising']}, {_CSS_HATCHES['falling']}"


@dataclass(frozen=True)
class Words:
    """What the map itself says, in the reader's language."""

    name: str  # what the map shows, for those who hear it
    open: str  # the button of the chosen area: "Mở trang xã"
    close: str
    walk: str  # how the areas are reached by keyboard
    zoom_in: str
    zoom_out: str
    whole: str
    failed: str  # the shapes could not be fetched; a tap on it tries again


@dataclass(frozen=True)
class StepWords:
    """What the bar says that steps through time, in the reader's language."""

    days: str  # what the days are: "Số liệu đến ngày"
    earlier: str
    later: str
    play: str
    pause: str


@dataclass(frozen=True)
class Steps:
    """The days that a reader can step through on the map itself."""

    stills: str  # address of what `reel` made
    day: str  # the one that is painted, as the stills name it
    words: StepWords


@dataclass(frozen=True)
class Paint:
    """One look at the areas."""

    ids: tuple[str, ...]  # in the order of the geometry
    classes: str  # for each of them a character of `scale`: a class, or a Blank
    colours: tuple[str, ...]  # of the classes, lowest first
    words: Words
    geometry: str = ""  # address of what `web_geometry` made
    tips: str = ""  # address of JSON, {area id: [line, …]}; fetched when first needed
    chosen: str | None = None
    card: bool = True  # whether the chosen area's figures show before it is tapped
    outlined: frozenset[str] = frozenset()  # ids to point out: a working group's areas
    dimmed: frozenset[str] = frozenset()  # ids that a filter leaves out
    steps: Steps | None = None

    def __post_init__(self) -> None:
        if len(self.classes) != len(self.ids):
            raise ValueError("classes_do_not_fit_areas")

    def content(self) -> dict[str, object]:
        """Return what the layer's script is given: `text` has one sign an area."""
        looks = [
            (character, area in self.outlined, area in self.dimmed)
            for area, character in zip(self.ids, self.classes, strict=True)
        ]
        signs = dict(zip(sorted(set(looks)), _SIGNS, strict=False))
        return {
            "geometry": self.geometry,
            "tips": self.tips,
            "order": order_of(self.ids),
            "text": "".join(signs[look] for look in looks),
            "looks": {
                sign: [*fill(look[0], self.colours), *look[1:]] for look, sign in signs.items()
            },
            "chosen": self.chosen,
            "card": self.card,
            "words": asdict(self.words),
            "steps": asdict(self.steps) if self.steps else None,
        }


def fill(character: str, colours: Sequence[str]) -> tuple[str, str]:
    """Return the colour and the hatch of a class or a blank; `colours` are of the classes."""
    if character in set(Blank):
        return BLANK_COLOURS[Blank(character)], BLANK_HATCHES[Blank(character)]
    return colours[CHARACTERS.index(character)], ""


def library() -> bytes:
    """Return the script of every map: Leaflet, its style and the layer's own script in one file.

    One file, because streamlit-folium fetches those of a map one after the other.
    """
    style = json.dumps(_style())
    put = f'document.head.appendChild(document.createElement("style")).textContent = {style};'
    return "\n;\n".join((_leaflet(), put, joined())).encode()


def draw(paint: Paint, script: str) -> tuple[folium.Map, folium.FeatureGroup]:
    """Return an empty map, the same whatever is shown, and the group that paints it.

    `script` is the address at which `library` can be had.
    For `st_folium(map, feature_group_to_add=group)`. Both are made anew for each run: st_folium
    adds the group to the map, and a map that has one already would be another map.
    """
    drawn = _map()
    drawn.default_js, drawn.default_css = [("atlas", script)], []
    return drawn, _Painting(paint.content())


def standalone(
    paint: Paint,
    *,
    geometry: bytes,
    tips: Mapping[str, Sequence[str]],
    stills: Mapping[str, object] | None = None,
    height: int = 560,
    name: str = "atlas",
) -> str:
    """Return the same map as a piece of HTML that needs no server and no network at all.

    `geometry` is what `web_geometry` made, `stills` what `reel` made for a paint with steps,
    `height` is in pixels. The button of an area leads to
    the element of the page whose id is the area's. `name` tells several maps of a page apart.
    """
    drawn = _map()
    drawn.default_js, drawn.default_css = [], []
    content = paint.content() | {"geometry": json.loads(geometry), "tips": dict(tips)}
    if paint.steps:
        content["steps"] = {**asdict(paint.steps), "stills": stills}
    group = _Painting(content)
    drawn._id = group._id = name
    group.add_to(drawn)
    page = drawn.get_root()
    assert isinstance(page, Figure)
    page.render()
    return (
        f"<style>{_style()}#{drawn.get_name()}{{height:{height}px}}</style>"
        f"<script>{_leaflet()}</script><script>{joined()}</script>"
        f"{page.html.render()}<script>{page.script.render()}</script>"
    )


def swatch(colour: str, hatch: str = "") -> str:
    """Return a CSS background that looks as an area of this fill does, for legends."""
    return f"{_CSS_HATCHES[hatch]}, {colour}" if hatch else colour


class _Painting(folium.FeatureGroup):
    """A group without features, whose script paints the map that it is added to."""

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.featureGroup();
            atlas.paint({{ this._parent.get_name() }}, {{ this.content }});
        {% endmacro %}
        """
    )

    def __init__(self, content: Mapping[str, object]):
        super().__init__()
        self.content = _literal(content)


def _literal(content: Mapping[str, object]) -> str:
    """Return this as JavaScript that ends no script of a page and is no template.

    folium takes what a template made for a template once more, so a name with braces in it would
    be evaluated. JSON itself never has two braces, or a brace and a sign, side by side.
    """
    text = json.dumps(content, separators=(",", ":"))
    return re.sub(r"[<>&']|\{(?=[{%#])", lambda found: f"\\u{ord(found[0]):04x}", text)


def _map() -> folium.Map:
    moves = JsCode("!matchMedia('(prefers-reduced-motion: reduce)').matches")
    options: dict[str, Any] = {
        "attribution_control": False,
        "double_click_zoom": False,  # two taps on an area open it
        "zoom_snap": 0.25,
        "zoom_animation": moves,
        "fade_animation": moves,
        "inertia": moves,
    }
    return folium.Map(tiles=None, zoom_control=False, **options)


@cache
def _leaflet() -> str:
    """Return Leaflet without the line that has a browser's developer tools ask for its sources."""
    text = (_LEAFLET / "leaflet.js").read_text("utf-8")
    return text.partition("//# sourceMappingURL")[0]


@cache
def _style() -> str:
    """Return Leaflet's style sheet with its pictures written into it."""

    def inline(found: re.Match[str]) -> str:
        picture = b64encode((_LEAFLET / found[1]).read_bytes()).decode()
        return f"url(data:image/png;base64,{picture})"

    text = (_LEAFLET / "leaflet.css").read_text("utf-8")
    return re.sub(r"url\((images/[\w-]+\.png)\)", inline, text)
