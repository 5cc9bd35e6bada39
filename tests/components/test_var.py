"""Where what browsers keep is put: beside the ledger, however that place is written."""

from components.state.assets import assets
from data.ledger import place


def test_a_folder_below_home_holds_the_ledger_and_the_assets(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("ATLAS_VAR", "~/kept")
    assets.cache_clear()
    try:
        assets().put("a.json", b"{}")
    finally:
        assets.cache_clear()
    assert place.var() == tmp_path / "home" / "kept"
    assert [p.name for p in tmp_path.iterdir()] == ["home"], "and no folder called ~"
    assert any((place.var() / "assets").iterdir())
