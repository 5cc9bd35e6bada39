"""What is done to accounts, each deed by who may do it and with its line in the audit trail."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Concatenate, ParamSpec

import sqlalchemy as sa
from sqlalchemy import Row

from data.accounts import attempts, folded, passwords, sessions, still, subject_at
from data.accounts.devices import Device
from data.catalogue.declared import nearest
from data.figures.snapshot import Snapshot
from data.ledger import audit, chain
from data.ledger.database import Database, Writing
from data.ledger.rights import Action, Actor, Right, Role, require
from data.ledger.schema import account, right
from geo.faults import Fault, Faulty, refuse

_NAME = re.compile(r"[\w.@+-]{1,100}")  # letters of any script; an e-mail address is a name
FIRST = Right(Role.ADMINISTRATOR)
Of = ParamSpec("Of")
Deed = Callable[Concatenate[Writing, Actor | None, Of], None]
MOST = 60  # scopes that are named at once: communes of a country are very many
Scopes = Mapping[Role, Mapping[str, object]]  # of each role, what it may be limited to, with names


@dataclass(frozen=True)
class New:
    """An account that is asked for; without a password it is signed in at a provider only."""

    name: str
    title: str = ""
    password: str | None = None
    right: Right | None = None


def scopes(now: Snapshot) -> Scopes:
    """Return what a role may be limited to here: working groups, areas of the mapped level."""
    groups = {key: group.short for key, group in now.catalogue.groups.items()}
    areas = {a.id: a.title for a in now.areas if a.level == now.settings.level}
    return {Role.GROUP_EDITOR: groups, Role.COMMUNE_EDITOR: areas}


def do(
    database: Database, actor: Actor | None, deed: Deed[Of], *of: Of.args, **more: Of.kwargs
) -> None:
    """Do one of the deeds below in a transaction of its own, by an actor as they are then."""
    with database.writing(shown=False) as writing:
        deed(writing, still(writing.connection, actor), *of, **more)


def add(writing: Writing, actor: Actor | None, new: New, known: Scopes) -> None:
    """Make an account; the very first one is an administrator, and nobody need be one for it."""
    first = writing.connection.execute(sa.select(account.c.id).limit(1)).first() is None
    if not first:
        require(actor, Action.ACCOUNTS)
    elif new.right != FIRST:
        raise Faulty([refuse("account_first", role=FIRST.role)])
    name = folded(new.name)
    found = [*_wrong_name(writing, name), *(_wrong_right(new.right, known) if new.right else ())]
    if new.password is not None:
        found += passwords.faults(new.password, name)
    if found:
        raise Faulty(found)
    kept = None if new.password is None else passwords.hashed(new.password)
    row = account.insert().values(
        name=name, title=new.title.strip() or name, password=kept, made_at=writing.at
    )
    number = int(writing.connection.execute(row.returning(account.c.id)).scalar_one())
    by = actor or Actor(number, name)  # the first one makes itself
    audit.record(writing, by, "account_added", name, title=new.title)
    if new.right:
        _give(writing, by, number, name, new.right)


def set_password(writing: Writing, actor: Actor | None, name: str, password: str) -> None:
    """Give an account another password, and end its sessions; one's own takes no right."""
    found = _account(writing, name)
    if actor is None or actor.account != found.id:
        require(actor, Action.ACCOUNTS)
    if wrong := list(passwords.faults(password, found.name)):
        raise Faulty(wrong)
    _set(writing, found.id, password=passwords.hashed(password))
    sessions.end_all(writing, found.id)
    audit.record(writing, actor, "password_changed", found.name)


def change_own(database: Database, actor: Actor, old: str, new: str) -> None:
    """Change one's own password, for whoever knows the old one: it is tried as at the door."""
    now = datetime.now(UTC)
    own = Device(actor.session, {actor.account: now})  # strangers do not use up its tries
    found, number = sessions.prove(database, actor.name, old, "", now, own)
    with database.writing(shown=False) as writing:
        actor = still(writing.connection, actor)
        sessions.confirm(writing, found)
        attempts.succeed(writing, number)
        set_password(writing, actor, actor.name, new)


def grant(writing: Writing, actor: Actor | None, name: str, given: Right, known: Scopes) -> None:
    """Give an account a role, limited to a scope where the role has one."""
    require(actor, Action.ACCOUNTS)
    found = _account(writing, name)
    if wrong := list(_wrong_right(given, known)):
        raise Faulty(wrong)
    if _has(writing, found.id, given):
        raise Faulty([refuse("right_there", name, name=found.name, role=given.role)])
    _give(writing, actor, found.id, found.name, given)


def revoke(writing: Writing, actor: Actor | None, name: str, taken: Right) -> None:
    """Take a role from an account; the last administrator keeps theirs."""
    require(actor, Action.ACCOUNTS)
    found = _account(writing, name)
    if not _has(writing, found.id, taken):
        raise Faulty([refuse("right_not_there", name, name=found.name, role=taken.role)])
    if taken.role is Role.ADMINISTRATOR:
        _leave_an_administrator(writing, found)
    mine = (right.c.account == found.id) & (right.c.role == taken.role)
    writing.connection.execute(right.delete().where(mine, right.c.scope == taken.scope))
    chain.right(writing, found.id, taken.role, taken.scope, given=False)
    audit.record(writing, actor, "right_revoked", found.name, role=taken.role, scope=taken.scope)


def disable(writing: Writing, actor: Actor | None, name: str) -> None:
    """End an account, and its sessions with it; what it did stays its own."""
    require(actor, Action.ACCOUNTS)
    found = _account(writing, name)
    if found.ended_at is not None:
        raise Faulty([refuse("account_disabled", name, name=found.name)])
    _leave_an_administrator(writing, found)
    _set(writing, found.id, ended_at=writing.at)
    sessions.end_all(writing, found.id)
    audit.record(writing, actor, "account_disabled", found.name)


def enable(writing: Writing, actor: Actor | None, name: str) -> None:
    """Let an account that was ended be used again, with the rights that it had."""
    require(actor, Action.ACCOUNTS)
    found = _account(writing, name)
    if found.ended_at is None:
        raise Faulty([refuse("account_not_disabled", name, name=found.name)])
    _set(writing, found.id, ended_at=None)
    audit.record(writing, actor, "account_enabled", found.name)


def link(writing: Writing, actor: Actor | None, name: str, issuer: str, subject: str) -> None:
    """Say who an account is at an OpenID Connect provider."""
    require(actor, Action.ACCOUNTS)
    found, who = _account(writing, name), subject_at(issuer, subject)
    asked = sa.select(account.c.name).where(account.c.subject == who, account.c.id != found.id)
    if other := writing.connection.execute(asked).scalar():
        raise Faulty([refuse("account_linked_elsewhere", name, subject=who, other=other)])
    _set(writing, found.id, subject=who)
    audit.record(writing, actor, "account_linked", found.name, is_there=who)


def unlock(writing: Writing, actor: Actor | None, what: str) -> None:
    """Lift the lock of a name, or of an address, after too many wrong tries."""
    require(actor, Action.ACCOUNTS)
    if not attempts.lift(writing, {what, folded(what)}):
        raise Faulty([refuse("not_locked", what, name=what)])
    audit.record(writing, actor, "sign_in_unlocked", what)


def locked(database: Database, actor: Actor | None) -> list[attempts.Locked]:
    """Return the names and addresses that are locked now, for whoever may lift that."""
    with database.reading() as connection:
        require(still(connection, actor), Action.ACCOUNTS)
        return attempts.locked(connection, datetime.now(UTC))


def _account(writing: Writing, name: str) -> Row[tuple[object, ...]]:
    asked = sa.select(account).where(account.c.name == folded(name))
    found = writing.connection.execute(asked).first()
    if found is None:
        raise Faulty([refuse("account_unknown", name, name=name)])
    return found


def _set(writing: Writing, number: int, **values: object) -> None:
    writing.connection.execute(account.update().where(account.c.id == number).values(**values))


def _has(writing: Writing, number: int, asked: Right) -> bool:
    mine = (right.c.account == number) & (right.c.role == asked.role)
    found = writing.connection.execute(sa.select(right).where(mine, right.c.scope == asked.scope))
    return found.first() is not None


def _give(writing: Writing, by: Actor | None, number: int, name: str, given: Right) -> None:
    row = right.insert().values(account=number, role=given.role, scope=given.scope)
    writing.connection.execute(row)
    chain.right(writing, number, given.role, given.scope, given=True)
    audit.record(writing, by, "right_granted", name, role=given.role, scope=given.scope)


def _leave_an_administrator(writing: Writing, leaving: Row[tuple[object, ...]]) -> None:
    """Refuse what would leave nobody who may let others in."""
    asked = sa.select(account.c.id).join(right).where(account.c.ended_at.is_(None))
    rows = writing.connection.execute(asked.where(right.c.role == Role.ADMINISTRATOR)).scalars()
    if set(rows) == {leaving.id}:
        raise Faulty([refuse("account_last_administrator", leaving.name, name=leaving.name)])


def _wrong_name(writing: Writing, name: str) -> list[Fault]:
    if not _NAME.fullmatch(name):
        return [refuse("account_name_unfit", name, name=name)]
    taken = sa.select(account.c.id).where(account.c.name == name)
    if writing.connection.execute(taken).first():
        return [refuse("account_name_taken", name, name=name)]
    return []


def _wrong_right(given: Right, known: Scopes) -> list[Fault]:
    if given.role not in known:
        extra = refuse("right_has_no_scope", given.role, role=given.role, scope=given.scope)
        return [extra] if given.scope else []
    if given.scope in known[given.role]:
        return []
    if not given.scope:
        some = dict(list(known[given.role].items())[:MOST])
        return [refuse("right_needs_scope", given.role, role=given.role, known=some)]
    near = nearest(given.scope, known[given.role])
    return [
        refuse("right_scope_unknown", given.role, role=given.role, scope=given.scope, nearest=near)
    ]
