"""What people read is for people: no page shows a code of the program, or says a thing twice."""

import io
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from itertools import product
from urllib.parse import urlencode

import openpyxl
import pytest
from google.protobuf.message import Message
from people import accounts
from served import served
from speaking import Page

from components.state.pages import declared
from data.figures import describe
from data.figures.view import view
from data.outputs import export
from data.outputs.named import named
from data.outputs.taken import Taken
from data.words import LANGUAGES, Words

SEEN = {  # fields of what a page shows that a reader sees or hears
    "body", "label", "help", "placeholder", "options", "title", "default", "text", "value",
    "file_name", "page_title", "caption", "captions", "content", "string_value", "icon_label",
}  # fmt: skip
HEARD = re.compile(r'(?:alt|title|aria-label|placeholder)="([^"]*)"')
PROGRAMS = {
    "a name of the program": re.compile(r"\b[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+\b"),
    "the key of an area": re.compile(r"\w+@\d{4}-\d\d-\d\d"),
    "a day as programs write it": re.compile(r"\b\d{4}-\d\d-\d\d\b"),
}
# In English a word of the program may be one of people too; in Vietnamese none is.
WORDS = re.compile(r"\b(?:final|provisional|met|basic|ytd|district|sample|administrator|WG\d+)\b")
TWICE = re.compile(r"(?:^|[·/|]) *([^·/|]{4,}?) *[·/] *\1 *(?=[·/|]|$)", re.MULTILINE)
CHOICES = (
    {},
    {
        "indicator": "forest_planted_production_ha",
        "commune": "03379@2009-04-01",
        "day": "2018-12-31",
    },
    {"indicator": "ntm_recognition", "commune": "03203@2025-07-01", "day": "2025-07-01"},
    {"indicator": "ntm_criteria_met", "batch": "2", "picture": "lines", "compare": "days"},
    {"indicator": "population", "batch": "1", "compare": "indicators"},
)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("for_people")
    accounts(folder)
    with served(folder) as url:
        yield url


def strings(message: Message) -> Iterator[str]:
    """Yield every text below a message that a person sees or hears."""
    for field, value in message.ListFields():
        several = value if field.is_repeated else [value]
        if field.message_type:
            if not field.message_type.GetOptions().map_entry:
                for one in several:
                    yield from strings(one)
        elif field.type == field.TYPE_STRING and field.name in SEEN:
            yield from several


def texts(address: str, name: str, page: str, query: dict[str, str]) -> Iterator[str]:
    """Yield what a page says to somebody."""
    with Page(address, name) as line:
        for element in line.shown(urlencode(query), "" if page == "map" else page):
            for text in strings(element):
                if "<style" not in text:
                    yield from (unescape(heard) for heard in HEARD.findall(text))
                    plain = re.sub(r"</?(?:b|i|a|span|small)\b[^>]*>", "", text)
                    yield unescape(re.sub(r"<[^>]*>", " / ", plain))


@pytest.mark.parametrize("name", ["", "lan"])
@pytest.mark.parametrize("page", declared())
def test_no_page_shows_a_code_of_the_program_or_says_a_thing_twice(server, page, name):
    found = set()
    for language, choice in product(LANGUAGES, CHOICES):
        forms = {**PROGRAMS, **({"a word of the program": WORDS} if language == "vi" else {})}
        for text in texts(server, name, page, {**choice, "lang": language}):
            found |= {(what, m) for what, form in forms.items() for m in form.findall(text)}
            found |= {("said twice", m) for m in TWICE.findall(text)}
    assert not found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_workbook_that_is_taken_away_shows_a_code_of_the_program(files, language):
    """The key of an area stands in a column that is hidden: by it the workbook is read again."""
    said, found = Words(language), set()
    for indicator, day in product(files.catalogue, (date(2018, 12, 31), date(2025, 12, 31))):
        rows = describe.table(said, indicator, day, view(files, indicator, day))
        made = export.to_xlsx(Taken(said, files, indicator, day, rows))
        sheet = openpyxl.load_workbook(io.BytesIO(made)).active
        hidden = {c for c, column in sheet.column_dimensions.items() if column.hidden}
        cells = [c for row in sheet.iter_rows() for c in row if c.column_letter not in hidden]
        for what, form in PROGRAMS.items():
            found |= {(what, m) for c in cells for m in form.findall(str(c.value or ""))}
    assert not found


def test_a_file_that_is_taken_away_is_called_by_words_of_people():
    assert named("Huyện Điện Biên Đông", "Diện tích rừng trồng mới", date(2018, 12, 31), "") == (
        "huyen-dien-bien-dong_dien-tich-rung-trong-moi_2018-12-31"
    )
