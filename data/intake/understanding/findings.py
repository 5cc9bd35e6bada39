"""What became of each cell of a file: taken, doubtful, refused, or understood as no figure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from data.records.decisions.answers import lasts
from geo.faults import Fault

Decisions = Mapping[str, str]  # what a person answered, by the key of the question
LEAVE_OUT, ACCEPT = "leave_out", "accept"


@dataclass(frozen=True)
class Taken:
    """One figure, plan or status, ready for the long tables."""

    kind: str  # figures, targets, statuses
    indicator: str  # empty for a status
    area: str  # code@valid_from
    period: str
    value: str  # as text, as the long table has it
    cell: str  # Sheet!C5
    as_written: str
    criterion: str = ""
    qualifier: str = ""
    status: str = ""  # of a figure: provisional
    source: str = ""
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """Return what it is of: two of the same key cannot both be kept."""
        return (self.kind, self.indicator, self.area, self.period, self.criterion)


@dataclass(frozen=True)
class Doubt:
    """A question to a person; `answers` may be empty: then any text of the right form is one."""

    cell: str  # the first of `cells`
    fault: Fault
    key: str  # of the answer among the decisions
    answers: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()

    @property
    def lasting(self) -> bool:
        """Say whether its answer holds for other files as well."""
        return lasts(self.key)


@dataclass(frozen=True)
class Refusal:
    """A cell that cannot be used as it is."""

    cell: str
    fault: Fault


@dataclass(frozen=True)
class Passed:
    """A cell that is no figure, and what it is: a title, a total, a note."""

    cell: str
    why: str


@dataclass
class Findings:
    """All of it, while a file is read."""

    taken: list[Taken] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    _told: dict[str, Fault] = field(default_factory=dict)
    _doubts: dict[str, Doubt] = field(default_factory=dict)
    _waiting: dict[str, dict[str, None]] = field(default_factory=dict)  # cells by key, in order

    @property
    def doubtful(self) -> list[Doubt]:
        """Every question once, with all the cells that wait for its answer."""
        return [replace(d, cells=tuple(self._waiting[key])) for key, d in self._doubts.items()]

    @property
    def notes(self) -> list[Fault]:
        """What is good to know, each thing once."""
        return list(self._told.values())

    def tell(self, key: str, fault: Fault) -> None:
        """Say something that nobody has to answer, once for what it is about."""
        self._told.setdefault(key, fault)

    def ask(
        self,
        key: str,
        fault: Fault,
        cells: Iterable[str],
        answers: Iterable[str] = (),
    ) -> None:
        """Add a question, or cells to one that was asked already."""
        for cell in cells:
            self._waiting.setdefault(key, {})[cell] = None
            if key not in self._doubts:
                self._doubts[key] = Doubt(cell, fault, key, tuple(answers))

    def settle(self) -> None:
        """Leave each cell one fate: refused, else asked about, else taken, else passed once."""
        open_ = {r.cell for r in self.refused} | {c for d in self.doubtful for c in d.cells}
        self.taken[:] = [t for t in self.taken if t.cell not in open_]
        told = open_ | {t.cell for t in self.taken}
        passed = {p.cell: p for p in reversed(self.passed) if p.cell not in told}
        self.passed[:] = reversed(passed.values())

    def refuse(self, cell: str, fault: Fault) -> None:
        """Add a cell that cannot be used."""
        self.refused.append(Refusal(cell, fault))

    def skip(self, cell: str, why: str) -> None:
        """Add a cell that is no figure."""
        self.passed.append(Passed(cell, why))
