"""What a page weighs, and what its components do: bytes as they travel, compressed by Brotli at its best (11).

A component's weight is what the page would be lighter by without it, so that what compresses well beside its
neighbours counts as little as it costs. Weights of components therefore don't add up to the page's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

import brotli
from lxml import etree, html  # type: ignore[import-untyped]

__all__ = ["COMPONENTS", "MOST", "MOST_WHEN_OPENED", "compressed", "over", "weights"]

# The most that a page may weigh, and two of its components. A page fits into the first window of a connection: ten
# packets (RFC 6928), less what headers take.
MOST: Final[Mapping[str, int]] = {"page": 14_000, "sidebar": 2_500, "sidebar's map": 2_000}
MOST_WHEN_OPENED: Final = 60_000  # what the interactive map may load, compressed, when it is opened


def _of_class(name: str) -> str:
    return f"//*[contains(concat(' ', @class, ' '), ' {name} ')]"


COMPONENTS: Final[Mapping[str, str]] = {
    "style": "//style",
    "head": "/html/head/*[not(self::style or self::script)]",
    "data for machines": "//script[contains(@type, 'json')]",
    "header and footer": "//body/header | //body/footer",
    "title": "//main//header",
    "key points": _of_class("short"),
    "contents": _of_class("contents"),
    "text": f"{_of_class('prose')} | {_of_class('unknowns')} | {_of_class('changes')}",
    "story": _of_class("dated"),
    "teasers": _of_class("teasers"),
    "sidebar": _of_class("side"),
    "sidebar's map": f"{_of_class('side')}/figure",
    "maps": "//main//figure[.//svg][not(ancestor::aside[contains(@class, 'side')])]",
    "matrix": "//table",
    "timeline": _of_class("timeline"),
    "receipts": _of_class("receipts"),
    "cite": _of_class("cite"),
}


def compressed(data: bytes) -> int:
    """Return how many bytes data has when Brotli has done its best."""
    return len(brotli.compress(data, quality=11))


def weights(page: bytes, only: Collection[str] = COMPONENTS) -> dict[str, int]:
    """Return the weight of a page, called ``page``, and of each of its components, or of some `only`, in bytes."""
    tree = html.document_fromstring(page.decode("utf-8"))
    found, there = {"page": compressed(page)}, [name for name in only if tree.xpath(COMPONENTS[name])]
    whole = _weight(tree) if there else 0
    return {**found, **{name: whole - _weight(_without(page, COMPONENTS[name])) for name in there}}


def over(found: Mapping[str, int], known: Mapping[str, int]) -> list[str]:
    """Return a sentence for whatever of a page weighs too much; `known` are weights from before, so that it can say
    which components grew, those first that grew most.

    >>> over({"page": 14_100, "style": 4_050, "text": 2_040}, {"page": 13_900, "style": 4_048, "text": 1_842})
    ['page: 14100 bytes, 100 too many. Grown: text by 198 to 2040, style by 2 to 4050']
    >>> over({"page": 13_999, "sidebar": 2_501}, {})
    ['sidebar: 2501 bytes, 1 too many. Grown: sidebar by 2501 to 2501']
    """
    grown = {name: size - known.get(name, 0) for name, size in found.items() if name != "page"}
    most_first = sorted((-by, name) for name, by in grown.items() if by > 0)
    said = ", ".join(f"{name} by {-by} to {found[name]}" for by, name in most_first) or "no component by itself"
    return [
        f"{name}: {found[name]} bytes, {found[name] - most} too many. Grown: {said}"
        for name, most in MOST.items()
        if found.get(name, 0) > most
    ]


def _without(page: bytes, path: str) -> Any:
    tree = html.document_fromstring(page.decode("utf-8"))
    for element in tree.xpath(path):
        element.drop_tree()
    return tree


def _weight(tree: Any) -> int:
    return compressed(etree.tostring(tree, method="html", encoding="utf-8"))
