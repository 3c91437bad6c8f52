"""Where everything is on a drawn map: frame, shapes, lines with their discs, names.

Pure, and kept for the next page that shows the same countries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct, structs

from explainers.maps.curves import Curve, curves_between
from explainers.maps.drawings import Detail, MapCountry, MapRelation
from explainers.maps.frame import Frame, Margins, frame_of
from explainers.maps.labels import Label, Mask, Subject, lines_of_name, placed_labels
from explainers.maps.paths import Loop, loops_of, path_data
from explainers.maps.projection import XY, vector
from explainers.maps.world import detail_of, world
from explainers.model import TONES, Status, Tone

__all__ = ["WIDTH", "Layout", "layout_of", "pairs_of", "tone_of"]

WIDTH: Final = 328
"""The width of a drawn map in units."""


class _Finish(Struct, frozen=True):
    """How fine a map is: points and islands under so many square units are left out, `grain` steps a unit;
    coarser again and again while land and countries take more than `most` points.
    """

    grain: float
    point: float
    land: float
    own: float
    most: int


_FINISHES: Final[dict[Detail, _Finish]] = {
    "sidebar": _Finish(grain=1, point=2.2, land=5, own=1.5, most=900),
    "page": _Finish(grain=2.5, point=0.22, land=0.8, own=0.25, most=3600),
    "overview": _Finish(grain=1, point=2.2, land=8, own=1.5, most=900),
}


class Layout(Struct, frozen=True):
    """A map before it is written down: shapes as path data by class, curves, labels and markers."""

    frame: Frame
    grain: float
    shapes: tuple[tuple[str, str], ...]
    curves: tuple[Curve, ...]
    labels: tuple[Label, ...]
    markers: tuple[XY, ...]


def tone_of(status: Status) -> Tone | None:
    """How a status is drawn: as closer, apart or mixed; `None` where no line is drawn.

    >>> tone_of("allied"), tone_of("not-stated")
    ('closer', None)
    """
    return TONES.get(status)


def layout_of(countries: tuple[MapCountry, ...], relations: tuple[MapRelation, ...], detail: Detail) -> Layout:
    """The layout of a map. Its curves go with the relations that have a tone, in their order; its labels and markers
    with the countries.

    Raises:
        ValueError: there is no country, the same one twice, or a relation to one that isn't on the map.
    """
    codes = [country.code for country in countries]
    if not codes or len(set(codes)) < len(codes):
        raise ValueError("a map needs countries, each of them once")
    if not all(relation.a in codes and relation.b in codes and relation.a != relation.b for relation in relations):
        raise ValueError("a relation joins two countries of the map")
    pairs = pairs_of(countries, relations)
    bare = tuple(structs.replace(country, href="") for country in countries)
    return _layout(bare, () if detail == "overview" else pairs, detail)


def pairs_of(countries: Sequence[MapCountry], relations: Iterable[MapRelation]) -> tuple[tuple[int, int], ...]:
    """The relations that have a line, as pairs of the numbers of countries."""
    codes = [country.code for country in countries]
    return tuple(
        (codes.index(relation.a), codes.index(relation.b)) for relation in relations if tone_of(relation.status)
    )


@lru_cache(maxsize=1024)
def _layout(countries: tuple[MapCountry, ...], pairs: tuple[tuple[int, int], ...], detail: Detail) -> Layout:
    frame = _frame(tuple((country.code, country.marker) for country in countries), detail)
    codes = tuple(sorted(country.code for country in countries))
    shapes = [("land", _loops(frame, codes, detail)[0])]
    for role in ("partner", "subject"):
        its = tuple(country.code for country in countries if country.role == role)
        shapes.append((role, _path(frame, codes, its, detail)))
    grain = _FINISHES[detail].grain
    markers = tuple(frame.at(vector(*country.marker)) for country in countries)
    if detail == "overview":
        return Layout(frame, grain, tuple(shapes), (), (), markers)
    masks = _masks(frame, codes, detail)
    subjects = [
        Subject(lines_of_name(country.name), marker, masks[country.code], dark=country.role == "subject")
        for country, marker in zip(countries, markers, strict=True)
    ]
    curves, labels = _placed(subjects, pairs, frame.width, frame.height)
    return Layout(frame, grain, tuple(shapes), tuple(curves), tuple(labels), markers)


def _placed(
    subjects: list[Subject], pairs: tuple[tuple[int, int], ...], width: int, height: int
) -> tuple[list[Curve], list[Label]]:
    """Lines, and names between them; if these have no room, once more with lines that leave it to them."""
    markers = tuple(subject.marker for subject in subjects)
    curves = _curves(markers, pairs, width, height)
    labels, trouble = placed_labels(subjects, curves, width, height)
    if trouble:
        wanted = [label.box for label in placed_labels(subjects, (), width, height)[0]]
        others = curves_between(markers, pairs, width, height, wanted)
        found, less = placed_labels(subjects, others, width, height)
        if less < trouble:
            return others, found
    return curves, labels


_curves = lru_cache(maxsize=64)(curves_between)
"""Kept as shapes are: lines don't depend on names."""


@lru_cache(maxsize=64)
def _frame(places: tuple[tuple[str, tuple[float, float]], ...], detail: Detail) -> Frame:
    """The frame for countries, given as codes and their markers."""
    markers = [(code, vector(*marker)) for code, marker in places]
    return frame_of(world(), markers, WIDTH, _margins(detail), whole=detail == "overview")


def _margins(detail: Detail) -> Margins:
    if detail == "overview":
        return Margins(beside=8, above=8, shape=8, lowest=0.4, highest=0.75)
    if detail == "page":
        return Margins(lowest=0.6, highest=0.84)
    return Margins(lowest=0.68, highest=0.98)


@lru_cache(maxsize=64)
def _loops(frame: Frame, codes: tuple[str, ...], detail: Detail) -> tuple[str, Mapping[str, list[Loop]]]:
    """Land as path data, and countries by their codes, in a frame: coarser until they have few enough points. Maps of
    the same countries differ in their names, by language, and in which is the subject.
    """
    coarse, everything, finish = 1.0, world(), _FINISHES[detail]
    while True:
        fine = detail_of(finish.point * coarse * frame.square_kilometres)
        lots = [(everything.land, finish.land * coarse)]
        lots += [(everything.countries.get(code, ()), finish.own * coarse) for code in codes]
        land, *own = loops = loops_of(everything, lots, frame, detail=fine, grain=finish.grain)
        points = sum(len(loop) for its in loops for loop in its)
        if points <= finish.most or coarse > 60:
            return path_data(land), dict(zip(codes, own, strict=True))
        coarse *= 1.05 * (points / finish.most) ** 1.5


@lru_cache(maxsize=64)
def _path(frame: Frame, codes: tuple[str, ...], some: tuple[str, ...], detail: Detail) -> str:
    """Some of the countries that `_loops` finds, as path data."""
    _, found = _loops(frame, codes, detail)
    return path_data(loop for code in some for loop in found[code])


@lru_cache(maxsize=64)
def _masks(frame: Frame, codes: tuple[str, ...], detail: Detail) -> Mapping[str, Mask]:
    """Where the shapes lie that `_loops` finds, by the countries' codes."""
    _, found = _loops(frame, codes, detail)
    grain = _FINISHES[detail].grain
    return {code: Mask.of(loops, grain, frame.width, frame.height) for code, loops in found.items()}
