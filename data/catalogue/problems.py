"""What is wrong between things of a catalogue that can each be read."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from data.catalogue import Catalogue
from data.catalogue.declared import nearest
from geo.faults import Fault, refuse


def loose_ends(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield each name in an indicator that nothing in the catalogue answers to."""
    for i in catalogue:
        slugs = (*i.parts, *(s for s in (i.of_which, i.within) if s))
        wanted: list[tuple[str, str, Mapping[str, object]]]
        wanted = [("indicator", s, catalogue.indicators) for s in slugs]
        wanted += [("group", i.group, catalogue.groups)] if i.group else []
        wanted += [("source", i.source, catalogue.sources)] if i.source else []
        for what, name, known in wanted:
            if name not in known:
                near = nearest(name, known)
                where = f"indicators/{i.slug}.yaml"
                yield refuse("catalogue_unknown", where, what=what, name=name, nearest=near)


def contradictions(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield what cannot be true at once: a figure made from itself, counted twice, two sets."""
    for i in catalogue:
        where = f"indicators/{i.slug}.yaml"
        if i.slug in _all_parts(catalogue, i.slug):
            yield refuse("catalogue_circle", where, name=i.slug)
        added = i.origin.sum if i.origin else ()
        for part in (catalogue.indicators[s] for s in added if s in catalogue.indicators):
            if part.of_which in (i.slug, *added):
                yield refuse("counted_twice", where, name=part.slug, within=part.of_which)
    for (first, a), (second, b) in pairwise(catalogue.criteria_sets.items()):
        if a.exists_on(b.since):
            where = f"criteria_sets/{second}.yaml"
            yield refuse("criteria_sets_overlap", where, first=first, day=b.since)


def _all_parts(catalogue: Catalogue, slug: str) -> set[str]:
    """Return every indicator that this one is made from, however deep."""
    found: set[str] = set()
    waiting = [slug]
    while waiting:
        one = catalogue.indicators.get(waiting.pop())
        new = set(one.parts if one else ()) - found
        found |= new
        waiting += new
    return found
