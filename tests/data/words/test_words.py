"""Every message is in the catalogue; numbers, days and words as readers expect them."""

import ast
import math
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from string import Formatter

import pandas as pd
import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po
from babel.numbers import parse_decimal
from hypothesis import example, given
from hypothesis import strategies as st

from data.catalogue import Catalogue, loading
from data.catalogue.clock import Clock
from data.catalogue.periods import parse
from data.figures import headline
from data.words import DASH, LANGUAGES, LOCALE, Words

ROOT = Path(__file__).parents[3]
PAGES = sorted(ROOT.glob("pages/*.py"))
SEEN = [ROOT / "app.py", *PAGES, *sorted(ROOT.glob("components/**/*.py"))]
SCRIPTS = ROOT / "data" / "dien_bien_dong"  # what made the workspace: it speaks to nobody
SPEAKING = [*SEEN, *(f for f in sorted(ROOT.glob("data/**/*.py")) if SCRIPTS not in f.parents)]
MARKS = {"_", "N_", "words"}  # what is called with a message in English
PLURAL = "plural"  # what is called with two: for one, and for many
CHARSETS = ROOT / "geo" / "files" / "charsets.py"  # says which letter a byte is
SOURCE = "en"  # the language of the messages themselves
VI, EN = Words("vi"), Words("en")

numbers = st.floats(-1e12, 1e12)
decimals = st.integers(0, 4)


# --- what the code says ---------------------------------------------------------------------


@cache
def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def calls(file: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(file)) if isinstance(node, ast.Call))


def marked(file: Path) -> Iterator[tuple[str, ...]]:
    """Yield every message that is marked in a file: one form, or that for one and that for many."""
    for call in calls(file):
        match call:
            case ast.Call(ast.Name(name), [ast.Constant(str(message)), *_]) if name in MARKS:
                yield (message,)
            case ast.Call(ast.Attribute(attr=name), [one, many, *_]) if name == PLURAL:
                yield ast.literal_eval(one), ast.literal_eval(many)


@cache
def messages() -> frozenset[tuple[str, ...]]:
    return frozenset(m for file in SPEAKING for m in marked(file))


@cache
def translations(language: str) -> Catalog:
    with (LOCALE / f"{language}.po").open("rb") as text:
        return read_po(text, locale=language)


def entries(language: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return the forms of each message, and those of its translation: it has its own number."""
    return {forms(m.id): forms(m.string) for m in translations(language) if m.id}


def forms(said: object) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def holes(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name is not None}


def edges(message: str) -> tuple[str, str]:
    """Return the blanks before and after a message, by which it joins its neighbours."""
    return message[: -len(message.lstrip())], message[len(message.rstrip()) :]


every_language = pytest.mark.parametrize("language", [x for x in LANGUAGES if x != SOURCE])


def test_every_language_but_that_of_the_code_has_a_catalogue():
    assert {p.stem for p in LOCALE.glob("*.po")} == set(LANGUAGES) - {SOURCE}


@every_language
def test_every_message_is_in_the_catalogue(language):
    assert not sorted(messages() - set(entries(language)))


@every_language
def test_nothing_in_the_catalogue_is_unused(language):
    assert not sorted(set(entries(language)) - messages())


@every_language
def test_every_message_is_translated_and_nothing_is_a_guess(language):
    for key, said in entries(language).items():
        assert len(said) == (translations(language).num_plurals if len(key) > 1 else 1), key
        assert all(form.strip() for form in said), key
    assert not [m.id for m in translations(language) if m.fuzzy]
    assert not translations(language).obsolete


@every_language
def test_a_translation_has_the_places_of_its_message_and_joins_its_neighbours_alike(language):
    for key, said in entries(language).items():
        assert len({frozenset(holes(form)) for form in (*key, *said)}) == 1, key
        assert len({edges(form) for form in (*key, *said)}) == 1, key


@every_language
def test_the_catalogue_is_sorted_and_names_no_lines_so_that_changes_stay_small(language):
    assert list(entries(language)) == sorted(entries(language))
    assert not [m.id for m in translations(language) if m.locations]


# --- nothing stands outside -----------------------------------------------------------------

# Where a piece of page takes text that a reader sees: positions, beside the keywords below.
SHOWN = {
    "html.table": (0,),
    "html.chip": (0,),
    "html.swatch": (1,),
    "html.lines": (0,),
    "address.pick": (4,),
    "address.pick_several": (2, 3),
    "said": (0,),
}
SHOWN_BY_NAME = {"body", "caption", "help", "label", "page_title", "placeholder", "title"}
UNSEEN = re.compile(r"st\.(session_state|query_params|cache|switch_page|get_option|space|Page)")
TAG = re.compile(r"<[^>]*>")
LETTER = re.compile(r"[^\W\d_]")
SENTENCE = re.compile(r"(?:[A-Za-z]+[ ,:;.]+){2}[A-Za-z]+")
VIETNAMESE = re.compile(r"[À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")


def spelled(node: ast.AST, *, deep: bool = True) -> Iterator[str]:
    """Yield what is written out below a node, but not what a call there makes of it."""
    match node:
        case ast.Constant(value=str(text)):
            yield TAG.sub(" ", text)
        case ast.JoinedStr(values=parts):
            written = (p.value if isinstance(p, ast.Constant) else "0" for p in parts)
            yield TAG.sub(" ", "".join(map(str, written)))
        case ast.Call() if not deep:
            return
        case _:
            for child in ast.iter_child_nodes(node):
                yield from spelled(child, deep=deep)


def shown(call: ast.Call) -> Iterator[ast.expr]:
    """Yield the arguments of a call that a reader will see."""
    name = ast.unparse(call.func)
    streamlits = name.startswith("st.") and not UNSEEN.match(name)
    places = (0,) if streamlits else SHOWN.get(name, ())
    yield from (call.args[n] for n in places if n < len(call.args))
    if streamlits or name in SHOWN:
        yield from (k.value for k in call.keywords if k.arg in SHOWN_BY_NAME)


@pytest.mark.parametrize("file", SEEN, ids=lambda f: f.stem)
def test_what_a_reader_sees_comes_through_the_catalogue(file):
    found = [
        f"{file.name}:{call.lineno}: {text}"
        for call in calls(file)
        for argument in shown(call)
        for text in spelled(argument, deep=False)
        if LETTER.search(text)
    ]
    assert not found


def unmarked(node: ast.AST) -> Iterator[str]:
    """Yield what is written out below a node, but for messages, documentation and asserts.

    No reader meets an assert.
    """
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.Expr(value=ast.Constant()) | ast.Assert():
                continue
            case ast.Call(func=ast.Name(id=name), args=[ast.Constant(), *rest], keywords=named) if (
                name in MARKS
            ):
                yield from (text for part in (*rest, *named) for text in unmarked(part))
            case ast.Call(ast.Attribute(attr=name), [_, _, *rest], named) if name == PLURAL:
                yield from (text for part in (*rest, *named) for text in unmarked(part))
            case ast.Constant() | ast.JoinedStr():
                yield from spelled(child)
            case _:
                yield from unmarked(child)


@pytest.mark.parametrize("file", SPEAKING, ids=lambda f: f"{f.parent.name}.{f.stem}")
def test_no_sentence_stands_outside_the_catalogue(file):
    assert not [text for text in unmarked(tree(file)) if SENTENCE.search(text)]


@pytest.mark.parametrize(
    "file",
    [*SPEAKING, *sorted(ROOT.glob("geo/**/*.py"))],
    ids=lambda f: f"{f.parent.name}.{f.stem}",
)
def test_vietnamese_stands_in_the_catalogue_and_the_workspace_only(file):
    """But for what a language is called in itself; documentation may give examples."""
    found = {text for text in unmarked(tree(file)) if VIETNAMESE.search(text)}
    assert file == CHARSETS or not found - set(LANGUAGES.values())


# --- how it is said -------------------------------------------------------------------------


COUNTED = re.compile(r"\{(n|of|count|rows|batches|pairs|days|months|minutes)\} ([a-z]+ )?[a-z]+s\b")
NEVER_ONE = {  # what is counted there is always several, or the sentence would not be said
    "New password (at least {n} letters)",
    "The archive holds {count} files; at most {most} are read.",
    "The area passes to {count} successors, and only whole areas can be followed.",
    "{n} of {of} days reported",
    "{n} of {of} parts known",
}


def test_no_message_counts_things_in_the_plural_alone():
    alone = {message[0] for message in messages() if len(message) == 1}
    assert {message for message in alone if COUNTED.search(message)} == NEVER_ONE


@pytest.mark.parametrize(
    ("n", "en", "vi"),
    [
        (0, "0 rows", "0 dòng"),
        (1, "1 row", "1 dòng"),
        (2, "2 rows", "2 dòng"),
        (1000, "1,000 rows", "1.000 dòng"),
    ],
)
def test_english_counts_one_thing_otherwise_than_several_and_vietnamese_does_not(n, en, vi):
    assert EN.plural("{n} row", "{n} rows", n) == en
    assert VI.plural("{n} row", "{n} rows", n) == vi


def test_one_of_what_an_indicator_counts_is_said_in_the_singular():
    schools, grain = shipped()["schools_total"], shipped()["grain_tonnes"]
    assert [EN.value(schools, n) for n in (0, 1, 2)] == ["0 schools", "1 school", "2 schools"]
    assert [VI.value(schools, n) for n in (0, 1, 2)] == ["0 trường", "1 trường", "2 trường"]
    assert [EN.value(grain, n) for n in (0.6, 1.4)] == ["1 tonne", "1 tonne"]  # as it is shown
    assert [EN.unit(schools), EN.unit(schools, one=True)] == ["schools", "school"]
    assert EN.value(shipped()["area_km2"], 1) == "1.00 km²"


def test_every_unit_that_is_a_plural_has_its_singular():
    plural = re.compile(r"\b([a-z]+s|people|criteria)\b")
    units = [i.unit for i in shipped() if plural.search(i.unit.en)]
    assert {"schools", "people", "criteria"} <= {u.en for u in units}
    assert not [u.en for u in units if not u.en_one or plural.search(u.en_one)]


def test_the_sentence_of_a_map_is_what_a_leader_would_say():
    now = VI("{n} {name}", n="1 xã", name="dưới 5 tiêu chí")
    said = VI("{said}, {n} at the start of the year", said=now, n=VI.number(10))
    when = headline.when(VI, date(2018, 12, 31))
    assert f"{when}: {said}." == "Cuối năm 2018: 1 xã dưới 5 tiêu chí, đầu năm 10."
    area = VI("{sum} in {n} of {of}", sum="1.206,29 km²", n=VI.number(14), of="14 đơn vị")
    assert f"{when}: {area}." == "Cuối năm 2018: 1.206,29 km² ở 14/14 đơn vị."
    assert headline.when(VI, date(2018, 6, 30)) == "Đến 30/06/2018"


def test_verdicts_are_the_words_of_officials():
    asked = ("Exceeded", "Met", "Basically met", "In progress", "Not met", "Not assessed")
    words = ["Vượt", "Đạt", "Cơ bản đạt", "Đang thực hiện", "Chưa đạt", "Chưa đánh giá"]
    assert [VI(word) for word in asked] == words
    assert [VI("Does not apply"), VI("No data")] == ["Không áp dụng", "Chưa có số liệu"]


def test_a_message_that_no_one_translated_stays_as_it_is():
    assert VI("No such message") == "No such message"
    assert EN("{n} months", n=3) == "3 months"


def test_numbers_have_a_comma_before_their_decimals_and_points_between_thousands():
    assert VI.number(1234.5, 1) == "1.234,5"
    assert VI.number(1206.294, 2) == "1.206,29"
    assert VI.number(18.9, 2) == "18,90"
    assert VI.number(1234567) == "1.234.567"
    assert EN.number(1234.5, 1) == "1,234.5"


@given(numbers, decimals)
def test_a_number_written_and_read_back_is_the_number_rounded(value, places):
    for words in (VI, EN):
        said = words.number(value, places)
        back = parse_decimal(said, locale=words.language)
        assert back == Decimal(str(round(value, places)))
        assert len(said.partition("," if words is VI else ".")[2]) == places


@given(numbers, decimals)
@example(-0.0, 0)
@example(-0.4, 0)
def test_nothing_that_is_said_as_zero_has_a_sign(value, places):
    said = VI.number(value, places)
    assert said.startswith("-") == (round(value, places) < 0)


@pytest.mark.parametrize("nothing", [None, math.nan, pd.NA, pd.NaT])
def test_a_missing_value_is_a_dash_and_never_zero(nothing):
    recognised = shipped()["ntm_recognition"]
    assert VI.number(nothing) == VI.number(nothing, 2) == DASH
    assert VI.day(nothing) == VI.value(recognised, nothing) == DASH
    assert VI.value(shipped()["area_km2"], nothing) == DASH
    assert VI.number(0) == "0"


@given(st.dates(date(1000, 1, 1)))
def test_a_day_is_written_day_month_year_in_every_language(day):
    for words in (VI, EN):
        assert words.day(day) == words.day(pd.Timestamp(day)) == f"{day:%d/%m/%Y}"
        assert datetime.strptime(words.day(day), "%d/%m/%Y").date() == day


def test_a_moment_is_a_day_and_the_clock_of_the_place():
    at = datetime(2026, 11, 25, 20, 5, tzinfo=UTC)
    assert VI.moment(at) == EN.moment(at) == "26/11/2026 03:05"
    assert Words("vi", Clock("Europe/Lisbon")).moment(at) == "25/11/2026 20:05"


@pytest.mark.parametrize(
    ("period", "vi", "en"),
    [
        ("2018", "năm 2018", "year 2018"),
        ("2018-Q2", "quý II/2018", "quarter II/2018"),
        ("2018-06", "tháng 6/2018", "month 6/2018"),
        ("2018-06-30", "30/06/2018", "30/06/2018"),
    ],
)
def test_periods_are_said_as_they_are_spoken_of(period, vi, en):
    assert VI.period(parse(period)) == vi
    assert EN.period(parse(period)) == en


@cache
def shipped() -> Catalogue:
    return loading.load(ROOT / "data" / "dien_bien_dong")


def test_a_value_has_its_unit_and_a_category_is_a_word():
    area, recognised = shipped()["area_km2"], shipped()["ntm_recognition"]
    assert VI.value(area, 1206.29) == "1.206,29 km²"
    assert VI.value(area, 1206.29, unit=False) == "1.206,29"
    assert VI.value(recognised, 1.0) == "Cơ bản đạt chuẩn nông thôn mới"
    assert EN.value(recognised, 1.0) == "Basically meets the new-rural standard"
    assert VI.value(recognised, 0.0) != DASH
