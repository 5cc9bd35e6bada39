"""Boundary files of MapInfo, Google Earth and ArcGIS, and drawings of CAD programs."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from zipfile import ZipFile

import shapely
from corpus.bench import ASKED, REFUSED, TAKEN, Bench, Case
from corpus.dbf import encoded

Make = Callable[[Bench], Path]
OWN_DATUM = (  # VN-2000 as MapInfo has it, with the published signs
    "8, 9999, 28, -191.90441429, -39.30318279, -111.45032835, -0.00928836, 0.01975479, "
    '-0.00427372, 0.252906278, 0, "m", 103, 0, 0.9999, 500000, 0'
)
TM_103 = '8, 104, "m", 103, 0, 0.9999, 500000, 0'


def zipped(path: Path, parts: tuple[str, ...]) -> Path:
    with ZipFile(path.with_suffix(".zip"), "w") as into:
        for part in parts:
            into.write(path.with_suffix(part), f"xã/{path.stem}{part}")
    return path.with_suffix(".zip")


def mif(charset: str = "UTF-8", said: str = "UTF-8", system: str = OWN_DATUM) -> Make:
    """Return how to make a MIF and its MID, texts in a charset, which it says or not."""

    def make(bench: Bench) -> Path:
        frame = bench.frame().to_crs(9205)
        head = (
            f'Version 300\nCharset "{said}"\nDelimiter ","\nCoordSys Earth Projection {system}\n'
            "Columns 2\n  code Char(20)\n  name Char(120)\nData\n\n"
        )
        body, table = [], b""
        for code, name, shape in zip(frame["code"], frame["name"], frame.geometry, strict=True):
            parts = [r for p in shapely.get_parts(shape) for r in shapely.get_rings(p)]
            body.append(f"Region {len(parts)}")
            for ring in parts:
                corners = shapely.get_coordinates(ring)
                body += [f"  {len(corners)}", *(f"{x:.6f} {y:.6f}" for x, y in corners)]
            table += b'"' + code.encode() + b'","' + encoded(name, charset) + b'"\n'
        path = bench.folder / "communes.mif"
        path.write_text(head + "\n".join(body) + "\n", "ascii")
        path.with_suffix(".mid").write_bytes(table)
        return path

    return make


def tab(bench: Bench) -> Path:
    """Make a zipped MapInfo table in degrees, its names in TCVN3 under a charset that is none."""
    frame = bench.frame()
    names = [encoded(name, "TCVN3").decode("latin-1") for name in frame["name"]]
    path = bench.folder / "communes.tab"
    frame.assign(name=names).to_file(path, driver="MapInfo File", encoding="ISO-8859-1")
    return zipped(path, (".tab", ".dat", ".map", ".id"))


def without(make: Make, part: str) -> Make:
    def made(bench: Bench) -> Path:
        path = make(bench)
        path.with_suffix(part).unlink()
        return path

    return made


def kml(told: Callable[[str, str], str], around: str = "{}") -> Make:
    """Return how to make a KML whose places say their code and name in some way."""

    def make(bench: Bench) -> Path:
        places = []
        frame = bench.frame()
        for code, name, shape in zip(frame["code"], frame["name"], frame.geometry, strict=True):
            drawn = "".join(_polygon(part) for part in shapely.get_parts(shape))
            drawn = f"<MultiGeometry>{drawn}</MultiGeometry>"
            places.append(f"<Placemark>{told(code, name)}{drawn}</Placemark>")
        text = around.format(f"<Folder><name>xã</name>{''.join(places)}</Folder>")
        path = bench.folder / "communes.kml"
        path.write_text(
            '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">'
            f"<Document>{text}</Document></kml>",
            "utf-8",
        )
        return path

    return make


def _polygon(part: shapely.Polygon) -> str:
    outside, *holes = (
        "<LinearRing><coordinates>"
        + " ".join(f"{x!r},{y!r},0" for x, y in shapely.get_coordinates(ring).tolist())
        + "</coordinates></LinearRing>"
        for ring in shapely.get_rings(part)
    )
    inner = "".join(f"<innerBoundaryIs>{hole}</innerBoundaryIs>" for hole in holes)
    return f"<Polygon><outerBoundaryIs>{outside}</outerBoundaryIs>{inner}</Polygon>"


def data(code: str, name: str) -> str:
    pair = f'<Data name="code"><value>{code}</value></Data>'
    return f"<name>{name}</name><ExtendedData>{pair}</ExtendedData>"


def simple_data(code: str, name: str) -> str:
    rows = (
        f'<SimpleData name="code">{code}</SimpleData><SimpleData name="ten_xa">{name}</SimpleData>'
    )
    return f"<ExtendedData><SchemaData>{rows}</SchemaData></ExtendedData>"


def described(code: str, name: str) -> str:
    rows = f"<tr><td>ma_xa</td><td>{code}</td></tr><tr><td>ten_xa</td><td><b>{name}</b></td></tr>"
    return f"<description><![CDATA[<table>{rows}</table>]]></description>"


def kmz(bench: Bench) -> Path:
    path = kml(data)(bench)
    with ZipFile(path.with_suffix(".kmz"), "w") as into:
        into.write(path, "doc.kml")
        into.writestr("files/icon.png", b"x")
    return path.with_suffix(".kmz")


def geodatabase(bench: Bench) -> Path:
    folder = bench.folder / "huyen.gdb"
    bench.frame().to_crs(9205).to_file(folder, driver="OpenFileGDB", layer="communes")
    with ZipFile(bench.folder / "huyen.zip", "w") as into:
        for part in sorted(folder.iterdir()):
            into.write(part, f"du lieu/huyen.gdb/{part.name}")
    shutil.rmtree(folder)
    return bench.folder / "huyen.zip"


def put(name: str, content: bytes) -> Make:
    def make(bench: Bench) -> Path:
        path = bench.folder / name
        path.write_bytes(content)
        return path

    return make


def view(text: str) -> Make:
    """Return how to make a MapInfo table that only says what other table to read."""

    def make(bench: Bench) -> Path:
        with ZipFile(tab(bench)) as archive:
            archive.extractall(bench.folder)
        path = bench.folder / "xã" / "communes.tab"
        path.write_text(text, "ascii")
        return path

    return make


def cases() -> Iterator[Case]:
    group = "Formats of other programs"
    for charset in ("UTF-8", "TCVN3", "VNI", "cp1258"):
        yield Case(group, f"MIF in {charset}, which says Neutral", mif(charset, "Neutral"), TAKEN,
                   encoding=charset, moved=0.1)  # fmt: skip
    yield Case(group, "MIF in cp1258, which says so", mif("cp1258", "WindowsVietnamese"), TAKEN,
               encoding="cp1258", moved=0.1)  # fmt: skip
    yield Case(
        group, "MIF in metres of datum 104, which is WGS 84", mif(system=TM_103), ASKED,
        ("crs_datum_doubtful",), best="EPSG:9205",
    )  # fmt: skip
    yield Case(group, "a zipped TAB with names in TCVN3", tab, TAKEN, encoding="TCVN3", moved=0.1)
    lacking = ("mapinfo_incomplete",)
    yield Case(group, "MIF without its MID", without(mif(), ".mid"), REFUSED, lacking)
    for title, text in (
        ("a view of another table",
         '!table\n!version 100\nOpen Table "secret" Hide\nCreate View x As Select * From secret\n'),
        ("a seamless table", '!table\n!version 300\nDefinition Table\n  Type NATIVE\n  Fields 1\n'
         '    x Char (20) ;\nbegin_metadata\n"\\IsSeamless" = "TRUE"\nend_metadata\n'),
        ("a linked table", '!table\n!version 300\nDefinition Table\n  Type LINKED\n'),
    ):  # fmt: skip
        yield Case(group, f"TAB: {title}", view(text), REFUSED, ("mapinfo_of_others",))
    for title, told in (
        ("data", data), ("a schema's data", simple_data), ("a table in the description", described),
    ):  # fmt: skip
        yield Case(group, f"KML: codes in {title}", kml(told), TAKEN)
    yield Case(group, "KMZ", kmz, TAKEN)
    link = "<NetworkLink><Link><href>http://127.0.0.1:9/x.kml</href></Link></NetworkLink>"
    yield Case(group, "KML with a link besides its places", kml(data, link + "{}"), TAKEN)
    yield from _refused(group, link)
    yield Case(
        group, "FlatGeobuf", lambda bench: bench.written(bench.frame(), "communes.fgb"), TAKEN
    )
    yield Case(group, "a zipped file geodatabase", geodatabase, TAKEN, moved=0.1)


def _refused(group: str, link: str) -> Iterator[Case]:
    head = b'<?xml version="1.0"?>'
    own = b'<kml xmlns="http://www.opengis.net/kml/2.2">'
    words = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 9))
    grown = head + b'<!DOCTYPE x [<!ENTITY a0 "x">' + words + b"]>" + own + b"&a8;</kml>"
    for title, content, code in (
        ("only a link", own + link.encode() + b"</kml>", "kml_of_links"),
        ("words that grow", grown, "file_of_other_kind"),
        ("folders in folders", own + b"<Folder>" * 5_000, "kml_broken"),
        ("cut short", own + b"<Placemark><name>x", "kml_broken"),
    ):  # fmt: skip
        yield Case(group, f"KML: {title}", put("a.kml", content), REFUSED, (code,))
    for title, name, content in (
        ("DWG", "a.dwg", b"AC1032\0\0"), ("DWG under another ending", "a.shp", b"AC1027\0\0"),
        ("DXF", "a.dxf", b"  0\nSECTION\n  2\nHEADER\n"),
        ("DGN of version 7", "a.dgn", bytes.fromhex("0809fe02") + bytes(600)),
        ("DGN of version 8", "a.dgn", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)),
    ):  # fmt: skip
        yield Case(
            group, f"a drawing: {title}", put(name, content), REFUSED, ("file_is_a_drawing",)
        )
    yield Case(
        group, "a damaged FlatGeobuf", put("a.fgb", b"fgb\x03fgb\0" + b"\xff" * 400), REFUSED
    )
    yield Case(
        group, "JSON under a KML's ending", put("a.kml", json.dumps({"a": 1}).encode()), REFUSED,
        ("file_of_other_kind",),
    )  # fmt: skip
