"""Boundary files whose names are in the charsets of old maps, with a right .cpg, a wrong, none."""

from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.bench import ASKED, BEFORE, REFUSED, TAKEN, Bench, Case
from corpus.dbf import encoded, table

FULL = "Thị trấn Điện Biên Đông"
RIGHT = {"UTF-8": "UTF-8", "TCVN3": "TCVN3", "VNI": "VNI", "VISCII": "VISCII", "cp1258": "1258"}
WRONG = dict.fromkeys(RIGHT, "UTF-8") | {"UTF-8": "1258", "VNI": "ISO-8859-1"}


def lettered(
    charset: str, cpg: str | None, *, width: int = 60, codes: bool = False
) -> Callable[[Bench], Path]:
    """Return how to make a shapefile with names, and a column's name, in a charset."""

    def make(bench: Bench) -> Path:
        frame = bench.frame()
        path = bench.written(frame[["geometry"]].assign(x="x"), "communes.shp")
        named = [FULL if FULL.endswith(n) else n for n in frame["name"]]
        columns = {encoded("Tên xã", charset): [encoded(n, charset) for n in named]}
        if codes:
            columns[b"MAXA"] = [c.encode() for c in frame["code"]]
        path.with_suffix(".dbf").write_bytes(table(columns, width=width))
        path.with_suffix(".cpg").unlink()
        if cpg:
            path.with_suffix(".cpg").write_text(cpg)
        return path

    return make


def cases() -> Iterator[Case]:
    for charset in RIGHT:
        for how, cpg in (
            ("no .cpg", None), ("a right .cpg", RIGHT[charset]), ("a wrong .cpg", WRONG[charset]),
        ):  # fmt: skip
            said: tuple[str, ...] = ()
            if how != "a right .cpg":
                known = WRONG[charset] != "ISO-8859-1" and how == "a wrong .cpg"
                said = ("encoding_otherwise" if known else "encoding_by_names",)
            make = lettered(charset, cpg)
            yield Case("Letters", f"{charset}, {how}", make, TAKEN, said, encoding=charset)
    for how, cpg in (("no .cpg", None), ("a right .cpg", "UTF-8"), ("a wrong .cpg", "1258")):
        yield Case(
            "Letters", f"UTF-8 cut in the middle of a letter, {how}",
            lettered("UTF-8", cpg, width=29, codes=True), TAKEN, ("names_cut",), encoding="UTF-8",
        )  # fmt: skip
    yield Case(
        "Letters", "UTF-8 cut in the middle of a letter, names without codes",
        lettered("UTF-8", "UTF-8", width=29), ASKED, ("row_unknown", "areas_without_shape"),
        {"decisions": {"|Thị trấn Điện Biên Đ": f"03203@{BEFORE}"}}, encoding="UTF-8",
    )  # fmt: skip
    yield Case(
        "Letters", "cp1258 cut between two letters",
        lettered("cp1258", "1258", width=22, codes=True), TAKEN, ("names_cut",), encoding="cp1258",
    )  # fmt: skip
    yield Case(
        "Letters", "TCVN3, and the person names VNI", lettered("TCVN3", None), ASKED,
        ("columns_unknown",), {"encoding": "TCVN3"}, {"encoding": "VNI"}, encoding="TCVN3",
    )  # fmt: skip
    yield Case(
        "Letters", "TCVN3, and the person names what no one knows", lettered("TCVN3", None),
        REFUSED, ("encoding_unknown",), {"encoding": "TCVN3"}, {"encoding": "TCVN4"},
        encoding="TCVN3",
    )  # fmt: skip
