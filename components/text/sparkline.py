"""A figure over time as a drawing of a word's height, with its words for who cannot see it."""

import base64
from collections.abc import Sequence

from markupsafe import Markup

WIDTH, HEIGHT, EDGE = 120, 28, 3


def sparkline(values: Sequence[float | None], words: str, target: float | None = None) -> Markup:
    """Return a line through the values in order; a gap stays a gap, and the last one has a dot.

    `target`: a number that is drawn as a dashed line across.
    """
    known = [v for v in values if v is not None]
    if not known:
        return Markup("")
    ends = [*known, *([] if target is None else [target])]
    low, high = min(ends), max(ends)
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)
    points = [
        None if v is None else (EDGE + i * step, _y(v, low, high)) for i, v in enumerate(values)
    ]
    path = ""
    for before, point, after in zip([None, *points], points, [*points[1:], None], strict=False):
        if point:
            path += f"{'L' if before else 'M'}{point[0]:.1f} {point[1]:.1f}"
            path += "" if before or after else "h0"  # alone between gaps: a dot
    x, y = next(p for p in reversed(points) if p)
    level = "" if target is None else _level(_y(target, low, high))
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">{level}'
        f'<path d="{path}" fill="none" stroke="#2b78bd" stroke-width="2" stroke-linecap="round"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="#2b78bd"/></svg>'
    )
    data = base64.b64encode(drawing.encode()).decode()
    form = '<img class="spark" width="{}" height="{}" alt="{}" src="data:image/svg+xml;base64,{}">'
    return Markup(form).format(WIDTH, HEIGHT, words, data)


def _level(y: float) -> str:
    dashes = 'stroke="#b2182b" stroke-width="1.3" stroke-dasharray="4 3"'
    return f'<path d="M0 {y:.1f}H{WIDTH}" {dashes}/>'


def _y(value: float, low: float, high: float) -> float:
    if high == low:
        return HEIGHT / 2
    return HEIGHT - EDGE - (value - low) / (high - low) * (HEIGHT - 2 * EDGE)
