"""The text of a GeoJSON: which charset it is in, and its values one after the other."""

import codecs
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from geo.faults import Fault, Faulty, ask, refuse
from geo.files.charsets import UTF8, decode
from geo.files.encodings import Evidence, Expected

BLANK = " \t\r\n\ufeff\x1e,"  # between values; what separates records, and a comma too many
MARKS = ((codecs.BOM_UTF8, UTF8), (codecs.BOM_UTF32_LE, "UTF-32"), (codecs.BOM_UTF32_BE, "UTF-32"),
         (codecs.BOM_UTF16_LE, "UTF-16"), (codecs.BOM_UTF16_BE, "UTF-16"))  # fmt: skip
STRANGE = re.compile(rb'"([^"]{0,80}[\x80-\xff][^"]{0,80})"')  # texts with letters not of English
PLENTY = 400  # of them
EXAMPLES = 3
Knows = Callable[[str], bool]


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object of JSON; a name that comes again has its number."""
    made = dict(pairs)
    if len(made) < len(pairs):
        made = {}
        for name, value in pairs:
            held = [n for n in made if n == name or n.startswith(f"{name} (")]
            if not held:
                made[name] = value
            elif all(made[n] != value for n in held):
                made[f"{name} ({len(held) + 1})"] = value
    return made


DECODER = json.JSONDecoder(object_pairs_hook=_members)


def each(text: str, take: Callable[[Any], None], system: Callable[[Any], None]) -> None:
    """Give the values of a text one after the other, a collection feature by feature."""
    at = _next(text, 0)
    while at < len(text):
        at = _value(text, at, take, system)
        at = _next(text, at)


def _next(text: str, at: int) -> int:
    while at < len(text) and text[at] in BLANK:
        at += 1
    return at


def _value(text: str, at: int, take: Callable[[Any], None], system: Callable[[Any], None]) -> int:
    if text[at] == "[":
        return _elements(text, at, take)
    if text[at] != "{":
        _, end = DECODER.raw_decode(text, at)
        raise json.JSONDecodeError("no GeoJSON", text, end)
    members: dict[str, Any] = {}
    start, at = at, _next(text, at + 1)
    while at < len(text) and text[at] != "}":
        name, at = DECODER.raw_decode(text, at)
        at = _next(text, at)
        if not isinstance(name, str) or text[at : at + 1] != ":":
            raise json.JSONDecodeError("no member", text, at)
        at = _next(text, at + 1)
        if name == "features" and text[at : at + 1] == "[":
            at = _elements(text, at, take)
            members.setdefault(name, [])
        else:
            members[name], at = DECODER.raw_decode(text, at)
        at = _next(text, at)
    if at >= len(text):
        raise json.JSONDecodeError("no end", text, start)
    system(members.get("crs"))
    if "features" not in members:
        take(members)
    return at + 1


def _elements(text: str, at: int, take: Callable[[Any], None]) -> int:
    at = _next(text, at + 1)
    while at < len(text) and text[at] != "]":
        value, at = DECODER.raw_decode(text, at)
        take(value)
        at = _next(text, at)
    if at >= len(text):
        raise json.JSONDecodeError("no end", text, at)
    return at + 1


def text_of(raw: bytes, told: str | None) -> str:
    """Return a text in the charset that a mark at its beginning says, or as was told, or UTF-8."""
    for mark, charset in MARKS:
        if raw.startswith(mark):
            return raw.decode(charset)
    return decode(raw, told) if told and told != UTF8 else raw.decode("utf-8")


def letters(
    path: Path, told: str | None, expected: Expected, where: str
) -> tuple[str, tuple[Evidence, ...], list[Fault]]:
    """Return the charset that a GeoJSON is in, what shows that, and what is to be said of it.

    It must be UTF-8. Where it is not, it is read so that most names are known, and asked.
    """
    raw = path.read_bytes()
    if _reads(raw, told):
        return told or UTF8, (), []
    strange = sorted(set(STRANGE.findall(raw)))[:PLENTY]
    evidence = tuple(
        _evidence(strange, charset, expected.knows)
        for charset in expected.charsets
        if charset != UTF8 and _reads(raw, charset)
    )
    samples = {e.encoding: e.sample for e in evidence}
    if not evidence:
        raise Faulty([refuse("json_not_utf8", where, samples=samples)])
    best = max(evidence, key=lambda e: e.known).encoding
    return best, evidence, [ask("json_not_utf8", where, samples=samples, used=best)]


def _reads(raw: bytes, charset: str | None) -> bool:
    try:
        text_of(raw, charset)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _evidence(texts: Sequence[bytes], charset: str, knows: Knows | None) -> Evidence:
    read_as = [decode(text, charset) for text in texts]
    known = sum(map(knows, read_as)) if knows else 0
    return Evidence(charset, known, len(texts), readable=True, sample=tuple(read_as[:EXAMPLES]))
