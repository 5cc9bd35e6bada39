"""A painted map: one script for all paints, one sign an area, no name that could break it."""

import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest
from wavy import coverage

from geo.map.choropleth import (
    BLANK_HATCHES,
    Paint,
    Steps,
    StepWords,
    Words,
    library,
    standalone,
    swatch,
)
from geo.map.scale import BLANK_COLOURS, CHARACTERS, Blank
from geo.map.web import order_of, web_geometry

COLOURS = ("#ffffcc", "#a1dab4", "#41b6c4", "#225ea8")
WORDS = Words(
    name="Bản đồ",
    open="Mở trang xã",
    close="Đóng",
    walk="Phím mũi tên: sang xã bên",
    zoom_in="Phóng to",
    zoom_out="Thu nhỏ",
    whole="Toàn bộ",
    failed="Không tải được bản đồ. Chạm để thử lại.",
)
HOSTILE = "</script><script>alert(1)</script>\"'`\\{{ 7 * 7 }}{% if %}{#{{_div_0\u2028\n<!--"


def paint_of(ids, classes, **others):
    return Paint(
        **{"ids": tuple(ids), "classes": classes, "colours": COLOURS, "words": WORDS} | others
    )


def steps_of(said, stills="../../assets/" + "2" * 32 + "/stills.json"):
    return Steps(stills, "2018-12-31", StepWords(*[said] * 5))


def ids_of(count):
    return tuple(f"{n:05d}@2009-04-01" for n in range(count))


def page(count, seed, hostile):
    """Show a map of so many areas: run by AppTest, which takes nothing but this function's text."""
    import random

    import test_choropleth as here

    from components.map import view as map_view
    from geo.map.choropleth import draw

    ids = here.ids_of(count)
    text = random.Random(seed).choices("0123xuan", k=count)
    words = here.Words(*[here.HOSTILE] * 8) if hostile else here.WORDS
    paint = here.paint_of(
        ids,
        "".join(text),
        words=words,
        geometry="../../assets/" + "0" * 32 + "/areas.json",
        tips="../../assets/" + "1" * 32 + "/tips.json",
        chosen=ids[0],
        outlined=frozenset(ids[::3]),
        dimmed=frozenset(ids[::2]),
        steps=here.steps_of(here.HOSTILE if hostile else "Số liệu đến ngày"),
    )
    map_view.show(*draw(paint, "../../assets/a.js"), key="map")


def sent(count, seed=0, hostile=False):
    """Return what the browser is sent for a map: its length in bytes, and its arguments."""
    ran = AppTest.from_function(page, args=(count, seed, hostile), default_timeout=60).run()
    assert not ran.exception
    proto = ran.get("component_instance")[0].proto
    return proto.ByteSize(), json.loads(proto.json_args), proto.id


def painted(group):
    """Return the content that the group's script hands to the layer."""
    return json.loads(re.search(r"atlas\.paint\(map_div, (.*)\);\n", group)[1])


@pytest.mark.parametrize("count", [1, 14, 130, 1000, 11_163])
def test_a_paint_costs_one_byte_an_area_and_less_than_six_thousand_for_the_rest(count):
    size, _, _ = sent(count)
    assert size < count + 6_000


def test_another_paint_leaves_the_map_and_its_script_as_they_were():
    (_, first, key), (_, second, other_key) = sent(14, 1), sent(14, 2)
    assert first.pop("feature_group") != second.pop("feature_group")
    header = re.compile("map_[0-9a-f]+")
    assert header.sub("", json.dumps(first)) == header.sub("", json.dumps(second))
    assert key == other_key


def test_the_map_is_told_no_address_but_the_library_and_the_shapes():
    _, arguments, _ = sent(14)
    assert arguments["js_links"] == ["../../assets/a.js"]
    assert arguments["css_links"] == []
    assert "//" not in json.dumps({**arguments, "header": ""})
    assert "http" not in arguments["header"].replace("http-equiv", "")


def test_only_a_tap_makes_the_page_run_again():
    _, arguments, _ = sent(14)
    assert arguments["returned_objects"] == ["last_object_clicked_tooltip"]


def test_hostile_words_arrive_as_they_are_and_end_no_script():
    _, arguments, _ = sent(3, hostile=True)
    group = arguments["feature_group"]
    assert set(painted(group)["words"].values()) == {HOSTILE}
    assert set(painted(group)["steps"]["words"].values()) == {HOSTILE}
    assert "<" not in group
    assert "\u2028" not in group


def test_a_hostile_id_arrives_as_it_is():
    paint = paint_of([HOSTILE], "0", chosen=HOSTILE)
    html = standalone(paint, geometry=web_geometry(coverage(1)), tips={HOSTILE: [HOSTILE]})
    assert html.count("<script") == html.count("</script") == 3
    assert "alert(1)</script" not in html


areas = st.lists(
    st.tuples(st.sampled_from("0123xuan"), st.booleans(), st.booleans()), min_size=1, max_size=80
)


@given(areas)
def test_each_area_gets_back_the_look_it_was_given(looks):
    ids = ids_of(len(looks))
    content = paint_of(
        ids,
        "".join(character for character, _, _ in looks),
        outlined=frozenset(i for i, look in zip(ids, looks, strict=True) if look[1]),
        dimmed=frozenset(i for i, look in zip(ids, looks, strict=True) if look[2]),
    ).content()
    assert len(content["text"]) == len(ids)
    for sign, (character, outlined, dimmed) in zip(content["text"], looks, strict=True):
        if character in BLANK_HATCHES:
            fill = [BLANK_COLOURS[Blank(character)], BLANK_HATCHES[Blank(character)]]
        else:
            fill = [COLOURS[int(character)], ""]
        assert content["looks"][sign] == [*fill, outlined, dimmed]


def test_every_look_there_can_be_has_a_sign_of_its_own():
    characters = [*CHARACTERS, *Blank]
    ids = ids_of(4 * len(characters))
    paint = paint_of(
        ids,
        "".join(characters * 4),
        colours=tuple(f"#{n:06x}" for n in range(len(CHARACTERS))),
        outlined=frozenset(ids[: len(ids) // 2]),
        dimmed=frozenset(ids[len(characters) : 3 * len(characters)]),
    )
    assert len(set(paint.content()["text"])) == len(ids)


def test_reasons_for_no_class_differ_by_their_lines_and_not_by_colour_alone():
    assert set(BLANK_HATCHES) == set(BLANK_COLOURS) == set(Blank)
    assert len({swatch("#fff", BLANK_HATCHES[blank]) for blank in Blank} | {swatch("#fff")}) == 5


def test_a_paint_of_another_number_of_areas_is_refused():
    with pytest.raises(ValueError, match="classes_do_not_fit_areas"):
        paint_of(ids_of(3), "01")


def test_a_paint_names_the_order_of_the_geometry_it_is_for():
    frame = coverage(14)
    geometry = json.loads(web_geometry(frame))
    assert paint_of(frame.index, "0" * 14).content()["order"] == geometry["order"]
    assert paint_of(frame.index[::-1], "0" * 14).content()["order"] != geometry["order"]
    assert order_of(["a b", "c"]) != order_of(["a", "b c"])


def test_the_library_is_one_file_and_asks_for_no_other():
    text = library().decode()
    assert library() == text.encode()
    assert "sourceMappingURL" not in text
    assert not re.search(r"url\((?!data:|#)", text)
    assert text.isascii()


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):  # noqa: ARG002
        self.found += [value for name, value in attrs if name in ("src", "href")]


def test_a_map_of_its_own_holds_all_it_needs_and_is_the_same_each_time():
    frame = coverage(14)
    made = {
        standalone(
            paint_of(frame.index, "0123" * 3 + "xn"),
            geometry=web_geometry(frame),
            tips={area: ["5/19"] for area in frame.index},
        )
        for _ in range(2)
    }
    (html,) = made
    links = Links()
    links.feed(html)
    assert links.found == []
    assert html.isascii()  # opened from a disk, no server says how it is encoded
    assert all(area in html for area in frame.index)


def test_two_maps_of_one_page_have_names_of_their_own():
    frame = coverage(1)
    made = [
        standalone(paint_of(frame.index, "0"), geometry=web_geometry(frame), tips={}, name=name)
        for name in ("before", "after")
    ]
    assert ['id="map_before"' in html for html in made] == [True, False]
