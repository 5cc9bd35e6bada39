"""The files that make one layer, on disk or in a zip: complete, and safe to read."""

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory

from geo.faults import Fault, Faulty, refuse, repaired

ENDINGS = (".shp", ".gpkg", ".geojson", ".json", ".parquet")  # what can be read
PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")  # of a shapefile
LARGEST = 2**31  # bytes unpacked; no part of a shapefile can be larger than this


@dataclass(frozen=True)
class Bundle:
    """One file that holds layers, under a path that can be read, and the name it came by.

    `faults` says whether it is complete; one may refuse it, which matters only if it is chosen.
    """

    name: str
    path: Path
    faults: tuple[Fault, ...] = ()


@contextmanager
def opened(path: Path) -> Iterator[list[Bundle]]:
    """Give what there is to read at a path, for as long as the context lasts.

    Shapefiles, and all that is zipped, are read from copies under names of our own: nothing is
    written beside the file given, and no name in a zip becomes a path.
    Faulty for a file that is missing, of an unknown ending, or no proper zip.
    """
    if not path.is_file():
        raise Faulty([refuse("file_missing", path.name)])
    ending = path.suffix.lower()
    if ending not in (*ENDINGS, ".zip"):
        raise Faulty([refuse("ending_unknown", path.name, found=ending, known=[*ENDINGS, ".zip"])])
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        if ending == ".zip":
            yield _unpacked(path, Path(folder))
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


def _unpacked(path: Path, folder: Path) -> list[Bundle]:
    try:
        with zipfile.ZipFile(path) as archive:
            members = _members(archive, path)
            return list(_extracted(archive, members, folder))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Faulty([refuse("zip_unreadable", path.name, reason=str(error))]) from error


def _members(archive: zipfile.ZipFile, path: Path) -> list[zipfile.ZipInfo]:
    members = [m for m in archive.infolist() if not m.is_dir()]
    unsafe = [m.filename for m in members if _climbs(m.filename)]
    if unsafe:
        raise Faulty([refuse("zip_unsafe", path.name, member=unsafe[0], count=len(unsafe))])
    members = [m for m in members if not m.filename.startswith("__MACOSX/")]
    wanted = [m for m in members if _ending(m) in {*ENDINGS, *PARTS}]
    if not any(_ending(m) in ENDINGS for m in wanted):
        held = [m.filename for m in members[:5]]
        raise Faulty([refuse("zip_without_layer", path.name, found=held, known=list(ENDINGS))])
    size = sum(m.file_size for m in wanted)
    if size > LARGEST:
        raise Faulty([refuse("zip_too_large", path.name, bytes=size, most=LARGEST)])
    return wanted


def _climbs(name: str) -> bool:
    windows = PureWindowsPath(name)
    return bool(windows.anchor) or ".." in windows.parts


def _ending(member: zipfile.ZipInfo) -> str:
    return PurePosixPath(member.filename).suffix.lower()


def _stem(member: zipfile.ZipInfo) -> str:
    return PurePosixPath(member.filename).with_suffix("").as_posix().casefold()


def _extracted(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], folder: Path
) -> Iterator[Bundle]:
    for number, main in enumerate(m for m in members if _ending(m) in ENDINGS):
        layer = folder / str(number) / f"layer{_ending(main)}"
        layer.parent.mkdir()
        shapefile = layer.suffix == ".shp"
        beside = [
            m for m in members if shapefile and _ending(m) in PARTS and _stem(m) == _stem(main)
        ]
        for part in {m.filename: m for m in [*beside, main]}.values():
            with archive.open(part) as source, layer.with_suffix(_ending(part)).open("wb") as to:
                shutil.copyfileobj(source, to)
        name = PurePosixPath(main.filename).name
        yield _complete(name, layer) if shapefile else Bundle(name, layer)


def _complete(name: str, path: Path) -> Bundle:
    faults = []
    if not path.with_suffix(".dbf").exists():
        faults.append(refuse("shapefile_incomplete", name, missing=".dbf"))
    if not path.with_suffix(".shx").exists():
        faults.append(repaired("shapefile_index_restored", name))
    return Bundle(name, path, tuple(faults))
