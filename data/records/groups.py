"""Which working groups a row belongs to: whoever writes for one of them may write it."""

from collections.abc import Iterable

from data.figures.tables import Context


def named(row: object, _known: Context) -> Iterable[str | None]:
    """Return the working group that a row names, or none."""
    return (getattr(row, "group", None) or None,)


def of_indicator(row: object, known: Context) -> Iterable[str | None]:
    """Return the group of a row's indicator; of something unknown there is none at all.

    That is a fault of its own, and says more than that somebody may not write it.
    """
    indicator = known.catalogue.indicators.get(getattr(row, "indicator", ""))
    return (indicator.group,) if indicator and getattr(row, "area", "") in known.areas else ()


def of_counting(row: object, known: Context) -> Iterable[str | None]:
    """Return the groups of the indicators that count the criteria of a row's area.

    Where no indicator counts them it belongs to no group (None), and still to its area.
    """
    area = getattr(row, "area", "")
    if area not in known.areas:
        return ()
    counting = known.catalogue.counting(known.areas[area].kind)
    return dict.fromkeys(indicator.group for indicator in counting) or (None,)
