"""Who may do what: every role against every action, as a table."""

import pytest

from data.ledger.rights import ROLES, Action, Actor, Deed, Right, Role, may, require
from data.records import registry
from geo.faults import Faulty

TABLE = {  # reader, editor of a group, editor of a commune, office, administrator
    Action.ENTER: "-XXX-",
    Action.ENTER_CLOSED: "---X-",
    Action.WITHDRAW: "---X-",
    Action.CLOSE: "---X-",
    Action.BOUNDARIES: "----X",
    Action.ACCOUNTS: "----X",
    Action.READ_AUDIT: "----X",
}
COMMON = {deed for deed in vars(Action).values() if isinstance(deed, Deed)}
SCOPE = {Role.GROUP_EDITOR: "WG6", Role.COMMUNE_EDITOR: "03208@2009-04-01"}
PLACE = {"group": "WG6", "area": "03208@2009-04-01"}


def actor(*roles: Role) -> Actor:
    return Actor(1, "lan", "Lan", frozenset(Right(r, SCOPE.get(r, "")) for r in roles))


def test_the_table_and_the_roles_are_whole():
    assert set(TABLE) == {*registry.deeds(), *COMMON}
    assert set(ROLES) == set(Role)


@pytest.mark.parametrize("action", TABLE, ids=str)
@pytest.mark.parametrize(("n", "role"), [*enumerate(Role)])
def test_each_role_may_do_what_the_table_says(n, role, action):
    assert may(actor(role), action, **PLACE) == (TABLE[action][n] == "X")


@pytest.mark.parametrize("action", TABLE, ids=str)
def test_who_is_not_signed_in_may_do_nothing_but_read(action):
    assert not may(None, action, **PLACE)
    with pytest.raises(Faulty, match="not_signed_in"):
        require(None, action, **PLACE)


def test_an_editor_of_a_group_reaches_its_indicators_in_every_commune_and_no_other_group():
    assert may(actor(Role.GROUP_EDITOR), Action.ENTER, group="WG6", area="03373@2009-04-01")
    assert not may(actor(Role.GROUP_EDITOR), Action.ENTER, group="WG5", **{"area": PLACE["area"]})
    assert not may(actor(Role.GROUP_EDITOR), Action.ENTER, group=None, area=PLACE["area"])


def test_an_editor_of_a_commune_reaches_its_rows_only_and_not_the_next_bearer_of_its_code():
    assert may(actor(Role.COMMUNE_EDITOR), Action.ENTER, group="WG1", area=PLACE["area"])
    assert not may(actor(Role.COMMUNE_EDITOR), Action.ENTER, group="WG6", area="03208@2025-07-01")


def test_an_editor_without_a_scope_reaches_nothing():
    for role in SCOPE:
        nobody = Actor(1, "lan", rights=frozenset({Right(role)}))
        assert not may(nobody, Action.ENTER)
        assert not may(nobody, Action.ENTER, group="", area="")


def test_several_roles_add_up():
    assert may(actor(Role.OFFICE, Role.ADMINISTRATOR), Action.CLOSE)
    assert may(actor(Role.OFFICE, Role.ADMINISTRATOR), Action.BOUNDARIES)


def test_what_is_refused_says_who_asked():
    with pytest.raises(Faulty) as error:
        require(actor(Role.READER), Action.ENTER, **PLACE)
    assert error.value.faults[0].values["name"] == "lan"
