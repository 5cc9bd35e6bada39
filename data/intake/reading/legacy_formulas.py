"""Which cells of an .xls hold formulas: the library that reads it tells their results alone."""

import struct
from collections.abc import Iterator
from io import StringIO

from xlrd.compdoc import CompDoc

STREAMS = ("Workbook", "Book")
_OLE = b"\xd0\xcf"
_BOUND, _FORMULA, _RECALCULATED = 0x85, 0x06, 0x1C1  # records
_WORKSHEET = 0
_STRING, _NO_STRING = b"\x00", b"\xff\xff"  # of a formula's result
Place = tuple[int, int, int]  # sheet, row, column, from 0


class Scanned:
    """The formulas of a workbook by their places: the library tells their results alone."""

    def __init__(self, content: bytes) -> None:
        self.recalculated = False  # by Excel, which says so
        self.formulas: dict[Place, bool] = {}  # whether its result is still to come, as a text
        bounds: list[int] = []
        found: list[tuple[int, bytes]] = []
        for offset, code, data in _records(content):
            if code == _BOUND and len(data) > 6 and data[5] & 0x0F == _WORKSHEET:
                bounds.append(int.from_bytes(data[:4], "little"))
            elif code == _FORMULA and len(data) >= 14:
                found.append((offset, data[:14]))
            elif code == _RECALCULATED:
                self.recalculated = True
        for offset, data in found:
            sheet = max((n for n, start in enumerate(bounds) if start <= offset), default=0)
            row, column = struct.unpack_from("<HH", data)
            waits = data[12:14] == _NO_STRING and data[6:7] == _STRING
            self.formulas[sheet, row, column] = waits


def _records(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield offset, code and data of the records of a workbook that is an OLE document."""
    if not content.startswith(_OLE):
        return
    document = CompDoc(content, logfile=StringIO())
    for stream in STREAMS:
        memory, base, length = document.locate_named_stream(stream)
        if memory is not None:
            break
    else:
        return
    at = 0
    while at + 4 <= length:
        code, size = struct.unpack_from("<HH", memory, base + at)
        wanted = code in (_BOUND, _FORMULA, _RECALCULATED)
        start = base + at + 4
        yield at, code, bytes(memory[start : start + size]) if wanted else b""
        at += 4 + size
