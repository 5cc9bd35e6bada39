"""What an address asks for and there is none of: named, with the nearest that there is."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
    """One sort of thing that an address may name: what is said, what there is, how it is called."""

    none: str
    known: Callable[[Snapshot, str], bool]
    every: Callable[[Snapshot], Iterable[str]]
    name: Callable[[Snapshot, str], str]


def told(now: Snapshot, page: str, keeps: tuple[str, ...]) -> Iterator[Markup]:
    """Yield a notice for what this page's address names and the workspace or the page has not."""
    for key in (key for key in keeps if key in SORTS):
        sort, elsewhere = SORTS[key], []
        for one in _asked(key):
            if not sort.known(now, one):
                yield _nowhere(now, page, key, one)
            elif key in address.instead() and one not in address.instead()[key].offered:
                elsewhere.append(one)
        if elsewhere and sort in (AREA, DAY) and not _is_beside_itself(key):
            yield _not_here(now, page, key, elsewhere)


def _asked(key: str) -> list[str]:
    several = address.asked_all(key) if key == "only" else [address.asked(key)]
    return [one for one in several if one]


def _is_beside_itself(key: str) -> bool:
    """Say whether the second commune is the first one, beside which another one is then shown."""
    return key == "other" and address.asked(key) == address.link().get("commune")


def _nowhere(now: Snapshot, page: str, key: str, asked: str) -> Markup:
    """Return that there is no such thing, the nearest ones that the page has, and what is shown."""
    names = _names(now, key)
    find = near_day if SORTS[key] is DAY else near
    said = escape(_(SORTS[key].none, asked=asked))
    return _notice(said, _links(page, key, asked, find(asked, names), names), _shown(now, key))


def _not_here(now: Snapshot, page: str, key: str, asked: Sequence[str]) -> Markup:
    """Return that the page has nothing of these, the nearest one, and what is shown."""
    sort, names, found = SORTS[key], _names(now, key), list[str]()
    if len(asked) == 1:  # of several each would need its own
        found = near_day(asked[0], names) if sort is DAY else same_code(asked[0], names)
    said = _(
        "Nothing of {name} is to be shown here.", name=", ".join(sort.name(now, a) for a in asked)
    )
    return _notice(escape(said), _links(page, key, asked[0], found, names), _shown(now, key))


def _names(now: Snapshot, key: str) -> dict[str, str]:
    """Return what may be meant, by what the address has: of what the page offers, where it does."""
    sort, instead = SORTS[key], address.instead().get(key)
    may = instead.offered if instead else sort.every(now)
    return {one: sort.name(now, one) for one in may if one != ALL and sort.known(now, one)}


def _links(
    page: str, key: str, asked: str, found: Sequence[str], names: Mapping[str, str]
) -> Markup:
    """Return links that put each in the place of what was asked for, and leave the rest."""
    form, parts = Markup('<a data-go href="{}">{}</a>'), _asked(key)
    links = []
    for one in found:
        whole = [one if part == asked else part for part in parts]
        value = address.together(list(dict.fromkeys(whole))) if key == "only" else one
        links.append(form.format(address.href(page, **{key: value}), names[one]))
    return Markup(", ").join(links)


def _shown(now: Snapshot, key: str) -> str:
    """Return what the page shows instead, in words; nothing where it shows the rest of several."""
    instead = address.instead().get(key)
    if instead is None or (key == "only" and instead.shown):
        return ""
    if SORTS[key] is AREA and instead.shown in ("", ALL):
        return _("All communes")
    return "" if instead.shown == ALL else SORTS[key].name(now, instead.shown)


def _notice(said: Markup, links: Markup, shown: str) -> Markup:
    parts = [said]
    if links:
        parts.append(Markup("{} {}.").format(_("Did you mean:"), links))
    if shown:
        parts.append(escape(_("Shown instead: {name}.", name=shown)))
    return _ALERT.format(Markup(" ").join(parts))


def near(asked: str, names: Mapping[str, str]) -> list[str]:
    """Return what is nearest to what was asked for: by its own code first, then by its name."""
    said = fold(asked.partition("@")[0])
    same = same_code(asked, names)
    folded = {key: fold(name) for key, name in names.items()}
    within = [key for key, name in folded.items() if len(said) > 2 and said in name]
    alike = get_close_matches(said, [*folded.values(), *names], MOST, 0.6)
    close = [key for word in alike for key, name in folded.items() if word in (name, key)]
    return list(dict.fromkeys([*same, *within, *close]))[:MOST]


def same_code(asked: str, names: Mapping[str, str]) -> list[str]:
    """Return what has the same code, of whichever day."""
    said = fold(asked.partition("@")[0])
    return [key for key in names if fold(key.partition("@")[0]) == said]


def near_day(asked: str, names: Mapping[str, str]) -> list[str]:
    """Return the known day nearest to one that is none, in whichever order it has its parts."""
    parts = [int(part) for part in re.findall(r"\d{1,4}", asked)][:3]
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
        return str(date.fromisoformat(asked)) == asked  # as the pages write it, and find it again
    except ValueError:
        return False


def _is_area(now: Snapshot, asked: str) -> bool:
    return asked in now.areas and now.areas[asked].level == now.settings.level


AREA = Sort(
    N_("There is no commune “{asked}”."),
    _is_area,
    lambda now: [a.id for a in now.areas],
    lambda now, one: called(now.areas, now.areas[one]).said(words()),
)
INDICATOR = Sort(
    N_("There is no indicator “{asked}”."),
    lambda now, asked: asked in now.catalogue.indicators,
    lambda now: [i.slug for i in now.catalogue],
    lambda now, one: words().text(now.catalogue[one].title),
)
DAY = Sort(
    N_("“{asked}” is no day."),
    _is_day,
    lambda now: map(str, cached.every_day(now)),
    lambda _now, one: words().day(date.fromisoformat(one)),
)
GROUP = Sort(
    N_("There is no working group “{asked}”."),
    lambda now, asked: asked == ALL or asked in now.catalogue.groups,
    lambda now: now.catalogue.groups,
    lambda now, one: words().text(now.catalogue.groups[one].short),
)
SORTS: Mapping[str, Sort] = {
    "commune": AREA,
    "other": AREA,
    "only": AREA,
    "indicator": INDICATOR,
    "beside": INDICATOR,
    "day": DAY,
    "than": DAY,
    "against": DAY,
    "group": GROUP,
}
