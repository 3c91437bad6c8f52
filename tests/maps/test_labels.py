"""Names on a map: how wide they are, how they are parted, and where they stand."""

from __future__ import annotations

import pytest

from explainers.maps.curves import DISC, MARKER, Box, Curve
from explainers.maps.labels import LINE, Label, Mask, Subject, lines_of_name, placed_labels, text_width

NOWHERE = Mask({}, None)


def within(label: Label, width: float, height: float) -> bool:
    left, top, right, bottom = label.box
    return 0 <= left < right <= width and 0 <= top < bottom <= height


def apart(one: Box, other: Box) -> bool:
    return one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_long_names_are_set_in_two_lines_of_about_the_same_length() -> None:
    assert lines_of_name("Central African Republic") == ("Central African", "Republic")
    assert lines_of_name("Burkina Faso") == ("Burkina Faso",)
    assert lines_of_name("Liechtenstein-Vaduz-Schaan") == ("Liechtenstein-Vaduz-Schaan",)
    assert lines_of_name("") == ("",)


def test_wide_letters_take_more_room_and_large_ones_in_proportion() -> None:
    assert text_width("MW") > text_width("il") * 2
    assert text_width("日本") > text_width("ab")
    assert text_width("Norway", 28) == pytest.approx(2 * text_width("Norway", 14))
    assert text_width("") == 0


def test_a_mask_says_how_much_of_a_box_its_shape_covers() -> None:
    mask = Mask.of([[(20, 20), (80, 20), (80, 80), (20, 80)]], 2, 328, 300)  # a square of 10 to 40 units
    assert mask.box == (10, 12, 40, 36)
    assert mask.share((15, 15, 35, 35)) == 1
    assert mask.share((25, 15, 55, 35)) == pytest.approx(0.5)
    assert mask.share((50, 50, 60, 60)) == 0


def test_a_hole_is_not_covered_and_what_lies_off_the_map_has_no_box() -> None:
    ring, hole = [(0, 0), (60, 0), (60, 60), (0, 60)], [(20, 20), (40, 20), (40, 40), (20, 40)]
    assert Mask.of([ring, hole], 1, 328, 300).share((20, 24, 40, 36)) == 0
    assert Mask.of([[(0, 400), (60, 400), (60, 460)]], 1, 328, 300).box is None


def test_a_name_alone_stands_beside_its_marker_without_trouble() -> None:
    (label,), trouble = placed_labels([Subject(("Norway",), (160.0, 150.0), NOWHERE)], (), 328, 300)
    assert trouble == 0
    left, top, right, bottom = label.box
    assert right - left >= text_width("Norway") - 0.01
    assert apart(label.box, (160 - MARKER, 150 - MARKER, 160 + MARKER, 150 + MARKER))
    assert max(left - 160, 160 - right, top - 150, 150 - bottom) < 20, "near to its marker"


@pytest.mark.parametrize("marker", [(5.0, 5.0), (323.0, 5.0), (5.0, 295.0), (323.0, 295.0)])
def test_a_name_stays_on_the_map_in_every_corner(marker: tuple[float, float]) -> None:
    (label,), trouble = placed_labels([Subject(("Central African", "Republic"), marker, NOWHERE)], (), 328, 300)
    assert within(label, 328, 300)
    assert label.box[3] - label.box[1] >= 2 * LINE - 4
    assert trouble == 0


def test_names_of_neighbours_and_lines_keep_clear_of_each_other() -> None:
    subjects = [Subject((name,), (150.0 + 12 * i, 150.0), NOWHERE) for i, name in enumerate(("Norway", "Sweden"))]
    curve = Curve((20.0, 150.0), (160.0, 150.0), (300.0, 150.0), (80.0, 150.0))
    (one, other), trouble = placed_labels(subjects, [curve], 328, 300)
    assert trouble == 0
    assert apart(one.box, other.box)
    for label in (one, other):
        assert label.box[1] > 150 or label.box[3] < 150
        assert apart(label.box, (80 - DISC, 150 - DISC, 80 + DISC, 150 + DISC))


def test_where_there_is_no_room_the_trouble_is_told() -> None:
    subjects = [Subject(("Liechtenstein",), (50.0, 15.0), NOWHERE)] * 3
    labels, trouble = placed_labels(subjects, (), 110, 30)
    assert len(labels) == 3
    assert trouble > 0
