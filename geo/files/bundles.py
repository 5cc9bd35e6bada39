"""The files that make one layer, on disk or in a zip: complete, and safe to read."""

import lzma
import shutil
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory
from typing import IO

from geo.faults import Fault, Faulty, refuse, repaired
from geo.files.charsets import UTF8, decode
from geo.files.shapefiles import agreeing

ENDINGS = (".shp", ".gpkg", ".geojson", ".json", ".parquet")  # what can be read
PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")  # of a shapefile
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
    if not path.is_file():
        raise Faulty([refuse("file_missing", path.name)])
    ending = path.suffix.lower()
    if ending not in (*ENDINGS, ".zip"):
        raise Faulty([refuse("ending_unknown", path.name, found=ending, known=[*ENDINGS, ".zip"])])
    if (size := path.stat().st_size) > limits.file:
        raise Faulty([refuse("file_too_large", path.name, mb=size / MB, most=limits.file / MB)])
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        if ending == ".zip":
            yield _unpacked(path, Path(folder), limits, charsets)
        elif ending == ".shp":
            yield [_copied(path, Path(folder))]
        else:
            yield [Bundle(path.name, path)]


def _copied(path: Path, folder: Path) -> Bundle:
    beside = (p for p in path.parent.iterdir() if p.stem.casefold() == path.stem.casefold())
    parts = {p.suffix.lower(): p for p in beside if p.is_file()} | {".shp": path}
    for ending in PARTS:
        if ending in parts:
            shutil.copyfile(parts[ending], folder / f"layer{ending}")
    return _complete(path.name, folder / "layer.shp")


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
    wanted = {p: m for p, m in own.items() if _ending(p) in {*ENDINGS, *PARTS}}
    if not any(_ending(p) in ENDINGS for p in wanted):
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


def _ending(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def _stem(path: str) -> str:
    return PurePosixPath(path).with_suffix("").as_posix().casefold()


def _extracted(
    archive: zipfile.ZipFile,
    members: Mapping[str, zipfile.ZipInfo],
    folder: Path,
    where: str,
    limits: Limits,
) -> Iterator[Bundle]:
    """Copy each layer out under a name of our own, and count what really comes out."""
    mains = [path for path in members if _ending(path) in ENDINGS]
    names = Counter(PurePosixPath(path).name for path in mains)
    left = limits.unpacked
    for number, main in enumerate(mains):
        layer = folder / str(number) / f"layer{_ending(main)}"
        layer.parent.mkdir()
        for part in _belonging(main, members):
            with archive.open(members[part]) as source:
                left -= _poured(source, layer.with_suffix(_ending(part)), left)
            if left < 0:
                most = limits.unpacked / MB
                raise Faulty([refuse("zip_too_large", where, mb=most, most=most)])
        name = PurePosixPath(main).name
        name = name if names[name] == 1 else main
        yield _complete(name, layer) if layer.suffix == ".shp" else Bundle(name, layer)


def _belonging(main: str, members: Iterable[str]) -> list[str]:
    """Return the paths of a layer: the parts of a shapefile, of other kinds the one file."""
    if _ending(main) != ".shp":
        return [main]
    return [p for p in members if _ending(p) in PARTS and _stem(p) == _stem(main)]


def _poured(source: IO[bytes], to: Path, most: int) -> int:
    """Copy a stream into a file, and return its size; stop soon after it is more than it may be."""
    size = 0
    with to.open("wb") as file:
        while size <= most and (piece := source.read(PIECE)):
            size += file.write(piece)
    return size


def _complete(name: str, path: Path) -> Bundle:
    faults = []
    if not path.with_suffix(".dbf").exists():
        faults.append(refuse("shapefile_incomplete", name, missing=".dbf"))
    else:
        faults += agreeing(path, name)
    restored = [f for f in faults if f.code == "shapefile_index_restored"]
    if not path.with_suffix(".shx").exists() and not restored:
        faults.append(repaired("shapefile_index_restored", name))
    return Bundle(name, path, tuple(faults))
