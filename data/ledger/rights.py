"""Who may do what: roles, and the deeds that each may do, asked before anything is written."""

from collections.abc import Iterable
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


@dataclass(frozen=True)
class Deed:
    """Something that is done, and the roles that may do it; reading figures takes none."""

    name: str  # as faults and the pages know it
    roles: frozenset[Role]

    def __str__(self) -> str:
        return self.name


EDITORS = (Role.GROUP_EDITOR, Role.COMMUNE_EDITOR)


class Action:
    """The deeds that several kinds of record have in common, and those that are of none."""

    ENTER = Deed("enter", frozenset({*EDITORS, Role.OFFICE}))  # figures, plans and statuses
    ENTER_CLOSED = Deed("enter_closed", frozenset({Role.OFFICE}))  # in a period that was closed
    WITHDRAW = Deed("withdraw", frozenset({Role.OFFICE}))  # another's, or of a closed period
    CLOSE = Deed("close", frozenset({Role.OFFICE}))  # a period, and open it again
    BOUNDARIES = Deed("boundaries", frozenset({Role.ADMINISTRATOR}))  # areas, their shapes
    ACCOUNTS = Deed("accounts", frozenset({Role.ADMINISTRATOR}))
    READ_AUDIT = Deed("read_audit", frozenset({Role.ADMINISTRATOR}))


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
    actor: Actor | None, deed: Deed, *, group: str | None = None, area: str | None = None
) -> bool:
    """Say whether an actor may do this; whoever is not signed in may write nothing.

    `group` is the working group of what is written, `area` the id of the area that it is of.
    """
    rights = actor.rights if actor else ()
    return any(r.role in deed.roles and r.reaches(group, area) for r in rights)


def anywhere(actor: Actor | None, *deeds: Deed) -> bool:
    """Say whether an actor may do one of these at all, whatever it is limited to."""
    rights = actor.rights if actor else ()
    return any(r.role in deed.roles for r in rights for deed in deeds)


def writes(actor: Actor) -> bool:
    """Say whether an actor may bring anything at all, be it figures or boundaries."""
    return anywhere(actor, Action.ENTER, Action.BOUNDARIES)


def enters(actor: Actor) -> bool:
    """Say whether an actor may enter any figures at all."""
    return anywhere(actor, Action.ENTER)


def require(
    actor: Actor | None, deed: Deed, *, group: str | None = None, area: str | None = None
) -> Actor:
    """Return the actor, who may do this; else Faulty."""
    if actor is None:
        raise Faulty([refuse("not_signed_in", deed)])
    if not may(actor, deed, group=group, area=area):
        raise Faulty([refuse("not_allowed", deed, name=actor.name, group=group, area=area)])
    return actor
