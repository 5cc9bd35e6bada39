"""Small charts of two things: from one figure to another, two trends, a dot a commune.

Dots and bars are elements with styles, so that colours follow the page's; what they show is said
in the table beside them, or in the words that each carries.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from markupsafe import Markup

WIDTH, HEIGHT, EDGE = 150, 36, 4
FIRST, SECOND = "#2b78bd", "#b45309"  # told apart by their dashes as well


def step(first: float, second: float, low: float, high: float, words: str) -> Markup:
    """Return a line from one figure to another, on a span from `low` to `high` that rows share."""
    width = (high - low) or 1.0
    one, other = (100 * (value - low) / width for value in (first, second))
    form = (
        '<span class="step" role="img" aria-label="{}" title="{}">'
        '<i style="left:{:.1f}%;width:{:.1f}%"></i>'
        '<b class="from" style="left:{:.1f}%"></b><b class="to" style="left:{:.1f}%"></b></span>'
    )
    return Markup(form).format(words, words, min(one, other), abs(one - other), one, other)


def trends(first: Sequence[float | None], second: Sequence[float | None], words: str) -> Markup:
    """Return two lines over the same days in one drawing; a gap stays a gap."""
    known = [v for v in (*first, *second) if v is not None]
    if len(first) < 2 or len(known) < 3:
        return Markup("")
    low, high = min(known), max(known)
    drawn = [_line(second, low, high, SECOND, "4 3"), _line(first, low, high, FIRST, "none")]
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">'
        f"{''.join(drawn)}</svg>"
    )
    data = base64.b64encode(drawing.encode()).decode()
    form = '<img class="spark" width="{}" height="{}" alt="{}" src="data:image/svg+xml;base64,{}">'
    return Markup(form).format(WIDTH, HEIGHT, words, data)


def _line(values: Sequence[float | None], low: float, high: float, ink: str, dash: str) -> str:
    across = (WIDTH - 2 * EDGE) / (len(values) - 1)
    up = (HEIGHT - 2 * EDGE) / ((high - low) or 1.0)
    path, pen, dot = "", "M", ""
    for i, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        x, y = EDGE + i * across, HEIGHT - EDGE - (value - low) * up
        path += f"{pen}{x:.1f} {y:.1f}"
        pen, dot = "L", f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{ink}"/>'
    look = f'fill="none" stroke="{ink}" stroke-width="2" stroke-dasharray="{dash}"'
    return f'<path d="{path}" {look}/>{dot}'


CROWD = 300  # dots above which none has room for a name; only the chosen one keeps its own
FIELD = (600, 416)  # pixels: about what a scatter has on a usual screen, by style.css
LETTER, LINE, BESIDE = 7.5, 20, 10  # of a name: the width of a letter, its height, how far off


@dataclass(frozen=True)
class Dot:
    """One commune in a scatter: where it stands, what it is called, and what both figures are."""

    x: float
    y: float
    name: str
    words: str
    link: str
    marked: bool = False


@dataclass(frozen=True)
class Axis:
    """One side of a scatter: its title, and its marks in words by the place of each."""

    title: str
    low: float
    high: float
    marks: tuple[tuple[float, str], ...]

    def at(self, value: float) -> float:
        """Return how far along it a value lies, in per cent."""
        return 100 * (value - self.low) / (self.high - self.low)


def edges(values: Sequence[float], most: int = 5) -> list[float]:
    """Return round numbers, evenly apart, from below the least value to above the greatest one."""
    low, high = min(values), max(values)
    raw = ((high - low) or abs(high) or 1.0) / most
    unit = 10.0 ** floor(log10(raw))
    apart = next(unit * m for m in (1, 2, 5, 10) if unit * m >= raw * (1 - 1e-9))
    first, last = floor(low / apart + 1e-9), ceil(high / apart - 1e-9)
    return [round(n * apart, 9) for n in range(first, max(last, first + 1) + 1)]


def scatter(x: Axis, y: Axis, dots: Sequence[Dot], words: str) -> Markup:
    """Return a dot a commune in a field with two axes; each dot is a link with its words."""
    across = Markup("").join(
        Markup('<span class="x" style="left:{:.1f}%">{}</span>').format(x.at(v), said)
        for v, said in x.marks
    )
    up = Markup("").join(
        Markup('<span class="y" style="bottom:{:.1f}%">{}</span>').format(y.at(v), said)
        for v, said in y.marks
    )
    spots: dict[tuple[float, float], list[Dot]] = {}
    for dot in sorted(dots, key=lambda dot: not dot.marked):  # the chosen one keeps its name
        spots.setdefault((round(x.at(dot.x), 2), round(y.at(dot.y), 2)), []).append(dot)
    taken: list[tuple[float, float, float, float]] = []
    drawn = _bare if len(dots) > CROWD else _spot
    shown = Markup("").join(drawn(*spot, own, taken) for spot, own in spots.items())
    field = Markup(
        '<figure class="scatter" aria-label="{}"><figcaption class="up">{}</figcaption>'
        '<div class="field">{}{}{}</div><figcaption class="across">{}</figcaption></figure>'
    )
    return field.format(words, y.title, up, across, shown, x.title)


def _spot(
    left: float, bottom: float, dots: list[Dot], taken: list[tuple[float, float, float, float]]
) -> Markup:
    """Return all communes of one place: a dot, and their names where there is room for them.

    Names without room are seen when the dot is pointed at; the table has all of them.
    """
    names = Markup("").join(
        Markup('<a data-go href="{}" title="{}" aria-label="{}">{}</a>').format(
            dot.link, dot.words, dot.words, dot.name
        )
        for dot in dots
    )
    width = LETTER * max(len(dot.name) for dot in dots)
    before = left > 75  # its name would leave the field
    at = left / 100 * FIELD[0] + (-BESIDE - width if before else BESIDE)
    middle, half = bottom / 100 * FIELD[1], LINE * len(dots) / 2
    box = (at, at + width, middle - half, middle + half)
    free = not any(
        box[0] < b[1] and b[0] < box[1] and box[2] < b[3] and b[2] < box[3] for b in taken
    )
    if free:
        taken.append(box)
    kinds = {"marked": dots[0].marked, "before": before, "crowded": not free}
    form = '<span class="dot {}" style="left:{:.2f}%;bottom:{:.2f}%"><i></i><span>{}</span></span>'
    return Markup(form).format(" ".join(k for k, is_ in kinds.items() if is_), left, bottom, names)


def _bare(
    left: float, bottom: float, dots: list[Dot], taken: list[tuple[float, float, float, float]]
) -> Markup:
    """Return a dot with neither name nor link, or that of the chosen commune."""
    if dots[0].marked:
        return _spot(left, bottom, dots, taken)
    form = '<span class="dot" style="left:{:.2f}%;bottom:{:.2f}%"><i></i></span>'
    return Markup(form).format(left, bottom)
