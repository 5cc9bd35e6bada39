"""Boundary files whose codes and names are written otherwise, disagree, or are of another time."""

import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
from corpus.bench import AFTER, ASKED, BEFORE, REFUSED, TAKEN, Bench, Case
from corpus.boundary_shapes import KEO_LOM, NA_SON, stacked
from shapely import affinity


def named(
    code: Callable[[str], Any] | None = str,
    name: Callable[[str], Any] | None = str,
    *,
    day: date = BEFORE,
    rows: Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame] = lambda f: f,
    file: str = "communes.gpkg",
) -> Callable[[Bench], Path]:
    """Return how to make a file with its codes and names written otherwise, or not at all."""

    def make(bench: Bench) -> Path:
        frame = rows(bench.frame(day).to_crs(9205))
        for column, change in (("code", code), ("name", name)):
            if change is None:
                frame = frame.drop(columns=column)
            else:
                frame[column] = [change(v) for v in frame[column]]
        return bench.written(frame, file)

    return make


def swap(**names: str) -> Callable[[str], str]:
    """Return how to write some names otherwise: `swap(Na_Son="Na Sơn")`."""
    said = {key.replace("_", " "): text for key, text in names.items()}
    return lambda name: said.get(name, name)


def cases() -> Iterator[Case]:
    group = "Codes and names"
    both = "codes and names"
    yield Case(group, both, named(), TAKEN)
    yield Case(group, "the six communes of after July 2025", named(day=AFTER), TAKEN, day=AFTER)
    for what, change in (
        ("without their zeros", int), ("as floats (3208.0)", float),
        ("as text with a point", lambda c: f"{int(c)}.0"),
    ):  # fmt: skip
        yield Case(group, f"codes {what}", named(change), TAKEN, ("codes_repaired",))
    yield Case(
        group, "codes as floats in a shapefile", named(float, file="communes.shp"), TAKEN,
        ("codes_repaired",),
    )  # fmt: skip
    yield Case(group, "codes alone", named(name=None), TAKEN, ("names_unchecked",))
    yield Case(
        group, "codes alone, after July 2025 as before: the day is asked",
        named(name=None, rows=lambda f: f[f["code"].isin(["03203", "03208", "03214"])]), ASKED,
        ("day_ambiguous",),
    )  # fmt: skip
    ways: dict[str, tuple[Callable[[str], str], tuple[str, ...]]] = {
        "with Ð (U+00D0) for Đ": (lambda n: n.replace("Đ", "Ð"), ()),
        "with letters and marks apart (NFD)": (lambda n: unicodedata.normalize("NFD", n), ()),
        "in capitals with their kind": (lambda n: f"{kind(n)} {n}".upper(), ()),
        "with a short kind (X.)": (lambda n: f"{SHORT[kind(n)]} {n}", ()),
        "with hard blanks and zero-width marks": (
            lambda n: n.replace(" ", "\u00a0") + "\u200b", (),
        ),
        "with the mark on the other vowel": (lambda n: n.replace("ìa", "ià"), ()),
        "as older lists spell them": (
            swap(Luân_Giói="Luân Giới", Pu_Nhi="Pú Nhi", Nong_U="Noong U"), (),
        ),
        "as the oldest lists spell them": (swap(Pu_Nhi="Pù Nhi"), ()),
        "without any marks": (plain, ("names_spelled_otherwise",)),
    }  # fmt: skip
    for what, (change, said) in ways.items():
        yield Case(group, f"codes, and names {what}", named(name=change), TAKEN, said)
        said = (*said, "position_unchecked")
        yield Case(group, f"names {what}, no codes", named(None, change), TAKEN, said)
    yield Case(
        group, "codes of another kind, with names", named(lambda c: f"DB{c[-2:]}"), TAKEN,
        ("codes_unrelated",),
    )  # fmt: skip
    yield from _doubtful(group)


SHORT = {"xã": "X.", "thị trấn": "TT."}


def kind(name: str) -> str:
    return "thị trấn" if name == "Điện Biên Đông" else "xã"


def plain(name: str) -> str:
    """Return a name without any marks, as a sign painter or an old machine writes it."""
    text = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(c for c in text if not unicodedata.combining(c))


def _doubtful(group: str) -> Iterator[Case]:
    """Yield files that a person must decide about, and the decision."""
    yield Case(
        group, "a code of before July 2025 with a name of after",
        named(name=swap(Điện_Biên_Đông="Na Son", Na_Son="Na Sơn")), ASKED, ("code_name_disagree",),
        {"decisions": {"03203|Na Son": f"03203@{BEFORE}", "03205|Na Sơn": f"03205@{BEFORE}"}},
    )  # fmt: skip
    yield Case(
        group, "codes and names of two communes exchanged",
        named(name=swap(Keo_Lôm="Phì Nhừ", Phì_Nhừ="Keo Lôm")), ASKED, ("code_name_disagree",),
        {"decisions": {"03376|Phì Nhừ": f"03376@{BEFORE}", "03208|Keo Lôm": f"03208@{BEFORE}"}},
    )  # fmt: skip
    yield Case(
        group, "the fourteen taken for the six", named(), ASKED,
        ("day_fits_worse", "code_name_disagree"), {"day": BEFORE}, {"day": AFTER},
    )  # fmt: skip
    yield Case(
        group, "a misspelt name without a code", named(None, swap(Keo_Lôm="Keo Lomm")), ASKED,
        ("row_unknown",), {"decisions": {"|Keo Lomm": f"03376@{BEFORE}"}},
    )  # fmt: skip
    yield Case(
        group, "a name like another's (Na Sang)", named(None, swap(Na_Son="Na Sang")), ASKED,
        ("row_unknown",), {"decisions": {"|Na Sang": f"03205@{BEFORE}"}},
    )  # fmt: skip
    yield Case(
        group, "a decision for a commune that is not in force", named(None, swap(Na_Son="Na Sang")),
        ASKED, ("decision_unfit",), {"decisions": {"|Na Sang": f"03205@{BEFORE}"}},
        {"decisions": {"|Na Sang": f"03203@{AFTER}"}},
    )  # fmt: skip
    yield Case(
        group, "a wrong code with a known name",
        named(lambda c: "03299" if c == KEO_LOM else c), ASKED, ("row_unknown",),
        {"decisions": {"03299|Keo Lôm": f"03376@{BEFORE}"}},
    )  # fmt: skip
    yield Case(
        group, "a neighbour from outside, left out by decision",
        named(rows=lambda f: stacked(f, f.iloc[:1].assign(code="", name="Keo Lom 2",
            geometry=[affinity.translate(f.geometry.iloc[0], 90_000)]))),
        TAKEN, ("left_out_by_decision",), said={"decisions": {"#15": None}},
    )  # fmt: skip
    yield Case(
        group, "a code twice, with two spellings",
        named(lambda c: NA_SON if c == KEO_LOM else c, swap(Keo_Lôm="Xã Na Son")), REFUSED,
        ("code_twice",),
    )  # fmt: skip
    yield Case(
        group, "columns that nobody knows", renamed, ASKED, ("columns_unknown",),
        {"code": "k", "name": "t"},
    )  # fmt: skip
    yield Case(group, "communes of another province", elsewhere, REFUSED, ("nothing_matches",))


def renamed(bench: Bench) -> Path:
    return bench.written(bench.frame().rename(columns={"code": "k", "name": "t"}))


def elsewhere(bench: Bench) -> Path:
    frame = bench.frame()
    return bench.written(frame.assign(code=[f"9{c[1:]}" for c in frame["code"]], name="Không đâu"))
