"""What a person writes for a target: an address or a name, or one sentence on what is wrong with it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from explainers.exit_codes import ExitCode
from explainers.publishing.errors import PublishError
from explainers.publishing.targets.address import _WRITE, TargetRecord, open_target, target_record
from explainers.publishing.targets.branch import Branch
from explainers.publishing.targets.releases import Releases

NAMED: dict[str, Any] = {
    "live": {"url": "dir:/srv/www", "keep_releases": 9},
    "odd": {"url": "dir:/srv", "colour": "red"},
    "short": "dir:/srv/www",
    "bare": {"url": "x"},
}


def refusal(text: str) -> str:
    """What is said of a target that can't be used, without having asked anybody."""
    with pytest.raises(PublishError) as told:
        open_target(target_record(text, NAMED), {})
    assert told.value.exitcode == ExitCode.USAGE
    return str(told.value)


def test_a_name_stands_for_what_settings_say_and_an_address_for_itself() -> None:
    assert target_record("live", NAMED) == TargetRecord("dir:/srv/www", keep_releases=9)
    assert (target_record("dir:/srv/a b", NAMED).kind, target_record("dir:/srv/a b", NAMED).place) == (
        "dir",
        "/srv/a b",
    )


def test_a_stores_layout_may_stand_in_its_address() -> None:
    record = target_record("s3://bucket/news?layout=prefix&switch=tell%20'the%20front'", NAMED)
    assert record == TargetRecord("s3://bucket/news", layout="prefix", switch=("tell", "the front"))
    assert target_record("dir:/srv/what?", NAMED).place == "/srv/what?"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the target is missing: write dir:PATH"), ("ftp://host/x", "or one of bare, live, odd, short"),
        ("dir:", "isn't a target"), ("/srv/www", "Did you mean 'dir:/srv/www'?"), ("lvie", "Did you mean 'live'?"),
        ("dri:/srv/www", "Did you mean 'dir:/srv/www'?"), ("web1:/srv/www", "Did you mean 'ssh://web1/srv/www'?"),
        ("me@web1:~/www", "Did you mean 'ssh://me@web1/~/www'?"), ("me@web1:www", "mean 'ssh://me@web1/~/www'?"),
        ("git@host:desk/pages.git#pages", "Did you mean 'git:git@host:desk/pages.git#pages'?"),
        ("short", "PUBLISH_TARGETS['short'] can't be 'dir:/srv/www': write {'url': …}, with dir:PATH"),
        ("odd", "PUBLISH_TARGETS['odd'] can't have 'colour'. It can have url, site_url,"),
        ("bare", "its url must be dir:PATH"),
        ("dir:/", "the whole disk"), ("dir:~nobody-has-this-name/x", "no such user"),
        ("ssh://host", "needs a folder"), ("ssh://host/", "needs a folder"), ("ssh://:22/srv", "no sound address"),
        ("ssh://-oProxyCommand=x/srv", "no sound address"), ("ssh://host:99999/srv", "no sound address"),
        ("s3:///prefix", "no sound address"), ("git:repository", "git:REMOTE#BRANCH"),
        ("git:-x#pages", "git:REMOTE#BRANCH"),
        ("s3://bucket/?layout=flat", "Invalid enum value 'flat'"), ("gs://bucket/?colour=red", "'colour' isn't known"),
        ("s3://bucket/?prefix", "write s3://BUCKET/PREFIX?layout=prefix"), ("s3://b/?switch='", "No closing quotation"),
    ],
)  # fmt: skip
def test_what_is_no_target_is_told_in_one_sentence(text: str, words: str) -> None:
    assert words in refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "ssh://editor:secret-word@host/srv",
        "s3://key:secret-word@bucket/x",
        "s3://key:secret-word@bucket/?layout=prefix",
    ],
)
def test_a_password_in_an_address_is_refused_and_never_repeated(text: str) -> None:
    said = refusal(text)
    assert ("no password can stand" in said, "secret-word" in said) == (True, False)


def test_opening_a_target_asks_nobody(tmp_path: Path) -> None:
    assert isinstance(open_target(TargetRecord(f"dir:{tmp_path}/live"), {}), Releases)
    assert isinstance(open_target(TargetRecord("ssh://nobody@nowhere.invalid/srv/www"), {}), Releases)
    assert isinstance(open_target(TargetRecord("git:nowhere#pages"), {}), Branch)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"ulr": "dir:/srv"}, "PUBLISH_TARGETS['live'] can't have 'ulr'. Did you mean 'url'?"),
        ({"serves": ["gzip"]}, "PUBLISH_TARGETS['live'] has no 'url': write dir:PATH"),
        ({"url": 1}, "['url'] can't be 1: write dir:PATH"),
        ({"url": "dir:/srv", "serves": ["gzipp"]}, "['serves'] can't be ['gzipp']: write a list with any of 'headers'"),
        ({"url": "dir:/srv", "serves": "gzip"}, "['serves'] can't be 'gzip': write a list"),
        ({"url": "dir:/srv", "verify": "most"}, "['verify'] can't be 'most': write 'all', 'some' or 'none'"),
        ({"url": "dir:/srv", "keep_releases": 0}, "['keep_releases'] can't be 0: write a whole number, from 1 on"),
        ({"url": "dir:/srv", "max_age": "10 min"}, "['max_age'] can't be '10 min': write a whole number of seconds"),
        ({"url": "dir:/srv", "max_age": -1}, "['max_age'] can't be -1"),
        ({"url": "s3://b/", "layout": "flat"}, "['layout'] can't be 'flat': write 'in-place' or 'prefix'"),
        ({"url": "s3://b/", "switch": "tell"}, "['switch'] can't be 'tell': write a list of the words"),
        ({"url": "dir:/srv", "site_url": None}, "['site_url'] can't be None: write 'https://HOST/PATH'"),
    ],
)
def test_settings_of_a_target_that_cant_be_used_are_told_with_what_to_write(
    settings: dict[str, object], words: str
) -> None:
    with pytest.raises(PublishError, match=re.escape(words)) as told:
        target_record("live", {"live": settings})
    assert told.value.exitcode == ExitCode.USAGE


def test_what_each_setting_can_be_is_known() -> None:
    assert tuple(_WRITE) == TargetRecord.__struct_fields__
