"""A column of an earlier time is held against what was reported then, and never taken."""

from datetime import date

import pytest
from corpus.sheets import Sheet, xlsx
from told import KEO_LOM, NA_SON, told

from data.intake.deciding.intake import take

PLANTED = "forest_planted_production_ha"
DAY = date(2026, 12, 1)


@pytest.fixture
def source(snapshot):
    return next(k for k, s in snapshot.catalogue.sources.items() if not s.sample)


def read(now, heading, rows, title="Số liệu tháng 6 năm 2019", answers=None):
    names = [["Xã", heading, "Trồng mới rừng sản xuất (ha)"], *rows]
    content = xlsx(Sheet([[title], *names]))
    return take(content, "a.xlsx", now, day=DAY, decisions=answers or {})


def known(snapshot, source, *rows):
    return told(snapshot, [(PLANTED, *row, "", "final", source) for row in rows])


def asked(found):
    return {d.fault.code: d for d in found.doubtful}


@pytest.mark.parametrize(
    ("heading", "period", "seen"),
    [
        ("Cùng kỳ năm trước", "2018-06", 12.5),
        ("Tháng trước", "2019-05", 12.5),
        ("TH năm trước", "2018", 12.5),
        ("TH năm trước", "2018", 13),  # as it is rounded where it stands
    ],
)
def test_what_is_the_same_as_was_reported_is_passed(snapshot, source, heading, period, seen):
    now = known(snapshot, source, (NA_SON, period, 12.5))
    found = read(now, heading, [["Na Son", seen, 3]])
    assert not asked(found)
    assert {p.why for p in found.passed} >= {"comparison"}


def test_what_differs_is_asked_once_a_column_with_all_its_cells(snapshot, source):
    now = known(snapshot, source, (NA_SON, "2018-06", 12.5), (KEO_LOM, "2018-06", 8))
    found = read(now, "Cùng kỳ năm trước", [["Na Son", 21.5, 3], ["Keo Lôm", 9, 4]])
    [doubt] = asked(found).values()
    assert doubt.fault.code == "earlier_differs"
    assert len(doubt.cells) == 2
    assert len(found.taken) == 2, "the figures of the month are taken all the same"


def test_who_confirms_the_rest_is_asked_no_more(snapshot, source):
    now = known(snapshot, source, (NA_SON, "2018-06", 12.5))
    rows = [["Na Son", 21.5, 3]]
    [doubt] = asked(read(now, "Cùng kỳ năm trước", rows)).values()
    assert not asked(read(now, "Cùng kỳ năm trước", rows, answers={doubt.key: "accept"}))


def test_of_what_nothing_was_reported_nothing_is_asked(snapshot, source):
    found = read(known(snapshot, source), "Cùng kỳ năm trước", [["Na Son", 21.5, 3]])
    assert not asked(found)


def test_a_sample_raises_no_doubt(snapshot):
    sample = next(k for k, s in snapshot.catalogue.sources.items() if s.sample)
    now = known(snapshot, sample, (NA_SON, "2018-06", 12.5))
    assert not asked(read(now, "Cùng kỳ năm trước", [["Na Son", 21.5, 3]]))


def test_the_year_to_date_of_a_year_before_is_a_comparison_too(snapshot, source):
    months = [(NA_SON, f"2018-{m:02}", 1) for m in range(1, 7)]
    now = known(snapshot, source, *months)
    assert not asked(read(now, "Cùng kỳ năm trước", [["Na Son", 6, 3]]))
    assert "earlier_differs" in asked(read(now, "Cùng kỳ năm trước", [["Na Son", 7, 3]]))
