"""An indicator of one commune over time: its chart, the table below it, and their words."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from markupsafe import Markup

from components.state import cached
from components.text import html
from components.text.chart import Line, Span, Spot, chart, reach, ticks
from data.catalogue.indicators import Indicator
from data.figures import course as courses
from data.figures import describe
from data.figures.course import Break, Course, Mean, Point
from data.figures.snapshot import Snapshot
from data.words import N_, Words
from geo.areas import Area

BREAKS = {
    "area": N_("new boundaries {day}"),
    "criteria": N_("new set of criteria {day}"),
    "threshold": N_("new threshold {day}"),
}
LINES: dict[str, tuple[str, Callable[[Point], float | None]]] = {
    "own": (N_("This commune"), lambda p: p.value),
    "every": (N_("Mean of all communes"), lambda p: p.every.value if p.every else None),
    "alike": (N_("Mean of communes alike"), lambda p: p.alike.value if p.alike else None),
    "target": (N_("Target"), lambda p: p.target),
}


def of(now: Snapshot, indicator: Indicator, area: Area, day: date, *, alike: bool = True) -> Course:
    """Return the course of an indicator in an area up to a day, with those `alike` or without."""
    slug = indicator.slug
    return courses.course(
        now,
        indicator,
        area,
        day,
        cached.past(now, slug),
        cached.means(now, slug),
        cached.targets(now, slug),
        cached.alike(now, area.id, day) if alike else (),
    )


def drawn(said: Words, now: Snapshot, course: Course, axis: Span | None = None) -> Markup:
    """Return the chart of a course; of one axis with others where one is given."""
    points = course.points
    lines = [
        Line(look, [[(d.toordinal(), v) for d, v in piece] for piece in pieces])
        for look, (_, of) in LINES.items()
        if (pieces := courses.lines(now, course, of))
    ]
    indicator, least = course.indicator, 10.0**-course.indicator.decimals
    axis = axis or reach([v for line in lines for piece in line.pieces for _, v in piece], least)
    spots = [Spot(p.day.toordinal(), p.value, tuple(tip(said, indicator, p))) for p in points]
    return chart(
        lines,
        spots,
        axis,
        scale=[(v, _number(said, indicator, v)) for v in ticks(axis, least)],
        ends=(said.day(points[0].day), said.day(points[-1].day)),
        words=_alternative(said, course),
        marks=[(b.day.toordinal(), mark(said, b)) for b in course.breaks],
    )


def name(said: Words, look: str) -> str:
    """Return what a line of a chart is."""
    return said(LINES[look][0])


def mark(said: Words, found: Break) -> str:
    """Return what is to be known of a day from which on values answer another question."""
    return said(BREAKS[found.why], day=said.day(found.day))


def mean(said: Words, indicator: Indicator, found: Mean | None) -> str:
    """Return a mean in words, with how many areas it is of where it is not of all of them."""
    if found is None:
        return ""
    decimals = max(indicator.decimals, 1)
    value = said.number(found.value, decimals)
    if found.n == found.of:
        return value
    return said(N_("{value} ({n} of {of})"), value=value, n=found.n, of=found.of)


def own(said: Words, indicator: Indicator, point: Point) -> str:
    """Return the area's own value of a day in words, or why there is none."""
    if point.row is None:
        return said.value(indicator, point.value)
    return describe.value(said, indicator, point.row)


def tip(said: Words, indicator: Indicator, point: Point) -> Iterator[str]:
    """Yield what a chart says of one day."""
    yield f"{said.day(point.day)}: {own(said, indicator, point)}"
    for look, found in (("every", point.every), ("alike", point.alike)):
        if found:
            yield f"{name(said, look)}: {mean(said, indicator, found)}"
    if point.target is not None:
        yield f"{name(said, 'target')}: {_number(said, indicator, point.target)}"


def table(said: Words, course: Course) -> Markup:
    """Return the figures of a course, the latest first; a column that says nothing is left out."""
    indicator = course.indicator
    heads = [N_("Figures up to"), N_("Value"), *(LINES[k][0] for k in ("every", "alike", "target"))]
    rows = [
        [
            said.day(p.day),
            html.Number(own(said, indicator, p)),
            html.Number(mean(said, indicator, p.every)),
            html.Number(mean(said, indicator, p.alike)),
            html.Number("" if p.target is None else _number(said, indicator, p.target)),
            "; ".join(_notes(said, course, p)),
        ]
        for p in reversed(course.points)
    ]
    return html.filled([said(h) for h in (*heads, N_("Note"))], rows, css="course")


def _notes(said: Words, course: Course, point: Point) -> Iterator[str]:
    """Yield what is to be known of a day: marks of its figure, and what begins between two days."""
    if point.row is None:
        yield describe.mark(said, "rebuilt")
    else:
        sample = describe.mark(said, "sample")
        yield from (m for m in describe.marks(said, point.row) if m != sample)
    days = [p.day for p in course.points]
    n = days.index(point.day)
    before = days[n - 1] if n else date.min
    yield from (mark(said, b) for b in course.breaks if before < b.day <= point.day)


def key(said: Words, courses_: Sequence[Course]) -> Markup:
    """Return what each line of these charts is, of those that occur in them."""
    drawn = [
        look
        for look, (_, of) in LINES.items()
        if any(of(p) is not None for course in courses_ for p in course.points)
    ]
    form = Markup('<span class="line-key {}"></span><span>{}</span> ')
    shown = Markup("").join(form.format(look, name(said, look)) for look in drawn)
    return Markup('<p class="lines-key">{}</p>').format(shown) if drawn else Markup("")


def _alternative(said: Words, course: Course) -> str:
    known = [p for p in course.points if p.value is not None]
    first, last = known[0], known[-1]
    return said(
        N_("{title}: from {first} ({from_day}) to {last} ({to_day})"),
        title=said.text(course.indicator.title),
        first=said.value(course.indicator, first.value),
        from_day=said.day(first.day),
        last=said.value(course.indicator, last.value),
        to_day=said.day(last.day),
    )


def _number(said: Words, indicator: Indicator, value: float) -> str:
    """Return a value with no more decimals than it has."""
    text = f"{value:.{indicator.decimals}f}" if indicator.decimals else ""
    if indicator.decimals and text.rstrip("0").endswith("."):
        return said.number(value, 0)
    own = len(f"{value:.6f}".rstrip("0").partition(".")[2])
    return said.number(value, min(own, max(indicator.decimals, 1)))
