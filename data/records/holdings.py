"""What a workspace holds, counted, so that whoever checks one sees that all of it was read."""

from collections.abc import Mapping

from data.figures import known
from data.figures.snapshot import Snapshot
from data.words import N_, Words

NAMES = {
    "areas": N_("areas"),
    "editions": N_("editions of the boundaries"),
    "indicators": N_("indicators"),
    "figures": N_("figures"),
    "plans": N_("plans"),
    "statuses": N_("appraisals of criteria"),
}


def holdings(now: Snapshot) -> dict[str, int | dict[str, int]]:
    """Return how much there is of everything; of what has sources, how much is real and sample."""
    return {
        "areas": len(now.areas),
        "editions": len(now.editions()),
        "indicators": len(now.catalogue.indicators),
        **{kind: count._asdict() for kind, count in known.counts(now).items()},
    }


def lines(held: Mapping[str, int | dict[str, int]], words: Words) -> list[str]:
    """Return the counts as sentences are made of them, one a line."""
    told = []
    for key, count in held.items():
        if isinstance(count, dict):
            real, sample = words.number(count["real"]), words.number(count["sample"])
            said = words(N_("{real} real, {sample} sample"), real=real, sample=sample)
        else:
            said = words.number(count)
        told.append(f"{words(NAMES[key])}: {said}")
    return told
