"""The look of pages: every colour has another for a dark screen, and paper stays paper."""

import re
from pathlib import Path

import pytest

from components.text import sheet

COMPONENTS = Path(sheet.__file__).parents[1]


@pytest.mark.parametrize("file", sorted(COMPONENTS.rglob("*.css")), ids=lambda file: file.stem)
def test_every_colour_has_another_for_a_dark_screen(file):
    assert not sheet.without_another(file.read_text("utf-8"))


def test_a_rule_without_colours_is_said_once():
    said = sheet.dark("a { margin: 0; } b { color: #14202b; margin: 0; }")
    assert said == "b { color: #e6edf3; }"


def test_a_colour_is_another_as_a_ground_than_as_what_stands_on_it():
    assert sheet.dark(".x { background: #fff; color: #fff; }") == (
        ".x { background-color: #10181f; color: #fff; }"
    )


def test_a_border_keeps_its_widths():
    said = sheet.dark("i { border: solid #4a5763; border-width: 0 2px 2px 0; }")
    assert said == "i { border-color: #a9b6c2; }"


def test_paper_stays_paper_and_a_narrow_screen_has_its_own_rules():
    style = "@media print { a { color: #14202b; } } @media (max-width: 9px) { b { color: #fff; } }"
    assert (
        re.sub(r"\s+", " ", sheet.dark(style)) == "@media (max-width: 9px) { b { color: #fff; } }"
    )


def test_the_dark_sheet_is_for_screens_and_as_balanced_as_the_light_one():
    whole = sheet.sheet()
    assert whole.count("{") == whole.count("}")
    assert "@media screen and (prefers-color-scheme: dark)" in whole


@pytest.mark.parametrize(("ground", "ink"), [("#fff", "#14202b"), ("#fff", "#4a5763"),
    ("#fff", "#0b5394"), ("#eef3f8", "#4a5763"), ("#fbe3df", "#7d1a10"), ("#fdf0c4", "#5c4700"),
    ("#e3f1e3", "#14401c"), ("#e8f2fb", "#0b3c6b"), ("#0b5394", "#fff")])  # fmt: skip
def test_what_stands_on_a_ground_can_be_read_on_either_screen(ground, ink):
    for upon, said in ((ground, ink), (sheet.GROUND[ground], sheet.INK[ink])):
        light, other = sorted((luminance(upon), luminance(said)))
        assert (other + 0.05) / (light + 0.05) >= 4.5


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
