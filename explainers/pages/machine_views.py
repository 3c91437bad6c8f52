"""What templates for machines see: feeds, the sitemap, what robots may read. All addresses are absolute."""

from __future__ import annotations

from explainers.pages.numbered import Shown
from explainers.pages.view_parts import Alternate, ChangeItem, Text

__all__ = ["FeedEntry", "FeedText", "FeedView", "MachineView", "RobotsView", "SitemapEntry", "SitemapView"]


class FeedText(Shown, frozen=True):
    """What a feed shows of an explainer."""

    key_points: tuple[Text, ...]
    body: Text
    unknowns: tuple[Text, ...]


class FeedEntry(Shown, frozen=True):
    """An entry of a feed: `id`, for ever the same; address, title, language where it isn't the feed's (else empty);
    moments of publication and of the last change (RFC 3339); summary (or empty); tags; and the text of an explainer,
    or a change.
    """

    id: str
    href: str
    title: str
    language: str
    published: str
    updated: str
    summary: str
    tags: tuple[str, ...]
    explainer: FeedText | None
    change: ChangeItem | None


class FeedView(Shown, frozen=True):
    """``atom.xml``: a feed in one language. `id` and `href`, its own address; `page`, that of the page which shows the
    same; its title and subtitle (or empty); `author` and `home`, the author's address; `licence`, an address;
    `updated`, the moment of the last change in it; its entries, newest first.
    """

    language: str
    id: str
    href: str
    page: str
    title: str
    subtitle: str
    author: str
    home: str
    licence: str
    updated: str
    entries: tuple[FeedEntry, ...]


class SitemapEntry(Shown, frozen=True):
    """A page in the sitemap: absolute address, day of its last change (or empty), its languages."""

    href: str
    modified: str
    alternates: tuple[Alternate, ...]


class SitemapView(Shown, frozen=True):
    """``sitemap.xml``."""

    entries: tuple[SitemapEntry, ...]


class RobotsView(Shown, frozen=True):
    """``robots.txt``: the absolute address of the sitemap, or empty."""

    sitemap: str


MachineView = FeedView | SitemapView | RobotsView
