"""All that is certain in a file, written by one action."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from explainers.commands.opening import site_of
from explainers.language_server.session import Session
from tests.language_server.conftest import CONTENT, PAGE
from tests.language_server.test_server import SETTINGS


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    shutil.copytree(CONTENT, tmp_path / "content")
    (tmp_path / "pelicanconf.py").write_text(SETTINGS, encoding="utf-8")
    monkeypatch.setattr("sys.dont_write_bytecode", True)  # settings files are Python
    made = Session(lambda: site_of(str(tmp_path / "pelicanconf.py"), None, None, None), lambda: 2**62)
    made.unsaved[PAGE] = (tmp_path / PAGE).read_text(encoding="utf-8")
    return made


def test_what_is_certain_is_written_at_once_and_guesses_are_not(session: Session) -> None:
    from lsprotocol import types

    from explainers.language_server.code_actions import FIX_ALL, fix_all

    last = session.unsaved[PAGE].count("\n")
    session.unsaved[PAGE] += "\n# One\n\nThey met [@wir, para. 1].\n\n# Two\n"
    (action,) = fix_all(session, PAGE, "file:///page", None)
    assert action.kind == FIX_ALL
    assert action.edit
    edits = (action.edit.changes or {})["file:///page"]
    ones = [(edit.range.start, edit.new_text) for edit in edits]
    assert ones == [(types.Position(last + 1, 0), "## One"), (types.Position(last + 5, 0), "## Two")]


def test_where_nothing_is_certain_there_is_nothing_to_choose(session: Session) -> None:
    from explainers.language_server.code_actions import fix_all

    session.unsaved[PAGE] += "\nThey met [@wir, para. 1].\n"
    assert session.fixes(PAGE, 0, len(session.unsaved[PAGE]))
    assert fix_all(session, PAGE, "file:///page", None) == []


@pytest.mark.parametrize(
    ("only", "asked"),
    [
        (None, {"quickfix", "source.fixAll.explainers"}),
        ([], {"quickfix", "source.fixAll.explainers"}),
        ([""], {"quickfix", "source.fixAll.explainers"}),
        (["quickfix"], {"quickfix"}),
        (["source"], {"source.fixAll.explainers"}),
        (["source.fixAll"], {"source.fixAll.explainers"}),
        (["source.fixAll.explainers"], {"source.fixAll.explainers"}),
        (["source.fixAll.other", "source.fix", "quickfix.other", "refactor"], set()),
    ],
)
def test_kinds_stand_within_each_other(only: list[str] | None, asked: set[str]) -> None:
    from explainers.language_server.code_actions import FIX_ALL, is_asked

    assert {kind for kind in ("quickfix", FIX_ALL) if is_asked(kind, only)} == asked
