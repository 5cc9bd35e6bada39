"""The script of every page: what its modules reckon, by node's test runner, and that it is one."""

import json
import re
from pathlib import Path

import pytest
from noded import node_or_skip, ran

from data.figures.findable import findable
from data.words import Words
from geo.areas.names import fold
from geo.map.joined import joined

ROOT = Path(__file__).parents[3]
SCRIPTS = ROOT / "components" / "frame" / "scripts"
TESTS = sorted((Path(__file__).parent / "scripts").glob("*.mjs"))


@pytest.fixture(scope="module")
def node():
    return node_or_skip()


@pytest.fixture(scope="module")
def written(files, tmp_path_factory):
    """Return a folder with what the program writes for the script, and folds itself."""
    folder, said = tmp_path_factory.mktemp("written"), Words("vi")
    found = findable(said, files, lambda s: said.text(files.catalogue[s].title), bool)
    (folder / "findable.json").write_text(json.dumps(found), "utf-8")
    texts = [text for e in found["entries"] for text in (e["title"], *e.get("names", ()))]
    folded = {text: fold(text) for text in texts}
    (folder / "folded.json").write_text(json.dumps(folded), "utf-8")
    return folder


@pytest.mark.parametrize("file", TESTS, ids=lambda file: file.stem)
def test_what_the_scripts_of_the_page_reckon(node, file, written):
    done = ran(node, "--test", str(file), ATLAS_WRITTEN=str(written))
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^# pass [1-9]|^ℹ pass [1-9]", done.stdout, re.MULTILINE), "it has tests"


def test_every_module_is_part_of_one_script_that_a_browser_can_read(node, tmp_path):
    file, text = tmp_path / "joined.js", joined(SCRIPTS)
    file.write_text(text, "utf-8")
    assert ran(node, "--check", str(file)).stderr == ""
    assert not re.search(r"^\s*(import|export)\b", text, re.MULTILINE)
    for module in SCRIPTS.glob("*.mjs"):
        source = module.read_text("utf-8")
        assert source.startswith("// "), "the first line says what the file is for"
        for name in re.findall(r"^export (?:async )?(?:const|class|function) (\w+)", source, re.M):
            assert len(re.findall(rf"^(?:const|class|function) {name}\b", text, re.M)) == 1, name


def test_no_two_modules_give_the_same_name():
    names = re.findall(
        r"^(?:async )?(?:const|let|class|function) (\w+)", joined(SCRIPTS), re.MULTILINE
    )
    assert len(set(names)) == len(names)


def test_no_module_asks_another_host_or_runs_a_text():
    assert not re.search(r"https?:|\beval\(|new Function|innerHTML|insertAdjacentHTML",
                         joined(SCRIPTS))  # fmt: skip
