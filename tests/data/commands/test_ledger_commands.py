"""The ledger's commands as the person uses them who keeps it running."""

import pytest
from ledgers import OFFICE, figures, signed_up
from told import NA_SON

from data.__main__ import main
from data.commands.ledger import FORMATS
from data.ledger import place
from data.ledger.database import Database
from data.records.append import append
from data.records.opening import Ledger
from geo.faults import Faulty

CATTLE = "livestock_cattle_head"


@pytest.fixture
def kept(kept_in_var, files):
    """Give the ledger of a folder of its own, in which `lan` of the office has brought a figure."""
    ledger = Ledger(Database(kept_in_var, files.settings.id), files)
    office = signed_up(ledger.database, "lan", OFFICE)
    append(ledger.database, ledger.files, office, figures((CATTLE, NA_SON, 2018, 41)))
    yield ledger
    ledger.close()


def told(capsys, *arguments):
    """Return the exit code of a command and what it says."""
    code = main([*map(str, arguments), "--lang", "en"])
    return code, capsys.readouterr().out


@pytest.mark.usefixtures("kept")
def test_the_list_says_who_brought_what(capsys):
    code, said = told(capsys, "batches")
    assert code == 0
    assert [line.split()[0] for line in said.splitlines()] == ["3", "2", "1"]
    assert "lan" in said.splitlines()[0]
    assert "Sample figures of the workspace" in said


@pytest.mark.usefixtures("kept")
def test_a_batch_is_withdrawn_in_somebody_s_name(capsys):
    assert told(capsys, "withdraw", 3, "--as", "lan", "--reason", "a slip")[0] == 0
    assert "a slip" in told(capsys, "batches")[1]
    code, said = told(capsys, "withdraw", 3, "--as", "lan")
    assert code == 1
    assert "already withdrawn" in said


def test_the_samples_are_withdrawn_in_one_step(kept, capsys):
    assert told(capsys, "withdraw", 2, "--as", "lan")[0] == 0
    assert not kept.snapshot().figures["sample"].any()


@pytest.mark.usefixtures("kept")
def test_nobody_s_name_is_refused(capsys):
    code, said = told(capsys, "withdraw", 3, "--as", "nobody")
    assert code == 1
    assert "nobody" in said


@pytest.mark.usefixtures("kept")
def test_a_period_is_closed_and_opened(capsys):
    assert told(capsys, "close", "2018", "--as", "lan")[0] == 0
    assert told(capsys, "close", "2018", "--as", "lan")[0] == 1
    assert told(capsys, "reopen", "2018", "--as", "lan")[0] == 0
    assert told(capsys, "close", "never", "--as", "lan")[0] == 1


@pytest.mark.usefixtures("kept")
def test_the_history_of_a_figure_is_told(capsys):
    code, said = told(capsys, "history", CATTLE, NA_SON, "2018")
    assert code == 0
    assert "* " in said and "41" in said and "march.xlsx:Sheet1!C5" in said
    assert "Nothing was ever said" in told(capsys, "history", CATTLE, NA_SON, "1999")[1]
    assert "cattle" in told(capsys, "history", "livestock_catle_head", NA_SON, "2018")[1]


@pytest.mark.usefixtures("kept")
def test_a_backup_goes_into_an_empty_place_and_not_over_another(capsys, tmp_path, monkeypatch):
    file = tmp_path / "backup.zip"
    assert told(capsys, "backup", file)[0] == 0
    code, said = told(capsys, "restore", file)
    assert (code, "already holds" in said) == (1, True)
    monkeypatch.setenv("ATLAS_VAR", str(tmp_path / "other"))
    assert told(capsys, "restore", file)[0] == 0
    assert "41" in told(capsys, "history", CATTLE, NA_SON, "2018")[1]


@pytest.mark.parametrize(
    ("what", "form"),
    [(what, form) for what, forms in FORMATS.items() for form in forms],
)
@pytest.mark.usefixtures("kept")
def test_each_export_is_written(capsys, tmp_path, what, form):
    out = tmp_path / f"out.{form}"
    assert told(capsys, "export", what, "--format", form, out)[0] == 0
    assert out.stat().st_size > 1000
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


@pytest.mark.usefixtures("kept")
def test_what_cannot_be_exported_is_said(capsys, tmp_path):
    for arguments in (
        ("values", "--format", "gpkg", tmp_path / "a.gpkg"),
        ("values", "--format", "csv", "--indicator", "no_such", tmp_path / "a.csv"),
        ("values", "--format", "csv", tmp_path / "none" / "a.csv"),
        ("boundaries", "--format", "gpkg", "--day", "1999-01-01", tmp_path / "a.gpkg"),
    ):
        assert told(capsys, "export", *arguments)[0] == 1, arguments
    assert not list(tmp_path.glob("a.*"))


@pytest.mark.parametrize("address", ["mysql://a@b/c", "nonsense", "postgresql://a@b:port/c"])
def test_an_address_that_cannot_be_read_is_said(monkeypatch, capsys, address):
    monkeypatch.setenv("ATLAS_DATABASE_URL", address)
    code, said = told(capsys, "batches")
    assert code == 1
    assert "address" in said


def test_a_server_that_is_not_there_is_said_without_its_password(monkeypatch, capsys):
    monkeypatch.setenv("ATLAS_DATABASE_URL", "postgresql://atlas:geheim@127.0.0.1:9/x")
    code, said = told(capsys, "batches")
    assert code == 1
    assert "geheim" not in said


def test_a_folder_that_cannot_be_made_is_said(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("ATLAS_VAR", str(tmp_path / "file" / "var"))
    with pytest.raises(Faulty, match="ledger_unreachable"):
        place.url("here")


@pytest.mark.parametrize(
    "named", ["postgres://h/d", "postgresql://h/d", "postgresql+psycopg2://h/d"]
)
def test_postgresql_is_driven_by_the_driver_that_is_here(named):
    assert place.driven(named) == "postgresql+psycopg://h/d"
