"""One place, however its name is written; and two places, however alike their names are."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from places import AREAS, BEFORE, NAMING, OLD

from geo.areas import Area
from geo.areas.names import Index, Naming, fold

LETTERS = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
)
words = st.text(st.sampled_from(LETTERS), min_size=1, max_size=8)
names = st.lists(words, min_size=1, max_size=4).map(" ".join)
COMMUNES = AREAS.on(BEFORE, "commune")


def area(name: str, code: str = "1") -> Area:
    return Area(code, name, "xã", "commune", BEFORE)


@pytest.mark.parametrize(
    "written",
    ["Na Son", "Xã Na Son", "xã na son", "XÃ  NA SON", "X. Na Son", "X.Na Son", "x.NA SON",
     "Na\N{NO-BREAK SPACE}Son", "Na\N{ZERO WIDTH SPACE} Son", "\N{BYTE ORDER MARK}Na Son ",
     unicodedata.normalize("NFD", "Xã Na Son"), "xa Na Son", "Xa  Na Son"],
)  # fmt: skip
def test_one_commune_is_found_however_its_name_is_written(written: str) -> None:
    assert [a.code for a in Index(NAMING, COMMUNES).find(written)] == ["03205"]


@pytest.mark.parametrize(
    "written",
    ["Thị trấn Điện Biên Đông", "TT. Điện Biên Đông", "TT.Ðiện Biên Ðông", "TT Điện Biên Đông",
     "Ɖiện Biên Ɖông", "ĐIỆN BIÊN ĐÔNG", "Thi tran Dien Bien Dong", "Dien Bien Dong"],
)  # fmt: skip
def test_the_township_is_found_however_its_name_is_written(written: str) -> None:
    assert [a.code for a in Index(NAMING, COMMUNES).find(written)] == ["03203"]


@pytest.mark.parametrize("written", ["Xa Dung", "XA DUNG", "xa dung", "Xã Xa Dung", "Xa Xa Dung"])
def test_xa_dung_keeps_its_xa(written: str) -> None:
    assert [a.code for a in Index(NAMING, COMMUNES).find(written)] == ["03373"]
    assert NAMING.key("Xa Dung") == "xadung"


def test_an_unmarked_prefix_is_not_stripped_where_nothing_known_remains() -> None:
    assert Index(NAMING, COMMUNES).find("Xa Nhung") == []
    assert NAMING.split("Xa Nhung") == ("", "Xa Nhung")


@pytest.mark.parametrize(
    ("one", "other"), [("Hoà Bình", "Hòa Bình"), ("Thuỷ An", "Thủy An"), ("Mường", "Mừơng")]
)
def test_a_tone_may_stand_on_either_vowel(one: str, other: str) -> None:
    assert NAMING.exact(one) == NAMING.exact(other)
    assert NAMING.key(one) == NAMING.key(other)


def test_the_letters_of_another_alphabet_that_look_like_d_are_d() -> None:
    assert NAMING.tidy("Ðiện Biên Ɖông") == "Điện Biên Đông"
    assert NAMING.exact("Ðiện Biên Ɖông") == NAMING.exact("điện biên đông")
    assert Naming().exact("Ðông") != Naming().exact("Đông"), "only because the workspace says so"


def test_a_prefix_tells_the_kind() -> None:
    assert NAMING.split("TT. Điện Biên Đông") == ("thị trấn", "Điện Biên Đông")
    assert NAMING.split("Xã Na Son") == ("xã", "Na Son")
    assert NAMING.split("Xã") == ("", "Xã"), "a prefix of nothing is a name"
    assert NAMING.split("Xãn Son") == ("", "Xãn Son"), "a prefix is a word"


def test_two_places_that_differ_by_a_mark_stay_two() -> None:
    index = Index(NAMING, [area("Tân Lập", "1"), area("Tân Lạp", "2")])
    assert [a.code for a in index.find("Xã Tân Lập")] == ["1"]
    assert [a.code for a in index.find("Tân Lạp")] == ["2"]
    assert [a.code for a in index.find("Tan Lap")] == ["1", "2"], "lost marks may mean either"


def test_a_wrong_mark_is_found_but_is_not_certain() -> None:
    index = Index(NAMING, [area("Pu Nhi")])
    assert index.find("Pú Nhi")
    assert not index.certain("Pú Nhi")
    assert index.certain("PU NHI")
    assert Index(NAMING, [area("Phì Nhừ")]).certain("Phi Nhu"), "all marks are lost"


def test_other_spellings_are_names_too() -> None:
    index = Index(NAMING, COMMUNES)
    for spelling, code in [("Pú Nhi", "03370"), ("Noong U", "03371"), ("Luân Giới", "03379")]:
        assert [a.code for a in index.find(spelling)] == [code]
        assert index.spelled(spelling)


def test_no_two_of_the_fourteen_have_one_key() -> None:
    keys = {NAMING.key(name) for a in COMMUNES for name in NAMING.names(a)}
    assert len({NAMING.key(name) for name in OLD.values()}) == 14
    assert len(keys) == 15, "the other spellings fall into the same keys, but for Noong U"


def test_a_miss_is_answered_by_near_names_and_never_by_a_join() -> None:
    assert NAMING.suggest("Na Sơnn", OLD.values()) == ["Na Son"]
    assert NAMING.suggest("xa Na Sonn", OLD.values()) == ["Na Son"]
    assert NAMING.suggest("Hà Nội", OLD.values()) == []
    index = Index(NAMING, COMMUNES)
    assert index.find("Na Sang") == []
    assert [a.name for a in index.near("Na Sang")] == ["Na Son"]


def test_among_very_many_names_only_the_same_is_near() -> None:
    many = Index(NAMING, [area(f"Thôn {n}", str(n)) for n in range(150)])
    assert [a.name for a in many.near("Thon 7")] == ["Thôn 7"]
    assert many.near("Thonn 7") == []


def test_names_in_other_scripts_keep_their_letters() -> None:
    assert Naming().key("ວຽງຈັນ") != Naming().key("ຫຼວງພະບາງ")
    assert fold("Łódź Ørsted") == "lodzorsted"


@given(names)
def test_the_key_does_not_depend_on_the_form_of_unicode_or_on_case(name: str) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        for same in (name, name.upper(), name.title()):
            written = unicodedata.normalize(form, same)
            assert NAMING.exact(written) == NAMING.exact(name)
            assert NAMING.key(written) == NAMING.key(name)


@given(names)
def test_a_key_is_plain_letters_and_its_own_key(name: str) -> None:
    key = NAMING.key(name)
    assert key.isascii()
    assert key.isalnum()
    assert NAMING.key(key) == key


@given(names, st.sampled_from(["Xã ", "XÃ ", "x.", "X. ", "Thị trấn ", "TT. "]))
def test_a_prefix_changes_no_key(name: str, prefix: str) -> None:
    assume(not NAMING.split(name)[0])
    assert NAMING.split(prefix + name)[0] in NAMING.prefixes
    assert NAMING.exact(prefix + name) == NAMING.exact(name)
    assert NAMING.key(prefix + name) == NAMING.key(name)


@given(st.text())
def test_any_text_has_a_key(text: str) -> None:
    assert NAMING.key(text) == NAMING.key(NAMING.tidy(text))
