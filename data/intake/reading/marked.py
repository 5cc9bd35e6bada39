"""XML read as a stream, in small memory: nothing is declared, nothing outside is followed."""

import re
from collections.abc import Iterator, Mapping
from typing import IO
from xml.parsers import expat

CHUNK = 1 << 16
DEEPEST = 200  # elements within elements
_CONTROLS = bytes(b for b in range(32) if b not in b"\t\n\r")  # no XML may hold them, and some do
_REFERENCE = re.compile(rb"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]));")
Attributes = Mapping[str, str]


class Declared(Exception):
    """A document declares entities, or goes too deep: no workbook has need to, but to do harm."""


class Handler:
    """What is told of a document: elements and attributes by their names without a prefix."""

    def start(self, name: str, given: Attributes, /) -> None:
        """Hear of an element that begins."""

    def end(self, name: str, /) -> None:
        """Hear of an element that ends."""

    def text(self, text: str, /) -> None:
        """Hear a text, whole or in part."""


def parse(stream: IO[bytes], handler: Handler) -> None:
    """Tell a handler of all that a document holds; raises ExpatError or Declared."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = CHUNK
    names: dict[str, str] = {}
    start, end, depth = handler.start, handler.end, 0

    def local(name: str) -> str:
        return names.get(name) or names.setdefault(name, name.rpartition(":")[2])

    def begins(name: str, given: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise Declared
        start(local(name), {local(k): v for k, v in given.items()} if given else given)

    def ends(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(local(name))

    parser.StartElementHandler = begins
    parser.EndElementHandler = ends
    parser.CharacterDataHandler = handler.text
    parser.StartDoctypeDeclHandler = _refused
    for chunk in _chunks(stream):
        parser.Parse(chunk, False)
    parser.Parse(b"", True)


def _refused(*_: object) -> None:
    raise Declared


def _chunks(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield a document piece by piece, without the letters that XML forbids."""
    first = stream.read(CHUNK)
    if first.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in first[:4]:  # two bytes a letter
        yield first
        yield from iter(lambda: stream.read(CHUNK), b"")
        return
    rest, chunk = b"", first
    while chunk:
        chunk = rest + chunk.translate(None, _CONTROLS)
        cut = chunk.rfind(b"&", -12)  # a reference may go on in the next piece
        whole, rest = (chunk, b"") if cut < 0 else (chunk[:cut], chunk[cut:])
        yield _REFERENCE.sub(b"", whole) if b"&#" in whole else whole
        chunk = stream.read(CHUNK)
    yield _REFERENCE.sub(b"", rest)
