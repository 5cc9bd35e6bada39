"""One moment near midnight, said alike everywhere, whichever time zone the computer is in."""

import csv
import io
import shutil
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from ledgers import ADMINISTRATOR, OFFICE, figures, signed_up
from streamlit.testing.v1 import AppTest
from told import NA_SON

from data.__main__ import main
from data.catalogue.clock import Clock
from data.catalogue.settings import FILE, Settings, clock_of
from data.ledger.database import Database
from data.messages import say
from data.records.append import append, check
from data.records.opening import Ledger
from data.records.withdraw import withdraw
from data.words import Words
from geo.faults import Faulty

ROOT = Path(__file__).parents[3]
CATTLE = "livestock_cattle_head"
AT = datetime(2018, 6, 30, 17, 30, tzinfo=UTC)  # the same night, where the workspace is
THERE, DAY = "01/07/2018 00:30", date(2018, 7, 1)
EN = Words("en")

pytestmark = pytest.mark.clock


class Then(datetime):
    """The clock of the program, stopped at one moment."""

    @classmethod
    def now(cls, tz=None):
        return AT.astimezone(tz)


@pytest.fixture(params=["UTC", "Pacific/Kiritimati"])
def computer(request):
    """Put the computer into another time zone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def kept(computer, kept_in_var, files, monkeypatch):  # noqa: ARG001 - wherever the computer is
    """Give a ledger in which `lan` brought a file and took it back, then brought it again."""
    ledger = Ledger(Database(kept_in_var, files.settings.id), files)
    for module in ("data.ledger.database", "data.catalogue.clock"):
        monkeypatch.setattr(f"{module}.datetime", Then)
    who = signed_up(ledger.database, "lan", OFFICE, ADMINISTRATOR)
    number = append(ledger.database, files, who, brought())
    withdraw(ledger.database, files, who, number, "a slip")
    append(ledger.database, files, who, brought())
    yield ledger, who, number
    ledger.close()


def brought():
    return figures((CATTLE, NA_SON, 2018, 41), original=b"the very file")


def printed(capsys, *arguments):
    assert main([*arguments, "--lang", "en"]) == 0
    return capsys.readouterr().out


def test_a_fault_says_the_moment_that_the_list_says(kept):
    ledger, who, number = kept
    (again,) = check(ledger.database, ledger.files, who, brought())
    with pytest.raises(Faulty) as gone:
        withdraw(ledger.database, ledger.files, who, number, "")
    for fault in (again, *gone.value.faults):
        assert THERE in say(fault, EN)[0]


@pytest.mark.usefixtures("kept")
def test_the_command_line_says_it(capsys):
    newest, withdrawn, *_ = printed(capsys, "batches").splitlines()
    assert THERE in newest
    assert withdrawn.count(THERE) == 2, "when it was brought, and when it was taken back"
    assert THERE in printed(capsys, "history", CATTLE, NA_SON, "2018")


@pytest.mark.usefixtures("kept")
def test_the_page_says_it(monkeypatch):
    monkeypatch.delenv("ATLAS_WORKSPACE", raising=False)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["lang"] = "en"
    app.query_params["batch"] = "3"
    app.switch_page("pages/7_ledger.py").run()
    (note,) = (str(e.value) for e in app.get("info"))
    assert THERE in note, "when it was taken back"
    listed = next(e.proto.body for e in app.get("html") if "march.xlsx" in e.proto.body)
    assert listed.count(THERE) == 2, "when each was brought"


@pytest.mark.usefixtures("kept")
def test_the_trail_says_it_and_is_asked_for_by_days_of_the_place(capsys):
    def since_until(*asked):
        _, *lines = csv.reader(io.StringIO(printed(capsys, "audit", "--as", "lan", *asked)))
        return {line[0] for line in lines if line[1] == "lan"}

    assert since_until() == {THERE}
    assert since_until("--since", "2018-07-01", "--until", "2018-07-02") == {THERE}
    assert since_until("--since", "2018-07-01T00:30", "--until", "2018-07-01T00:31") == {THERE}
    assert since_until("--until", "2018-07-01") == set()
    assert since_until("--since", "2018-06-30T17:30+00:00") == {THERE}


@pytest.mark.usefixtures("computer")
def test_the_day_of_a_moment_and_today_are_those_of_the_place(monkeypatch):
    monkeypatch.setattr("data.catalogue.clock.datetime", Then)
    assert Clock("Asia/Ho_Chi_Minh").day(AT) == Clock("Asia/Ho_Chi_Minh").today() == DAY
    assert Clock("Europe/Lisbon").day(AT) == Clock("Europe/Lisbon").today() == date(2018, 6, 30)


def test_a_workspace_says_its_moments_in_its_own_time_zone(tmp_path, shipped_folder):
    folder = tmp_path / "lisbon"
    folder.mkdir()
    shutil.copy(shipped_folder / FILE, folder)
    assert Words(clock=clock_of(folder)).moment(AT) == THERE
    text = (folder / FILE).read_text("utf-8")
    (folder / FILE).write_text(text.replace("Asia/Ho_Chi_Minh", "Europe/Lisbon"), "utf-8")
    assert Words(clock=clock_of(folder)).moment(AT) == "30/06/2018 18:30", "read anew"
    (folder / FILE).write_text("id: [", "utf-8")
    assert clock_of(folder) == clock_of(tmp_path / "none") == Clock(), "faults are said with it"


@pytest.mark.parametrize("name", ["Asia/Hanoi", "UTC+7", "", "Asia", "../../etc/passwd", "/UTC"])
def test_a_time_zone_that_is_not_known_is_refused_by_name(tmp_path, shipped_folder, name):
    text = (shipped_folder / FILE).read_text("utf-8")
    (tmp_path / FILE).write_text(text.replace("Asia/Ho_Chi_Minh", f'"{name}"'), "utf-8")
    with pytest.raises(Faulty) as refused:
        Settings.of(tmp_path)
    (fault,) = refused.value.faults
    assert (fault.code, fault.where) == ("yaml_time_zone_unknown", FILE)
    assert "time_zone" in say(fault, EN)[0]
