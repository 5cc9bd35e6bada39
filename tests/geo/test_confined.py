"""No boundary file makes the program read another file or ask another machine."""

import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from corpus.boundary_tricks import (
    ENDINGS,
    KINDS,
    TRICKS,
    escaped,
    named,
    packed,
    put,
    with_crs,
    with_table,
)
from places import layer, written

from geo.faults import Faulty
from geo.files import contents, gdal
from geo.shapes.reading import read

SECRET = "what nobody may see"
ASK_AN_ADDRESS = """
import sys, pyogrio
print(len(pyogrio.read_dataframe(sys.argv[1])))
"""


class Listener:
    """A machine on the net, and what it was asked."""

    def __init__(self, server: ThreadingHTTPServer, asked: list[str]):
        self.address = f"http://127.0.0.1:{server.server_port}"
        self.asked = asked


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[Listener]:
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    asked: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_POST = do_GET  # noqa: N815 - names that the server calls

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))  # how soon it can be shut down
        thread.start()
        yield Listener(server, asked)
        server.shutdown()
        thread.join()


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return written(layer(secret=[SECRET] * 14), folder / "secret.geojson")


def given_away(path: Path, **said: str) -> str:
    """Return all that is said and shown of a file."""
    try:
        return str(read(path, **said).frame.to_dict("list"))
    except Faulty as error:
        return str(error)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("trick", TRICKS)
def test_no_file_is_read_and_no_machine_asked_for_another(
    tmp_path: Path, secret: Path, outside: Listener, trick: str, ending: str, kind: str
) -> None:
    text = TRICKS[trick](str(secret), outside.address)
    path = put(tmp_path, ending, text, zipped=kind == "zipped")
    with pytest.raises(Faulty) as refused:
        read(path)
    assert SECRET not in str(refused.value)
    assert outside.asked == []


@pytest.mark.parametrize("ending", [e for e in ENDINGS if e != ".parquet"])
@pytest.mark.parametrize("trick", TRICKS)
def test_gdal_itself_does_not_follow_a_file_to_another(
    tmp_path: Path, secret: Path, outside: Listener, trick: str, ending: str
) -> None:
    text = TRICKS[trick](str(secret), outside.address)
    with pytest.raises((ValueError, RuntimeError)):
        gdal.read_dataframe(put(tmp_path, ending, text, zipped=False))
    assert outside.asked == []


def test_an_address_is_no_file(outside: Listener) -> None:
    with pytest.raises((ValueError, RuntimeError)):
        gdal.read_info(f"/vsicurl/{outside.address}/x.geojson")
    assert outside.asked == []


@pytest.mark.parametrize("how", ["link", "url", "URL", "name"])
@pytest.mark.parametrize("hide", [str, escaped], ids=["open", "hidden"])
def test_no_coordinate_system_is_fetched(
    tmp_path: Path, outside: Listener, how: str, hide: type[str]
) -> None:
    true = written(layer(), tmp_path / "true.geojson").read_text("utf-8")
    text = hide(with_crs(true, named(how, f"{outside.address}/crs")))
    path = put(tmp_path, ".geojson", text, zipped=False)
    assert len(gdal.read_dataframe(path)) == 14, "GDAL alone goes without"
    given_away(path)
    assert outside.asked == []


@pytest.mark.parametrize("ending", [".geojson", ".json"])
def test_a_coordinate_system_that_is_named_is_read(tmp_path: Path, ending: str) -> None:
    true = written(layer(crs=["crs"] * 14), tmp_path / "true.geojson").read_text("utf-8")
    crs = named("name", "urn:ogc:def:crs:OGC:1.3:CRS84")
    path = put(tmp_path, ending, with_crs(true, crs), zipped=False)
    assert len(read(path).frame) == 14


@pytest.mark.parametrize(
    "text",
    ['{"crs": /* */ {"type": "name"}}', '{"crs" /* */: {"type": "name"}}', '{"crs": {"type"',
     '{"crs": {"a": ' + "[" * 60_000, "{'crs': {'type': 'link'}}", '{"crs": {}}',
     '{"features": [{"geometry": {"crs": {"type": "link"}}}]}'],
)  # fmt: skip
def test_a_coordinate_system_that_cannot_be_made_out_is_taken_for_an_address(
    tmp_path: Path, text: str
) -> None:
    path = put(tmp_path, ".json", text, zipped=False)
    assert [f.code for f in contents.foreign(path, "x")] == ["crs_is_an_address"]


@pytest.mark.parametrize("module", ["VirtualGeoJSON('{}')", "VirtualText('{}', 'UTF-8')",
                                    "VirtualOGR('{}')"])  # fmt: skip
@pytest.mark.parametrize("kind", KINDS)
def test_no_table_of_a_geopackage_is_another_file(
    tmp_path: Path, secret: Path, module: str, kind: str
) -> None:
    path = with_table(written(layer(), tmp_path / "a.gpkg"), module.format(secret))
    with pytest.raises((ValueError, RuntimeError)):
        gdal.read_dataframe(path, layer="secret")
    path = packed(path) if kind == "zipped" else path
    assert SECRET not in given_away(path, layer="secret")
    assert SECRET not in given_away(path)


def test_the_tricks_work_where_nothing_is_put_away(
    tmp_path: Path, secret: Path, outside: Listener
) -> None:
    """Else the tests above would pass for tricks that are none."""
    link = "a list of other files"
    path = put(tmp_path, ".json", TRICKS[link](str(secret), ""), zipped=False)
    bare = [sys.executable, "-c", ASK_AN_ADDRESS]
    done = subprocess.run([*bare, path], capture_output=True, text=True, check=True)
    assert done.stdout == "14\n"
    path = put(tmp_path, ".json", TRICKS["a map service"]("", outside.address), zipped=False)
    subprocess.run([*bare, path], capture_output=True, text=True, check=False)
    assert outside.asked
