"""A site in an editor: what isn't saved counts, and what is told is what reading everything would tell."""

from __future__ import annotations

from pathlib import Path

from explainers.build.clock import Clock
from explainers.build.content import Wanted
from explainers.build.folder import folder_of
from explainers.build.incremental import keep_content, keep_read, read_content
from explainers.build.live_site import LiveSite
from explainers.build.store import Store, with_store
from explainers.build.whole_site import read_site
from explainers.problems import Problem
from explainers.reading.scan import scan

WANTED = Wanted(("en", "fr"), "2024-01-01")
PAGE = "content/explainers/neutral-zone.md"


def _whole(content: Path, unsaved: dict[str, str]) -> tuple[Problem, ...]:
    """Return what a check would tell if all were saved."""
    for path, text in unsaved.items():
        (content.parent / path).parent.mkdir(exist_ok=True)
        (content.parent / path).write_text(text, encoding="utf-8")
    return read_site(content, WANTED).problems


def test_each_key_stroke_is_told_as_if_it_were_saved(content: Path) -> None:
    saved = {file: file.read_text(encoding="utf-8") for file in content.rglob("*") if file.suffix in (".md", ".yaml")}
    page, wire = saved[content.parent / PAGE], saved[content / "sources/wire.yaml"]
    live = LiveSite(content, WANTED)
    steps: list[dict[str, str]] = [
        {},
        {PAGE: page + "\nA zone [@nobody, para. 1].\n"},
        {PAGE: page + "\nA zone of 16 kilometres, the ministry said [@wire, para. 2].\n"},
        {PAGE: page, "content/sources/wire.yaml": wire.replace("count: 6", "count: 1")},
        {"content/explainers/other.md": page.replace("date:", "dat:")},
        {"content/explainers/other.md": page, "content/pages/neutral-zone.md": page},
        {PAGE: ""},
        {},
    ]
    found = [live.read({path: text.encode() for path, text in step.items()}).content.problems for step in steps]
    for step, problems in zip(steps, found, strict=True):
        assert problems == _whole(content, step), list(step)
        for path in step:
            (content.parent / path).unlink()
        for file, text in saved.items():
            file.write_text(text, encoding="utf-8")
    assert [len(problems) > len(found[0]) for problems in found] == [False, True, True, True, True, True, True, False]


def test_only_what_was_typed_is_read_again(content: Path) -> None:
    live = LiveSite(content, WANTED)
    assert live.read({}).content.read == 10
    live.look(2**62)
    text = (content.parent / PAGE).read_bytes()
    for number in range(3):
        reading = live.read({PAGE: text + b"\nNobody [@nobody%d, para. 1].\n" % number})
        assert reading.content.read == 2  # the page and its translation
    assert reading.document(PAGE).data.endswith(b"[@nobody2, para. 1].\n")


def test_a_saved_file_counts_once_it_was_looked_for(content: Path) -> None:
    live = LiveSite(content, WANTED)
    assert "content/explainers/new.md" not in live.read({}).paths
    (content / "explainers/new.md").write_text("---\n---\n", encoding="utf-8")
    live.look(0)
    reading = live.read({})
    assert "content/explainers/new.md" in reading.paths
    assert any(problem.path == "content/explainers/new.md" for problem in reading.content.problems)


def test_what_builds_keep_need_not_be_read_again(content: Path, tmp_path: Path) -> None:
    store = tmp_path / "store/store.sqlite"

    def keep(opened: Store) -> None:
        folder = folder_of(scan(content), WANTED.languages)
        read = read_content(folder, WANTED, opened, Clock(2**62))
        keep_read(opened, read)
        keep_content(opened, read, WANTED)

    with_store(store, "site", keep)
    live = LiveSite(content, WANTED)
    live.begin_with(store, "site")
    live.look(2**62)
    reading = live.read({})
    assert (reading.content.read, reading.content.problems) == (0, read_site(content, WANTED).problems)
    assert "wire" in reading.checked.corpus.sources
    store.write_bytes(b"damaged" * 99)
    other = LiveSite(content, WANTED)
    other.begin_with(store, "site")
    assert other.read({}).content.problems == reading.content.problems
