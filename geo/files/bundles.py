"""The files that make one layer, on disk or in a zip: complete, and safe to read."""

import lzma
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory
from typing import IO

from geo.faults import Fault, Faulty, refuse
from geo.files import drawings
from geo.files.charsets import UTF8, decode
from geo.files.parts import (  # fmt: skip
    ARCHIVES,
    ENDINGS,
    FOLDER,
    PARTS,
    belonging,
    complete,
    copied,
    ending_of,
    is_part,
    mains,
)

SMALL = 2**26  # bytes unpacked below which no ratio is suspicious: blanks in a .dbf shrink well
PIECE, MB = 2**20, 2**20
BROKEN = (  # what a damaged or locked archive makes its reader raise
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, UnicodeError, NotImplementedError, RuntimeError,
    EOFError, OSError, struct.error,
)  # fmt: skip
SAYS_UTF8 = 0x800  # a flag of a member of a zip


@dataclass(frozen=True)
class Limits:
    """How much is read at all, so that no file can fill the disk; set by the workspace."""

    file: int = 2**30  # bytes of the file given
    unpacked: int = 2**31  # bytes out of an archive; no part of a shapefile can be larger
    ratio: float = 200.0  # unpacked to packed, where it is more than a little
    members: int = 10_000  # of an archive
    features: int = 1_000_000  # of a layer
    columns: int = 2_000


@dataclass(frozen=True)
class Bundle:
    """One file that holds layers, under a path that can be read, and the name it came by.

    `faults` says whether it is complete; one may refuse it, which matters only if it is chosen.
    """

    name: str
    path: Path
    faults: tuple[Fault, ...] = ()


@contextmanager
def opened(
    path: Path, limits: Limits | None = None, charsets: Sequence[str] = ()
) -> Iterator[list[Bundle]]:
    """Give what there is to read at a path, for as long as the context lasts.

    `charsets` are those that names in a zip may be in, where they do not say.

    Shapefiles, and all that is zipped, are read from copies under names of our own: nothing is
    written beside the file given, and no name in a zip becomes a path.
    Faulty for a file that is missing, too large, of an unknown ending, or no proper zip.
    """
    limits = limits or Limits()
    if path.is_dir() and path.suffix.lower() == FOLDER:
        yield [Bundle(path.name, path)]
        return
    if not path.is_file():
        raise Faulty([refuse("file_missing", path.name)])
    ending = path.suffix.lower()
    if drawing := drawings.kind(path):
        raise Faulty([refuse("file_is_a_drawing", path.name, kind=drawing)])
    if ending not in (*ENDINGS, *ARCHIVES):
        known = [*ENDINGS, *ARCHIVES]
        raise Faulty([refuse("ending_unknown", path.name, found=ending, known=known)])
    if (size := path.stat().st_size) > limits.file:
        raise Faulty([refuse("file_too_large", path.name, mb=size / MB, most=limits.file / MB)])
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        if ending in ARCHIVES:
            yield _unpacked(path, Path(folder), limits, charsets)
        elif ending in PARTS:
            copy = copied(path, Path(folder))
            yield [Bundle(path.name, copy, complete(path.name, copy))]
        else:
            yield [Bundle(path.name, path)]


def _unpacked(path: Path, folder: Path, limits: Limits, charsets: Sequence[str]) -> list[Bundle]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = _members(archive, path.name, limits, charsets)
            return list(_extracted(archive, members, folder, path.name, limits))
    except BROKEN as error:
        raise Faulty([refuse("zip_unreadable", path.name, reason=str(error))]) from error


def _members(
    archive: zipfile.ZipFile, where: str, limits: Limits, charsets: Sequence[str]
) -> dict[str, zipfile.ZipInfo]:
    """Return what is to be unpacked by its path in the archive; Faulty before any of it is."""
    held = archive.infolist()
    if len(held) > limits.members:
        raise Faulty([refuse("zip_too_many", where, count=len(held), most=limits.members)])
    members = {_path(m, charsets): m for m in held if not m.is_dir()}
    unsafe = [path for path in members if _climbs(path)]
    if unsafe:
        raise Faulty([refuse("zip_unsafe", where, member=unsafe[0], count=len(unsafe))])
    own = {p: m for p, m in members.items() if not p.startswith("__MACOSX/")}
    wanted = {p: m for p, m in own.items() if is_part(p)}
    if not mains(wanted):
        if drawn := [p for p in own if ending_of(p) in drawings.ENDINGS]:
            kind = ending_of(drawn[0]).strip(".").upper()
            raise Faulty([refuse("file_is_a_drawing", where, kind=kind)])
        first = list(own)[:5]
        raise Faulty([refuse("zip_without_layer", where, found=first, known=list(ENDINGS))])
    _affordable(wanted.values(), where, limits)
    return wanted


def _affordable(members: Collection[zipfile.ZipInfo], where: str, limits: Limits) -> None:
    """Refuse an archive that says itself that it would fill the disk."""
    size, packed = sum(m.file_size for m in members), sum(m.compress_size for m in members)
    if size > limits.unpacked:
        raise Faulty([refuse("zip_too_large", where, mb=size / MB, most=limits.unpacked / MB)])
    if size > SMALL and size > limits.ratio * packed:
        ratio = size / max(packed, 1)
        raise Faulty([refuse("zip_bomb", where, ratio=ratio, most=limits.ratio, mb=size / MB)])


def _path(member: zipfile.ZipInfo, charsets: Sequence[str]) -> str:
    """Return the path of a member; one that does not say that it is UTF-8 comes as if in cp437."""
    if member.flag_bits & SAYS_UTF8 or member.filename.isascii():
        return member.filename
    raw = member.filename.encode("cp437", "replace")
    for charset in (UTF8, *charsets):
        try:
            return decode(raw, charset)
        except UnicodeDecodeError:
            continue
    return member.filename


def _climbs(name: str) -> bool:
    windows = PureWindowsPath(name)
    return bool(windows.anchor) or ".." in windows.parts


def _extracted(
    archive: zipfile.ZipFile,
    members: Mapping[str, zipfile.ZipInfo],
    folder: Path,
    where: str,
    limits: Limits,
) -> Iterator[Bundle]:
    """Copy each layer out under a name of our own, and count what really comes out."""
    layers = mains(members)
    names = Counter(PurePosixPath(path).name for path in layers)
    left = limits.unpacked
    for number, main in enumerate(layers):
        layer = folder / str(number) / f"layer{ending_of(main)}"
        for part, own in belonging(main, members):
            copy = folder / str(number) / own
            copy.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(members[part]) as source:
                left -= _poured(source, copy, left)
            if left < 0:
                most = limits.unpacked / MB
                raise Faulty([refuse("zip_too_large", where, mb=most, most=most)])
        name = PurePosixPath(main).name
        name = name if names[name] == 1 else main
        yield Bundle(name, layer, complete(name, layer))


def _poured(source: IO[bytes], to: Path, most: int) -> int:
    """Copy a stream into a file, and return its size; stop soon after it is more than it may be."""
    size = 0
    with to.open("wb") as file:
        while size <= most and (piece := source.read(PIECE)):
            size += file.write(piece)
    return size
