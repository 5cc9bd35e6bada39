"""Bytes of old Vietnamese maps become the letters that were meant."""

import shutil
import subprocess

import pytest
from corpus.dbf import encoded
from hypothesis import given
from hypothesis import strategies as st

from geo.files.charsets import LATIN, TABLES, UTF8, canonical, decode, is_cut

LETTERS = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
)
CHARSETS = [UTF8, "TCVN3", "VNI", "VISCII", "cp1258"]
texts = st.text(st.sampled_from(LETTERS + LETTERS.upper() + " -.()0123456789"), max_size=30)


@pytest.mark.parametrize(
    ("charset", "bytes_as_latin", "meant"),
    [
        ("TCVN3", "Ph× Nhõ", "Phì Nhừ"),
        ("TCVN3", "§iÖn Biªn §«ng", "Điện Biên Đông"),
        ("TCVN3", "M\u00adêng Lu©n", "Mường Luân"),
        ("VNI", "Möôøng Luaân", "Mường Luân"),
        ("VNI", "Ñieän Bieân Ñoâng", "Điện Biên Đông"),
        ("VNI", "PHÌNH GIAØNG", "PHÌNH GIÀNG"),
        ("VISCII", "Phì Nh×", "Phì Nhừ"),
    ],
)
def test_real_texts_are_read(charset: str, bytes_as_latin: str, meant: str) -> None:
    assert decode(bytes_as_latin.encode(LATIN), charset) == meant


@pytest.mark.parametrize(("charset", "other"), [("TCVN3", "TCVN"), ("VISCII", "VISCII")])
def test_our_tables_are_those_of_iconv(charset: str, other: str) -> None:
    if not shutil.which("iconv"):
        pytest.skip("needs iconv, which is not on this machine")
    for byte, letter in TABLES[charset].items():
        done = subprocess.run(
            ["iconv", "-f", other, "-t", "UTF-8"], input=bytes([byte]), capture_output=True
        )
        if done.returncode:
            pytest.skip(f"this iconv does not know {other}")
        assert done.stdout.decode() == letter, hex(byte)


@pytest.mark.parametrize("charset", CHARSETS)
@given(text=texts)
def test_what_is_written_in_a_charset_is_read_back(charset: str, text: str) -> None:
    read = decode(encoded(text, charset), charset)
    assert read.casefold() == text.casefold()
    assert read == text or charset == "TCVN3", "of its fonts, which have no capitals with a tone"


@given(text=texts, end=st.integers(0, 3))
def test_a_text_cut_in_the_middle_of_a_letter_keeps_the_others(text: str, end: int) -> None:
    raw = text.encode()[: len(text.encode()) - end]
    read = decode(raw, UTF8)
    assert text.startswith(read)
    assert is_cut(raw) == (len(read.encode()) < len(raw))


@pytest.mark.parametrize(
    ("said", "name"),
    [("utf8", UTF8), ("UTF-8", UTF8), ("1258", "cp1258"), ("ANSI 1258", "cp1258"),
     ("windows-1258", "cp1258"), ("tcvn", "TCVN3"), ("TCVN-5712", "TCVN3"), ("vni", "VNI"),
     ("latin1", LATIN), ("ISO 8859-1", LATIN), ("TCVN4", None), ("hex", None), ("", None),
     ("65001", None)],
)  # fmt: skip
def test_a_charset_goes_by_one_name(said: str, name: str | None) -> None:
    assert canonical(said) == name
