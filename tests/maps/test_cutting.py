from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.maps.cutting import areas, clipped, straightened
from explainers.maps.projection import XY
from tests.maps.outlines import area_of, outlines_of, rings_in

BOX = (0.0, 0.0, 100.0, 80.0)
AROUND = [(-50.0, -50.0), (150.0, -60.0), (300.0, 40.0), (160.0, 200.0), (-70.0, 150.0), (-200.0, 40.0)]
rings = st.lists(st.tuples(st.floats(-300, 300), st.floats(-300, 300)), min_size=3, max_size=12)
whole_rings = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=12)


def cut(ring: list[XY]) -> list[XY]:
    return rings_in(clipped(outlines_of(ring), BOX)).get(0, [])


@given(rings)
def test_what_is_cut_lies_in_the_box(ring: list[XY]) -> None:
    for x, y in cut(ring):
        assert -1e-6 <= x <= 100 + 1e-6
        assert -1e-6 <= y <= 80 + 1e-6


@given(st.tuples(st.floats(-200, 200), st.floats(-200, 200)), st.floats(1, 300), st.floats(1, 300))
def test_a_rectangle_keeps_the_area_it_shares_with_the_box(corner: XY, wide: float, high: float) -> None:
    x, y = corner
    ring = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
    shared = max(0.0, min(x + wide, 100) - max(x, 0)) * max(0.0, min(y + high, 80) - max(y, 0))
    assert area_of(cut(ring)) == pytest.approx(shared, abs=1e-6)


def test_a_ring_around_the_whole_box_becomes_the_box_and_one_beside_it_is_gone() -> None:
    assert area_of(cut(AROUND)) == pytest.approx(100 * 80)
    assert not cut([(x + 400, y) for x, y in AROUND])
    assert cut([(1, 1), (9, 1), (9, 9)]) == [(1, 1), (9, 1), (9, 9)]


@given(st.lists(rings, min_size=1, max_size=4))
def test_rings_are_cut_together_as_each_is_alone(some: list[list[XY]]) -> None:
    assert rings_in(clipped(outlines_of(*some), BOX)) == {
        number: found for number, ring in enumerate(some) if (found := cut(ring))
    }


def straight(ring: list[XY]) -> list[XY]:
    return rings_in(straightened(outlines_of(ring)))[0]


def test_points_that_change_nothing_are_left_out() -> None:
    assert straight([(0, 0), (2, 0), (2, 0), (4, 0), (4, 4), (4, 2), (4, 5), (4, 5), (0, 0)]) == [
        (0, 0),
        (4, 0),
        (4, 5),
    ]
    assert straight([(0, 0), (3, 0), (5, 2), (3, 0), (3, 3)]) == [(0, 0), (3, 0), (3, 3)]  # there and back
    assert len(straight([(0, 0), (1, 1), (2, 2), (1, 1)])) < 3


@given(whole_rings)
def test_a_straightened_ring_has_its_area_and_no_three_points_in_a_row(ring: list[XY]) -> None:
    found = straight(ring)
    assert found[0] == ring[0]
    assert area_of(found) == area_of(ring)
    if len(found) > 2:
        for a, b, c in zip(found[-1:] + found, found, found[1:], strict=False):
            assert b == found[0] or (b[0] - a[0]) * (c[1] - b[1]) != (b[1] - a[1]) * (c[0] - b[0])


def test_an_area_tells_which_way_a_ring_runs() -> None:
    counts, found = areas(outlines_of([(0, 0), (2, 0), (2, 2), (0, 2)], [(0, 0), (0, 3), (3, 0)]))
    assert counts.tolist() == [4, 3]
    assert found.tolist() == [4, -4.5]
