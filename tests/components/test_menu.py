"""The menu leads each person to what is of use to them, and nobody to what they may not do."""

import pytest

from components.state import pages
from data.accounts.sessions import Session
from data.ledger.rights import Actor, Right, Role

FIGURES, SHAPES, OWN = "entry", "boundaries", "accounts"
EVERYBODY, FORMS = (
    {"map", "compare", "reports", "commune", "indicator", "ledger", "about"},
    {FIGURES, SHAPES, OWN},
)


@pytest.mark.parametrize(
    ("roles", "by_provider", "seen"),
    [
        ([], False, {OWN}),
        ([Role.READER], False, {OWN}),
        ([Role.READER], True, set()),
        ([Role.GROUP_EDITOR], True, {FIGURES}),
        ([Role.COMMUNE_EDITOR], False, {FIGURES, OWN}),
        ([Role.OFFICE], True, {FIGURES}),
        ([Role.ADMINISTRATOR], True, {SHAPES, OWN}),
        ([Role.ADMINISTRATOR, Role.OFFICE], False, {FIGURES, SHAPES, OWN}),
    ],
)
def test_a_page_is_in_the_menu_of_those_who_have_something_to_do_there(roles, by_provider, seen):
    actor = Actor(1, "lan", "Lan", frozenset(Right(role, "WG6") for role in roles))
    session = Session("key", actor, by_provider)
    found = {name: page.is_of_use(session) for name, page in pages.declared().items()}
    assert {name for name, there in found.items() if there} == EVERYBODY | seen


def test_who_is_not_signed_in_finds_what_is_for_everybody():
    found = pages.declared().items()
    assert {name for name, page in found if page.is_of_use(None)} == EVERYBODY


def test_the_menu_has_the_order_of_the_numbers_and_not_of_their_figures(tmp_path, monkeypatch):
    for name in ("9_about.py", "10_petitions.py", "1_map.py", "notes.py"):
        (tmp_path / name).touch()
    monkeypatch.setattr(pages, "FOLDER", tmp_path)
    assert list(pages.files()) == ["map", "about", "petitions"]


def test_the_addresses_that_were_given_out_lead_to_a_page():
    assert next(iter(pages.files())) == "map", "also where no page is named"
    assert {"map", "commune", "indicator", "ledger", "about", *FORMS} <= set(pages.files())


def test_nobody_is_asked_again_for_what_was_typed_into_a_form():
    assert {name for name, page in pages.declared().items() if page.form} == FORMS | {"ledger"}


def test_a_page_that_says_nothing_of_itself_is_named(tmp_path, monkeypatch):
    (tmp_path / "1_map.py").write_text('"""Map."""\n', "utf-8")
    monkeypatch.setattr(pages, "FOLDER", tmp_path)
    with pytest.raises(AssertionError, match=r"1_map\.py"):
        pages.declared()
