"""Files for servers: every page may do what it needs and nothing more; security.txt says what is true today."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from lxml import html

from explainers.build.server_files import expiry_problem, server_files
from explainers.site_settings import Security, ServerSettings
from explainers.urls import Urls
from tests.building_sites import build, site_copy, tree

SECURITY = 'EXPLAINER_SECURITY = {"contact": "mailto:security@harbour.example", "expires": "2027-06-30"}\n'


def built(folder: Path, settings: str = "") -> dict[str, bytes]:
    """Return the files of the complete site with further settings."""
    site = site_copy("complete", folder)
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write(settings)
    outcome = build(site)
    assert outcome.returncode == 0, outcome.stderr
    return tree(site / "output")


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of the complete site, with a contact for security."""
    return built(tmp_path_factory.mktemp("built"), SECURITY)


def headers(text: str) -> dict[str, dict[str, str]]:
    """Return the headers by path, as Netlify and Cloudflare read them."""
    found: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("/"):
            current = found.setdefault(line, {})
        else:
            name, value = re.fullmatch(r"  ([A-Za-z-]+): (.+)", line).groups()  # type: ignore[union-attr]
            assert name not in current, f"{name} twice"
            current[name] = value
    return found


def allowed(policy: str) -> dict[str, set[str]]:
    """Return what a content-security policy allows, by directive."""
    return {parts[0]: set(parts[1:]) for parts in map(str.split, policy.split(";"))}


# ---- _headers --------------------------------------------------------------------------------------------


def test_the_policy_for_all_pages_allows_what_each_page_asks_for(output: dict[str, bytes]) -> None:
    policy = allowed(headers(output["_headers"].decode())["/strait/*"]["Content-Security-Policy"])
    for file, page in output.items():
        if file.endswith(".html"):
            (own,) = html.document_fromstring(page).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
            for directive, sources in allowed(own).items():
                assert sources <= policy[directive] | {"'none'"}, f"{file}: {directive}"


def test_the_policy_for_all_pages_allows_nothing_unsafe(output: dict[str, bytes]) -> None:
    policy = allowed(headers(output["_headers"].decode())["/strait/*"]["Content-Security-Policy"])
    assert policy["default-src"] == {"'none'"}
    assert policy["frame-ancestors"] == {"'none'"}
    assert "'unsafe-inline'" not in set().union(*policy.values())
    assert all(source.startswith("'") or source == "data:" for source in set().union(*policy.values()))


def test_lines_are_short_enough_for_hosts(output: dict[str, bytes]) -> None:
    lines = output["_headers"].decode().splitlines()
    assert max(map(len, lines)) <= 2000  # Cloudflare Pages' limit
    assert len([line for line in lines if line.startswith("/")]) <= 100


def test_only_names_that_stand_for_their_content_are_kept_for_ever(output: dict[str, bytes]) -> None:
    said = headers(output["_headers"].decode())
    immutable = [path for path, one in said.items() if "immutable" in one.get("Cache-Control", "")]
    assert immutable == ["/strait/assets/*"]
    assets = [file for file in output if file.startswith("assets/")]
    assert assets
    assert all(re.search(r"\.[0-9a-f]{12}\.\w+$", file) for file in assets)


def test_feeds_are_served_as_feeds(output: dict[str, bytes]) -> None:
    said = headers(output["_headers"].decode())
    for file in output:
        if file.endswith(".atom.xml"):
            assert said[f"/strait/{file}"]["Content-Type"] == "application/atom+xml; charset=utf-8"


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("relations.json", "application/json"),
        ("events.csv", "text/csv; charset=utf-8"),
        ("countries.geojson", "application/geo+json"),
    ],
)
def test_data_are_served_as_what_they_are_to_pages_of_other_sites_too(
    output: dict[str, bytes], file: str, kind: str
) -> None:
    said = headers(output["_headers"].decode())[f"/strait/{file}"]
    assert file in output
    assert said == {"Content-Type": kind, "Access-Control-Allow-Origin": "*"}


def test_no_headers_are_written_where_nobody_wants_them(tmp_path: Path) -> None:
    assert "_headers" not in built(tmp_path, "EXPLAINER_HEADERS = False\n")


@pytest.mark.parametrize("site", ["https://harbour.example", "http://harbour.example", ""])
def test_what_browsers_read_by_tls_only_is_not_sent_without(site: str) -> None:
    made = server_files(ServerSettings(headers=True), Urls(("en",), site), ["default-src 'none'"])["_headers"].decode()
    assert ("Cross-Origin-Opener-Policy" in made) == (not site.startswith("http:"))
    assert "X-Content-Type-Options: nosniff" in made


# ---- security.txt ----------------------------------------------------------------------------------------


def test_security_txt_keeps_the_rules_of_rfc_9116(output: dict[str, bytes]) -> None:
    text = output[".well-known/security.txt"].decode("ascii")
    fields = [line.split(": ", 1) for line in text.splitlines()]
    names = [name for name, _ in fields]
    assert all(name in ("Contact", "Expires", "Preferred-Languages", "Canonical", "Policy") for name in names)
    assert names.count("Contact") >= 1
    assert names.count("Expires") == names.count("Preferred-Languages") == 1
    said = dict(fields)
    assert said["Contact"] == "mailto:security@harbour.example"
    assert datetime.fromisoformat(said["Expires"]).tzinfo is not None
    assert said["Preferred-Languages"] == "en, fr"
    assert said["Canonical"] == "https://harbour.example/strait/.well-known/security.txt"


def test_there_is_no_security_txt_where_nobody_is_named(tmp_path: Path) -> None:
    assert not [file for file in built(tmp_path) if "security" in file]


def test_it_goes_when_its_setting_goes(tmp_path: Path) -> None:
    site = site_copy("minimal", tmp_path)
    plain = (site / "pelicanconf.py").read_text(encoding="utf-8")
    (site / "pelicanconf.py").write_text(plain + SECURITY, encoding="utf-8")
    assert build(site).returncode == 0
    assert (site / "output/.well-known/security.txt").is_file()
    (site / "pelicanconf.py").write_text(plain, encoding="utf-8")
    assert build(site).returncode == 0
    assert not (site / "output/.well-known").exists()


@pytest.mark.parametrize(
    ("expires", "day", "word"),
    [
        ("2027-06-30", "2026-09-17", ""),
        ("2027-06-30", "2027-06-29", ""),
        ("2027-06-30", "2027-06-30", "expired"),
        ("2027-06-30", "2028-01-01", "expired"),
        ("2027-06-30", "2026-01-01", "within a year"),
    ],
)
def test_a_day_that_is_over_or_too_far_away_is_told(expires: str, day: str, word: str) -> None:
    problem = expiry_problem(Security("mailto:x@y.example", expires), day)
    assert bool(problem) == bool(word)
    assert word in problem


@pytest.mark.parametrize(
    ("setting", "word"),
    [
        ('"mailto:x@y.example"', "EXPLAINER_SECURITY can't be"),
        ('{"contact": "mailto:x@y.example"}', "EXPLAINER_SECURITY is"),
        ('{"contact": "x@y.example", "expires": "2027-06-30"}', "mailto:"),
        ('{"contact": "mailto:x@y.example", "expires": "next year"}', "2027-06-30"),
        ('{"contact": "mailto:x@y.example\\nPolicy: x", "expires": "2027-06-30"}', "EXPLAINER_SECURITY is"),
        ('{"contact": "mailto:x@y.example", "expires": "2026-01-01"}', "expired"),
        ('{"contact": "mailto:x@y.example", "expires": "2027-06-30", "policy": "x"}', "https://"),
    ],
)
def test_wrong_settings_are_told_in_a_sentence(tmp_path: Path, setting: str, word: str) -> None:
    site = site_copy("minimal", tmp_path)
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write(f"EXPLAINER_SECURITY = {setting}\n")
    outcome = build(site)
    assert outcome.returncode == 2
    assert word in outcome.stderr
    assert "Traceback" not in outcome.stderr
    assert not (site / "output").exists()
