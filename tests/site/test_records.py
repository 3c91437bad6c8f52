"""What is read of a site's records is noted as it is read."""

from __future__ import annotations

from explainers.digest import digest
from explainers.model import Corpus
from explainers.site.reads import each, every, record
from explainers.site.site import Site
from tests.pages.corpora import explainer, known


def test_every_way_to_read_notes_what_was_read() -> None:
    site = known(explainer())
    slug = next(iter(site.known))
    for read, noted in (
        (lambda: site._all("country"), every("country")),
        (lambda: list(site._each("slug")), each("slug")),
        (lambda: site._of(slug), record("explainer", slug)),
    ):
        with site.recording() as reads:
            read()
        assert list(reads) == [noted]


def test_a_digest_at_hand_stands_for_a_whole_record_and_for_nothing_else() -> None:
    site = known(explainer())
    corpus: Corpus = site.corpus
    slug = next(iter(corpus.explainers))
    other = Site(corpus, site.settings, site.day, digests={("explainer", slug): "kept"})
    assert other.digest(f'explainer ["{slug}"]') == ("kept", (record("explainer", slug),))
    assert other.digest(f'overdue ["{slug}"]')[0] == digest(site.overdue(slug))
