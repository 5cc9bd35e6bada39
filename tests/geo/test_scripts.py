"""The map's scripts: what they reckon, by node's test runner, and that they join to one file."""

import json
import re
from pathlib import Path

import pytest
from noded import node_or_skip, ran
from wavy import coverage

from geo.map.joined import SCRIPTS, joined
from geo.map.reel import Still, reel
from geo.map.web import web_geometry

TESTS = sorted((Path(__file__).parent / "scripts").glob("*.mjs"))
KEY = {"0": ("#fff", "", "low")}


@pytest.fixture(scope="module")
def node():
    return node_or_skip()


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Return a folder with what the program writes for its scripts."""
    folder = tmp_path_factory.mktemp("written")
    (folder / "geometry.json").write_bytes(web_geometry(coverage(14)))
    for count in (1, 36, 37, 1297):
        notes = tuple(f"note {n}" for n in range(count))
        still = Still("2018-12-31", "31/12/2018", "0" * count, KEY, notes)
        made = reel([str(n) for n in range(count)], [still])
        (folder / f"reel_{count}.json").write_text(json.dumps(made), "utf-8")
    return folder


@pytest.mark.parametrize("file", TESTS, ids=lambda file: file.stem)
def test_what_the_scripts_reckon(node, file, written):
    done = ran(node, "--test", str(file), ATLAS_WRITTEN=str(written))
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^# pass [1-9]|^ℹ pass [1-9]", done.stdout, re.MULTILINE), "it has tests"


def test_the_joined_scripts_are_one_file_that_a_browser_can_read(node, tmp_path):
    file = tmp_path / "joined.js"
    file.write_text(joined(), "utf-8")
    assert ran(node, "--check", str(file)).stderr == ""
    assert not re.search(r"^\s*(import|export)\b", joined(), re.MULTILINE)


def test_every_script_is_part_of_the_file_and_follows_what_it_needs():
    text = joined()
    named = re.compile(r"^export (?:async )?(?:const|class|function) (\w+)", re.MULTILINE)
    for file in SCRIPTS.glob("*.mjs"):
        source = file.read_text("utf-8")
        assert source.startswith("// "), "the first line says what the file is for"
        for name in named.findall(source):
            assert len(re.findall(rf"^(?:const|class|function) {name}\b", text, re.MULTILINE)) == 1
    assert text.index("const load =") < text.index("class TimeBar") < text.index("class Atlas")
    assert text.index("class Atlas") < text.index("window.atlas =")


def test_no_two_scripts_give_the_same_name():
    names = re.findall(r"^(?:async )?(?:const|let|class|function) (\w+)", joined(), re.MULTILINE)
    assert len(names) > 20
    assert len(set(names)) == len(names)
