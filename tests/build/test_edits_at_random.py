"""Whatever is edited, damaged, killed or built twice at once: the next build is that of a build from nothing.

Steps are chosen by Hypothesis: some edits of a small site, and what happens while or after it is built. After each, the
site is built as it always is and, beside it, from nothing: same exit code, same problems, the same bytes of every file.
Where the content is wrong, output and store are left as they were.

By default a few steps are tried, always the same. With `--all`, as many more as `EDITS_STEPS` says, for each of the
seeds in `EDITS_SEEDS` (`EDITS_STEPS=250 EDITS_SEEDS=1,2,3`); they are counted in the file that `EDITS_KEPT` names. The
longest such run is kept in `bench/edits.json`.
"""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from msgspec.structs import replace

from explainers.build import reader
from explainers.build.clock import Clock
from explainers.build.output import Output
from explainers.build.write_log import WriteLog
from explainers.digest import digest
from explainers.model import Source
from explainers.questions import Questions
from explainers.site.site import Site
from tests.build.disk_faults import Fault
from tests.build.site_damage import OUTPUT_DAMAGE
from tests.build.site_edits import edited_site, edits_by_kind
from tests.build.steps_at_random import StepsAtRandom
from tests.building_sites import build

pytestmark = pytest.mark.usefixtures("made_once")
_STEPS = 9  # of one walk
_LONG = 25


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that every walk starts from, built."""
    site = edited_site(tmp_path_factory.mktemp("start"))
    for path in site.rglob("*"):
        os.utime(path, ns=(10**18, 10**18 + 1))
    outcome = build(site)
    assert outcome.returncode == 0, outcome.stderr
    return site


@pytest.fixture(autouse=True)
def bytecode_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python keeps what it has compiled of a site's settings, as it does for people."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def walk(start: Path, walks: int, steps: int, number: int | None = None, **more: Any) -> type[StepsAtRandom]:
    """Try walks of so many steps each; with a number, those that it stands for. Return what counted them."""

    class Steps(StepsAtRandom):
        pass

    Steps.begin(start)
    how = settings(
        max_examples=walks,
        stateful_step_count=steps,
        derandomize=number is None,
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        **more,
    )
    run_state_machine_as_test(Steps if number is None else seed(number)(Steps), settings=how)
    return Steps


def test_after_whatever_happened_a_build_is_that_of_a_build_from_nothing(start: Path) -> None:
    tally = walk(start, 3, _STEPS).tally
    assert tally["pages rendered"] < tally["pages"]


def _noting_all_but(*kinds: str) -> Callable[[Questions, str], None]:
    note = Questions.note

    def forgetful(self: Questions, name: str) -> None:
        if not name.startswith(kinds):
            note(self, name)

    return forgetful


def _blind_to(kind: str, hidden: Callable[[Any], Any]) -> Callable[[Site, str], tuple[str, Iterable[str]]]:
    """Return a digest of answers that leaves something out of those to a kind of questions."""
    whole = Site.digest

    def blind(self: Site, name: str) -> tuple[str, Iterable[str]]:
        found, reads = whole(self, name)
        return (digest(hidden(self.answer(name)[0])), reads) if name.startswith(f"{kind} ") else (found, reads)

    return blind


def _without_openings(one: Source) -> Source:
    return replace(one, sealed=replace(one.sealed, opens={})) if one.sealed else one


_BLIND: dict[str, tuple[Any, str, Any]] = {
    "where paragraphs stand is left out of a source's digest": (
        "elsewhere", "Shortened", _blind_to("source", lambda one: replace(one, elsewhere=()))
    ),
    "opening words are left out of a source's digest": ("opens", "3: [Oslo", _blind_to("source", _without_openings)),
    "sums are left out of a country's digest": (
        "sum", "(1 ÷ 12)", _blind_to("country", lambda one: re.sub(r"sum='[^']*'", "", repr(one)))
    ),
}  # fmt: skip
_OTHER_EDITS = (("source", "Talks end with a"), ("country", "It, too"))  # of the same records
_PLANTED: dict[str, tuple[Any, str, Any]] = {
    **{name: (Site, "digest", blind) for name, (_, _, blind) in _BLIND.items()},
    "a damaged output is not noticed": (Output, "is_intact", lambda self, kept: True),
    "a question that was asked is not noted": (Questions, "note", _noting_all_but("listing", "relation_status")),
    "what an answer rests on is not noted": (Questions, "note", _noting_all_but("every", "each")),
    "another day changes nothing": (reader, "changed_by_day", lambda name, before, now: False),
    "every time of change is trusted": (Clock, "kept", lambda self, mtime: mtime),
    "what a killed build wrote stays": (WriteLog, "tidy", lambda self, output, files: self._keep(output, files)),
}


def test_a_fault_shows_in_the_step_that_meets_it(start: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    StepsAtRandom.begin(start)
    steps = StepsAtRandom()
    steps.first()
    monkeypatch.setattr(Output, "is_intact", lambda self, kept: True)
    with pytest.raises(AssertionError, match=r"404\.html: b'"):
        steps.damage_outputs([], [(next(one for one in OUTPUT_DAMAGE if one.name == "damaged"), 0)])
    steps.teardown()


@pytest.mark.parametrize("fault", list(_BLIND))
def test_an_edit_that_is_left_out_of_a_digest_shows(start: Path, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    kind, words, blind = _BLIND[fault]
    monkeypatch.setattr(Site, "digest", blind)
    StepsAtRandom.begin(start)
    steps = StepsAtRandom()
    kinds = edits_by_kind()
    edit = next(one for one in kinds[kind] if words in one.name)
    steps.edit([next(one for one in kinds[of] if to in one.name) for of, to in _OTHER_EDITS], 0, "plain")
    with pytest.raises(AssertionError, match=r"index\.html: "):
        steps.edit([edit], 0, "plain")
    steps.teardown()


@pytest.mark.slow
@pytest.mark.parametrize("how", ["kill", "half", "full disk"])
@pytest.mark.parametrize("after", ["go on", "undo", "undo, times too"])
def test_a_build_that_ends_at_any_of_its_steps_is_made_good(start: Path, how: str, after: str) -> None:
    StepsAtRandom.begin(start)
    steps = StepsAtRandom()
    steps.first()
    new, title = (
        next(one for one in edits_by_kind()[kind] if words in one.name)
        for kind, words in (("new file", "boats.md"), ("title", "What, then, did"))
    )
    for at in count(1):
        steps.kill([new, title], [Fault(how, at)], after)
        if steps.tally["killed"] + steps.tally["disk was full"] != at:
            break
        (steps.site / "content/explainers/boats.md").unlink(missing_ok=True)
    assert at > 40
    steps.teardown()


@pytest.mark.slow
@pytest.mark.parametrize("fault", list(_PLANTED))
def test_a_planted_fault_is_found_by_chance(start: Path, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    monkeypatch.setattr(*_PLANTED[fault])
    with pytest.raises(AssertionError):
        walk(start, 40, 20, 7, phases=(Phase.generate,))


@pytest.mark.slow
def test_a_long_run(start: Path) -> None:
    steps, runs = int(os.environ.get("EDITS_STEPS", "100")), []
    for number in map(int, os.environ.get("EDITS_SEEDS", "1").split(",")):
        began = time.monotonic()
        tally = walk(start, -(-steps // _LONG), _LONG, number, phases=(Phase.generate,)).tally
        runs.append({"seed": number, "seconds": round(time.monotonic() - began), "counts": dict(sorted(tally.items()))})
    if kept := os.environ.get("EDITS_KEPT"):
        told = {"day": datetime.now(UTC).date().isoformat(), "steps of a walk": _LONG, "runs": runs}
        Path(kept).write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
