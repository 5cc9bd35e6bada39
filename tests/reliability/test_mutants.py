"""The list of mistakes that the tests are tried with still fits the program and its tests."""

import ast

import pytest
from reliability import mutants

LISTED = mutants.listed()


def test_there_are_sixty_of_them_and_each_is_another():
    assert len(LISTED) >= 60
    assert len({(m.file, m.old, m.new) for m in LISTED}) == len(LISTED)


@pytest.mark.parametrize("mutant", LISTED, ids=lambda m: m.says)
def test_its_place_is_there_just_once_and_so_is_the_test_that_notices_it(mutant):
    spoiled = mutant.spoiled(mutants.ROOT)
    if mutant.file.endswith(".py"):
        ast.parse(spoiled)
    file, _, name = mutant.by.partition("::")
    text = (mutants.ROOT / file).read_text("utf-8")
    assert f"def {name.partition('[')[0]}(" in text, "no such test"
