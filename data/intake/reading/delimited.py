"""Text files of rows (.csv): their encoding and their separator, found and said."""

import csv
import io
import unicodedata
from collections import Counter
from pathlib import PurePath

from data.intake.reading.grid import Cell, Grid, tidy
from geo.faults import Fault, Faulty, note, refuse

SEPARATORS = ("\t", ";", ",")  # a comma may be a decimal: the others come first
VIETNAMESE = "cp1258"
LOOKED_AT = 200  # lines


def read(content: bytes, name: str) -> tuple[Grid, list[Fault]]:
    """Return the rows as one sheet named after the file; Faulty if it is no text."""
    text, encoding = _text(content, name)
    notes = [] if encoding.startswith("utf") else [note("text_encoding", name, used=encoding)]
    if text.startswith("sep=") and len(text) > 4:  # Excel's own way to say it
        separator, head = text[4], "\n"
        text = head + text.partition("\n")[2]
    else:
        separator = _separator(text)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise Faulty([refuse("text_unreadable", name)]) from None
    cells = {
        (row, column): Cell(row, column, value)
        for row, line in enumerate(lines, 1)
        for column, given in enumerate(line, 1)
        if (value := tidy(given))
    }
    return Grid(PurePath(name).stem, cells, None), notes


def _text(content: bytes, name: str) -> tuple[str, str]:
    """Return the text and its encoding: UTF-8 if it can be that, or else Windows' Vietnamese."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\0" in content:
        raise Faulty([refuse("text_unreadable", name)])
    else:
        encodings = ["utf-8-sig", VIETNAMESE]
    for encoding in encodings:
        try:
            return unicodedata.normalize("NFC", content.decode(encoding)), encoding
        except UnicodeDecodeError:
            continue
    raise Faulty([refuse("text_unreadable", name)])


def _separator(text: str) -> str:
    """Return what cuts most lines into the same number of cells, more than one."""
    lines = text.splitlines()[:LOOKED_AT]
    best, score = ",", (0, 0)
    for separator in SEPARATORS:
        counts = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if row)
        counts.pop(1, None)
        if counts:
            width, rows = counts.most_common(1)[0]
            if (rows, width) > score:
                best, score = separator, (rows, width)
    return best
