"""What readers get is asked for as they do; what is wrong is told, goes back, or is waited for."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from explainers.exit_codes import ExitCode
from explainers.publishing.deploy import PublishOptions, deploy
from explainers.publishing.errors import PublishError
from explainers.publishing.kinds import headers_of
from explainers.publishing.manifest import Manifest
from explainers.publishing.outside import Answer, Outside
from tests.publishing.synthetic import SITE, URL, World, site_files, target_in, write_site

Change = Callable[[str, Answer], Answer]


class Server:
    """A web server that shows `current`, as it should, or another folder of a target."""

    def __init__(self, base: Path, change: Change = lambda path, answer: answer, shown: str = "current") -> None:
        self.root, self.change = base / shown, change
        self.slept = 0.0

    def get(self, address: str, coding: str) -> Answer:
        path = address.removeprefix(URL).lstrip("/")
        if path and not path.endswith("/") and (self.root / path / "index.html").is_file():
            return Answer(301, {"location": f"/{path}/"}, b"")
        path = f"{path}index.html" if not path or path.endswith("/") else path
        return self.change(path, self.answer(path, coding))

    def answer(self, path: str, coding: str) -> Answer:
        file = self.root / path
        if not file.is_file():
            own = self.root / "404.html"
            return Answer(404, {}, own.read_bytes() if own.is_file() else b"")
        packed = self.root / f"{path}.gz"
        if coding == "gzip" and packed.is_file():
            return Answer(200, headers_of(path) | {"content-encoding": "gzip"}, packed.read_bytes())
        return Answer(200, headers_of(path), file.read_bytes())

    def sleep(self, seconds: float) -> None:
        self.slept += seconds

    def outside(self, **fields: object) -> Outside:
        usual = {"serves": ("headers", "gzip", "404")}
        return Outside(URL, get=self.get, sleep=self.sleep, **(usual | fields))  # type: ignore[arg-type]


class Desk:
    def __init__(self, place: Path) -> None:
        self.place, self.world, self.base = place, World(), place / "www"

    def deploy(self, design: str, server: Server | None = None, **fields: object) -> Manifest:
        files = site_files(design)
        files |= {"index.html.gz": gzip.compress(files["index.html"], mtime=0)}
        site = write_site(self.place / design, files, ("plain", "quiet").index(design) * "b" + "a" * 40)
        around = replace(self.world.around(), outside=server.outside(**fields) if server else None)
        target = target_in(self.base)
        deploy(target, site, PublishOptions(allow_older=True), around)
        live = target.live()
        assert live
        return live


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_host_that_takes_the_ending_off_pages_shows_them_all_the_same(desk: Desk) -> None:
    def without_ending(path: str, answer: Answer) -> Answer:
        if path == "404.html":
            return Answer(308, {"location": "/404"}, b"")
        return Answer(200, headers_of("404.html"), answer.body) if path == "404" else answer

    assert desk.deploy("plain", Server(desk.base, without_ending)).site == SITE
    assert Server(desk.base, without_ending).outside(surely=True).look(desk.deploy("plain"), True, []).wrong == ()


def broken(path: str, **fields: object) -> Change:
    """What answers at a path in another way."""
    return lambda asked, answer: replace(answer, **fields) if asked == path else answer


def test_what_is_served_as_sent_is_right_in_every_coding(desk: Desk) -> None:
    live = desk.deploy("plain")
    served = Server(desk.base).outside().look(live, True, [])
    assert (served.wrong, served.answered, served.right) == ((), True, len(live.files))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (broken("index.html", status=403), f"{URL}/ answers 403"),
        (broken("index.html", body=b"other"), f"{URL}/ has another content"),
        (
            broken("robots.txt", headers=headers_of("robots.txt") | {"content-encoding": "br"}, body=b"words"),
            f"{URL}/robots.txt has another content",
        ),
        (broken("robots.txt", status=0, trouble="reset"), f"{URL}/robots.txt doesn't answer (reset)"),
        (
            broken("feeds/all.atom.xml", headers=headers_of("x.atom") | {"content-type": "text/xml"}),
            "has the header content-type: text/xml",
        ),
        (broken("index.html", headers=headers_of("index.html")), f"{URL}/ isn't sent as gzip"),
        (broken("no-page-has-this-name/index.html", status=200), "answers 200, not 404"),
        (broken("no-page-has-this-name/index.html", body=b"nginx"), "doesn't show the site's own 404.html"),
    ],
)
def test_what_is_wrong_is_told(desk: Desk, change: Change, said: str) -> None:
    live = desk.deploy("plain")
    served = Server(desk.base, change).outside().look(live, True, [])
    assert any(said in each for each in served.wrong), served.wrong


def test_a_release_that_readers_get_otherwise_goes_back(desk: Desk) -> None:
    first = desk.deploy("plain")
    server = Server(desk.base)
    server.change = broken("story-1/index.html", status=500)
    with pytest.raises(PublishError) as caught:
        desk.deploy("quiet", server)
    assert (caught.value.code, "story-1/ answers 500" in caught.value.message) == (ExitCode.ROLLED_BACK, True)
    assert target_in(desk.base).live_id() == first.id
    assert [line.action for line in target_in(desk.base).log()] == ["deploy", "deploy", "rollback"]


def test_an_address_that_never_showed_this_target_is_held_against_nobody(desk: Desk) -> None:
    elsewhere = Server(desk.base, lambda _, answer: replace(answer, body=b"another site"))
    desk.deploy("plain", elsewhere)
    desk.deploy("quiet", elsewhere)
    assert any("shows something else than this target" in said for _, said in desk.world.told)
    silent = Server(desk.base, lambda *_: Answer(0, {}, b"", "no such host"))
    served = silent.outside().look(desk.deploy("plain", silent), False, [])
    assert (served.answered, served.wrong) == (False, ())
    assert "nobody answers" in served.said


def test_a_server_that_shows_the_target_itself_is_named_at_once(desk: Desk) -> None:
    live = desk.deploy("plain")
    server = Server(desk.base, shown=".")
    said = f"{URL} shows the target itself, not 'current' in it: that has to be the server's root"
    served = server.outside(surely=True, max_age=60).look(live, True, [])
    assert (served.wrong, served.answered, server.slept) == ((said,), True, 0)
    desk.deploy("quiet", server)  # the address has shown nothing of this target before: nothing goes back
    assert ("outside", said) in desk.world.told
    bucket = Server(desk.base, shown="releases/..")
    bucket.change = lambda path, answer: replace(answer, status=404, body=b"") if "current" in path else answer
    live = target_in(desk.base).live() or live
    assert f"not 'releases/{live.id}' in it" in bucket.outside().look(live, True, []).said


def test_caches_are_waited_for_as_long_as_they_may_last_and_no_longer(desk: Desk) -> None:
    live = desk.deploy("plain")
    server = Server(desk.base)
    server.change = lambda path, answer: (
        replace(answer, body=b"old") if path == "index.html" and server.slept < 5 else answer
    )
    served = server.outside(max_age=60, serves=()).look(live, True, [])
    assert (served.wrong, "7 s after the switch" in served.said) == ((), True)
    server = Server(desk.base, broken("index.html", body=b"old"))
    assert server.outside(max_age=60).look(live, True, []).wrong
    assert 60 <= server.slept <= 90
    server = Server(desk.base, broken("index.html", body=b"old"))
    assert server.outside(max_age=60).look(live, True, [2]).wrong
    assert server.slept == 0, "Ctrl-C ends the waiting"


def test_a_sample_asks_for_no_more_than_it_says(desk: Desk) -> None:
    live = desk.deploy("plain")
    assert Server(desk.base).outside(sample=4, serves=()).look(live, True, []).right == 4
    assert live.site == SITE


def test_an_answer_in_a_broken_coding_is_not_taken_for_an_empty_file() -> None:
    assert Answer(200, {"content-encoding": "br"}, b"no brotli").digest == ""
    assert Answer(200, {}, b"").digest == Answer(200, {"content-encoding": "gzip"}, gzip.compress(b"")).digest != ""
