"""A site's address may be written with any letters: browsers ask for one way to write it, and so do sitemaps."""

from __future__ import annotations

import pytest

from explainers.setting_types import SettingsError
from explainers.settings import site_url


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("https://bücher.alt", "https://xn--bcher-kva.alt"),
        ("https://Bücher.ALT:8443/", "https://xn--bcher-kva.alt:8443"),
        ("https://straße.alt", "https://xn--strae-oqa.alt"),  # not strasse.alt, which may be somebody else's
        ("https://новости.рф/a", "https://xn--b1amnebsh.xn--p1ai/a"),
        ("https://日本。alt", "https://xn--wgv71a.alt"),
        ("https://news.alt/a b/été/", "https://news.alt/a%20b/%C3%A9t%C3%A9"),
        ("https://news.alt/a%20b", "https://news.alt/a%20b"),
        ("https://NEWS.alt", "https://NEWS.alt"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
    ],
)
def test_a_sites_address_is_written_as_browsers_ask_for_it(written: str, address: str) -> None:
    assert site_url(written) == address


@pytest.mark.parametrize(
    "host",
    [
        "news.alt ",
        "news .alt",
        "ne|ws.alt",
        "news,alt",
        "-é.alt",
        "é" * 60 + ".alt",
        "a_é.alt",
        "é..alt",
        "\u200b",
        "é\u2028.alt",
    ],
)
def test_what_no_host_can_be_called_is_refused(host: str) -> None:
    with pytest.raises(SettingsError, match="isn't a site's address"):
        site_url(f"https://{host}/")
