"""What bundles say together is the same, whether all are looked at or only those that changed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from explainers.build.bundles import Bundle, ReadFile, encoded
from explainers.build.gathered import gathered, special
from explainers.checks.run import Found
from explainers.problems import Place, Problem
from explainers.reading.documents import Outline
from explainers.site.about import about
from tests.pages.corpora import explainer


def _bundle(slug: str) -> Bundle:
    outline = Outline(
        f"content/explainers/{slug}.md", "explainer", slug, "en", original=True, is_read=True, status="published",
        date="2026-01-01", countries=(), ids=(),
    )  # fmt: skip
    files = (ReadFile(1, 1, "", outline),)
    return Bundle("explainer", slug, files, (Found(()),), encoded(()), (), slug, about(explainer(slug)))


COD, HERRING = _bundle("cod"), _bundle("herring")
SOURCE = replace(_bundle("gazette"), kind="source", about=None)
BUNDLES = {one.key: one for one in (COD, HERRING, SOURCE)}
OUTLINE = COD.files[0].outline
DRAFT = replace(COD, files=(replace(COD.files[0], outline=replace(OUTLINE, status="draft")),))
CHANGES = {
    "edited": replace(COD, digest="other"),
    "retitled": replace(COD, about=about(explainer("cod", title="Who fished?"))),
    "left out": replace(COD, left_out=True),
    "a draft": DRAFT,
    "not read": replace(COD, digest="", about=None),
    "wrong": replace(COD, found=(Found((Problem("a", Place(1, 1, 1, 1), "uncited", ""),)),)),
    "with a picture": replace(COD, attached=("images/net.png",)),
    "translated": replace(COD, files=COD.files * 2, found=COD.found * 2),
}


@pytest.mark.parametrize("after", CHANGES.values(), ids=CHANGES)
def test_it_is_the_same_whether_all_are_looked_at_or_those_that_changed(after: Bundle) -> None:
    for first, second in ((COD, after), (after, COD)):
        bundles, now = {**BUNDLES, first.key: first}, {**BUNDLES, second.key: second}
        before = gathered(bundles, special(bundles, by_date=False))
        ones = special(now, by_date=False)
        assert gathered(now, ones, before, [COD.key]) == gathered(now, ones)


def test_most_pages_have_no_more_to_tell_than_that_they_are_there() -> None:
    told = {what: bool(special({one.key: one}, by_date=False)) for what, one in CHANGES.items()}
    assert [what for what, is_special in told.items() if not is_special] == ["edited", "retitled", "not read"]
    assert special(BUNDLES, by_date=False) == {}
    assert special(BUNDLES, by_date=True) == BUNDLES, "their dates decide"
