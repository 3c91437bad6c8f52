"""A page is widened by what the preview needs, and by nothing else."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from explainers.preview.pages import live_page, widened

ORIGIN = "http://localhost:8000"


@pytest.mark.parametrize(
    ("policy", "wanted"),
    [
        ("default-src 'none'", "script-src {script}"),
        ("script-src 'none'", "script-src {script}"),
        ("script-src 'self' 'sha256-x='; style-src 'self'", "script-src 'self' 'sha256-x=' {script}"),
        ("connect-src 'self'", "connect-src 'self' {events}"),
        ("", "connect-src {events}"),
    ],
)
def test_a_policy_keeps_what_it_has_and_gets_two_addresses(policy: str, wanted: str) -> None:
    addresses = {"script": f"{ORIGIN}/-preview/script.js", "events": f"{ORIGIN}/-preview/events"}
    directives = widened(policy, ORIGIN).split("; ")
    assert wanted.format(**addresses) in directives
    kept = [one for one in policy.split("; ") if one and not one.startswith(("script-src", "connect-src"))]
    assert [one for one in directives if not one.startswith(("script-src", "connect-src"))] == kept


def test_the_names_of_files_can_not_leave_their_attribute() -> None:
    found: list[dict[str, str | None]] = []

    class Scripts(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append({"": tag, **dict(attrs)})

    parser = Scripts()
    parser.feed(live_page("<body></body>", ORIGIN, ['"><script>alert(1)</script>'], 3))
    assert [one[""] for one in found] == ["body", "script"]
    assert set(found[1]) == {"", "src", "data-events", "defer"}


def test_a_page_without_an_end_gets_the_script_too() -> None:
    assert live_page("<p>One", ORIGIN, ["index.html"], 1).startswith("<p>One<script src=")
