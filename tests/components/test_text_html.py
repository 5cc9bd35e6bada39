"""What comes from files and people is text in the page's own HTML and Markdown."""

import pytest
from markupsafe import Markup

from components.text import html

EVIL = "<img src=x onerror=alert(1)>"
SAID = "&lt;img src=x onerror=alert(1)&gt;"


def test_every_text_of_a_table_is_text():
    made = html.table([EVIL], [[EVIL]], caption=EVIL, css='"><script>')
    assert made.count(SAID) == 3
    assert "<img" not in made
    assert "<script" not in made


def test_what_was_made_as_html_stays_so_and_a_number_stands_flush():
    made = html.table(["n"], [[html.Number("1.234")], [Markup("<b>x</b>")]])
    assert '<td class="number">1.234</td>' in made
    assert "<td><b>x</b></td>" in made


@pytest.mark.parametrize("piece", [html.lines([EVIL]), html.joined([EVIL]), html.chip(EVIL, EVIL)])
def test_every_piece_of_html_holds_texts_as_texts(piece):
    assert SAID in piece
    assert "<img" not in piece


@pytest.mark.parametrize("mark", [*"\\`*_{}[]<>~|$&"])
def test_a_mark_of_markdown_in_a_name_is_a_letter_of_it(mark):
    assert html.plain(f"a{mark}b") == f"a\\{mark}b"


def test_a_name_makes_no_list_no_heading_and_no_link():
    assert [html.plain(text) for text in ("# a", "- a", "1. a", "+ a")] == [
        "\\# a", "\\- a", "1\\. a", "\\+ a",
    ]  # fmt: skip
    assert "https://" not in html.plain("https://evil.example")
    assert "www." not in html.plain("www.evil.example")
    assert "a@" not in html.plain("a@evil.example")
