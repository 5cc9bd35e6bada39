"""The lines of a .csv cut into cells; a text within quotes may go on over several of them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from data.intake.reading.limits import MOST_COLUMNS
from geo.faults import Faulty, refuse

QUOTE = '"'
MOST_LINES = 500  # of one text within quotes


@dataclass(frozen=True)
class Record:
    """One row: its number, the first of its lines in the file, and its cells as written."""

    row: int
    line: int
    fields: Sequence[str]


def records(lines: Iterable[str], separator: str, name: str) -> Iterator[Record]:
    """Yield the rows of a text; Faulty at a quote that is opened and not closed."""
    row = number = begun = 0
    text = ""
    for number, line in enumerate(lines, 1):
        if not text:
            row, begun = row + 1, number
        elif number - begun > MOST_LINES:
            raise _open(name, begun)
        if not text and QUOTE not in line:  # nearly always
            if line.count(separator) >= 2 * MOST_COLUMNS:  # before they are cut
                fault = refuse("line_too_wide", name, line=number, limit=MOST_COLUMNS)
                raise Faulty([fault])
            yield Record(row, begun, line.rstrip("\r\n").split(separator))
            continue
        if text and _swallows(text, line, separator):
            raise _open(name, begun)
        text += line
        fields = _quoted(text.rstrip("\r\n"), separator)
        if fields is not None:
            yield Record(row, begun, fields)
            text = ""
    if text:
        raise _open(name, begun)


def cut(line: str, separator: str) -> int:
    """Return into how many cells a separator cuts a line, those within quotes aside."""
    if QUOTE not in line:
        return line.count(separator) + 1
    outside = line.split(QUOTE)[::2]
    return sum(part.count(separator) for part in outside) + 1


def _open(name: str, line: int) -> Faulty:
    return Faulty([refuse("quote_not_closed", name, line=line)])


def _swallows(text: str, line: str, separator: str) -> bool:
    """Say whether a line within quotes is rather a row of its own, cut as the first one is."""
    first = text.splitlines()[0].count(separator)
    return first > 0 and line.count(separator) == first


def _quoted(text: str, separator: str) -> list[str] | None:
    """Return the cells of a row in which there are quotes; None where one is still open."""
    found, at = [], 0
    while True:
        field = ""
        if text.startswith(QUOTE, at):
            end = _closing(text, at + 1)
            if end is None:
                return None
            field, at = text[at + 1 : end].replace(QUOTE * 2, QUOTE), end + 1
        stop = text.find(separator, at)
        found.append(field + text[at : stop if stop >= 0 else len(text)])
        if stop < 0 or len(found) > MOST_COLUMNS:
            return found
        at = stop + len(separator)


def _closing(text: str, at: int) -> int | None:
    """Return where a text within quotes ends: at a quote that is not one of a pair."""
    while (end := text.find(QUOTE, at)) >= 0:
        if not text.startswith(QUOTE, end + 1):
            return end
        at = end + 2
    return None
