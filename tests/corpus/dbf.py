"""Tables of shapefiles written byte by byte, and names written in the charsets of old maps."""

import unicodedata
from collections.abc import Mapping, Sequence

from geo.files.charsets import TABLES

TONES = "\u0300\u0301\u0303\u0309\u0323"
BYTES = {  # of a mark that has two in VNI, the one after a small letter
    charset: {text: byte for byte, text in sorted(table.items())}
    for charset, table in TABLES.items()
}
Column = Sequence[bytes]


def encoded(text: str, charset: str) -> bytes:
    """Return a Vietnamese text as an old program would have written it."""
    if charset == "UTF-8":
        return text.encode("utf-8")
    return b"".join(_letter(letter, charset) for letter in unicodedata.normalize("NFC", text))


def _letter(letter: str, charset: str) -> bytes:
    if letter.isascii():
        return letter.encode("ascii")
    if charset == "cp1258":
        return _toned(letter)
    table = BYTES[charset]
    if charset == "TCVN3" and (letter not in "ĂÂĐÊÔƠƯ" and letter.isupper()):
        letter = letter.lower()  # its fonts have no capitals with a tone
    if letter in table:
        return bytes([table[letter]])
    base, *marks = unicodedata.normalize("NFD", letter)
    for text, byte in table.items():
        if base + text != base and unicodedata.normalize("NFC", base + text) == letter:
            capital = base.isupper() and byte >= 0xE0
            return base.encode("ascii") + bytes([byte - 32 if capital else byte])
    tone = next(m for m in marks if m in TONES)  # on a letter of its own: ơ, ư
    rest = unicodedata.normalize("NFC", base + "".join(m for m in marks if m != tone))
    return _letter(rest, charset) + bytes([table[tone] - (32 if base.isupper() else 0)])


def _toned(letter: str) -> bytes:
    """Return a letter in cp1258: what it has no byte for is a letter and its tone."""
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        base, *marks = unicodedata.normalize("NFD", letter)
        tone = next(m for m in marks if m in TONES)
        rest = unicodedata.normalize("NFC", base + "".join(m for m in marks if m != tone))
        return (rest + tone).encode("cp1258")


def table(columns: Mapping[bytes, Column], *, width: int = 60) -> bytes:
    """Return a .dbf with these columns of text, each `width` bytes wide."""
    rows = list(zip(*columns.values(), strict=True))
    heading = 32 + 32 * len(columns) + 1
    head = bytes([3, 126, 1, 1]) + len(rows).to_bytes(4, "little")
    head += heading.to_bytes(2, "little") + (1 + width * len(columns)).to_bytes(2, "little")
    head += bytes(20)
    for name in columns:
        head += name[:11].ljust(11, b"\0") + b"C" + bytes(4) + bytes([width]) + bytes(15)
    body = b"".join(b" " + b"".join(v[:width].ljust(width) for v in row) for row in rows)
    return head + b"\r" + body + b"\x1a"
