"""Every table of the corpus is taken rightly, asked about, or refused; none is taken wrongly."""

from decimal import Decimal

import pytest
from corpus.workbook_kinds import CASES
from corpus.workbook_results import DAY, DOCUMENT, document, results

from data.intake.deciding.intake import Intake, take
from data.messages import say
from data.words import Words

ANSWERED = [c for c in CASES if c.then is not None]
every_case = pytest.mark.parametrize("case", CASES, ids=[c.title for c in CASES])


@pytest.fixture(scope="module")
def became(files):  # on no ledger: the same is read of some fifty files, whoever keeps them
    """Return what became of each file, by its title; nobody may change it."""
    return results(files)


def taken(found: Intake, *kinds: str) -> set:
    return {
        (t.indicator or t.criterion, t.area, t.period, number(t.value))
        for t in found.taken
        if t.kind in kinds
    }


def number(text: str) -> object:
    try:
        return float(Decimal(text))
    except ArithmeticError:
        return text


def expected(figures) -> set:
    return {(*key, number(str(value))) for *key, value in figures}


@every_case
def test_what_is_taken_is_right_and_the_rest_is_said(case, became):
    found = became[case.title]
    assert {d.fault.code for d in found.doubtful} == case.asked
    assert {r.fault.code for r in found.refused} == case.refused
    assert taken(found, "figures", "statuses") == expected(case.taken)
    assert taken(found, "targets") == expected(case.plans)
    assert case.noted <= {f.code for f in found.notes}


@every_case
def test_every_cell_has_become_something_and_every_fault_has_its_words(case, became):
    found = became[case.title]
    states = found.states()
    for grid in found.sheets:
        lost = [grid.address(c) for c in grid.cells.values() if grid.address(c) not in states]
        assert not lost
    fates = [*(t.cell for t in found.taken), *(p.cell for p in found.passed)]
    assert len(fates) == len(set(fates))
    asked = {cell for d in found.doubtful for cell in d.cells}
    assert not set(fates) & (asked | {r.cell for r in found.refused})
    for words in (Words("vi"), Words("en")):
        for fault in found.faults:
            assert all(say(fault, words))


@pytest.mark.parametrize("case", ANSWERED, ids=[c.title for c in ANSWERED])
def test_once_it_is_answered_all_is_taken(case, became, files):
    decisions: dict[str, str] = {}
    content, found = case.make(), became[case.title]
    while found.doubtful:  # an answer may bring another question to light
        new = {d.key: case.answers[d.fault.code] for d in found.doubtful}
        assert not set(new) & set(decisions), "an answer that settles nothing"
        decisions |= new
        found = take(content, case.name, files, decisions=decisions, day=DAY)
    assert taken(found, "figures", "statuses") == expected(case.then)


def test_no_two_cases_have_one_title():
    assert len({c.title for c in CASES}) == len(CASES)


def test_the_page_of_results_is_up_to_date(became):
    """`PYTHONPATH=.:tests python -m corpus.workbook_results` writes it again."""
    assert DOCUMENT.read_text("utf-8") == document(became)
