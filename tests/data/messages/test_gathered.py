"""Thousands of faults of one kind are one line with their count and the ten that are gravest."""

from data.messages.gathered import FEW, lines
from data.words import Words
from geo.faults import Fault, Severity, note, refuse

MANY = 2500


def moved(n: int, km2: float) -> Fault:
    return note("border_moved_much", f"Commune {n}", km2=km2, percent=100 * km2, most=1.0)


def test_many_of_one_kind_are_one_line_with_the_ten_gravest() -> None:
    faults = [moved(n, n / MANY) for n in range(MANY)]
    (line,) = lines(faults, Words("en"))
    assert (line.count, line.severity) == (MANY, Severity.NOTE)
    assert "2,500" in line.what
    gravest = [f"Commune {MANY - 1 - n}" for n in range(FEW)]
    assert all(name in line.what for name in gravest)
    assert f"Commune {MANY - 1 - FEW}" not in line.what
    assert line.cure


def test_a_few_are_said_one_by_one_and_in_order() -> None:
    faults = [
        refuse("column_missing", "x", columns=[], nearest=[]),
        *(moved(n, 1.0) for n in range(FEW)),
    ]
    told = list(lines(faults, Words("en")))
    assert [line.count for line in told] == [1] * (FEW + 1)
    assert told[0].where == "x"


def test_what_is_refused_and_what_is_noted_are_two_kinds() -> None:
    faults = [moved(n, 1.0) for n in range(20)]
    asked = [refuse(f.code, f.where, **f.values) for f in faults]
    told = list(lines([*faults, *asked], Words("vi")))
    assert [(line.severity, line.count) for line in told] == [
        (Severity.NOTE, 20),
        (Severity.REFUSE, 20),
    ]
