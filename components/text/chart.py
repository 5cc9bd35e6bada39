"""Lines over time as a drawing with its words: an axis, what is marked, and each day's figures.

Streamlit lets no drawing into a page but as a picture. What is read of it and touched on it is
text of the page, laid over the picture: no script, and the same on paper and without a network.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor, log10

from markupsafe import Markup

WIDTH, HEIGHT = 600, 200  # in the drawing's own units; it is stretched over its place and an edge
_PATH = '<path vector-effect="non-scaling-stroke" d="M{}" {}/>'
LOOKS = {  # each reads on white and on a dark page, and apart from the others in grey
    "target": 'stroke="#d9480f" stroke-width="1.6" stroke-dasharray="7 4"',
    "every": 'stroke="#878e96" stroke-width="1.8"',
    "alike": 'stroke="#878e96" stroke-width="1.6" stroke-dasharray="1.5 3.5"',
    "own": 'stroke="#2b78bd" stroke-width="2.6"',
}
_DOT = 'stroke="#2b78bd" stroke-width="7"'
_BREAK = 'stroke="#878e96" stroke-width="1" stroke-dasharray="3 3"'
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-12 -8 624 216" preserveAspectRatio="none">'
    '<g fill="none" stroke-linecap="round" stroke-linejoin="round">{}</g></svg>'
)


@dataclass(frozen=True)
class Line:
    """A line in pieces: what lies between two of them is not known, or not to be compared."""

    look: str
    pieces: Sequence[Sequence[tuple[float, float]]]


@dataclass(frozen=True)
class Spot:
    """A place on the axis that says what is known there; `at` is where the own line has its dot."""

    x: float
    at: float | None
    said: Sequence[str]


@dataclass(frozen=True)
class Span:
    """From where to where an axis reaches."""

    low: float
    high: float

    def share(self, value: float) -> float:
        """Return how far along a value lies, from 0 to 1; in the middle where nothing differs."""
        return (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5


def reach(values: Sequence[float], least: float) -> Span:
    """Return a span with round ends that holds these values, from zero on where it is near.

    `least` is the smallest step between two values: whole schools have no half.
    """
    low, high = min(values), max(values)
    if 0 < low <= 0.7 * high:
        low = 0.0
    if high == low:
        low, high = (0.0, high) if high > 0 else (low - 1, low + 1)
    step = _step(high - low, least)
    return Span(floor(low / step) * step, ceil(high / step - 1e-9) * step)


def _step(size: float, least: float) -> float:
    """Return the round step that leads over a size in no more than four."""
    power: float = 10 ** floor(log10(size / 2))
    return max(next(n * power for n in (1, 2, 2.5, 5, 10) if size / (n * power) <= 4), least)


def ticks(span: Span, least: float) -> list[float]:
    """Return the round values of a span, the lowest first."""
    step = _step(span.high - span.low, least)
    return [span.low + n * step for n in range(round((span.high - span.low) / step) + 1)]


def chart(
    lines: Sequence[Line],
    spots: Sequence[Spot],
    axis: Span,
    *,
    scale: Sequence[tuple[float, str]],
    ends: tuple[str, str],
    words: str,
    marks: Sequence[tuple[float, str]] = (),
) -> Markup:
    """Return the chart; `scale` are the values written at its side, `ends` the first and last day.

    `words` say it to who cannot see it, `marks` are upright lines with their words.
    """
    days = Span(min(s.x for s in spots), max(s.x for s in spots))
    data = base64.b64encode(_drawing(lines, spots, axis, days, marks).encode()).decode()
    form = Markup('<i style="bottom:{:.1f}%">{}</i>')
    side = Markup("").join(form.format(100 * axis.share(v), said) for v, said in scale)
    above = Markup("").join(
        Markup('<b style="{}:{:.1f}%">{}</b>').format(*_beside(days.share(x)), said)
        for x, said in marks
    )
    touched = Markup("").join(_touched(spots, axis, days))
    first, last = ends
    return Markup(
        '<div class="chart"><div class="plot"><img alt="{}" src="data:image/svg+xml;base64,{}">'
        '{}{}{}</div><p class="ends"><span>{}</span><span>{}</span></p></div>'
    ).format(words, data, side, above, touched, first, last)


def _beside(share: float) -> tuple[str, float]:
    """Return from which side, and how far, words stand beside an upright line."""
    return ("left", 100 * share) if share < 0.6 else ("right", 100 * (1 - share))


def _touched(spots: Sequence[Spot], axis: Span, days: Span) -> list[Markup]:
    """Return a strip for each day, as far as half the way to the next, that says what it knows."""
    shares = [days.share(s.x) for s in spots]
    edges = [0.0, *((a + b) / 2 for a, b in pairwise(shares)), 1.0]
    form = (
        '<span class="day{}" tabindex="-1"'
        ' style="left:{:.2f}%;width:{:.2f}%;--x:{:.0f}%;--y:{:.1f}%"><span>{}</span></span>'
    )
    made = []
    for n, spot in enumerate(spots):
        left, wide = edges[n], max(edges[n + 1] - edges[n], 0.001)
        kind = "" if spot.at is not None else " none"
        height = 100 * axis.share(spot.at) if spot.at is not None else 50.0
        kind += " late" if shares[n] > 0.5 else ""
        said = Markup("<br>").join(spot.said)
        within = 100 * (shares[n] - left) / wide
        made.append(Markup(form).format(kind, 100 * left, 100 * wide, within, height, said))
    return made


def _drawing(
    lines: Sequence[Line],
    spots: Sequence[Spot],
    axis: Span,
    days: Span,
    marks: Sequence[tuple[float, str]],
) -> str:
    def at(x: float, y: float) -> tuple[float, float]:
        return WIDTH * days.share(x), HEIGHT * (1 - axis.share(y))

    breaks = (f"{WIDTH * days.share(x):.1f} 0V{HEIGHT}" for x, _ in marks)
    drawn = [_PATH.format(one, _BREAK) for one in breaks]
    for line in sorted(lines, key=lambda one: list(LOOKS).index(one.look)):
        for piece in line.pieces:
            points = [at(*p) for p in piece]
            path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + ("h.01" * (len(points) == 1))
            drawn.append(_PATH.format(path, LOOKS[line.look]))
    last = [at(s.x, s.at) for s in spots if s.at is not None][-1:]
    drawn += [_PATH.format(f"{x:.1f} {y:.1f}h.01", _DOT) for x, y in last]
    return _SVG.format("".join(drawn))
