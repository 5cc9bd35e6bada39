"""The chain walked from its first link: each row that is not as it was written is named."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from data.ledger import chain
from data.ledger.chain import Form, Row, Said, Summing
from data.ledger.database import newest
from data.ledger.schema import link, original, right
from geo.faults import Fault, refuse

AT_ONCE = 1000  # rows
NAMED = 20  # rows of one table of a batch; whoever changed more has changed many


@dataclass
class Proof:
    """What was found: how many links, how many of them older than the chain, and what is wrong."""

    links: int = 0
    older: int = 0
    head: str = chain.START
    faults: list[Fault] = field(default_factory=list)
    told: dict[tuple[str, str], tuple[str, Said]] = field(default_factory=dict)  # version, said
    rights: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Trust:
    """What somebody holds of the chain from elsewhere: a hash that they noted, a backup's."""

    head: str = ""
    before: Sequence[str] = ()

    def __bool__(self) -> bool:
        """Say whether there is anything that whoever made the chain anew could not change."""
        return bool(self.head or self.before)

    def doubts(self, connection: Connection) -> Iterator[Fault]:
        """Yield why this chain is not the one that was seen then."""
        if not self:
            return
        found = list(connection.scalars(sa.select(link.c.hash).order_by(link.c.id)))
        if self.head and self.head not in found:
            yield refuse("chain_head_unknown", self.head)
        for number, before in enumerate(self.before):
            if found[number : number + 1] != [before]:
                yield refuse("chain_of_another", link=number + 1)
                return


NOBODY = Trust()


def walk(connection: Connection) -> Proof:
    """Walk the chain, and hold every row against it."""
    proof = _links(connection)
    proof.faults += _done(connection, proof)
    proof.faults += _brought(connection, proof)
    proof.faults += _rights(connection, proof)
    proof.faults += _files(connection, proof)
    return proof


def older(connection: Connection, own: Form, version: str) -> None:
    """Chain what was there before there was a chain, and mark it."""
    files = connection.scalars(sa.select(original.c.sha256).order_by(original.c.sha256))
    links: list[tuple[str, str, Said]] = [("original", sha256, {}) for sha256 in files]
    for given in connection.execute(sa.select(right).order_by(*right.primary_key.columns)):
        links.append(("right", f"{given.account} {given.role} {given.scope}".strip(), {"given": 1}))
    said: dict[int, dict[str, Any]] = {}
    for row in _stream(connection, own, "batch"):
        said[row[0]] = {"batch": chain.checksum(row)}
    for name in _of_batches(own):
        for number, rows in _by_batch(connection, own, name).items():
            said[number][name] = rows.sum.digest()
            said[number][f"{name} marks"] = "".join(rows.marks)
    links += [("batch", str(number), told) for number, told in said.items()]
    for name in ("withdrawal", "closing"):
        for row in _stream(connection, own, name):
            links.append((name, str(row[0]), {name: chain.checksum(row)}))
    chain.add(connection, links, version, older=True)


def _links(connection: Connection) -> Proof:
    """Walk the links themselves."""
    proof, names = Proof(), ("what", "of", "version", "older", "said")
    for row in connection.execute(sa.select(link).order_by(link.c.id)):
        told = {name: getattr(row, name) for name in names}
        if chain.hashed(proof.head, told) != row.hash:
            proof.faults.append(refuse("chain_link_changed", link=row.id))
        proof.head, proof.links, proof.older = row.hash, proof.links + 1, proof.older + row.older
        said = json.loads(row.said)
        if row.what != "right":
            if proof.told.setdefault((row.what, row.of), (row.version, said))[1] is not said:
                proof.faults.append(refuse("chain_link_changed", link=row.id))
        elif said["given"]:
            proof.rights.add(row.of)
        else:
            proof.rights.discard(row.of)
    return proof


def _done(connection: Connection, proof: Proof) -> Iterator[Fault]:
    """Yield each batch, withdrawal and closing that is not as it was written."""
    own = chain.form(newest())
    for name in chain.OWN:
        left = {of for what, of in proof.told if what == name}
        for row in _stream(connection, own, name):
            of = str(row[0])
            left.discard(of)
            if (name, of) not in proof.told:
                yield refuse("chain_strange", what=name, of=of)
                continue
            version, said = proof.told[name, of]
            if chain.checksum(_as_at(version, own, name, row)) != said.get(name):
                yield refuse("chain_changed", what=name, of=of)
        for of in sorted(left):
            yield refuse("chain_gone", what=name, of=of)


def _brought(connection: Connection, proof: Proof) -> Iterator[Fault]:
    """Yield each row of a batch that is not as it was written."""
    own = chain.form(newest())
    for name in _of_batches(own):
        known = {
            int(of): said
            for (what, of), (version, said) in proof.told.items()
            if what == "batch" and name in chain.form(version)
        }
        versions = {
            int(of): version for (what, of), (version, _) in proof.told.items() if what == "batch"
        }
        found = _sums(connection, own, name, versions)
        for number, said in known.items():
            if found.get(number) != said.get(name):
                yield from _named(connection, own, name, number, versions[number], said)


def _named(
    connection: Connection, own: Form, name: str, number: int, version: str, said: Said
) -> Iterator[Fault]:
    """Yield the rows that are not as they were written, and how many are gone."""
    found = chain.rows(connection, own, name, number)
    veils = chain.veils_of(connection, name, [row[0] for row in found])
    shut = [_as_at(version, own, name, chain.veiled(name, own[name], r, veils)) for r in found]
    marks = chain.marked(said, name)
    left = list(marks)
    strange = []
    for row in shut:
        mark = chain.mark(row)
        if mark in left:
            left.remove(mark)
        else:
            strange.append(row[0])
    for row_id in strange[:NAMED]:
        yield refuse("chain_row_changed", row=row_id, table=name, batch=number)
    if lost := len(left) - len(strange):
        code = "chain_rows_gone" if lost > 0 else "chain_rows_added"
        yield refuse(code, rows=abs(lost), table=name, batch=number)
    elif not strange:
        yield refuse("chain_changed", what=name, of=number)


def _rights(connection: Connection, proof: Proof) -> Iterator[Fault]:
    """Yield each right that was not given, and each that was given and is gone."""
    there = {
        f"{row.account} {row.role} {row.scope}".strip()
        for row in connection.execute(sa.select(right))
    }
    yield from (refuse("chain_strange", what="right", of=of) for of in sorted(there - proof.rights))
    yield from (refuse("chain_gone", what="right", of=of) for of in sorted(proof.rights - there))


def _files(connection: Connection, proof: Proof) -> Iterator[Fault]:
    """Yield each file that is not the one that was received."""
    known = {of for what, of in proof.told if what == "original"}
    there = set(connection.scalars(sa.select(original.c.sha256)))
    yield from (refuse("chain_strange", what="original", of=of) for of in sorted(there - known))
    yield from (refuse("chain_gone", what="original", of=of) for of in sorted(known - there))
    content = sa.select(original.c.content)
    for sha256 in sorted(there):
        found = connection.scalar(content.where(original.c.sha256 == sha256))
        if hashlib.sha256(found or b"").hexdigest() != sha256:
            yield refuse("chain_changed", what="original", of=sha256)


class _Rows:
    """What was read of a batch in one table so far."""

    def __init__(self) -> None:
        self.sum, self.marks = Summing(), list[str]()


def _by_batch(connection: Connection, own: Form, name: str) -> Mapping[int, _Rows]:
    at, found = list(own[name]).index("batch"), defaultdict[int, _Rows](_Rows)
    for row in _stream(connection, own, name):
        found[row[at]].sum.add([row])
        found[row[at]].marks.append(chain.mark(row))
    return found


def _sums(
    connection: Connection, own: Form, name: str, versions: Mapping[int, str]
) -> Mapping[int, str]:
    """Return the checksum of the rows of each batch in a table, which is read once and in order."""
    at, found = list(own[name]).index("batch"), defaultdict[int, Summing](Summing)
    same = {v: chain.form(v).get(name) == own[name] for v in {*versions.values()}}
    veils = chain.veils_of(connection, name)
    for part in _parts(connection, own, name):
        first = part[0][at]
        if first == part[-1][at] and all(row[at] == first for row in part):
            several = [(first, part)]
        else:
            grouped = defaultdict[int, list[Row]](list)
            for row in part:
                grouped[row[at]].append(row)
            several = list(grouped.items())
        for number, rows in several:
            version = versions.get(number)
            if veils:
                rows = [chain.veiled(name, own[name], row, veils) for row in rows]
            if version is not None and not same[version]:
                rows = [_as_at(version, own, name, row) for row in rows]
            found[number].add(rows)
    return {number: one.digest() for number, one in found.items()}


def _as_at(version: str, own: Form, name: str, row: Row) -> Row:
    """Return a row with the columns that its table had at a version."""
    then = chain.form(version).get(name, ())
    if tuple(then) == tuple(own[name]):
        return row
    told = dict(zip(own[name], row, strict=True))
    return [told[column] for column in then if column in told]


def _of_batches(own: Form) -> list[str]:
    return sorted(set(own) - set(chain.OWN))


def _stream(connection: Connection, own: Form, name: str) -> Iterator[Row]:
    for part in _parts(connection, own, name):
        yield from part


def _parts(connection: Connection, own: Form, name: str) -> Iterator[Sequence[Row]]:
    """Yield a table's rows as they stand there, by their key, so many at once."""
    asked = chain.select(own, name).order_by(sa.column(own[name][0]))
    found = connection.execute(asked, execution_options={"yield_per": AT_ONCE})
    for part in found.partitions():
        yield [tuple(row) for row in part]
