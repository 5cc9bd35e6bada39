"""Who may do what: the one table of roles and actions, asked before anything is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from data.words import N_
from geo.faults import Faulty, refuse


class Role(StrEnum):
    """What an account is for; it may have several, each with its scope."""

    READER = "reader"
    GROUP_EDITOR = "group_editor"  # scope: a working group's id
    COMMUNE_EDITOR = "commune_editor"  # scope: an area's id
    OFFICE = "office"
    ADMINISTRATOR = "administrator"


class Action(StrEnum):
    """What is done; everybody may read figures, and needs no account for it."""

    ENTER = "enter"  # figures, plans and statuses of one group's indicator in one area
    ENTER_CLOSED = "enter_closed"  # the same in a period that was closed
    WITHDRAW = "withdraw"  # another's batch, or one that touches a closed period
    CLOSE = "close"  # a period, and open it again
    BOUNDARIES = "boundaries"  # areas, successions, shapes
    ACCOUNTS = "accounts"
    READ_AUDIT = "read_audit"


MAY: Mapping[Role, frozenset[Action]] = {
    Role.READER: frozenset(),
    Role.GROUP_EDITOR: frozenset({Action.ENTER}),
    Role.COMMUNE_EDITOR: frozenset({Action.ENTER}),
    Role.OFFICE: frozenset({Action.ENTER, Action.ENTER_CLOSED, Action.WITHDRAW, Action.CLOSE}),
    Role.ADMINISTRATOR: frozenset({Action.BOUNDARIES, Action.ACCOUNTS, Action.READ_AUDIT}),
}
ROLES = {
    Role.READER: N_("Reader"),
    Role.GROUP_EDITOR: N_("Editor of a working group"),
    Role.COMMUNE_EDITOR: N_("Editor of a commune"),
    Role.OFFICE: N_("Office"),
    Role.ADMINISTRATOR: N_("Administrator"),
}


@dataclass(frozen=True)
class Right:
    """One role of an account, and what it is limited to."""

    role: Role
    scope: str = ""

    def reaches(self, group: str | None, area: str | None) -> bool:
        """Say whether what it is limited to holds this group's indicator in this area."""
        match self.role:
            case Role.GROUP_EDITOR:
                return bool(self.scope) and self.scope == group
            case Role.COMMUNE_EDITOR:
                return bool(self.scope) and self.scope == area
            case _:
                return True


def in_order(rights: Iterable[Right]) -> list[Right]:
    """Return rights as they are listed: the roles in their order, then what they are limited to."""
    return sorted(rights, key=lambda r: (list(Role).index(r.role), r.scope))


@dataclass(frozen=True)
class Actor:
    """An account that acts: as its row and its rights were when it was asked for."""

    account: int
    name: str
    title: str = ""
    rights: frozenset[Right] = frozenset()
    session: str = field(default="", repr=False, compare=False)  # its key; none: a command line


def may(
    actor: Actor | None, action: Action, *, group: str | None = None, area: str | None = None
) -> bool:
    """Say whether an actor may do this; whoever is not signed in may write nothing.

    `group` is the working group of the indicator, `area` the id of the area that is written to.
    """
    rights = actor.rights if actor else ()
    return any(action in MAY[r.role] and r.reaches(group, area) for r in rights)


def writes(actor: Actor) -> bool:
    """Say whether an actor may bring anything at all, be it figures or boundaries."""
    return any({Action.ENTER, Action.BOUNDARIES} & MAY[r.role] for r in actor.rights)


def enters(actor: Actor) -> bool:
    """Say whether an actor may enter any figures at all."""
    return any(Action.ENTER in MAY[r.role] for r in actor.rights)


def require(
    actor: Actor | None, action: Action, *, group: str | None = None, area: str | None = None
) -> Actor:
    """Return the actor, who may do this; else Faulty."""
    if actor is None:
        raise Faulty([refuse("not_signed_in", action)])
    if not may(actor, action, group=group, area=area):
        raise Faulty([refuse("not_allowed", action, name=actor.name, group=group, area=area)])
    return actor
