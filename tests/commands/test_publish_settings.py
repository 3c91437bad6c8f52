"""What a settings file says of publishing: all of it counts, and what can't is one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainers.commands.publish import run_site
from explainers.commands.publish_settings import project_of
from explainers.publishing.errors import PublishError

FILE = Path("/srv/desk/publish.py")
SETTINGS = {
    "PUBLISH_SITE": "news",
    "SITEURL": "https://news.alt",
    "PUBLISH_TARGETS": {"production": {"url": "dir:www"}},
    "PUBLISH_REDIRECTS": {"/old/": "/new/"},
    "PUBLISH_HEADERS": {"/*": {"X-Robots-Tag": "noarchive", "Referrer-Policy": None}},
    "THEME": "theme",
}


def test_every_setting_reaches_the_project() -> None:
    project = project_of(SETTINGS, FILE)
    assert (project.root, project.settings, project.site) == (FILE.parent, "publish.py", "news")
    assert project.site_url == "https://news.alt"
    assert project.targets == SETTINGS["PUBLISH_TARGETS"]
    assert project.redirects == SETTINGS["PUBLISH_REDIRECTS"]
    assert project.headers == SETTINGS["PUBLISH_HEADERS"]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("PUBLISH_TARGET", {}, "PUBLISH_TARGET in publish.py is no setting: did you mean PUBLISH_TARGETS?"),
        ("PUBLISH_X", 1, "PUBLISH_X in publish.py is no setting: there are PUBLISH_SITE, "),
        ("PUBLISH_TARGETS", ["dir:www"], "PUBLISH_TARGETS in publish.py must be a dict of targets by name"),
        ("PUBLISH_REDIRECTS", {"/old/": None}, "PUBLISH_REDIRECTS in publish.py must be a dict of texts by address"),
        ("PUBLISH_HEADERS", {"/*": "X: y"}, "PUBLISH_HEADERS in publish.py must be a dict, by address, of headers"),
        ("PUBLISH_HEADERS", {"/*": {"X": 1}}, "PUBLISH_HEADERS in publish.py must have texts, or None, for '/*'"),
        ("PUBLISH_HEADERS", {"*.pdf": {}}, "PUBLISH_HEADERS in publish.py: '*.pdf' isn't an address"),
        ("PUBLISH_SITE", "", "publish.py doesn't say PUBLISH_SITE"),
    ],
)
def test_what_cannot_be_is_told_with_the_name_and_what_to_write(name: str, value: object, said: str) -> None:
    with pytest.raises(PublishError) as refused:
        project_of(SETTINGS | {name: value}, FILE)
    assert said in str(refused.value)
    assert refused.value.code == 2


def test_a_wrong_setting_ends_a_command_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_site(["check"], {"PUBLISH_SITE": "news", "PUBLISH_HEADER": {}}, FILE) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line == "publish.py: PUBLISH_HEADER in publish.py is no setting: did you mean PUBLISH_HEADERS?"
