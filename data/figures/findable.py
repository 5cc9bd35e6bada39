"""All that can be found by its name, as one list for a browser: communes, indicators, groups."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from data.catalogue.indicators import Indicator
from data.figures.snapshot import Snapshot
from data.words import N_, Words
from geo.areas import Area
from geo.areas.names import strokes

COMMUNE, INDICATOR, GROUP = "commune", "indicator", "group"  # each a key of the address as well
Entry = dict[str, Any]


def findable(
    said: Words, now: Snapshot, title: Callable[[str], str], known: Callable[[str], bool]
) -> dict[str, Any]:
    """Return what is found and how its letters are folded: what stays once marks are taken off.

    An entry has its `kind`, `id` and `title`; `note`, what is said beside it; `names`, other ways
    to write it; `codes`. Of an area `since` and `until` are the days between which it was in
    force; of an indicator `group` is its own. Where two are found alike the first one counts.
    `title` and `known` say what the pages call an indicator, and whether it has figures.
    """
    entries = [*_areas(said, now), *_indicators(said, now, title, known), *_groups(said, now)]
    texts = [text for e in entries for text in (e["title"], *e.get("names", ()))]
    return {"letters": strokes(texts, now.naming.equivalences), "entries": entries}


def _areas(said: Words, now: Snapshot) -> Iterator[Entry]:
    """Yield those in force in official order, then the former ones, the last ones first."""
    own = [a for a in now.areas if a.level == now.settings.level]
    own.sort(key=lambda a: a.code)
    own.sort(key=lambda a: a.valid_to or date.max, reverse=True)
    for area in own:
        entry = {
            "kind": COMMUNE,
            "id": area.id,
            "title": area.title,
            "note": _of_when(said, now, area),
            "names": list(now.naming.names(area)),
            "codes": [area.code],
            "since": str(area.valid_from),
        }
        yield entry | ({"until": str(area.valid_to)} if area.valid_to else {})


def _of_when(said: Words, now: Snapshot, area: Area) -> str:
    """Return the code and the years of an area; of a former one what it is part of now."""
    code = said(N_("code {code}"), code=area.code)
    if area.valid_to is None:
        since = said(N_("since {year}"), year=area.valid_from.year)
        return f"{code} · {since}"
    years = f"{area.valid_from.year}–{area.valid_to.year}"
    after = ", ".join(a.title for a in now.areas.successors(area))
    return " · ".join(filter(None, (code, years, after and said(N_("now {names}"), names=after))))


def _indicators(
    said: Words, now: Snapshot, title: Callable[[str], str], known: Callable[[str], bool]
) -> Iterator[Entry]:
    """Yield those with figures before those without."""
    for indicator in sorted(now.catalogue, key=lambda i: not known(i.slug)):
        yield {
            "kind": INDICATOR,
            "id": indicator.slug,
            "title": title(indicator.slug),
            "note": _of_whom(said, now, indicator),
            "names": [said.text(indicator.title), *indicator.aliases],
            "group": indicator.group or "",
        }


def _of_whom(said: Words, now: Snapshot, indicator: Indicator) -> str:
    group = now.catalogue.groups.get(indicator.group or "")
    return said.text(group.short) if group else ""


def _groups(said: Words, now: Snapshot) -> Iterator[Entry]:
    for key, group in now.catalogue.groups.items():
        yield {
            "kind": GROUP,
            "id": key,
            "title": said.text(group.short),
            "note": said.text(group.kind),
            "names": [said.text(group.short), said.text(group.title)],
            "codes": [key],
        }
