"""Parts of maps that are made once on a machine."""

from __future__ import annotations

import pytest

from explainers.maps import kept_parts, layout, plan
from explainers.maps.kept_parts import once_on_machine
from explainers.maps.layout import Detail, MapCountry, MapRelation, layout_of
from explainers.maps.plan import plan_of

PAIR = (MapCountry("FR", "France", (48.86, 2.35), "subject", "fr/"), MapCountry("DE", "Germany", (52.52, 13.4)))
FAR = (*PAIR, MapCountry("NZ", "New Zealand", (-41.29, 174.78)))
ALLIED = (MapRelation("FR", "DE", "allied", "fr-de/", "France and Germany"),)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What a machine keeps: nothing at first."""
    made: dict[str, bytes] = {}
    monkeypatch.setattr(kept_parts, "kept", lambda kind, key: made.get(f"{kind} {key}"))
    monkeypatch.setattr(kept_parts, "keep", lambda kind, key, data: made.update({f"{kind} {key}": data}))
    layout._layout.cache_clear()
    return made


@pytest.mark.parametrize("countries", [PAIR, FAR], ids=["a region", "the whole world"])
@pytest.mark.parametrize("detail", ["page", "overview"])
def test_another_process_lays_out_nothing_again_and_has_the_same(
    countries: tuple[MapCountry, ...], detail: Detail, machine: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = layout_of(countries, ALLIED, detail)
    layout._layout.cache_clear()
    monkeypatch.setattr(layout, "_made_layout", None)
    assert repr(layout_of(countries, ALLIED, detail)) == repr(first), "texts tell 1 and 1.0 apart, as files do"


@pytest.mark.parametrize(("countries", "tiles"), [(PAIR, False), (FAR, False), (PAIR, True)])
def test_another_process_plans_no_interactive_map_again_and_has_the_same(
    countries: tuple[MapCountry, ...], tiles: bool, machine: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = plan_of(countries, ALLIED, tiles=tiles)
    monkeypatch.setattr(plan, "_made_plan", None)
    linked = (MapRelation("FR", "DE", "allied", "elsewhere/", "other words"),)
    assert repr(plan_of(countries, linked, tiles=tiles)) == repr(first)


def test_other_names_and_relations_are_laid_out_for_themselves(machine: dict[str, bytes]) -> None:
    layout_of(PAIR, ALLIED, "page")
    renamed = (PAIR[0], MapCountry("DE", "Allemagne", PAIR[1].marker))
    assert layout_of(renamed, ALLIED, "page").labels[1].lines == ("Allemagne",)
    assert not layout_of(PAIR, (), "page").curves


def test_what_would_come_back_as_something_else_is_not_kept(machine: dict[str, bytes]) -> None:
    assert repr(once_on_machine("numbers", 1, float, lambda: 1)) == "1"
    assert not machine
