"""Whose pages these are: the place's name and its emblem, and what the browser's tab says."""

from functools import lru_cache
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from components.state import address
from components.state.assets import assets
from components.state.language import _, words
from components.state.pages import Page
from data.catalogue import settings
from data.commands import workspaces
from data.figures.snapshot import Snapshot
from data.words import N_, Words

ICON = Path(__file__).with_name("icon.png")
_BRAND = Markup('<div class="brand"><img src="./assets/{}" alt=""><b>{}</b></div>')


def place(said: Words) -> str:
    """Return what the place is called today; the program's own name where nothing can be read."""
    known = settings.usable(workspaces.chosen())
    return said.text(known.title_on(known.clock.today())) if known else said(N_("Commune Atlas"))


def emblem() -> Path:
    """Return the file of the place's emblem; ours, where it names none or there is none."""
    folder = workspaces.chosen()
    known = settings.usable(folder)
    file = folder / known.emblem if known and known.emblem else ICON
    return file if file.is_file() else ICON


def kept() -> str:
    """Return the path of the emblem among the files that browsers keep."""
    file = emblem()
    return _kept(file, file.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _kept(file: Path, changed: int) -> str:  # noqa: ARG001 - a changed file is read again
    return assets().put(f"emblem{file.suffix.lower()}", file.read_bytes())


def show() -> None:
    """Show emblem and name."""
    st.html(_BRAND.format(kept(), place(words())), width="content")


def name_tab(now: Snapshot | None, page: Page) -> None:
    """Say in the browser's tab what is shown: the commune or the indicator, the page, the place."""
    parts = [_named(now, page) if now else "", _(page.title), place(words())]
    st.set_page_config(page_title=" · ".join(part for part in parts if part))


def _named(now: Snapshot, page: Page) -> str:
    shown = address.link().get(page.tab, "")
    if page.tab == "commune":
        return now.areas[shown].title if shown in now.areas else ""
    found = now.catalogue.indicators.get(shown)
    return words().text(found.title) if found else ""
