"""The order of steps is the promise: a model of a site, and of readers who follow every link, after every step."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from hashlib import sha256

from hypothesis import event, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from explainers.publishing.manifest import Manifest, Scanned, entries_of
from explainers.publishing.plan import plan_of, with_carried
from explainers.publishing.steps import Step, bodies_to_save, steps_in_place
from tests.publishing.synthetic import NOON, SITE, URL


class Page(Struct, frozen=True):
    """What a page is made of: its words, the assets that it names, the pages that it links to."""

    words: int
    assets: tuple[str, ...]
    links: tuple[str, ...]


RUNS = settings(max_examples=int(os.environ.get("STEPS_RUNS", "25")))  # more of them for a long run by hand
Files = Mapping[str, Page | str]
NAMES = ("index.html", "a/index.html", "a/b/index.html", "c/index.html", "d.html", "404.html")


@st.composite
def sites(draw: st.DrawFn) -> dict[str, Page | str]:
    """A site whose every link and asset is there."""
    pages = {"index.html", "404.html", *draw(st.sets(st.sampled_from(NAMES)))}
    assets = {
        f"assets/x.{sha256(text.encode()).hexdigest()[:12]}.css": text for text in draw(st.sets(st.sampled_from("pqr")))
    }
    files: dict[str, Page | str] = dict(assets)
    files |= {"robots.txt": draw(st.sampled_from("mn")), "sitemap.xml": " ".join(sorted(pages))}
    for name in sorted(pages):
        named = st.lists(st.sampled_from(sorted(assets)), unique=True) if assets else st.just([])
        links = st.lists(st.sampled_from(sorted(pages)), unique=True, max_size=3)
        files[name] = Page(draw(st.integers(0, 2)), tuple(draw(named)), tuple(draw(links)))
    return files


def manifest(files: Files) -> Manifest:
    scanned = {path: Scanned(sha256(str(body).encode()).hexdigest(), 1) for path, body in files.items()}
    return Manifest(1, "0" * 20, SITE, URL, "", NOON, 0, "test", entries_of(scanned))


def reached(shown: Files) -> Iterator[tuple[str, Page]]:
    """The pages that a reader comes to from the home page, `None` for links that lead nowhere."""
    todo, seen = ["index.html"], set()
    while todo:
        path = todo.pop()
        if path not in seen:
            seen.add(path)
            page = shown[path]
            assert isinstance(page, Page), f"{path} is only half there"
            yield path, page
            todo.extend(page.links)


def check(shown: Files, held: Files) -> None:
    """Whatever a reader can reach is whole; and so is what a page that a reader has open names."""
    for path, page in reached(shown):
        for link in page.links:
            assert link in shown, f"{path} links to {link}, which isn't there"
        for asset in page.assets:
            assert asset in shown, f"{path} names {asset}, which isn't there"
    for body in held.values():
        if isinstance(body, Page):
            assert set(body.assets) <= shown.keys(), "an open page lost its assets"


def states(shown: dict[str, Page | str], steps: tuple[Step, ...], new: Files) -> Iterator[dict[str, Page | str]]:
    """What is there after each step. An object is old or new and nothing between: a store replaces it at once."""
    for step in steps:
        if step.action == "send":
            shown[step.path] = new[step.path]
        elif step.action == "drop":
            shown.pop(step.path, None)
        yield shown


@RUNS
@given(sites(), sites())
def test_after_every_step_readers_miss_nothing_and_others_things_stay(old: Files, new: Files) -> None:
    live, coming = manifest(old), manifest(new)
    plan = plan_of(coming, live, NOON)
    coming = with_carried(coming, plan.carried)
    whole = {**new, **{path: old[path] for path in plan.carried}}
    there = {path: one.sha256 for path, one in live.served.items()}
    steps = steps_in_place(there, coming)
    theirs = {"uploads/x": "theirs"}
    event(f"{len(steps)} steps")
    shown = {**old, **theirs}
    check(shown, old)
    for after in states(shown, steps, whole):
        check(after, old)
        assert theirs.items() <= after.items()
    assert shown == {**whole, **theirs}
    saved = set(bodies_to_save(there, steps))
    assert {path for path in old if whole.get(path) != old[path]} == saved


@RUNS
@given(sites(), sites(), st.integers(0, 30), st.booleans())
def test_after_a_kill_the_next_run_forward_or_back_ends_whole(
    old: Files, new: Files, killed: int, forward: bool
) -> None:
    live, coming = manifest(old), manifest(new)
    carried = plan_of(coming, live, NOON).carried
    whole = {**new, **{path: old[path] for path in carried}}
    there = {path: one.sha256 for path, one in live.served.items()}
    steps = steps_in_place(there, with_carried(coming, carried))
    shown = dict(old)
    for _ in states(shown, steps[:killed], whole):
        pass
    committed = any(step.action == "commit" for step in steps[:killed])
    pending = [step.path for step in steps if step.path]
    goal, target = (whole, with_carried(coming, carried)) if forward or committed else (dict(old), live)
    known = {path: one.sha256 for path, one in target.served.items()} if committed else there
    for after in states(shown, steps_in_place(known, target, pending), goal):
        check(after, {})
    assert shown == goal


@RUNS
@given(sites())
def test_where_nothing_changed_nothing_is_done(site: Files) -> None:
    live = manifest(site)
    there = {path: one.sha256 for path, one in live.served.items()}
    assert [step.action for step in steps_in_place(there, live)] == ["commit"]
