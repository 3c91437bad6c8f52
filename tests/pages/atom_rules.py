"""The rules of RFC 4287 (Atom) that a feed of ours has to keep, with what the W3C's validator adds to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from lxml import etree, html

ATOM: Final = "{http://www.w3.org/2005/Atom}"
XML: Final = "{http://www.w3.org/XML/1998/namespace}"
# RFC 4287, 4.1.1 and 4.1.2: how often each element may stand.
FEED: Final = {
    "id": (1, 1), "title": (1, 1), "updated": (1, 1), "subtitle": (0, 1), "rights": (0, 1), "generator": (0, 1),
    "icon": (0, 1), "logo": (0, 1), "link": (0, 99), "author": (0, 99), "contributor": (0, 99), "category": (0, 99),
    "entry": (0, 9999),
}  # fmt: skip
ENTRY: Final = {
    "id": (1, 1), "title": (1, 1), "updated": (1, 1), "published": (0, 1), "summary": (0, 1), "rights": (0, 1),
    "content": (0, 1), "source": (0, 1), "link": (0, 99), "author": (0, 99), "contributor": (0, 99),
    "category": (0, 99),
}  # fmt: skip
IRI: Final = re.compile(r"(?:https?://[^\s<>\"{}|\\^`]+|tag:[a-z0-9.-]+,\d{4}(?:-\d\d){0,2}:[^\s<>\"{}|\\^`]+)")
LANGUAGE: Final = re.compile(r"[a-zA-Z]{2,8}(?:-[a-zA-Z0-9]{1,8})*")


def broken_rules(feed: bytes) -> list[str]:
    """Return what a feed does wrong, as plain words."""
    root = etree.fromstring(feed)
    if root.tag != f"{ATOM}feed":
        return [f"the root is {root.tag}"]
    return list(_feed(root))


def _feed(root: etree._Element) -> Iterator[str]:
    yield from _counts(root, FEED)
    yield from _texts(root)
    yield from _links(root)
    if root.get(f"{XML}lang") is None:
        yield "the feed names no language"
    if not [one for one in root.findall(f"{ATOM}link") if one.get("rel") == "self"]:
        yield "the feed does not link to itself"
    entries = root.findall(f"{ATOM}entry")
    if root.find(f"{ATOM}author") is None and any(one.find(f"{ATOM}author") is None for one in entries):
        yield "an entry has no author"
    ids = Counter(one.findtext(f"{ATOM}id") for one in entries)
    yield from (f"two entries are called {id}" for id, number in ids.items() if number > 1)
    for entry in entries:
        yield from _entry(entry)
    moments = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
    if moments and max(moments) != root.findtext(f"{ATOM}updated"):
        yield "the feed is not as new as its newest entry"


def _entry(entry: etree._Element) -> Iterator[str]:
    yield from _counts(entry, ENTRY)
    yield from _texts(entry)
    yield from _links(entry)
    alternate = [one for one in entry.findall(f"{ATOM}link") if one.get("rel", "alternate") == "alternate"]
    content = entry.find(f"{ATOM}content")
    if content is None and not alternate:
        yield "an entry has neither content nor a link"
    if content is not None:
        yield from _content(content)
    if (entry.findtext(f"{ATOM}published") or "") > (entry.findtext(f"{ATOM}updated") or ""):
        yield "an entry was published after its last change"


def _counts(element: etree._Element, allowed: dict[str, tuple[int, int]]) -> Iterator[str]:
    found = Counter(str(child.tag).removeprefix(ATOM) for child in element)
    yield from (f"<{name}> has no place in {element.tag}" for name in found if name not in allowed)
    for name, (least, most) in allowed.items():
        if not least <= found[name] <= most:
            yield f"<{name}> stands {found[name]} times"


def _texts(element: etree._Element) -> Iterator[str]:
    language = element.get(f"{XML}lang")
    if language is not None and not LANGUAGE.fullmatch(language):
        yield f"there is no language {language}"
    if not IRI.fullmatch(element.findtext(f"{ATOM}id") or ""):
        yield f"the id {element.findtext(f'{ATOM}id')} isn't an absolute IRI"
    if not (element.findtext(f"{ATOM}title") or "").strip():
        yield "a title is empty"
    for name in ("updated", "published"):
        for moment in element.findall(f"{ATOM}{name}"):
            if not _is_moment(moment.text or ""):
                yield f"{moment.text} isn't a moment"
    for author in element.findall(f"{ATOM}author"):
        if not (author.findtext(f"{ATOM}name") or "").strip():
            yield "an author has no name"
    yield from ("a category has no term" for one in element.findall(f"{ATOM}category") if not one.get("term"))


def _is_moment(text: str) -> bool:
    """Whether a text is a moment of RFC 3339 with a capital T and Z, as RFC 4287 (3.3) asks."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _links(element: etree._Element) -> Iterator[str]:
    links = element.findall(f"{ATOM}link")
    yield from (
        f"the link {one.get('href')} is not absolute" for one in links if not IRI.fullmatch(one.get("href") or "")
    )
    alternates = Counter(
        (one.get("type"), one.get("hreflang")) for one in links if one.get("rel", "alternate") == "alternate"
    )
    yield from ("two alternates of one type and language" for number in alternates.values() if number > 1)


def _content(content: etree._Element) -> Iterator[str]:
    if content.get("type") != "html" or len(content):
        yield "the content isn't an escaped HTML"
        return
    text = content.text or ""
    if not text.strip():
        yield "the content is empty"
        return
    fragment = html.fragment_fromstring(text, create_parent="div")
    for found in fragment.xpath(".//@href | .//@src"):
        if not str(found).startswith(("https://", "http://", "mailto:")):
            yield f"the address {found} is not absolute"
    for one in fragment.iter("script", "style", "iframe", "object", "form"):
        yield f"<{one.tag}> has no place in a feed"
    if fragment.xpath(".//@style"):
        yield "a style in the content"
