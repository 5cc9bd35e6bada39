"""A value meets a break in one way only, and no two classes look alike to anybody."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from told import SHIPPED

from data.catalogue.loading import load
from geo.map.choropleth import BLANK_HATCHES
from geo.map.scale import BLANK_COLOURS, CHARACTERS, Blank, Scale, suggest

SCALE = Scale((50, 65, 80), ("#000001", "#000002", "#000003", "#000004"))
number = st.floats(-1e6, 1e6)
rising = st.lists(number, min_size=1, max_size=8, unique=True).map(sorted)


def classes(scale, *values):
    return scale.classify(pd.Series(values, dtype=float)).tolist()


# Classes


def test_a_class_holds_its_lower_break_and_not_its_upper_one():
    assert classes(SCALE, 49.9, 50, 64.9, 65, 79.9, 80, 1e9) == [0, 1, 1, 2, 2, 3, 3]


def test_missing_is_no_class_and_never_the_lowest():
    assert classes(SCALE, np.nan, 1) == [pd.NA, 0]


def test_any_kind_of_missing_is_missing_and_the_index_is_kept():
    found = SCALE.classify(pd.Series([None, pd.NA, np.nan, 65.0], index=list("dcba")))
    assert found.index.tolist() == list("dcba")
    assert found.isna().tolist() == [True, True, True, False]
    assert found["a"] == 2


def test_a_scale_without_breaks_has_one_class():
    assert classes(Scale.sequential([]), -1, 0, np.nan) == [0, 0, pd.NA]


@given(rising, number, number)
def test_a_greater_value_is_never_in_a_lower_class(breaks, a, b):
    scale = Scale.sequential(breaks)
    low, high = classes(scale, *sorted((a, b)))
    assert low <= high


@given(rising, st.lists(number | st.just(float("nan")), max_size=20))
def test_every_value_is_in_the_one_class_whose_bounds_hold_it(breaks, values):
    scale = Scale.sequential(breaks)
    for value, found in zip(values, classes(scale, *values), strict=True):
        holding = [c.index for c in scale.classes if c.low <= value < c.high]
        assert holding == ([] if np.isnan(value) else [found])


@given(rising)
def test_k_breaks_give_one_colour_more_and_classes_that_touch(breaks):
    scale = Scale.sequential(breaks)
    assert len(scale.colours) == len(scale.classes) == len(breaks) + 1
    assert [c.low for c in scale.classes[1:]] == [c.high for c in scale.classes[:-1]] == breaks


@given(number, number, rising)
def test_a_range_has_a_class_only_where_all_its_values_have_that_one(a, b, breaks):
    low, high = sorted((a, b))
    scale = Scale.sequential(breaks)
    found = scale.classify_range(pd.Series([low]), pd.Series([high]))[0]
    within = {c.index for c in scale.classes if c.high > low and c.low <= high}
    assert within == {found} if len(within) == 1 else pd.isna(found)


def test_at_least_so_much_is_certain_only_in_the_highest_class():
    lowest, highest = pd.Series([70.0, 80.0, np.nan]), pd.Series([np.inf, np.inf, np.nan])
    assert SCALE.classify_range(lowest, highest).tolist() == [pd.NA, 3, pd.NA]


def test_categories_are_the_numbers_from_zero_in_the_order_of_their_colours():
    scale = Scale.categories(["#ffffff", "#888888", "#000000"], ["a", "b", "c"])
    assert classes(scale, 0, 1, 2) == [0, 1, 2]
    assert [c.label for c in scale.classes] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("breaks", "colours", "labels", "code"),
    [
        ((2, 1), "abc", (), "breaks_do_not_rise"),
        ((1, 1), "abc", (), "breaks_do_not_rise"),
        ((1, float("inf")), "abc", (), "breaks_do_not_rise"),
        ((float("nan"),), "ab", (), "breaks_do_not_rise"),
        ((1, 2), "ab", (), "colours_do_not_fit_breaks"),
        ((1,), "ab", "x", "labels_do_not_fit_classes"),
        (tuple(range(36)), "a" * 37, (), "too_many_classes"),
    ],
)
def test_a_scale_that_cannot_be_is_refused(breaks, colours, labels, code):
    with pytest.raises(ValueError, match=code):
        Scale(breaks, tuple(colours), tuple(labels))


@pytest.mark.parametrize(("palette", "k"), [("Chartreuse", 3), ("", 3), ("Set1", 12)])
def test_a_palette_that_cannot_be_is_refused(palette, k):
    with pytest.raises(ValueError, match="unknown_palette"):
        Scale.sequential(range(k), palette)


# Colours


def test_a_target_must_be_a_break():
    with pytest.raises(ValueError, match="target_is_no_break"):
        Scale.diverging([50, 80], 60)


@pytest.mark.parametrize("palette", ["RdYlBu", "BrBG", "BrBG_r"])
@given(breaks=st.lists(number, min_size=1, max_size=5, unique=True).map(sorted), data=st.data())
def test_the_hue_turns_exactly_at_the_target(palette, breaks, data):
    target = data.draw(st.sampled_from(breaks))
    scale = Scale.diverging(breaks, target, palette)
    low_end = Scale.sequential([1], palette).colours[0]
    below = {c.colour for c in scale.classes if c.high <= target}
    assert len(below) == breaks.index(target) + 1
    for c in scale.classes:
        warm = red(c.colour) == red(low_end)
        assert warm == (c.low < target)


def red(colour):
    """Say whether a colour has more red than blue."""
    return int(colour[1:3], 16) > int(colour[5:7], 16)


def test_a_ramp_can_be_turned_round():
    turned = Scale.sequential([1, 2, 3], "Blues_r").colours
    assert turned == Scale.sequential([1, 2, 3], "Blues").colours[::-1]


def test_two_classes_are_the_ends_of_a_ramp():
    two, three = Scale.sequential([1], "Blues"), Scale.sequential([1, 2], "Blues")
    assert two.colours == (three.colours[0], three.colours[2])


def test_every_class_and_every_blank_has_a_letter_of_its_own():
    letters = [*CHARACTERS, *Blank]
    assert len(set(letters)) == len(letters)
    assert set(BLANK_COLOURS) == set(Blank)


# What people with protanopia and deuteranopia see: F. Viénot, H. Brettel, J. D. Mollon, “Digital
# video colourmaps for checking the legibility of displays by dichromats”, Color Research and
# Application 24 (1999): linear RGB to cones, one cone lost, and back.
CONES = np.array(
    [[17.8824, 43.5161, 4.11935], [3.45565, 27.1554, 3.86714], [0.0299566, 0.184309, 1.46709]]
)
LOST = {
    "none": np.eye(3),
    "protanopia": np.array([[0, 2.02344, -2.52581], [0, 1, 0], [0, 0, 1]]),
    "deuteranopia": np.array([[1, 0, 0], [0.494207, 0, 1.24827], [0, 0, 1]]),
}
XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
CLASSES_APART, BLANKS_APART = 7.0, 5.0  # CIE76; about 2.3 can just be seen side by side


def lab(colour, lost):
    """Return a colour in CIELAB (D65) as it is seen with this cone lost."""
    given = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(given <= 0.04045, given / 12.92, ((given + 0.055) / 1.055) ** 2.4)
    seen = np.linalg.inv(CONES) @ LOST[lost] @ CONES @ linear
    x, y, z = XYZ @ np.clip(seen, 0, 1) / XYZ.sum(1)
    f = [np.cbrt(v) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z)]
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(colours):
    """Return how far apart the two most alike of these colours are, to whoever sees them worst."""
    return min(
        float(np.linalg.norm(lab(a, lost) - lab(b, lost)))
        for lost in LOST
        for a, b in combinations(colours, 2)
    )


def scales():
    """Yield each look of the shipped catalogue once, with an indicator that has it."""
    seen = {}
    for i in load(SHIPPED):
        for scale in [i.scale_on(c.since) for c in i.classes] or [i.scale_on(None)]:
            seen.setdefault(scale.colours, i.slug)
    return [pytest.param(colours, id=slug) for colours, slug in seen.items()]


def test_red_and_green_are_alike_to_who_lacks_a_cone_and_only_to_them():
    red_and_green = ["#c04040", "#7f7f20"]
    normal, protan, deutan = (
        np.linalg.norm(lab(red_and_green[0], lost) - lab(red_and_green[1], lost)) for lost in LOST
    )
    assert normal > 40 > 2 * min(protan, deutan)


@pytest.mark.parametrize("colours", scales())
def test_nobody_takes_one_class_for_another(colours):
    assert apart(colours) >= CLASSES_APART


def test_nobody_takes_one_blank_for_another_and_each_has_its_own_lines_too():
    assert apart(BLANK_COLOURS.values()) >= BLANKS_APART
    assert len(set(BLANK_HATCHES.values())) == len(Blank)
    assert all(BLANK_HATCHES[blank] for blank in Blank)


# Suggestions


@given(st.lists(number | st.just(float("nan")), max_size=30), st.integers(2, 6))
@example([0.0, 1.0127678195444922e-13, 1.0127678195444922e-13, 1.0127678195444922e-13, -1.0], 3)
def test_suggested_breaks_make_a_scale_and_leave_no_class_beyond_the_values(values, k):
    breaks = suggest(pd.Series(values, dtype=float), k=k)
    assert len(breaks) < k
    assert Scale.sequential(breaks).breaks == breaks
    known = [v for v in values if not np.isnan(v)]
    assert not breaks or min(known) <= breaks[0] <= breaks[-1] < max(known)


def test_missing_values_have_no_say_in_a_suggestion():
    assert suggest(pd.Series([1.0, 2, 3, 4]), k=2) == suggest(
        pd.Series([1.0, np.nan, 2, 3, 4]), k=2
    )


@pytest.mark.parametrize("scheme", ["quantiles", "equalinterval", "fisherjenks"])
def test_the_known_schemes_suggest(scheme):
    assert len(suggest(pd.Series(np.arange(50.0)), scheme, 4)) == 3


def test_nothing_is_suggested_where_nothing_differs():
    assert suggest(pd.Series([3.0, 3.0, np.nan])) == ()
    assert suggest(pd.Series([], dtype=float)) == ()
