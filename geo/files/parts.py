"""Which files make one layer: a shapefile has five, a MapInfo table four, most others one."""

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from geo.faults import Fault, refuse, repaired
from geo.files.shapefiles import agreeing

PARTS: Mapping[str, tuple[str, ...]] = {
    ".shp": (".shp", ".shx", ".dbf", ".prj", ".cpg"),
    ".tab": (".tab", ".dat", ".map", ".id"),
    ".mif": (".mif", ".mid"),
}
NEEDED = {".shp": (".dbf",), ".tab": (".dat", ".map"), ".mif": (".mid",)}
ENDINGS = (  # what can be read
    ".shp", ".gpkg", ".geojson", ".json", ".parquet", ".tab", ".mif", ".kml", ".fgb",
)  # fmt: skip
ARCHIVES = (".zip", ".kmz")
FOLDER = ".gdb"  # a layer that is a folder of files; it comes in an archive
ALL = {*ENDINGS, *(part for parts in PARTS.values() for part in parts)}
CHARSET = re.compile(rb'(charset\s+)"?([\w-]+)"?', re.IGNORECASE)
CHARSETS = {  # MapInfo's words for what Python knows by others
    "windowsvietnamese": "cp1258", "windowslatin1": "cp1252", "windowslatin2": "cp1250",
    "utf-8": "UTF-8", "neutral": "",
}  # fmt: skip
HEAD = 2**16  # bytes of a text in which its heading is


def beside(path: Path) -> dict[str, Path]:
    """Return the files that belong to one on disk, by their endings in small letters."""
    same = (p for p in path.parent.iterdir() if p.stem.casefold() == path.stem.casefold())
    held = {p.suffix.lower(): p for p in same if p.is_file()}
    ending = path.suffix.lower()
    return {e: held[e] for e in PARTS.get(ending, ()) if e in held} | {ending: path}


def copied(path: Path, folder: Path) -> Path:
    """Copy a layer and what belongs to it under names of our own, and return its path."""
    ending = path.suffix.lower()
    for part, source in beside(path).items():
        shutil.copyfile(source, folder / f"layer{part}")
    return folder / f"layer{ending}"


def is_part(path: str) -> bool:
    """Say whether a member of an archive can belong to a layer."""
    return ending_of(path) in ALL or folder_of(path) is not None


def mains(paths: Iterable[str]) -> list[str]:
    """Return the layers among the members of an archive: a file each, or a folder."""
    listed = list(paths)
    folders = dict.fromkeys(f for p in listed if (f := folder_of(p)))
    return [*folders, *(p for p in listed if ending_of(p) in ENDINGS and not folder_of(p))]


def belonging(main: str, paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the members of a layer, each with the name that its copy has."""
    ending = ending_of(main)
    for path in paths:
        if ending == FOLDER:
            if folder_of(path) == main:
                yield path, f"layer{FOLDER}/{PurePosixPath(path).name}"
        elif ending in PARTS:
            if ending_of(path) in PARTS[ending] and _stem(path) == _stem(main):
                yield path, f"layer{ending_of(path)}"
        elif path == main:
            yield path, f"layer{ending}"


def folder_of(path: str) -> str | None:
    """Return the folder that is a layer, of a member that lies directly in one."""
    parent = PurePosixPath(path).parent
    return parent.as_posix() if parent.suffix.lower() == FOLDER else None


def ending_of(path: str) -> str:
    """Return the ending of a name in small letters."""
    return PurePosixPath(path).suffix.lower()


def _stem(path: str) -> str:
    return PurePosixPath(path).with_suffix("").as_posix().casefold()


def complete(name: str, path: Path) -> tuple[Fault, ...]:
    """Return what our own copy of a layer lacks, and make of its texts bytes that GDAL leaves."""
    ending = path.suffix
    lacking = [part for part in NEEDED.get(ending, ()) if not path.with_suffix(part).exists()]
    if lacking:
        code = "shapefile_incomplete" if ending == ".shp" else "mapinfo_incomplete"
        return (refuse(code, name, missing=lacking[0]),)
    if ending in (".tab", ".mif"):
        _neutral(path)
    if ending != ".shp":
        return ()
    faults = tuple(agreeing(path, name))
    if path.with_suffix(".shx").exists() or faults:
        return faults
    return (repaired("shapefile_index_restored", name),)


def _neutral(path: Path) -> None:
    """Keep what charset a MapInfo table says beside our copy, and have the copy say none."""
    content = path.read_bytes()
    head = content[:HEAD]
    found = CHARSET.findall(head)
    said = found[-1][1].decode("ascii", "replace") if found else ""
    path.with_suffix(".cpg").write_text(CHARSETS.get(said.lower(), said) or "unknown", "ascii")
    path.write_bytes(CHARSET.sub(rb'\1"Neutral"', head) + content[HEAD:])
