"""Boundary files in archives: in folders, under Vietnamese names, with traps."""

from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import geopandas as gpd
from corpus.bench import ASKED, REFUSED, TAKEN, Bench, Case


def packed(
    names: Callable[[str], str] = lambda n: n, more: Callable[[ZipFile, Path], None] | None = None
) -> Callable[[Bench], Path]:
    """Return how to zip a shapefile under other names, with something beside it."""

    def make(bench: Bench) -> Path:
        path = bench.written(bench.frame().to_crs(9205), "communes.shp")
        archive = bench.folder / "communes.zip"
        with ZipFile(archive, "w", ZIP_DEFLATED) as into:
            for part in sorted(bench.folder.glob("communes.*")):
                if part != archive:
                    into.write(part, names(part.name))
            if more:
                more(into, path)
        return archive

    return make


def beside(name: str, content: bytes = b"x") -> Callable[[ZipFile, Path], None]:
    return lambda into, _: into.writestr(name, content)


def second_layer(into: ZipFile, path: Path) -> None:
    """Add a layer of the same communes, shrunk, under another name."""
    frame = gpd.read_file(path)
    other = path.with_name("districts.shp")
    frame.set_geometry(frame.buffer(-500), crs=frame.crs).to_file(other, encoding="UTF-8")
    for part in sorted(path.parent.glob("districts.*")):
        into.write(part, part.name)


def old_names(bench: Bench) -> Path:
    """Make an archive whose names are UTF-8 without saying so, as many tools do."""
    path = packed(lambda n: f"ranh giới/xã{n[8:]}", second_layer)(bench)
    content = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + flags + 1] &= ~0x08
            at = content.find(mark, at + 4)
    path.write_bytes(content)
    return path


def lying(bench: Bench) -> Path:
    """Make an archive that says that a part of it is smaller than it is."""
    path = packed()(bench)
    size = (bench.folder / "communes.shp").stat().st_size
    content = path.read_bytes()
    path.write_bytes(content.replace(size.to_bytes(4, "little"), (size - 99).to_bytes(4, "little")))
    return path


def cases() -> Iterator[Case]:
    group = "Archives"
    yield Case(group, "a zip of a shapefile", packed(), TAKEN)
    yield Case(group, "in a nested folder", packed(lambda n: f"a/b c/{n}"), TAKEN)
    yield Case(group, "with Vietnamese names", packed(lambda n: f"Bản đồ/Xã{n[8:]}"), TAKEN)
    yield Case(
        group, "with several layers", packed(more=second_layer), ASKED, ("several_layers",),
        {"layer": "communes.shp"},
    )  # fmt: skip
    yield Case(
        group, "with Vietnamese names that do not say that they are UTF-8", old_names, ASKED,
        ("several_layers",), {"layer": "xã.shp"},
    )  # fmt: skip
    yield Case(
        group, "with a layer that is not there", packed(), REFUSED, ("layer_unknown",),
        {"layer": "communes.shp"}, {"layer": "xa.shp"},
    )  # fmt: skip
    yield Case(group, "with what a Mac adds", packed(more=beside("__MACOSX/._communes.shp")), TAKEN)
    yield Case(group, "with a text beside the layer", packed(more=beside("đọc tôi.txt")), TAKEN)
    for name in ("../../x.shp", "/etc/x.shp", "..\\x.shp", "C:\\x.shp"):
        yield Case(
            group, f"with the path {name}", packed(more=beside(name)), REFUSED, ("zip_unsafe",)
        )
    yield Case(
        group, "that would grow a thousand times",
        packed(more=beside("zeros.dbf", b"\0" * (100 * 2**20))), REFUSED, ("zip_bomb",),
    )  # fmt: skip
    yield Case(group, "that says it is smaller than it is", lying, REFUSED, ("zip_unreadable",))
    yield Case(group, "of more files than a map has", packed(more=many), REFUSED, ("zip_too_many",))
    yield Case(group, "that is none", nonsense, REFUSED, ("zip_unreadable",))
    yield Case(
        group, "with nothing to read", packed(lambda n: f"{n}.bak"), REFUSED, ("zip_without_layer",)
    )
    yield Case(
        group, "without the .dbf", packed(lambda n: n.replace(".dbf", ".bak")), REFUSED,
        ("shapefile_incomplete",),
    )  # fmt: skip
    yield Case(
        group, "without the .shx", packed(lambda n: n.replace(".shx", ".bak")), TAKEN,
        ("shapefile_index_restored",),
    )  # fmt: skip


def many(into: ZipFile, path: Path) -> None:
    for n in range(10_001):
        into.writestr(f"{path.stem}/{n}", b"")


def nonsense(bench: Bench) -> Path:
    path = bench.folder / "communes.zip"
    path.write_bytes(b"PK and no more")
    return path
