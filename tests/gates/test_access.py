"""Everybody can use each page: axe finds nothing, texts stand out, and the keyboard alone is enough."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bench.kinds import KINDS, LANGUAGES, site_pages
from tests.gates.conftest import DESK, PHONE
from tests.gates.gate import axe_violations, keyboard_faults, pale_texts, resized, skip_link_faults
from tests.gates.planting import styled, told

if TYPE_CHECKING:
    from playwright.sync_api import Page, ViewportSize

    from tests.conftest import Visit

pytestmark = pytest.mark.browser
every_kind = pytest.mark.parametrize("kind", KINDS)
every_language = pytest.mark.parametrize("language", LANGUAGES)
SCHEMES = ("light", "dark")
# At a desk by day in one language, on a phone by night in the other.
AT = {"en": {"viewport": DESK}, "fr": {"viewport": PHONE, "color_scheme": "dark"}}
SMALL_BACK = ".back{font-size:8px!important;line-height:8px!important;" + "".join(
    f"{name}:0!important;" for name in ("min-block-size", "min-inline-size", "padding", "margin")
)


def shown(page: Page, scheme: str, window: ViewportSize) -> Page:
    """A page as it is in a colour scheme and a window."""
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    resized(page, window)
    return page


def worded(old: str, new: str) -> Callable[[str], str]:
    """A change of a page: one text for another, once."""
    return lambda html: html.replace(old, new, 1)


# ---- axe -----------------------------------------------------------------------------------------


@every_kind
@every_language
def test_axe_finds_nothing_texts_stand_out_by_seven_to_one_and_the_keyboard_is_enough(
    kind: str, language: str, opened: Callable[..., Page]
) -> None:
    page = opened(kind, language, **AT[language])
    found = axe_violations(page) + pale_texts(page)
    page.set_viewport_size(AT[language]["viewport"])  # which asking for colours has made as tall as the page
    found += keyboard_faults(page)
    page.reload()  # so that the keys begin at the top again
    found += skip_link_faults(page)
    assert not found, told(found)


@pytest.mark.slow
@every_language
@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_and_contrast_find_nothing_on_any_page_in_any_light(
    built_site: Path, site_address: str, visit: Callable[..., Visit], language: str, scheme: str
) -> None:
    page = visit("about:blank", viewport=DESK).page
    found = []
    for one in site_pages(built_site):
        if one.language == language:
            page.goto(site_address + one.path)
            for window in (PHONE, DESK):
                where = f"{one.path} {scheme} {window['width']}: "
                found += [where + fault for fault in axe_violations(shown(page, scheme, window))]
                found += [where + fault for fault in pale_texts(page)]
    assert not found, told(found)


# Faults that don't hide one another, and axe's rules.
FAULTS: Mapping[str, Callable[[str], str]] = {
    "html-has-lang": worded('<html lang="en">', "<html>"),
    "image-alt": worded("<h1", '<img src="data:," width="9" height="9"><h1'),
    "link-name": worded("</main>", '<a href="#"></a></main>'),
    "heading-order": worded("<h2", "<h5"),
    "landmark": worded('id="at-text"', 'id="at-text" role="none"'),
    "target-size": lambda html: styled(html, SMALL_BACK),
}


def test_axe_would_find_it(planted: Callable[..., Visit]) -> None:
    page = planted(lambda html: reduce(lambda changed, plant: plant(changed), FAULTS.values(), html)).page
    found = axe_violations(page)
    for rule in FAULTS:
        assert [fault for fault in found if fault.startswith(rule)], f"{rule} is not among: {told(found)}"


# ---- contrast ------------------------------------------------------------------------------------


PALE = {
    ".prose p{color:#5a5a5a!important}": "p",  # 6.9 : 1 on white
    ".title{background:#888!important}": "h1",
    ".drawn-map text{fill:#777!important}": "> text",
    ".mark::after{color:#999!important}": "mark",
    ".status{opacity:1!important;color:rgb(0 0 0/.5)!important}": "status",
}


def test_a_pale_text_would_be_found(planted: Callable[..., Visit]) -> None:
    found = pale_texts(planted(lambda html: styled(html, "\n".join(PALE))).page)
    for style, said in PALE.items():
        assert [fault for fault in found if said in fault], f"{style} is not among: {told(found)}"


# ---- keyboard ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda html: styled(html, ":focus-visible{outline:none!important}"), "has no outline"),
        (lambda html: styled(html, ":focus-visible{outline-color:#fefefe!important}"), "has a pale outline"),
        (lambda html: styled(html, "nav a{position:fixed!important;inset-block-start:-9rem}"), "out of sight"),
        (lambda html: styled(html, "header.title{position:fixed;inset:0;background:#fff;z-index:9}"), "behind"),
        (worded("<nav ", '<a href="#x" tabindex="3">first of all</a><nav '), "comes next, but Tab leads to"),
    ],
    ids=["no outline", "pale outline", "out of sight", "behind something", "out of order"],
)  # fmt: skip
def test_what_keeps_the_keyboard_out_would_be_found(
    change: Callable[[str], str], said: str, planted: Callable[..., Visit]
) -> None:
    found = keyboard_faults(planted(change, "about").page)
    assert [fault for fault in found if said in fault], told(found)


def test_a_first_link_that_leads_nowhere_would_be_found(planted: Callable[..., Visit]) -> None:
    assert skip_link_faults(planted(worded('href="#at-text"', 'href="#at-no-text"'), "about").page)
