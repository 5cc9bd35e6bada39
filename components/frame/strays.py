"""What an address asks for and there is none of: named, with the nearest that there is."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple

from markupsafe import Markup, escape

from components.state import address, cached
from components.state.language import _, words
from data.figures.snapshot import Snapshot
from data.words import N_
from data.words.called import called
from geo.areas.names import fold

ALL = "all"  # of a choice that may be left open
MOST = 3
_ALERT = Markup('<p class="alert" role="alert">{}</p>')


class Sort(NamedTuple):
    """One sort of thing that an address may name: what is said, what there is, what is nearest."""

    none: str
    known: Callable[[Snapshot, str], bool]
    names: Callable[[Snapshot], Mapping[str, str]]  # what may be meant, by what an address has


def told(now: Snapshot, page: str, keeps: tuple[str, ...]) -> Iterator[Markup]:
    """Yield a notice for each thing that this page's address names and the workspace has not."""
    for key in (key for key in keeps if key in SORTS):
        sort = SORTS[key]
        several = address.asked_all(key) if key == "only" else [address.asked(key)]
        for one in filter(None, several):
            if not sort.known(now, one):
                yield _notice(now, page, key, sort, one)
            elif key == "commune" and key in address.instead():
                yield _not_here(now, one)


def _not_here(now: Snapshot, asked: str) -> Markup:
    """Return that a commune is not among those that a page can show, and which one is shown."""
    name, other = (_areas(now)[one] for one in (asked, address.instead()["commune"]))
    said = _(
        "Nothing of {name} is to be shown here. Shown instead: {other}.", name=name, other=other
    )
    return _ALERT.format(said)


def _notice(now: Snapshot, page: str, key: str, sort: Sort, asked: str) -> Markup:
    names = sort.names(now)
    form = Markup('<a data-go href="{}">{}</a>')
    found = near_day(asked, names) if sort is DAY else near(asked, names)
    links = [form.format(address.href(page, **{key: one}), names[one]) for one in found]
    parts = [escape(_(sort.none, asked=asked))]
    if links:
        parts.append(Markup("{} {}.").format(_("Did you mean:"), Markup(", ").join(links)))
    shown = address.instead().get(key, "")
    if shown in names:
        parts.append(escape(_("Shown instead: {name}.", name=names[shown])))
    return _ALERT.format(Markup(" ").join(parts))


def near(asked: str, names: Mapping[str, str]) -> list[str]:
    """Return what is nearest to what was asked for: by its own code first, then by its name."""
    said = fold(asked.partition("@")[0])
    same = [key for key in names if fold(key.partition("@")[0]) == said]
    folded = {key: fold(name) for key, name in names.items()}
    within = [key for key, name in folded.items() if len(said) > 2 and said in name]
    alike = get_close_matches(said, [*folded.values(), *names], MOST, 0.6)
    close = [key for word in alike for key, name in folded.items() if word in (name, key)]
    return list(dict.fromkeys([*same, *within, *close]))[:MOST]


def near_day(asked: str, names: Mapping[str, str]) -> list[str]:
    """Return the known day nearest to one that is none, in whichever order it has its parts."""
    parts = [int(part) for part in re.findall(r"\d+", asked)][:3]
    year = max(parts, default=0)
    if not date.min.year <= year <= date.max.year or not names:
        return []
    month, day = ([p for p in parts if p != year] + [12, 31])[:2]
    if asked.strip().endswith(str(year)) and len(parts) == 3:  # as people write it: day first
        month, day = day, month
    wanted = _order(year, min(month, 12), min(day, 31))
    return [min(names, key=lambda key: abs(wanted - _order(*map(int, key.split("-")))))]


def _order(year: int, month: int, day: int) -> int:
    return (year * 12 + month) * 31 + day


def _is_day(_now: Snapshot, asked: str) -> bool:
    try:
        return date.fromisoformat(asked) is not None
    except ValueError:
        return False


def _is_area(now: Snapshot, asked: str) -> bool:
    return asked in now.areas and now.areas[asked].level == now.settings.level


def _areas(now: Snapshot) -> Mapping[str, str]:
    mapped = (a for a in now.areas if a.level == now.settings.level)
    return {a.id: called(now.areas, a).said(words()) for a in mapped}


def _days(now: Snapshot) -> Mapping[str, str]:
    return {str(day): words().day(day) for day in cached.every_day(now)}


def _groups(now: Snapshot) -> Mapping[str, str]:
    return {key: words().text(group.short) for key, group in now.catalogue.groups.items()}


AREA = Sort(N_("There is no commune “{asked}”."), _is_area, _areas)
INDICATOR = Sort(
    N_("There is no indicator “{asked}”."),
    lambda now, asked: asked in now.catalogue.indicators,
    lambda now: {i.slug: words().text(i.title) for i in now.catalogue},
)
DAY = Sort(N_("“{asked}” is no day."), _is_day, _days)
GROUP = Sort(
    N_("There is no working group “{asked}”."),
    lambda now, asked: asked == ALL or asked in now.catalogue.groups,
    _groups,
)
SORTS: Mapping[str, Sort] = {
    "commune": AREA,
    "other": AREA,
    "only": AREA,
    "indicator": INDICATOR,
    "beside": INDICATOR,
    "day": DAY,
    "than": DAY,
    "group": GROUP,
}
