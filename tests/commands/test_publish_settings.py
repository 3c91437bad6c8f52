"""What a settings file says of publishing: all of it counts, and what can't is one sentence."""

from __future__ import annotations

import ast
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
        *(("PUBLISH_SITE", each, "can't be ") for each in ("", None, 1, ["news"], "a\nb", " a")),
        *(("PUBLISH_TARGETS", each, "can't be ") for each in (["dir:www"], "dir:www", None)),
        ("PUBLISH_TARGETS", {1: {"url": "dir:www"}}, "PUBLISH_TARGETS in publish.py can't have 1 as a name: "),
        ("PUBLISH_TARGETS", {"": {"url": "dir:www"}}, "PUBLISH_TARGETS in publish.py can't have '' as a name: "),
        ("PUBLISH_TARGETS", {"live": "dir:www"}, "PUBLISH_TARGETS['live'] can't be 'dir:www': write {'url': …}"),
        ("PUBLISH_TARGETS", {"live": {1: "dir:www"}}, "PUBLISH_TARGETS['live'] can't have '1'. It can have url, "),
        ("PUBLISH_TARGETS", {"live": {"url": "www"}}, "PUBLISH_TARGETS['live']: its url must be dir:PATH, "),
        *(("PUBLISH_REDIRECTS", each, "can't be ") for each in ([("/a/", "/b/")], "x", 1)),
        ("PUBLISH_REDIRECTS", {"/old/": None}, "PUBLISH_REDIRECTS in publish.py, for '/old/', can't be None: "),
        ("PUBLISH_REDIRECTS", {("/old/",): "/new/"}, "PUBLISH_REDIRECTS in publish.py can't have ('/old/',) as a name"),
        *(("PUBLISH_HEADERS", each, "can't be ") for each in (["X: y"], "X: y", None)),
        ("PUBLISH_HEADERS", {"/*": "X: y"}, "PUBLISH_HEADERS in publish.py, for '/*', can't be 'X: y': "),
        ("PUBLISH_HEADERS", {"/*": {"X": 1}}, "for '/*', can't have 'X': 1: write texts"),
        ("PUBLISH_HEADERS", {"/*": {1: "X"}}, "for '/*', can't have 1: 'X': write texts"),
        ("PUBLISH_HEADERS", {"*.pdf": {}}, "PUBLISH_HEADERS in publish.py: '*.pdf' isn't an address"),
        ("SITEURL", ["https://news.alt"], "SITEURL in publish.py can't be ['https://news.alt']: write a text"),
        ("EXPLAINER_REPORT", 1, "EXPLAINER_REPORT in publish.py can't be 1: write a text"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_with_the_name_and_what_to_write(name: str, value: object, said: str) -> None:
    with pytest.raises(PublishError) as refused:
        project_of(SETTINGS | {name: value}, FILE)
    told = str(refused.value)
    assert said in told
    assert refused.value.code == 2
    # What is expected, by an example that is one; names and addresses are told by their own sentences.
    if "write" in told and f"{name} in publish.py" in told and name.startswith("PUBLISH_") and "texts" not in told:
        assert project_of(SETTINGS | {name: ast.literal_eval(told.partition("such as ")[2])}, FILE)


def test_a_site_has_to_say_what_marks_it() -> None:
    with pytest.raises(PublishError, match="doesn't say PUBLISH_SITE"):
        project_of({name: value for name, value in SETTINGS.items() if name != "PUBLISH_SITE"}, FILE)


def test_a_password_in_a_setting_is_not_told() -> None:
    with pytest.raises(PublishError) as refused:
        project_of(SETTINGS | {"PUBLISH_TARGETS": ["ssh://desk:secret@web1/srv/www"]}, FILE)
    assert "secret" not in str(refused.value)


def test_a_wrong_setting_ends_a_command_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_site(["check"], {"PUBLISH_SITE": "news", "PUBLISH_HEADER": {}}, FILE) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line == "publish.py: PUBLISH_HEADER in publish.py is no setting: did you mean PUBLISH_HEADERS?"
