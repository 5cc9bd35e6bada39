"""Measures how fast workbooks are read, beside one bare pass of a library; prints a table."""

import argparse
import csv
import io
import resource
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import xlrd

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from corpus.looks import Made, ods, xls, xlsx  # noqa: E402

from data.intake.reading import opening  # noqa: E402

SIZES = (100, 1_000, 10_000, 57_600, 200_000)
WIDE = 8  # cells of a row
REPEATS = 3
LEAST, MOST = 20_000, 5  # cells a second; times the bare pass


def rows(cells: int) -> Iterator[list[Made]]:
    """Yield a table: a number, a name, figures in several formats, a note that is raised."""
    for n in range(cells // WIDE):
        yield [
            Made(n), Made(f"Xã số {n}"), Made(n * 7 % 1000), Made(n / 7),
            Made(n % 100 / 100, code="0.0%"), Made(n * 1e6, code="0.0,,"), Made(f"1.{n:03},5"),
            Made(runs=["120", ("1", "up")]) if n % 50 == 0 else Made("Đạt"),
        ]  # fmt: skip


def text(table: list[list[Made]]) -> bytes:
    into = io.StringIO(newline="")
    csv.writer(into, delimiter=";").writerows(
        [["" if c.value is None else c.value for c in row] for row in table]
    )
    return into.getvalue().encode()


def bare_xlsx(content: bytes) -> int:
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, rich_text=True)
    return sum(c.value is not None and bool(c.number_format) for s in book for r in s for c in r)


def bare_xls(content: bytes) -> int:
    book = xlrd.open_workbook(file_contents=content, formatting_info=True)
    return sum(
        bool(book.xf_list[sheet.cell_xf_index(r, c)]) and sheet.cell_value(r, c) != ""
        for sheet in book.sheets()
        for r in range(sheet.nrows)
        for c in range(sheet.ncols)
    )


def bare_ods(content: bytes) -> int:
    found = 0
    with zipfile.ZipFile(io.BytesIO(content)).open("content.xml") as stream:
        for _, element in ElementTree.iterparse(stream):
            if element.tag.endswith("}table-cell"):
                found += bool(element.attrib or "".join(element.itertext()))
            elif element.tag.endswith("}table-row"):
                element.clear()
    return found


def bare_csv(content: bytes) -> int:
    return sum(map(len, csv.reader(io.StringIO(content.decode(), newline=""), delimiter=";")))


FORMS: dict[str, tuple[Callable[..., bytes], Callable[[bytes], int]]] = {
    "xlsx": (xlsx, bare_xlsx),
    "xls": (xls, bare_xls),
    "ods": (ods, bare_ods),
    "csv": (text, bare_csv),
}


def best(work: Callable[[], object]) -> float:
    """Return the least processor time of some passes, in seconds."""
    took = []
    for _ in range(REPEATS):
        begun = time.process_time()
        work()
        took.append(time.process_time() - begun)
    return max(min(took), 1e-6)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="how many cells")
    parser.add_argument("--forms", nargs="+", default=list(FORMS), choices=FORMS)
    asked = parser.parse_args()
    print("| file | cells | bare pass, s | read, s | cells a second | times the bare pass | |")
    print("|---|---|---|---|---|---|---|")
    for form in asked.forms:
        write, bare = FORMS[form]
        for size in asked.sizes:
            if form == "xls" and size // WIDE > 65_536:
                continue
            content = write(list(rows(size)))
            floor = best(partial(bare, content))
            ours = best(partial(opening.read, content, f"a.{form}"))
            rate, times = size / ours, ours / floor
            kept = rate >= LEAST and (times <= MOST or form == "csv")  # whose pass yields no looks
            told = f"{floor:.3f} | {ours:.3f} | {rate:,.0f} | {times:.1f}"
            print(f"| .{form} | {size:,} | {told} | {'' if kept else 'too slow'} |", flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"\nMost memory, the making of the files and the bare passes among it: {peak} MB.")


if __name__ == "__main__":
    main()
