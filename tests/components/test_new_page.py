"""A page is one file: with it, it is in the menu, in the address and in the reader's language."""

import shutil

import pytest
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po
from streamlit.testing.v1 import AppTest
from told import ROOT

from components.state import pages
from data import words

SAID = "Petitions", "Kiến nghị của nhân dân"
PETITIONS = '''"""Petitions: what people ask for, and what became of it."""

import streamlit as st

from components.state import address
from components.state.pages import Page
from data.words import N_

PAGE = Page(N_("Petitions"), keeps=("petition",))

st.title(f"No. {address.asked('petition')}")
'''
PICKED = ("selectbox", "multiselect", "button_group")
STOPS = "\nraise AssertionError('who only reads what it says of itself does not run it')\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a copy of the folder of pages, which the program takes for its own.

    It is not called `pages`: AppTest would then run what lies in it without the frame.
    """
    copy = tmp_path / "own"
    shutil.copytree(ROOT / "pages", copy, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "app.py", tmp_path)
    monkeypatch.setattr(pages, "FOLDER", copy)
    return copy


@pytest.fixture
def petitions(folder):
    """Return the one file of a page that nobody knows yet, below all others in the menu."""
    page = folder / "11_petitions.py"
    page.write_text(PETITIONS, "utf-8")
    return page


@pytest.fixture
def translated(petitions, tmp_path, monkeypatch):
    """Let a translator say the one message that is found in the new page."""
    messages = {m for _, m, _, _ in extract_from_file("python", petitions, keywords={"N_": None})}
    assert messages == {SAID[0]}
    with (words.LOCALE / "vi.po").open("rb") as text:
        catalogue = read_po(text, locale="vi")
    catalogue.add(*SAID)
    with (tmp_path / "vi.po").open("wb") as text:
        write_po(text, catalogue)
    words._translations.cache_clear()
    monkeypatch.setattr(words, "LOCALE", tmp_path)
    yield
    words._translations.cache_clear()


def opened(page, **query):
    """Return the app at an address of one of the pages."""
    app = AppTest.from_file(str(pages.FOLDER.parent / "app.py"), default_timeout=60)
    for key, value in query.items():
        app.query_params[key] = value
    app.switch_page(str(pages.files()[page])).run()
    assert not app.exception
    return app


def menu(app):
    """Return what the menu says, by where it leads."""
    links = [e.proto for e in app.get("page_link")]
    return {link.page: (link.label, link.query_string) for link in links}


@pytest.mark.usefixtures("translated")
@pytest.mark.parametrize(("language", "said"), [("en", SAID[0]), ("vi", SAID[1])])
def test_a_new_page_is_the_last_of_the_menu_in_the_language_of_the_reader(language, said):
    found = menu(opened("about", lang=language))
    assert list(found)[-1] == "petitions"
    assert found["petitions"][0] == said


@pytest.mark.usefixtures("petitions")
def test_a_new_page_runs_at_its_name_and_in_the_frame():
    app = opened("petitions", petition="7")
    assert app.title[0].value == "No. 7"
    assert next(iter(menu(app))) == ""


@pytest.mark.usefixtures("petitions")
@pytest.mark.parametrize("page", ["petitions", "about"])
def test_what_a_new_page_keeps_goes_along_over_every_page(page):
    links = menu(opened(page, petition="7", nonsense="8"))
    assert {"", "petitions", "about"} <= set(links)
    assert all("petition=7" in query for _, query in links.values())
    assert not any("nonsense" in query for _, query in links.values())


@pytest.mark.usefixtures("folder")
def test_without_the_page_nobody_keeps_its_choice():
    links = menu(opened("about", petition="7"))
    assert links and not any("petition" in query for _, query in links.values())


def test_what_a_page_says_of_itself_is_read_without_running_it(petitions):
    petitions.write_text(PETITIONS + STOPS, "utf-8")
    assert pages.declared()["petitions"].title == SAID[0]


def test_what_is_changed_in_a_page_holds_at_once(petitions):
    assert not pages.declared()["petitions"].form
    petitions.write_text(PETITIONS.replace('("petition",)', '("petition",), form=True'), "utf-8")
    assert pages.declared()["petitions"].form


@pytest.mark.parametrize("page", pages.files())
def test_a_page_keeps_all_that_a_reader_chooses_there(page):
    app = opened(page)
    keys = [e.key or "" for kind in PICKED for e in app.get(kind)]
    chosen = {key.removeprefix("pick_") for key in keys if key.startswith("pick_")}
    assert chosen <= set(pages.declared()[page].keeps)
