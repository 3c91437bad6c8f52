from __future__ import annotations

import hashlib
import itertools
import re
from importlib import resources

import pytest
from babel import Locale

from explainers.maps.arcs import degrees_of
from explainers.maps.projection import angle_between, vector
from explainers.maps.world import detail_of, world

SHAPES = resources.files("explainers.maps.shapes")


def test_the_readme_has_the_digest_of_the_data() -> None:
    digest = hashlib.sha256(SHAPES.joinpath("world.json").read_bytes()).hexdigest()
    assert f"`{digest}`" in SHAPES.joinpath("README.md").read_text(encoding="utf-8")


def test_the_data_is_small() -> None:
    assert len(SHAPES.joinpath("world.json").read_bytes()) < 320_000


def test_every_iso_country_of_some_size_has_a_shape() -> None:
    iso = {code for code in Locale("en").territories if re.fullmatch("[A-Z]{2}", code)}
    without = {"BV", "GI", "UM"}  # Bouvet, Gibraltar, the outlying islands of the United States
    not_iso = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
    assert iso - set(world().countries) == without | not_iso
    assert set(world().countries) <= iso


@pytest.mark.parametrize(("one", "other"), [("ML", "BF"), ("FR", "ES"), ("RU", "CN"), ("LU", "BE"), ("US", "CA")])
@pytest.mark.parametrize("square_kilometres", [0, 500, 20_000])
def test_neighbours_share_their_border_at_any_detail(one: str, other: str, square_kilometres: float) -> None:
    detail = detail_of(square_kilometres)
    places = [
        {place for part in world().countries[code] for place in world().ring(part.rings[0], detail)}
        for code in (one, other)
    ]
    shared = places[0] & places[1]
    assert len(shared) > 1
    if not square_kilometres:
        assert len(shared) > 5


def test_less_detail_is_a_part_of_more_detail() -> None:
    finest, *coarser = (world().ring(0, detail) for detail in (0, 8, 16, 24))
    for ring in coarser:
        assert set(ring) < set(finest)
    assert len(coarser[-1]) < len(finest) / 10


def test_every_ring_lies_in_its_circle_which_is_no_larger_than_it_needs() -> None:
    for part in world().land:
        for number in part.rings:
            ring, (middle, radius) = world().ring(number, 0), world().cap(number)
            farthest = max(angle_between(middle, place) for place in ring)
            assert farthest <= radius < farthest + 0.02, number


@pytest.mark.parametrize("code", ["RU", "FJ", "US", "AQ", "KI", "NZ"])
def test_rings_go_over_the_antimeridian_without_a_leap(code: str) -> None:
    for part in world().countries[code]:
        [ring] = degrees_of(world(), [part.rings[0]], 0, {}, 2)
        assert all(abs(a[0] - b[0]) < 90 for a, b in itertools.pairwise(ring))


def test_home_is_the_mainland_and_what_is_near() -> None:
    far = {"FR": (4, -53), "US": (20, -156), "ES": (28, -16), "NO": (79, 16)}
    near = {"FR": (42, 9), "US": (64, -150), "MY": (4, 102), "DK": (55.5, 12), "RU": (54.6, 21), "ID": (-7, 110)}
    for places, at_home in ((far, False), (near, True)):
        for code, place in places.items():
            rings = [part.rings[0] for part in world().home(code)]
            distance = min(angle_between(vector(*place), p) for ring in rings for p in world().ring(ring, 0))
            assert (distance < 4) is at_home, code
