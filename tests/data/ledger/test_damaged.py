"""A damaged ledger is said to be damaged, and how to restore it, wherever it is asked."""

import random
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import httpx2
import pytest
from commands import run
from people import PASSWORD, accounts
from served import ROOT, environment_of, served
from streamlit.testing.v1 import AppTest

from components.state import cached
from data.accounts import sessions
from data.ledger import proof
from data.ledger.archive import backup
from data.ledger.database import Database
from data.records.opening import Ledger
from geo.faults import Faulty

PAGE, HERE = 4096, "dien_bien_dong"
WAYS = {
    "its end is gone": lambda raw, n: raw[: n * PAGE + 100],
    "a page is noise": lambda raw, n: _put(raw, n, random.Random(n).randbytes(PAGE)),
    "a page is empty": lambda raw, n: _put(raw, n, bytes(PAGE)),
    "bits are others": lambda raw, n: _flipped(raw, n),
}


def _put(raw: bytes, page: int, content: bytes) -> bytes:
    return raw[: page * PAGE] + content + raw[(page + 1) * PAGE :]


def _flipped(raw: bytes, seed: int) -> bytes:
    chance, made = random.Random(seed), bytearray(raw)
    for _ in range(100):
        made[chance.randrange(len(made))] ^= 1 << chance.randrange(8)
    return bytes(made)


def told(do) -> str:
    """Return what is said of it, if anything is: only words come, and no traceback."""
    try:
        do()
    except Faulty as error:
        return " ".join(sorted({fault.code for fault in error.faults}))
    return ""


def walk(database: Database) -> None:
    with database.reading() as connection:
        if faults := proof.walk(connection).faults:
            raise Faulty(faults)


@pytest.mark.clock
@pytest.mark.parametrize("how", WAYS)
def test_whatever_is_damaged_is_said_in_words(kept_in_var, files, tmp_path, how):
    raw = Path(kept_in_var.removeprefix("sqlite:///")).read_bytes()
    pages, said = len(raw) // PAGE, []
    for n in range(0, pages, max(1, pages // 12)):
        file = tmp_path / f"{n}.sqlite"
        file.write_bytes(WAYS[how](raw, n))
        with suppress(Faulty):
            said.append("ledger_damaged")  # unless it opens
            database = Database(f"sqlite:///{file}", HERE, patience=1)
            said[-1] = told(Ledger(database, files).snapshot)
            for do in (
                lambda d=database: sessions.sign_in(d, "lan", PASSWORD, "", datetime.now(UTC)),
                lambda d=database: backup(d, tmp_path / "b.zip"),
                lambda d=database: walk(d),
            ):
                said.append(told(do))
            database.close()
    assert "ledger_damaged" in " ".join(said)


def spoiled(file: Path) -> None:
    """Spoil what every page reads, and leave what says that it is a database."""
    with closing(sqlite3.connect(file)) as connection:
        asked = "SELECT rootpage FROM sqlite_master WHERE name IN ('ledger', 'batch', 'figure')"
        roots = [page for (page,) in connection.execute(asked)]
    raw = file.read_bytes()
    for page in roots:
        raw = _put(raw, page - 1, b"\xff" * PAGE)
    file.write_bytes(raw)


def test_the_commands_say_it_and_how_to_restore(tmp_path, capsys):
    own = environment_of(tmp_path)
    accounts(tmp_path)
    file = Path(own["ATLAS_VAR"]) / f"{HERE}.sqlite"
    assert run("backup", str(tmp_path / "b.zip"), **own) == 0
    spoiled(file)
    capsys.readouterr()
    for command in (("batches",), ("verify",), ("user", "list", "--as", "lan"),
                    ("backup", str(tmp_path / "c.zip"))):  # fmt: skip
        assert run(*command, "--lang", "en", **own) == 1
        said = capsys.readouterr()
        assert "The ledger is damaged" in said.out
        assert "python -m data restore" in said.out
        assert "Traceback" not in said.err
    assert not (tmp_path / "c.zip").exists()
    file.rename(tmp_path / "damaged.sqlite")  # as it was said
    assert run("restore", str(tmp_path / "b.zip"), **own) == 0
    assert run("batches", **own) == 0


def test_a_page_says_it_also_where_the_last_figures_are_known(tmp_path, monkeypatch):
    own = environment_of(tmp_path)
    monkeypatch.setenv("ATLAS_VAR", own["ATLAS_VAR"])
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert "bị hỏng" not in _words_of(page)
    cached.ledger().close()
    cached.database().close()
    spoiled(Path(own["ATLAS_VAR"]) / f"{HERE}.sqlite")
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not page.exception
    assert "bị hỏng" in _words_of(page)
    assert "python -m data restore" in _words_of(page)


def _words_of(page) -> str:
    return " ".join(one.proto.body for one in page.get("html"))


def test_who_signs_in_is_told_and_so_is_who_is_given_a_file(tmp_path):
    spoiled(Path(environment_of(tmp_path)["ATLAS_VAR"]) / f"{HERE}.sqlite")
    own = {"cookie": "atlas_session=x"}
    with served(tmp_path) as address, httpx2.Client(base_url=f"{address}/") as browser:
        for answer in (
            browser.get("sign-in"),
            browser.post("sign-in", data={"name": "lan", "password": PASSWORD, "token": "x"}),
            browser.post("sign-out", data={"token": "x"}, headers=own),
            browser.get("given-out/original/1", headers=own),
        ):
            assert answer.status_code == 503, answer.url
            assert "bị hỏng" in answer.text
            assert "python -m data restore" in answer.text
