"""Feeds: as RFC 4287 and the W3C's validator want them, true to the content, and never from the clock."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import feedparser
import pytest

from explainers.model import Explainer
from explainers.pages.plan import PlannedPage, shown
from explainers.pages.render import rendered
from explainers.pages.templates import Theme
from explainers.prose import Emphasis, TermLink
from explainers.site_settings import SiteNames
from tests.building_sites import ROOT, build, site_copy, tree
from tests.pages.atom_rules import broken_rules
from tests.pages.corpora import SITE, changed, explainer, known

NAMES = {"en": SiteNames("Harbour", "Who may fish?"), "fr": SiteNames("Le Port")}


def feed(*explainers: Explainer, kind: str = "feed", language: str = "en", **settings: Any) -> bytes:
    """Return a feed of a site with some explainers."""
    site = known(*explainers, **settings)
    made = shown(site, PlannedPage("feed.xml", kind, language))
    return rendered(Theme(ROOT / "theme"), made.template, language, made.view)


def corrections(*explainers: Explainer, **settings: Any) -> bytes:
    """Return the feed of corrections."""
    return feed(*explainers, kind="corrections-feed", **settings)


@pytest.fixture(scope="module")
def built(complete_site: Path) -> dict[str, bytes]:
    """The files of the complete site."""
    return tree(complete_site)


FEEDS = ["feeds/all.atom.xml", "feeds/corrections.atom.xml", "fr/feeds/all.atom.xml", "fr/feeds/corrections.atom.xml"]


@pytest.mark.parametrize("file", FEEDS)
def test_a_feed_keeps_the_rules_and_readers_can_read_it(built: dict[str, bytes], file: str) -> None:
    assert broken_rules(built[file]) == []
    parsed = feedparser.parse(built[file])
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert parsed.feed.language == ("fr" if file.startswith("fr/") else "en")
    assert parsed.feed.author == ("Le Port" if file.startswith("fr/") else "Harbour")
    assert parsed.entries


def test_every_published_explainer_is_in_the_feed_with_its_whole_text(built: dict[str, bytes]) -> None:
    parsed = feedparser.parse(built["feeds/all.atom.xml"])
    assert [entry.link for entry in parsed.entries] == [
        "https://harbour.example/strait/herring-talks/",
        "https://harbour.example/strait/quiet-year/",
    ]
    entry = parsed.entries[0]
    assert (entry.published, entry.updated) == ("2025-09-02T00:00:00Z", "2025-09-10T00:00:00Z")
    assert [tag.term for tag in entry.tags] == ["fishing", "talks"]
    content = entry.content[0].value
    assert "The ministers agreed to share the herring, Oslo said." in content
    assert "Our source does not say who will pay." in content
    assert 'href="https://harbour.example/strait/herring-talks/#r1"' in content


def test_an_entry_that_is_not_translated_says_its_language(built: dict[str, bytes]) -> None:
    assert b'<entry xml:lang="en">' in built["fr/feeds/all.atom.xml"]
    assert b"<entry xml:lang" not in built["feeds/all.atom.xml"]


def test_pages_lead_to_their_feeds(built: dict[str, bytes]) -> None:
    assert b'type="application/atom+xml" title="Harbour" href="../feeds/all.atom.xml"' in built["map/index.html"]
    page = built["fr/corrections/index.html"]
    assert page.count(b'href="../feeds/corrections.atom.xml"') == 2


def test_the_feed_of_corrections_tells_corrections_and_clarifications_and_no_updates() -> None:
    record = changed(
        explainer(),
        ("2025-04-01", "update", "Something new."),
        ("2025-03-20", "correction", ("It was ", Emphasis(("12 < ",)), TermLink("dozen", "a dozen"), ".")),
        ("2025-03-10", "clarification", "It was in Oslo."),
    )
    parsed = feedparser.parse(data := corrections(record))
    assert broken_rules(data) == []
    assert [entry.title for entry in parsed.entries] == [
        "Correction: What did they agree?", "Clarification: What did they agree?",
    ]  # fmt: skip
    assert [entry.updated[:10] for entry in parsed.entries] == ["2025-03-20", "2025-03-10"]
    assert parsed.entries[0].link == f"{SITE}/herring/#at-changes"
    link = '<a href="https://harbour.example/strait/glossary/#dozen">a dozen</a>'
    assert f"It was <em>12 &lt; </em>{link}." in parsed.entries[0].content[0].value


# ---- ids -------------------------------------------------------------------------------------------------


def ids(data: bytes) -> list[str]:
    """Return the ids of a feed's entries."""
    return [entry.id for entry in feedparser.parse(data).entries]


def test_ids_are_of_the_first_publication_and_outlive_a_change() -> None:
    assert ids(feed(explainer())) == ["tag:harbour.example,2025-03-02:en/herring"]
    later = explainer(title="Something else", modified="2026-01-01", tags=("talks",))
    assert ids(feed(later)) == ids(feed(explainer()))
    moved = feed(explainer(), site="http://www.harbour.example/moved", tag="harbour.example")
    assert ids(moved) == ids(feed(explainer()))


def test_a_language_has_ids_of_its_own() -> None:
    assert not set(ids(feed(explainer(), names=NAMES))) & set(ids(feed(explainer(), names=NAMES, language="fr")))


def test_a_further_correction_leaves_the_ids_of_those_before_as_they_are() -> None:
    before = changed(explainer(), ("2025-03-20", "correction", "12."))
    after = changed(explainer(), ("2025-03-25", "correction", "13."), ("2025-03-20", "correction", "12."))
    assert ids(corrections(before)) == ids(corrections(after))[1:]
    twice = changed(explainer(), ("2025-03-20", "correction", "12."), ("2025-03-20", "correction", "Oslo."))
    assert len(set(ids(corrections(twice)))) == 2


# ---- time ------------------------------------------------------------------------------------------------


def test_a_feed_without_corrections_is_as_old_as_the_newest_explainer() -> None:
    data = corrections(explainer(), explainer("cod", date="2025-06-01", modified="2025-07-01"))
    assert broken_rules(data) == []
    parsed = feedparser.parse(data)
    assert (parsed.entries, parsed.feed.updated) == ([], "2025-07-01T00:00:00Z")


def test_feeds_of_a_site_without_explainers_are_valid_and_the_same_every_day() -> None:
    for kind in ("feed", "corrections-feed"):
        data = feed(kind=kind, day="2026-01-01")
        assert broken_rules(data) == []
        assert data == feed(kind=kind, day="2031-12-31")


def test_drafts_and_hidden_pages_are_in_no_feed() -> None:
    hidden = changed(explainer(status="hidden"), ("2025-03-20", "correction", "12."))
    assert ids(feed(hidden, explainer("draft", status="draft"))) == []
    assert ids(corrections(hidden)) == []


def test_a_feed_lists_no_more_than_it_is_asked_to() -> None:
    many = [explainer(f"page-{number:02}", date=f"2025-03-{number:02}") for number in range(1, 10)]
    assert ids(feed(*many, newest=3)) == [
        f"tag:harbour.example,2025-03-{day}:en/page-{day}" for day in ("09", "08", "07")
    ]


# ---- Pelican ---------------------------------------------------------------------------------------------


def test_pelicans_other_feeds_are_there_when_they_are_asked_for(tmp_path: Path) -> None:
    site = site_copy("minimal", tmp_path)
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write('FEED_ALL_RSS = "feeds/all.rss.xml"\n')
    assert build(site).returncode == 0
    parsed = feedparser.parse((site / "output/feeds/all.rss.xml").read_bytes())
    assert [entry.link for entry in parsed.entries] == ["https://harbour.example/fishing/"]


# ---- the rules themselves --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b' xml:lang="en"', b""),
        (b"<id>tag:", b"<id>"),
        (b"<id>https://harbour.example/strait/feeds/all.atom.xml</id>", b""),
        (b"T00:00:00Z</updated>\n<entry", b"</updated>\n<entry"),
        (b"<published>2025-03-02T", b"<published>2025-02-30T"),
        (b"<author><name>Harbour</name>", b"<author><name/>"),
        (b'rel="self"', b'rel="related"'),
        (b"<title>What did they agree?</title>", b"<title/>"),
        (b"<title>Harbour</title>", b"<title>Harbour</title><title>Twice</title>"),
        (b'href="https://harbour.example/strait/herring/"/>', b'href="../herring/"/>'),
        (b"&lt;p&gt;They", b"&lt;script&gt;&lt;/script&gt;&lt;p&gt;They"),
        (b"&lt;p&gt;They", b"&lt;a href=&#34;../x/&#34;&gt;x&lt;/a&gt;&lt;p&gt;They"),
    ],
)
def test_the_rules_find_what_is_wrong(right: bytes, wrong: bytes) -> None:
    data = feed(explainer())
    assert right in data
    assert broken_rules(data.replace(right, wrong))
