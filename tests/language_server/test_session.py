"""A key stroke costs what it touches, however many pages the site has. What is done is counted, not timed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bench.corpus import made_site, write_site
from explainers.commands.opening import site_of
from explainers.language_server.session import Session

PAGES = 41  # three sources have them, by turns


class Counted:
    """A session of somebody who types, and what it does: pages read and checked, files opened, looks at the folder."""

    def __init__(self, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.pages: list[str] = []
        self.files: list[str] = []
        self.looks: list[Path] = []
        self._count(monkeypatch, "explainers.build.incremental.analysed", lambda _, slug, *__: self.pages.append(slug))
        self._count(monkeypatch, "explainers.build.reader.content_bytes", lambda one: self.files.append(one.path))
        self._count(monkeypatch, "explainers.build.live_site.scan", self.looks.append)
        self.session = Session(lambda: site_of(str(site / "pelicanconf.py"), None, None, None), lambda: 2**62)
        self.session.problems()

    @staticmethod
    def _count(monkeypatch: pytest.MonkeyPatch, name: str, note: Callable[..., None]) -> None:
        module, _, function = name.rpartition(".")
        done = getattr(__import__(module, fromlist=[function]), function)

        def counted(*args: Any, **options: Any) -> Any:
            note(*args)
            return done(*args, **options)

        monkeypatch.setattr(name, counted)

    def types(self, path: str, text: str) -> frozenset[str]:
        """Type, and return the pages that were read and checked for it."""
        for seen in (self.pages, self.files, self.looks):
            seen.clear()
        self.session.unsaved[path] = text
        self.session.problems()
        return frozenset(self.pages)


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Counted:
    write_site(made_site(PAGES), tmp_path)
    monkeypatch.setattr("sys.dont_write_bytecode", True)  # settings files are Python
    return Counted(tmp_path, monkeypatch)


def test_a_key_stroke_reads_and_checks_the_page_that_it_is_in(typed: Counted) -> None:
    assert len(typed.pages) > PAGES
    path = sorted((typed.session.folder / "explainers").glob("*.md"))[7]
    text, shown = path.read_text(encoding="utf-8"), f"content/explainers/{path.name}"
    before = typed.session.problems()
    for number, now in enumerate(
        (
            f"{text}\nWrong [@nobody].\n",
            f"{text}\nWrong [@nobodyx].\n",
            text.replace("title: ", "title: Now ", 1),
            text.replace("summary: ", "sumary: ", 1),
            text,
        )
    ):
        assert typed.types(shown, now) == {path.stem}
        assert len(typed.pages) == 1
        assert not typed.looks
        assert not typed.files
        assert (typed.session.problems() == before) is (now == text), number


def test_a_key_stroke_in_a_source_reads_what_cites_it(typed: Counted) -> None:
    content = typed.session.folder
    path = sorted((content / "sources").glob("*.yaml"))[0]
    files = {one.stem: one.read_text(encoding="utf-8") for one in content.rglob("*.*")}
    citing = {name for name, text in files.items() if f"[@{path.stem}, para. " in text}
    assert 0 < len(citing) < PAGES
    text = files[path.stem].replace("how: [planned]", "how: [pledged]", 1)
    assert typed.types(f"content/sources/{path.name}", text) == citing
    assert len(typed.pages) == len(citing)
