"""Features put to the areas of one day, and what is to be said of each that is none of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from geo.areas import Area
from geo.areas.deciding import Decided, Decisions
from geo.areas.editions import BOTH, CODE, NAME, Edition, Row
from geo.areas.names import Index, Naming
from geo.faults import Fault, ask, note, refuse, repaired

EXAMPLES = 3  # how many of many a fault names


@dataclass(frozen=True)
class Join:
    """Rows and the areas of one edition; the other editions tell what a stranger may be."""

    rows: Sequence[Row]
    edition: Edition
    editions: Sequence[Edition]
    naming: Naming
    by: str
    decisions: Decisions = field(default_factory=dict)

    @cached_property
    def claims(self) -> Mapping[str, list[Row]]:
        """The rows that are an area without doubt, by its id: one, unless the file repeats it."""
        claims: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            if area := self._area(row):
                claims[area.id].append(row)
        return claims

    def _area(self, row: Row) -> Area | None:
        """Return the area that a person said a row is; else the one it is without doubt."""
        if row.number in self._decided:
            return self._decided[row.number]
        return self.edition.agreed(row, self.by)

    @cached_property
    def _decided(self) -> Decided:
        return Decided(self.rows, self.edition, self.decisions)

    @property
    def ids(self) -> tuple[str | None, ...]:
        """The id of the area that each row, and no other row, is."""
        sole = {rows[0].number: area for area, rows in self.claims.items() if len(rows) == 1}
        return tuple(sole.get(row.number) for row in self.rows)

    def faults(self) -> Iterator[Fault]:
        """Yield what is wrong with the rows that are no area, or share one; then what is missing.

        A row that is none of these areas matters only as long as an area is without a shape.
        """
        yield from repeated(self.claims.values(), self.by)
        yield from self._decided.faults([area.id for area in self._bare])
        outside = []
        for row in self._rest:
            found = self._misplaced(row) or self._unknown(row)
            yield from [found] if found else []
            outside += [] if found else [row]
        if not self.claims:
            yield self._nothing()
            return
        if self._bare:
            titles = [f"{area.title} ({area.code})" for area in self._bare]
            yield ask(
                "areas_without_shape",
                self.edition.day,
                count=len(titles),
                areas=titles,
                ids=[area.id for area in self._bare],
            )
        yield from self._notes(outside)

    @cached_property
    def _rest(self) -> list[Row]:
        """The rows that are no area, and of which nobody has said so."""
        agreed = {row.number for rows in self.claims.values() for row in rows}
        return [r for r in self.rows if r.number not in agreed and r.number not in self._decided]

    @cached_property
    def _bare(self) -> list[Area]:
        """The areas that no row is."""
        return [area for area in self.edition.areas if area.id not in self.claims]

    @cached_property
    def _nearest(self) -> Index:
        return Index(self.naming, self._bare)

    def _misplaced(self, row: Row) -> Fault | None:
        """Say what is wrong with a row whose code, or name, is known, here or on another day."""
        area = self.edition.by_code.get(row.code)
        if area and self.by == BOTH:
            return self._disagreeing(row, area)
        if self.by == NAME and self.edition.names.find(row.name):
            return None
        return self._past(row)

    def _disagreeing(self, row: Row, area: Area) -> Fault:
        """Tell a code and a name of two areas; on which other day they are of one, if on any."""
        other = [e.day for e in self.editions if e.agreed(row, BOTH)]
        means = self.edition.names.find(row.name)
        return ask(
            "code_name_disagree" if means or other else "code_with_strange_name",
            row.code,
            row=row.number,
            found=row.name,
            key=row.keys[0],
            known=area.title,
            name_means=[f"{a.title} ({a.code})" for a in means],
            agrees_on=other[0] if other else None,
            candidates=_ids([area, *self.edition.names.near(row.name)]),
        )

    def _past(self, row: Row) -> Fault | None:
        """Tell a code, or where names alone are known a name, of another day, and until when."""
        for edition in self.editions:
            if self.by == NAME:
                found = edition.names.find(row.name)
            else:
                found = [edition.by_code[row.code]] if row.code in edition.by_code else []
            for area in found:
                return ask(
                    "name_not_in_force" if self.by == NAME else "code_not_in_force",
                    row.label,
                    row=row.number,
                    found=row.name,
                    key=row.keys[0],
                    day=self.edition.day,
                    known=area.title,
                    valid_from=area.valid_from,
                    valid_to=area.valid_to,
                    candidates=_ids(self.edition.names.near(row.name)),
                )
        return None

    def _unknown(self, row: Row) -> Fault | None:
        """Tell a row that no area is, if an area without a shape has a name like its own."""
        near = self._nearest.near(row.name) if self._bare else []
        if not near:
            return None
        titles = [f"{area.title} ({area.code})" for area in near]
        return ask(
            "row_unknown",
            row.label,
            row=row.number,
            found=row.name,
            key=row.keys[0],
            nearest=titles,
            candidates=_ids(near),
        )

    def _nothing(self) -> Fault:
        found = [row.label for row in self.rows[:EXAMPLES]]
        known = [f"{area.title} ({area.code})" for area in self.edition.areas[:EXAMPLES]]
        return refuse(
            "nothing_matches", self.edition.day, rows=len(self.rows), found=found, known=known
        )

    def _notes(self, outside: Sequence[Row]) -> Iterator[Fault]:
        if outside:
            found = [f"{row.code} {row.name}".strip() or row.label for row in outside[:EXAMPLES]]
            yield note("rows_outside", self.edition.day, count=len(outside), found=found)
        if self.by == CODE:
            yield note("names_unchecked", self.edition.day)
        if self.by == NAME and (codes := [row.code for row in self.rows if row.code]):
            yield note("codes_unrelated", codes[0], count=len(codes))
        agreed = [(row, a) for row in self.rows if (a := self.edition.agreed(row, self.by))]
        odd = [(r, a) for r, a in agreed if r.name and not self.edition.names.spelled(r.name)]
        cut = [(r, a) for r, a in odd if a not in self.edition.names.find(r.name)]
        odd = [pair for pair in odd if pair not in cut]
        for tell, code, pairs in (
            (note, "names_spelled_otherwise", odd),
            (repaired, "names_cut", cut),
        ):
            if pairs:
                row, area = pairs[0]
                said = {"count": len(pairs), "found": row.name, "known": area.name}
                yield tell(code, area.code, **said)


def _ids(areas: Iterable[Area]) -> list[str]:
    """Return the ids of areas, each once: what a person can choose from."""
    return list(dict.fromkeys(area.id for area in areas))


def repeated(sharing: Iterable[Sequence[Row]], by: str = CODE) -> Iterator[Fault]:
    """Yield a fault for each set of rows that are one area: its parts, if all say the same."""
    for rows in sharing:
        if len(rows) < 2:
            continue
        if len({(row.code, row.name) for row in rows}) == 1:
            yield ask("area_in_parts", rows[0].label, rows=[row.number for row in rows])
        else:
            numbers, names = [row.number for row in rows], [row.name for row in rows]
            where = rows[0].name if by == NAME else rows[0].code
            code = "name_twice" if by == NAME else "code_twice"
            yield refuse(code, where, rows=numbers, names=names)
