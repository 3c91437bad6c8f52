"""Addresses that no reader can reach never go live."""

from __future__ import annotations

import pytest

from explainers.publishing.site_address import is_placeholder


@pytest.mark.parametrize(
    "url",
    [
        "https://example.com/news/", "https://www.example.org", "https://a.b.test", "https://news.invalid",
        "http://localhost:8000", "http://127.0.0.1", "http://192.168.1.7/site", "http://[::1]:8000", "http://printer.local",
        "", "mailto:desk@example.org", "mailto:desk@EXAMPLE.com?subject=x", "mailto:desk@localhost",
    ],
)  # fmt: skip
def test_examples_and_ones_own_machine_are_placeholders(url: str) -> None:
    assert is_placeholder(url) == bool(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://myexample.com",
        "https://example.news",
        "https://test.newspaper.fr",
        "https://93.184.216.34/",
        "mailto:desk@news.fr",
    ],
)
def test_addresses_that_anybody_can_have_are_not(url: str) -> None:
    assert not is_placeholder(url)
