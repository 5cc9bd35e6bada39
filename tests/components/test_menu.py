"""The menu leads each person to what is of use to them, and nobody to what they may not do."""

import pytest

from components.frame import OF_USE
from data.accounts.sessions import Session
from data.ledger.rights import Actor, Right, Role

FIGURES, SHAPES, OWN = "entry", "boundaries", "accounts"


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
    assert {page for page, of_use in OF_USE.items() if of_use(session)} == seen
