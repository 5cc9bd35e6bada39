"""Periods are half-open, are written in one way, and nest."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.catalogue.periods import Kind, lasting, month_of, months_before, parse

days = st.dates(max_value=date(9998, 12, 31))
KINDS = {
    Kind.YEAR: lambda d: f"{d.year:04}",
    Kind.QUARTER: lambda d: f"{d.year:04}-Q{(d.month + 2) // 3}",
    Kind.MONTH: lambda d: f"{d.year:04}-{d.month:02}",
    Kind.DAY: date.isoformat,
}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("2018-Q4", date(2018, 10, 1), date(2018, 12, 31)),
        ("2018-06", date(2018, 6, 1), date(2018, 6, 30)),
        ("2018-12", date(2018, 12, 1), date(2018, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2017-12-31", date(2017, 12, 31), date(2017, 12, 31)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(text, first, last):
    period = parse(text)
    assert (period.start, period.last) == (first, last)
    assert period.end == last + timedelta(days=1)


@pytest.mark.parametrize(
    "text",
    ["", "18", "2018-13", "2018-00", "2018-Q5", "2018-Q0", "2018-02-30", "2018-6", "06/2018",
     "2018-06-31", "0000", "9999-12-31", "2018-06-30T00:00", "tháng 6", "٢٠١٨", "2018 2019"],
)  # fmt: skip
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match=r".*"):
        parse(text)


@given(days, st.sampled_from(Kind))
def test_what_a_period_writes_it_reads(day, kind):
    text = KINDS[kind](day)
    period = parse(text)
    assert period.kind == kind
    assert str(period) == text
    assert parse(str(period)) == period
    assert day in period
    assert lasting(period.start, period.end) == period


@given(days, st.sampled_from(Kind))
def test_a_period_holds_its_days_and_no_others(day, kind):
    period = parse(KINDS[kind](day))
    assert period.start in period
    assert period.last in period
    assert period.end not in period
    if period.start > date.min:
        assert period.start - timedelta(days=1) not in period


@given(days)
def test_a_day_lies_in_its_month_its_quarter_and_its_year(day):
    inner = [parse(write(day)) for write in reversed(KINDS.values())]
    for shorter, longer in pairwise(inner):
        assert longer.start <= shorter.start
        assert shorter.end <= longer.end


@given(days)
def test_the_month_of_a_day_holds_it(day):
    assert day in month_of(day)
    assert month_of(day).kind == Kind.MONTH


@pytest.mark.parametrize(
    ("day", "count", "before"),
    [
        (date(2018, 12, 31), 12, date(2017, 12, 31)),
        (date(2018, 3, 31), 1, date(2018, 2, 28)),
        (date(2020, 3, 31), 1, date(2020, 2, 29)),
        (date(2018, 1, 15), 13, date(2016, 12, 15)),
        (date(1, 6, 1), 12, date(1, 1, 1)),
    ],
)
def test_months_earlier_is_the_same_day_or_the_last_one_of_its_month(day, count, before):
    assert months_before(day, count) == before


@given(days, st.integers(0, 600), st.integers(0, 600))
def test_more_months_before_is_never_later(day, few, many):
    few, many = sorted((few, many))
    assert months_before(day, many) <= months_before(day, few) <= day
