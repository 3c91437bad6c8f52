"""Who finds a weakness of the site can still tell somebody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from explainers.publishing.gates.security import expiring_contact
from tests.publishing.synthetic import write_site

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def said(folder: Path, text: str) -> list[str]:
    site = write_site(folder / "site", {".well-known/security.txt": text.encode("latin-1")})
    return [problem.message for problem in expiring_contact(site, NOW)]


@pytest.mark.parametrize("line", ["Expires: {}\r\n", "expires:\t{}", "Contact: mailto:a@news.example\nEXPIRES: {} \n"])
def test_a_contact_that_holds_for_another_thirty_days_passes(tmp_path: Path, line: str) -> None:
    assert said(tmp_path, line.format((NOW + timedelta(days=30)).isoformat())) == []


def test_a_second_less_is_told_with_the_day(tmp_path: Path) -> None:
    near = (NOW + timedelta(days=30, seconds=-1)).isoformat()
    (message,) = said(tmp_path, f"Expires: {near}\n")
    assert message.startswith("it holds until 2026-12-24, under 30 days from now")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Contact: mailto:a@news.example\n", "it must say once"),
        ("Expires: 2027-06-30T00:00:00Z\nExpires: 2027-06-30T00:00:00Z\n", "it must say once"),
        ("# Expires: 2027-06-30T00:00:00Z\n", "it must say once"),
        ("Expires: soon\n", "'soon' isn't a day"),
        ("Expires: m\xe4rz\n", "isn't a day"),
        ("Expires: 2027-06-30T00:00:00\n", "no time zone"),
    ],
)
def test_a_day_that_is_not_said_once_and_clearly_is_told(tmp_path: Path, text: str, word: str) -> None:
    (message,) = said(tmp_path, text)
    assert word in message


def test_a_site_need_not_have_one(tmp_path: Path) -> None:
    assert expiring_contact(write_site(tmp_path / "site", {"index.html": b"x"}), NOW) == ()
