"""What pages are for: each subject once, by its slug and by what questions call it, in the languages of its texts."""

from __future__ import annotations

import msgspec
import pytest

from explainers.pages.subjects import key_of, languages_of, subjects
from explainers.site.site import Site
from tests.pages.corpora import explainer, known, prose_page, relation, with_records


@pytest.fixture
def site() -> Site:
    about, herring = prose_page(), explainer()
    return with_records(
        known(msgspec.structs.replace(herring, texts={**herring.texts, "fr": herring.texts["en"]}), explainer("cod")),
        relations={("NO", "SE"): relation()},
        pages={"about": about, "home": prose_page("home")},
    )


def test_each_subject_has_a_page_and_the_home_page_is_none_of_the_pages_of_prose(site: Site) -> None:
    found = [(one.kind.name, one.slug, one.key) for one in subjects(site, ["herring"]) if one.slug]
    assert found == [
        ("explainer", "herring", "herring"),
        ("country", "norway", "NO"),
        ("country", "sweden", "SE"),
        ("relation", "norway-sweden", ("NO", "SE")),
        ("page", "about", "about"),
        ("page", "method", "method"),
    ]


def test_a_page_that_stands_alone_is_for_itself(site: Site) -> None:
    alone = [one.kind.name for one in subjects(site, []) if not one.slug]
    assert {"home", "map", "timeline", "sitemap"} <= set(alone)
    assert len(alone) == len(set(alone))


def test_questions_call_a_subject_by_the_key_that_its_slug_stands_for(site: Site) -> None:
    for one in subjects(site, ["herring", "cod"]):
        if one.slug:
            assert key_of(site, one.kind.name, one.slug) == one.key


@pytest.mark.parametrize(
    ("kind", "key", "languages"),
    [
        ("explainer", "herring", {"en", "fr"}),
        ("explainer", "nobody", None),
        ("country", "NO", {"en"}),
        ("relation", ("NO", "SE"), {"en"}),
        ("page", "about", {"en"}),
        ("page", "nobody", None),
        ("map", "", None),
    ],
)
def test_a_subject_is_written_in_the_languages_of_its_texts(
    site: Site, kind: str, key: object, languages: set[str] | None
) -> None:
    found = languages_of(site, kind, key)
    assert (found if found is None else set(found)) == languages
