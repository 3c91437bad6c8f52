"""Nothing of the machine that built the site stands in it."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from explainers.problems import Problem
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.gates.texts import files_read
from explainers.publishing.gates.traces import home_of, traces_in
from tests.publishing.synthetic import URL, write_site

OWN = ("/srv/desk/site/",)
HOME = "/ho" + "me/ada/"


def traces(site: BuiltSite) -> tuple[Problem, ...]:
    return tuple(problem for file in files_read(site) for problem in traces_in(file, home_of(site, OWN)))


def found_in(folder: Path, data: str, path: str = "x.js", url: str = URL) -> list[tuple[int, str]]:
    problems = traces(write_site(folder / "site", {path: data.encode()}, url=url))
    assert {(one.code, one.path) for one in problems} <= {("development-trace", path)}
    return [(one.place.line, one.message.partition(" is of")[0]) for one in problems]


@pytest.mark.parametrize(
    ("url", "text", "told"),
    [
        ("https://news.fr", "<a href='https://mirador.example/method/'>", ["'https://mirador.example'"]),
        ("https://news.fr", '{"url": "https:\\/\\/Mirador.TEST./"}', ["'https://Mirador.TEST.'"]),
        ("https://news.fr", "http://a.invalid/x", ["'http://a.invalid'"]),
        (
            "https://news.fr",
            "https://example.org/ https://a.example.org/ https://mytest/ 'https://b.examples/' /\\/\\/.test(a)",
            [],
        ),
        ("https://news.fr", "a.replace(/^https:\\/\\/example\\.com/, '')", []),  # as Pagefind's script has it
        ("https://news.fr", "<p>At mirador.example, not at https://mirador.fr.</p>", []),
        ("https://news.example", "<a href='https://mirador.example/method/'>", []),
        ("http://127.0.0.1:8080", "<a href='https://mirador.example/method/'>", []),
    ],
)
def test_a_name_for_examples_is_told_where_the_site_has_a_real_one(
    tmp_path: Path, url: str, text: str, told: list[str]
) -> None:
    problems = traces(write_site(tmp_path / "site", {"x.js": text.encode()}, url=url))
    found = [one for one in problems if one.code == "example-address" and one.path == "x.js"]
    assert [one.message.partition(" is a name")[0] for one in found] == told


@pytest.mark.parametrize(
    ("text", "trace"),
    [
        ("'http://localhost:8000/'", "'http://localhost:8000'"),
        ("'//LOCALHOST/'", "'//LOCALHOST'"),
        ("'ws://127.1.2.3:5'", "'ws://127.1.2.3:5'"),
        ("'http://[::1]/'", "'http://[::1]'"),
        ("'http://0.0.0.0/'", "'http://0.0.0.0'"),
        ("'https://news.desk.local/'", "'https://news.desk.local'"),
        ("'file:///srv/x.png'", "'file:///srv/x.png'"),
        (f"={HOME}x.map", f"'{HOME}x…'"),
        ("'http:\\/\\/localhost:8000\\/'", "'http://localhost:8000'"),
        ("'?u=http%3A%2F%2Flocalhost%2Fx'", "'http://localhost'"),
        ("'http://192.168.1.7/x'", "'http://192.168.1.7'"),
        ("'http://10.0.0.3:8080/'", "'http://10.0.0.3:8080'"),
        ("'http://172.16.4.4/'", "'http://172.16.4.4'"),
        ("'http://[fe80::1]/'", "'http://[fe80::1]'"),
        ("'http://2130706433/'", "'http://2130706433'"),
        ("'http://0x7f.1/'", "'http://0x7f.1'"),
        ("'http://desk:x@127.0.0.1/'", "'http://127.0.0.1'"),
        ("=/tm" + "p/build/x.css", "'/tm" + "p/build/x…'"),
        ("=/ro" + "ot/site/x.css", "'/ro" + "ot/site/x…'"),
        ("=/srv/desk/site/x", "the name of a folder"),
        ("'https://share.alt/?u=http%3A%2F%2Flocalhost%2Fx'", "'http://localhost'"),
        ("'https://share.alt/?u=http%253A%252F%252Flocalhost%252Fx'", "'http://localhost'"),
        ("'http://100.64.0.1/'", "'http://100.64.0.1'"),
        ("'http://[::ffff:127.0.0.1]/'", "'http://[::ffff:127.0.0.1]'"),
        ("'http:\\\\localhost\\x'", "'http://localhost'"),
        ("'http:/localhost/x'", "'http://localhost'"),
        ("'http://\N{FULLWIDTH LATIN SMALL LETTER L}ocalhost/'", "'http://\N{FULLWIDTH LATIN SMALL LETTER L}ocalhost'"),
        ("'data:image/svg+xml;base64,PGEgaHJlZj0iaHR0cDovL2xvY2FsaG9zdC94Ij54PC9hPg=='", "'http://localhost'"),
    ],
)
def test_a_trace_is_told_with_its_line(tmp_path: Path, text: str, trace: str) -> None:
    assert found_in(tmp_path, f"one\n\n{text}") == [(3, trace)]


@pytest.mark.parametrize(
    "text", ["'//localhost.example/'", "'//127.0.0.example/'", "'//local/'", "'//x.local.example/'", "localhost", HOME]
)
def test_what_only_looks_like_one_is_left_alone(tmp_path: Path, text: str) -> None:
    assert found_in(tmp_path, text) == []


@pytest.mark.parametrize(
    ("path", "data", "trace"),
    [
        ("x.json", '{"host": "localhost:8000"}', "'localhost:8000'"),
        ("x.json", f'{{"file": "{HOME}x.md"}}', f"'{HOME}x…'"),
        ("x.json", '{"file": "C:\\\\Users\\\\ada\\\\x.md"}', "'C:\\Users\\…'"),
        ("x.css", r"a{background:url(http:\2f\2flocalhost/x)}", "'http://localhost'"),
        ("x.svg", f"<svg xmlns='http://www.w3.org/2000/svg'><!-- {HOME}x.svg --></svg>", f"'{HOME}x…'"),
        ("index.html", f"<!doctype html><p data-file='{HOME}x.md'>", f"'{HOME}x…'"),
        ("_headers", "/*\n  Link: <http://localhost/x>; rel=next", "'http://localhost'"),
        ("_redirects", "/a http://localhost/b 301", "'http://localhost'"),
    ],
)
def test_a_trace_is_found_in_every_form_that_a_file_can_have(tmp_path: Path, path: str, data: str, trace: str) -> None:
    assert [each for _, each in found_in(tmp_path, data, path)] == [trace]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("x.json", '{"starts": "12:30", "format": "16:10", "note": "//5"}'),
        ("_redirects", f"{HOME}x /new/ 301"),
        ("_headers", f"{HOME}x\n  X-One: a"),
    ],
)
def test_times_and_the_sites_own_addresses_are_no_traces(tmp_path: Path, path: str, data: str) -> None:
    assert found_in(tmp_path, data, path) == []


def test_a_site_below_another_one_may_link_to_any_folder_of_its_host(tmp_path: Path) -> None:
    assert found_in(tmp_path, f'{{"a": "{HOME}x"}}', "x.json", f"{URL}/news") == []


def test_what_a_page_says_in_words_is_free(tmp_path: Path) -> None:
    words = "<!doctype html><p>Open http://localhost:8000/</p>"
    assert found_in(tmp_path, words, "index.html") == []
    assert found_in(tmp_path, f"{words}<p title='http://localhost/'>", "index.html") == [(1, "'http://localhost'")]


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("x.bib", "@misc{a, title = {How to open http://localhost/}, url = {http://localhost/}}"),
        ("x.ris", "TI  - How to open http://localhost/ at home\nUR  - http://localhost/"),
        ("x.csv", "How to open http://localhost/,http://localhost/"),
        ("x.json", '{"title": "How to open http://localhost/", "url": "http://localhost/"}'),
        ("_headers", "/*\n  Link: <http://localhost/>"),
        ("x.svg", "<svg><title>How to open http://localhost/</title><a href='http://localhost/'/></svg>"),
        ("CNAME", "http://localhost/"),
    ],
)
def test_every_text_file_is_read_as_what_it_is(tmp_path: Path, path: str, data: str) -> None:
    assert [trace for _, trace in found_in(tmp_path, data, path)] == ["'http://localhost'"]


def test_compressed_parts_of_the_search_index_are_read(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", {"pagefind/en.pf_fragment": gzip.compress(b'{"url":"http://localhost/x"}')})
    assert [one.path for one in traces(site)] == ["pagefind/en.pf_fragment"]


def test_a_page_of_the_site_may_be_called_home_or_tmp(tmp_path: Path) -> None:
    files = {"x.js": b"x='/tm" + b"p/one/'", "tmp/one/index.html": b"<p>x"}
    assert traces(write_site(tmp_path / "site", files)) == ()


def test_words_in_a_title_are_free(tmp_path: Path) -> None:
    words = "<title>Open http://localhost:8000/ at home</title><p title='Open http://localhost/ now'>"
    meta = "<meta property='og:title' content='Open http://localhost/ now'>"
    assert found_in(tmp_path, f"<!doctype html>{meta}{words}", "index.html") == []


def test_pictures_are_not_searched(tmp_path: Path) -> None:
    assert found_in(tmp_path, "\0http://localhost/", "x.png") == []


def test_the_sites_own_address_is_no_trace_even_on_this_machine(tmp_path: Path) -> None:
    url = "http://localhost:8000"
    assert found_in(tmp_path, "'http://localhost:8000/'", url=url) == []
    assert found_in(tmp_path, "'http://localhost:9000/'", url=url) == [(1, "'http://localhost:9000'")]
