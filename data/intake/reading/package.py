"""The archive that a workbook is: its parts by their names, and how they name one another."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import IO
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile, ZipInfo

from data.intake.reading.limits import MEGABYTE, UNPACKED
from data.intake.reading.marked import Attributes, Declared, Handler, parse
from geo.faults import Faulty, refuse


class Package:
    """The parts of an archive; Faulty if it is locked, damaged, or unpacks to too much.

    Some programs write the names of parts with backslashes, or with a slash in front.
    """

    def __init__(self, content: bytes, name: str):
        try:
            self._archive = ZipFile(BytesIO(content))
            found = self._archive.infolist()
            if any(part.flag_bits & 1 for part in found):
                raise Faulty([refuse("workbook_locked", name)])
            if sum(part.file_size for part in found) > UNPACKED:
                limit = UNPACKED // MEGABYTE
                raise Faulty([refuse("workbook_is_a_bomb", name, limit=limit)])
        except Faulty:
            raise
        except Exception:  # whatever zipfile and its decompressors stumble over
            raise Faulty([refuse("workbook_unreadable", name)]) from None
        self._parts = {_plain(part.filename): part for part in found}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names of the parts, by themselves in small letters."""
        return {name.lower(): name for name in self._parts}

    def find(self, name: str) -> str:
        """Return the name of a part as it is written in the archive, or an empty text."""
        return self.names.get(_plain(name).lower(), "")

    def open(self, name: str) -> IO[bytes]:
        """Return the content of a part as a stream."""
        part: ZipInfo = self._parts[self.find(name)]
        return self._archive.open(part)

    def tell(self, name: str, handler: Handler) -> None:
        """Tell a handler of all that a part holds, if there is such a part."""
        if self.find(name):
            with self.open(name) as stream:
                parse(stream, handler)

    def try_to_tell(self, name: str, handler: Handler) -> bool:
        """Tell a handler of a part that can be done without; say whether it could be told."""
        try:
            self.tell(name, handler)
        except (ExpatError, Declared, BadZipFile):
            return False
        return True

    def relations(self, name: str) -> dict[str, "Relation"]:
        """Return what a part names, by the ids that it uses for it; nothing outside the archive."""
        folder, file = posixpath.split(name)
        found = Relations(folder)
        self.try_to_tell(posixpath.join(folder, "_rels", f"{file}.rels"), found)
        return {k: r for k, r in found.found.items() if self.find(r.target)}


@dataclass(frozen=True)
class Relation:
    """One part that another names: what it is there, and where."""

    kind: str  # worksheet, styles …
    target: str


class Relations(Handler):
    """The relations of one part."""

    def __init__(self, folder: str):
        self._folder = folder
        self.found: dict[str, Relation] = {}

    def start(self, name: str, given: Attributes) -> None:
        """Hear of a relation."""
        if name == "Relationship" and given.get("TargetMode") != "External":
            kind = given.get("Type", "").rpartition("/")[2]
            target = given.get("Target", "").replace("\\", "/")
            whole = target if target.startswith("/") else posixpath.join(self._folder, target)
            self.found[given.get("Id", "")] = Relation(kind, posixpath.normpath(whole).lstrip("/"))


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


def parts_like(package: Package, folder: str, ending: str) -> Iterator[str]:
    """Yield the parts in a folder, in their order."""
    for low, name in sorted(package.names.items()):
        if low.startswith(folder) and low.endswith(ending):
            yield name
