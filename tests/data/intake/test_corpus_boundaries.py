"""Every boundary file of the corpus is taken rightly, asked about or refused; none wrongly."""

import warnings
from functools import cache

import pytest
from corpus.bench import Case, Result, result
from corpus.boundaries import CASES, PAGE, page

from data.commands.workspaces import SHIPPED
from data.figures.snapshot import Snapshot
from data.messages import say
from data.records import store
from data.words import LANGUAGES, Words

EVERY = pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.group}: {c.title}")


@cache
def came(case: int) -> Result:
    """Return what came of a case, of which files are made and read once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # what the files are is meant
        return result(CASES[case], _workspace())


@cache
def _workspace() -> Snapshot:
    return store.load(SHIPPED)


def test_no_two_files_are_the_same() -> None:
    assert len({(c.group, c.title) for c in CASES}) == len(CASES)


@EVERY
def test_a_file_comes_as_it_must(case: Case) -> None:
    assert came(CASES.index(case)).wrong == ()


@EVERY
def test_all_that_is_said_of_a_file_can_be_said_in_every_language(case: Case) -> None:
    found = came(CASES.index(case))
    for fault in (*found.first.faults, *found.last.faults):
        for language in LANGUAGES:
            what, cure = say(fault, Words(language))
            assert what
            assert cure
            assert "{" not in what + cure


def test_the_table_in_the_documentation_is_that_of_today() -> None:
    """`uv run python -m tests.corpus.boundaries` writes it anew."""
    assert PAGE.read_text("utf-8") == page([came(n) for n in range(len(CASES))])
