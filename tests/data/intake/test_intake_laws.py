"""Tables made up at random: what is taken is never wrong, and nothing that is sent breaks it."""

import random
from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from corpus.sheets import Sheet, delimited, ods, xls, xlsx
from corpus.workbooks import CASES
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from data.catalogue.periods import parse
from data.intake.deciding.intake import take
from data.intake.understanding import numbers
from data.intake.understanding.numbers import Style
from data.messages import say
from data.words import Words

DAY = date(2019, 7, 15)
SLUGS = ("livestock_buffalo_head", "land_allocated_ha", "lurc_certificates", "arrears_bn_vnd")
COMMUNES = {"Na Son": "03205", "Keo Lôm": "03376", "Phì Nhừ": "03208", "Luân Giói": "03379"}
LEAD = ("TT", "Xã, thị trấn")
# Long searches of what a file becomes: on one kind of ledger; the tests of intake run on both.
few = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
periods = st.sampled_from(["2019-05", "2019-06", "2019-Q2", "2018", "2019"])
values = st.one_of(st.integers(1, 99_999), st.decimals("0.5", 9_999, places=2))
Truth = set[tuple[str, str, str, Decimal]]


def spoken(period: str) -> str:
    return Words("vi").period(parse(period))


@st.composite
def tables(draw, snapshot) -> tuple[list[list[object]], Truth, Style | None]:
    """Return the rows of a table in one of several layouts, and the figures that are in it."""
    slugs = draw(st.lists(st.sampled_from(SLUGS), min_size=1, max_size=3, unique=True))
    whole = [draw(periods)] if draw(st.booleans()) else []
    own = whole or draw(st.lists(periods, min_size=1, max_size=2, unique=True))
    names = draw(st.lists(st.sampled_from(sorted(COMMUNES)), min_size=1, unique=True))
    style = draw(st.sampled_from([None, *Style]))
    truth: dict[tuple[str, str, str], object] = {}
    for slug in slugs:
        counted = snapshot.catalogue[slug].decimals == 0
        for name in names:
            for period in own:
                value = draw(st.integers(1, 99_999) if counted else values)
                truth[slug, name, period] = value if draw(st.integers(0, 9)) else None
    rows = [["BÁO CÁO"], [f"Số liệu {spoken(own[0])}"]] if whole else [["BÁO CÁO"]]
    layout = draw(st.sampled_from([by_area, by_indicator, long]))
    rows += layout(snapshot, truth, slugs, names, own, whole, style)
    told = {(s, f"{COMMUNES[n]}@2009-04-01", p, Decimal(str(v)))
            for (s, n, p), v in truth.items() if v is not None}  # fmt: skip
    return rows, told, style


def by_area(snapshot, truth, slugs, names, own, whole, style):
    heads = [(s, p) for s in slugs for p in own]
    title = {s: snapshot.catalogue[s].title.vi for s in slugs}
    yield [*LEAD, *(title[s] + ("" if whole else f" {spoken(p)}") for s, p in heads)]
    for n, name in enumerate(names, 1):
        yield [n, f"Xã {name}", *(cell(truth[s, name, p], style) for s, p in heads)]


def by_indicator(snapshot, truth, slugs, names, own, whole, style):
    heads = [(n, p) for n in names for p in own]
    yield ["TT", "Chỉ tiêu", "ĐVT", *(n + ("" if whole else f" {spoken(p)}") for n, p in heads)]
    for n, slug in enumerate(slugs, 1):
        found = snapshot.catalogue[slug]
        yield [
            n,
            found.title.vi,
            found.unit.vi,
            *(cell(truth[slug, a, p], style) for a, p in heads),
        ]


def long(snapshot, truth, *others):
    style = others[-1]
    yield ["Xã", "Chỉ tiêu", "Kỳ", "value"]
    for (slug, name, period), value in truth.items():
        yield [name, snapshot.catalogue[slug].title.vi, spoken(period), cell(value, style)]


def cell(value: object, style: Style | None) -> object:
    if value is None or style is None:
        return float(value) if isinstance(value, Decimal) else value
    return numbers.shown(Decimal(str(value)), style)


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods", "csv"])
@few
@given(data=st.data())
def test_what_is_taken_of_any_table_is_never_wrong(form, data, snapshot):
    rows, truth, style = data.draw(tables(snapshot))
    if form == "csv":
        rows = [[cell(v, style or Style.COMMA) if not isinstance(v, str) and v is not None and n
                 else v for n, v in enumerate(row)] for row in rows]  # fmt: skip
        content = delimited(rows, data.draw(st.sampled_from(";\t,")))
    else:
        content = {"xlsx": xlsx, "xls": xls, "ods": ods}[form](Sheet(rows))
    found = take(content, f"a.{form}", snapshot, day=DAY)
    taken = {(t.indicator, t.area, t.period, Decimal(t.value)) for t in found.taken}
    assert taken <= truth
    if not found.doubtful and not found.refused:
        assert taken == truth
    asked = {d.fault.code for d in found.doubtful}
    if style is None and form != "csv":
        assert "numbers_ambiguous" not in asked


words = st.sampled_from(
    ["Xã", "TT", "Na Son", "Tháng 6", "Chỉ tiêu", "Tổng", "-", "30.000", "=1+1", "Tổng đàn trâu",
     "KH năm", "Lũy kế", "%", "figures", "value", "area", "x", "2019-06", "Năm 2019", "Đạt",
     "Tiêu chí 1", "03203", "{a}", "%s"]
)  # fmt: skip
cells = st.one_of(st.none(), words, st.integers(-5, 3000), st.floats(allow_nan=False,
                  allow_infinity=False, width=32), st.text(st.characters(
                  min_codepoint=32, exclude_categories=["Cs", "Cn"]), max_size=8),
                  st.dates(date(1950, 1, 1), date(2050, 1, 1)))  # fmt: skip
grids = st.lists(st.lists(cells, max_size=6), max_size=9)


@few
@given(rows=grids)
@example(rows=[["figures"], ["indicator"], ["period"]])
@example(rows=[["Xã", "Chỉ tiêu", "Tháng", "Năm"], ["Na Son", "Dân số", 0, 10000]])
def test_no_sheet_breaks_it_and_every_cell_becomes_something(rows, snapshot):
    for form, content in {"a.xlsx": xlsx(Sheet(rows)), "a.csv": delimited(rows)}.items():
        found = take(content, form, snapshot, day=DAY)
        assert found.taken or found.refused or found.doubtful
        for fault in found.faults:
            assert all(say(fault, Words("vi")))
        states = found.states()
        lost = [g.address(c) for g in found.sheets for c in g.cells.values()
                if g.address(c) not in states]  # fmt: skip
        assert not lost
        once = [*(t.cell for t in found.taken), *(p.cell for p in found.passed)]
        waiting = {c for d in found.doubtful for c in d.cells} | {r.cell for r in found.refused}
        assert len(once) == len(set(once))
        assert not waiting & set(once)


@few
@given(content=st.binary(max_size=400), name=st.sampled_from(["a.csv", "a.xls", "a.xlsx", "a"]))
@example(content=b"\xff\xfea", name="a.csv")
@example(content=b"sep=", name="a.csv")
@example(content=b'"', name="a.csv")
def test_no_bytes_break_it(content, name, snapshot):
    found = take(content, name, snapshot, day=DAY)
    assert found.refused or found.doubtful or found.taken


@pytest.mark.parametrize("case", CASES[:3], ids=[c.title for c in CASES[:3]])
def test_a_file_that_was_damaged_on_the_way_does_not_break_it(case, snapshot):
    content, chance = bytearray(case.make()), random.Random(1)
    for _ in range(60):
        spoiled = bytearray(content)
        for _ in range(chance.randrange(1, 8)):
            spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
        found = take(bytes(spoiled), case.name, snapshot, day=DAY)
        assert found.refused or found.doubtful or found.taken or found.passed


def test_no_part_of_a_workbook_that_is_spoiled_inside_breaks_it(snapshot):
    content, chance = xlsx(Sheet([["Xã", "Tổng đàn trâu 2019"], ["Na Son", 5]])), random.Random(2)
    with ZipFile(BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for name, part in parts.items():
        for _ in range(6):
            spoiled = bytearray(part)
            for _ in range(4):
                spoiled[chance.randrange(len(spoiled))] = chance.randrange(32, 127)
            into = BytesIO()
            with ZipFile(into, "w", ZIP_DEFLATED) as new:
                for other, kept in parts.items():
                    new.writestr(other, bytes(spoiled) if other == name else kept)
            take(into.getvalue(), "a.xlsx", snapshot, day=DAY)
