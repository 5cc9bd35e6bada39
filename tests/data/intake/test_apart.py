"""Each file is read in a process of its own: it answers alike, is held within limits, and ends."""

import io
import signal
from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Event, Thread

import openpyxl
import psutil
import pytest

from data.catalogue.settings import Allowance
from data.intake import apart
from data.intake.apart.process import Job, Process
from data.intake.apart.readers import Readers
from data.intake.boundaries.inspecting import inspect_file
from data.intake.deciding import intake
from geo.faults import Faulty
from geo.shapes.boundaries import Choices

pytestmark = [pytest.mark.clock, pytest.mark.usefixtures("readers_of_their_own")]

PLENTY = Allowance(memory_mb=1000, seconds=60)
SHORT = Allowance(memory_mb=1000, seconds=0.001)
SMALL = Allowance(memory_mb=256, seconds=60)
LETTERS = 60_000


def workbook(rows: int = 3) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["TT", "Xã", "Tổng đàn trâu (con) tháng 6 năm 2019"])
    for n in range(rows):
        sheet.append([n, f"Phì Nhừ {n or ''}".strip(), 40 + n])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def job(content: bytes, files) -> Job:
    return Job(partial(intake.take, content, "a.xlsx", files), "a.xlsx", PLENTY)


def allowing(files, **limits: Allowance):
    settings = files.settings
    told = settings.limits.model_copy(update=limits)
    return replace(files, settings=settings.model_copy(update={"limits": told}))


def children() -> set[psutil.Process]:
    return set(psutil.Process().children())


@pytest.fixture
def readers():
    made = Readers()
    yield made
    made.close()


def test_a_workbook_comes_to_the_same_in_a_process_of_its_own(files):
    steps, content = [], workbook()
    found = apart.take(content, "a.xlsx", files, progress=lambda *step: steps.append(step))
    assert found == intake.take(content, "a.xlsx", files)
    assert [name for name, _ in steps] == ["opening", "Sheet", "checking", "comparing", "done"]


def test_a_boundary_file_comes_to_the_same_in_a_process_of_its_own(files, shipped_folder):
    path = next((shipped_folder / "boundaries").iterdir())
    steps = []
    found = apart.look(inspect_file, files, path, Choices(), steps.append)
    within = inspect_file(files, path, Choices())
    assert found.frame.equals(within.frame)
    assert replace(found, frame=None) == replace(within, frame=None)
    assert steps == ["reading", "matching", "measuring", "mending"]


@pytest.mark.parametrize(
    ("allowed", "code"), [(SHORT, "reader_out_of_time"), (SMALL, "reader_out_of_memory")]
)
def test_who_takes_more_than_is_allowed_is_ended_and_the_limit_is_said(files, allowed, code):
    found = apart.take(workbook(LETTERS), "a.xlsx", allowing(files, workbook=allowed))
    assert [refusal.fault.code for refusal in found.refused] == [code]
    assert not found.taken


def test_a_boundary_file_that_takes_too_long_is_a_fault_of_that_file(files, shipped_folder):
    path = next((shipped_folder / "boundaries").iterdir())
    found = apart.look(inspect_file, allowing(files, boundaries=SHORT), path, Choices())
    assert [(fault.code, fault.where) for fault in found.faults] == [
        ("reader_out_of_time", path.name)
    ]


def test_a_fault_of_the_program_itself_is_said_and_the_program_goes_on():
    nothing = Job(intake.take, "a.xlsx", PLENTY)
    with pytest.raises(Faulty) as error:
        Readers().read(nothing)
    assert [fault.code for fault in error.value.faults] == ["reader_failed"]


def test_a_reader_that_is_killed_is_said_and_the_program_goes_on(files, readers):
    def kill(*_step):
        for one in children() - before:
            one.send_signal(signal.SIGSEGV)

    before = children()

    with pytest.raises(Faulty) as error:
        readers.read(job(workbook(LETTERS), files), kill)
    assert [fault.code for fault in error.value.faults] == ["reader_ended"]


def test_who_leaves_the_page_ends_the_reader(files, readers):
    def leave(*_step):
        raise KeyboardInterrupt

    before = children()
    with pytest.raises(KeyboardInterrupt):
        readers.read(job(workbook(), files), leave)
    assert children() <= before


def test_at_most_so_many_files_are_read_at_once_and_who_waits_is_told(files):
    readers, waits, go = Readers(most=1), Event(), Event()
    first = Thread(target=readers.read, args=(job(workbook(), files), lambda *_: go.wait(60)))
    first.start()
    found = []
    second = Thread(
        target=lambda: found.append(readers.read(job(workbook(), files), waits=waits.set))
    )
    second.start()
    assert waits.wait(60), "the first one is at work"
    assert not found
    go.set()
    first.join()
    second.join()
    assert [type(one).__name__ for one in found] == ["Intake"]


def test_one_reader_is_started_ahead_and_takes_the_next_file(files, readers):
    before = children()
    readers.warm()
    (ahead,) = children() - before
    readers.warm()
    assert children() - before == {ahead}, "and no second one"
    assert readers.read(job(workbook(), files)).file == "a.xlsx"
    assert not ahead.is_running(), "it ends with its file"


def test_a_reader_that_nobody_needs_is_ended():
    before, readers = children(), Readers(idle=0.01)
    readers.warm()
    ahead = children() - before
    psutil.wait_procs(ahead, timeout=60)
    assert not any(p.is_running() for p in ahead)


def test_a_reader_knows_nothing_of_the_ledger_and_leaves_nothing_behind(files, monkeypatch):
    monkeypatch.setenv("ATLAS_DATABASE", "postgresql://lan:secret@nowhere/atlas")
    before, one, known = children(), Process(), {}
    (found,) = children() - before
    # At the first step: at the last one it may have ended already.
    one.do(job(workbook(), files), lambda *_: known or known.update(found.environ()))
    assert not [name for name in known if name.startswith("ATLAS")]
    assert not Path(known["TMPDIR"]).exists()
    assert not found.is_running()
