"""How layers of forest lots are laid out at a place: columns, codes, and what to sum of them."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import Field

from data.catalogue.declared import Declared, Text, build, read

FILE = "lots.yaml"
NEEDED = ("commune", "area")


class Condition(Declared):
    """Codes that a column may hold: each a number, or a range with both its ends."""

    class_: tuple[tuple[int, int], ...] | None = Field(default=None, alias="class")
    purpose: tuple[int, ...] | None = None
    plan: tuple[int, ...] | None = None


class Sum(Declared):
    """One figure by commune: the hectares of the lots that meet a condition."""

    title: Text
    where: Condition = Condition()
    planted_in_year: bool = False
    percent_of_area: bool = False  # of the stated area of the commune
    indicator: str | None = None  # whose value it is


class Layout(Declared):
    """The file `lots.yaml`: what columns of a lot layer are called, and what their codes mean."""

    source: Text
    columns: Mapping[str, tuple[str, ...]]
    classes: tuple[int, int]  # the codes that there are
    sums: Mapping[str, Sum]
    area_tolerance: float = 0.1  # of a lot's own figure: how far its shape may be from it
    outside: float = 0.5  # of a lot: more than this outside its commune is said


def layout(folder: Path) -> Layout:
    """Return how lot layers are laid out here; Faulty where the workspace does not say."""
    return build(Layout, read(folder / FILE), FILE)
