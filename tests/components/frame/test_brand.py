"""Whose pages these are: name and emblem, as the workspace has them."""

import shutil
from pathlib import Path

import pytest

from components.frame import brand
from components.frame.document import page
from data.catalogue.settings import Settings
from data.commands.workspaces import SHIPPED
from geo.faults import Faulty

pytestmark = pytest.mark.usefixtures("kept_in_var")


@pytest.fixture
def named(tmp_path, monkeypatch):
    """Return a function that makes a workspace whose settings name this emblem."""

    def made(emblem: str) -> Path:
        shutil.copy(SHIPPED / "workspace.yaml", tmp_path)
        with (tmp_path / "workspace.yaml").open("a", encoding="utf-8") as file:
            file.write(f"\nemblem: {emblem}\n")
        monkeypatch.setenv("ATLAS_WORKSPACE", str(tmp_path))
        return tmp_path

    return made


def test_an_emblem_beside_the_settings_is_shown_and_another_place_has_ours(named):
    folder = named("emblem.png")
    assert brand.emblem() == brand.ICON, "it is named, and not there"
    shutil.copy(brand.ICON, folder / "emblem.png")
    assert brand.emblem() == folder / "emblem.png"
    assert brand.kept().endswith("/emblem.png")


@pytest.mark.parametrize("name", ["../emblem.png", "emblem.svg", "emblem.html", "/etc/emblem.png"])
def test_an_emblem_is_a_picture_beside_the_settings_and_nothing_else(named, name):
    with pytest.raises(Faulty):
        Settings.of(named(name))


def test_a_hostile_name_of_a_place_is_text_in_the_served_page():
    served = page("vi", "<script>alert(1)</script>", "0/emblem.png")
    assert b"<script>alert" not in served
