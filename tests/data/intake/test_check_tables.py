"""`python -m data check FILE` for tables: one object for programs, sentences for people."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from corpus.sheets import Sheet, xlsx
from corpus.workbooks import BUFFALO, CASES, HEAD, IDS

from data.__main__ import main

ROOT = Path(__file__).parents[3]
BY_TITLE = {c.title: c for c in CASES}


def checked(capsys, path: Path, *arguments: object):
    code = main(["check", str(path), "--json", *map(str, arguments)])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def written(tmp_path):
    """Return how to put a file of the corpus, or any bytes, into a folder."""

    def write(content: bytes | str, name: str = "") -> Path:
        if isinstance(content, str):
            name, content = name or BY_TITLE[content].name, BY_TITLE[content].make()
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def test_a_good_table_is_taken_whole(written, capsys):
    code, said = checked(capsys, written(xlsx(Sheet(HEAD)), "trau.xlsx"))
    assert code == 0
    assert (said["doubtful"], said["refused"]) == ([], [])
    first = {k: said["taken"][0][k] for k in ("indicator", "area", "period", "value", "cell")}
    assert first == {"indicator": BUFFALO, "area": IDS["Na Son"], "period": "2019-06",
                     "value": 1203, "cell": "Sheet1!C5"}  # fmt: skip


def test_what_is_asked_says_its_cell_its_cure_its_key_and_its_answers(written, capsys):
    code, said = checked(capsys, written("nothing but “30.000”"))
    assert code == 1
    (doubt,) = said["doubtful"]
    assert doubt["cell"] == "Sheet1!C5"
    assert doubt["cells"] == ["Sheet1!C5", "Sheet1!C6"]
    assert doubt["what"] == (
        "Số ở cột C có thể đọc theo hai cách. Theo kiểu Việt Nam: “3.203”: 3203; “30.000”: 30000. "
        "Theo kiểu Anh: “3.203”: 3,203; “30.000”: 30."
    )
    assert doubt["cure"] == "Hãy chọn cách viết số của cột C."
    assert doubt["answers"] == ["1.234,5", "1,234.5"]


def test_answers_are_fed_back_from_a_file(written, capsys):
    path = written("nothing but “30.000”")
    key = checked(capsys, path)[1]["doubtful"][0]["key"]
    answers = written(json.dumps({key: "1.234,5"}).encode(), "answers.json")
    code, said = checked(capsys, path, "--decisions", answers)
    assert code == 0
    assert [t["value"] for t in said["taken"]] == [3203, 30000]


def test_what_is_refused_says_its_cell_and_its_cure(written, capsys):
    code, said = checked(capsys, written("a formula that nobody calculated"))
    assert code == 1
    (refused,) = said["refused"]
    assert refused["cell"] == "Sheet1!C5"
    assert refused["cure"] == "Mở tệp bằng Excel, lưu lại rồi gửi tệp đã lưu."


@pytest.mark.parametrize("content", [b"no json", b"[1]", b"\xff"])
def test_answers_that_are_none_are_said(written, capsys, content):
    answers = written(content, "answers.json")
    code, said = checked(capsys, written("a zip bomb"), "--decisions", answers)
    assert code == 1
    assert [f["code"] for f in said["faults"]] == ["decisions_unreadable"]


def test_people_read_sentences(written, capsys):
    assert main(["check", str(written("a total that is not the sum of its rows"))]) == 1
    said = capsys.readouterr().out
    assert "nhận: 4 · cần quyết định: 1 · không nhận: 0" in said
    assert "[cần quyết định] Sheet1!C9: Dòng tổng ở ô Sheet1!C9 ghi 4.000" in said


@pytest.mark.parametrize("title", [c.title for c in CASES if c.refused and not c.taken])
def test_no_file_ends_in_a_traceback(written, capsys, title):
    code, said = checked(capsys, written(title, Path(BY_TITLE[title].name).name))
    assert code == 1
    assert said["refused"]
    assert not said["taken"]


def test_it_runs_as_a_command(written):
    path = written(xlsx(Sheet(HEAD)), "trâu tháng 6.XLSX")
    done = subprocess.run(
        [sys.executable, "-m", "data", "check", str(path), "--json"],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert len(json.loads(done.stdout.decode("utf-8"))["taken"]) == 4
