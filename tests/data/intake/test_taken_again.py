"""What is taken of any file, filled into the template and brought again, is taken alike."""

from io import BytesIO

import openpyxl
import pytest
from corpus.workbook_kinds import CASES
from corpus.workbook_results import DAY, results

from data.catalogue.periods import parse
from data.figures import templates
from data.intake.deciding.intake import take
from data.words import Words

KINDS = ("figures", "targets")


@pytest.fixture(scope="module")
def became(files):
    return results(files)


def of(found) -> set:
    return {
        (t.kind, t.indicator, t.area, t.period, t.value) for t in found.taken if t.kind in KINDS
    }


def written(files, period, rows) -> bytes:
    """Return the template of a period with these rows filled in."""
    slugs = dict.fromkeys(slug for _, slug, *_ in rows)
    areas = files.on(period.last)
    blank = templates.blank(areas, [files.catalogue[s] for s in slugs], period, Words("vi"))
    book = openpyxl.load_workbook(BytesIO(blank))
    for kind, slug, area, _, value in rows:
        sheet = next(s for s in book if s["A1"].value == kind)
        marks = {sheet.cell(n, 1).value: n for n in range(1, sheet.max_row + 1)}
        column = next(
            n for n in range(2, sheet.max_column + 1)
            if sheet.cell(marks["indicator"], n).value == slug
        )  # fmt: skip
        given = files.catalogue[slug].categories
        sheet.cell(marks[area], column).value = value if given else float(value)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


@pytest.mark.parametrize("case", CASES, ids=[c.title for c in CASES])
def test_what_is_taken_is_taken_alike_once_it_stands_in_the_template(case, became, files):
    rows = [
        row for row in of(became[case.title])
        if files.catalogue[row[1]].is_given
        and files.areas[row[2]] in files.on(parse(row[3]).last)
    ]  # fmt: skip
    for period in sorted({row[3] for row in rows}):
        own = [row for row in rows if row[3] == period]
        again = take(written(files, parse(period), own), "again.xlsx", files, day=DAY)
        assert of(again) == set(own), [d.fault.code for d in again.doubtful]
