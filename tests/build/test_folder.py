"""A content folder by what its files belong to."""

from __future__ import annotations

import pytest

from explainers.build.folder import folder_of
from explainers.reading.scan import ContentFile, ContentFiles

LANGUAGES = ("en", "fr")


def file(path: str) -> ContentFile:
    return ContentFile(f"content/{path}", f"/srv/content/{path}", 1, 1)


def test_a_translation_belongs_to_its_original_and_pictures_to_no_page() -> None:
    one, french, source, picture = map(
        file, ("explainers/one.md", "explainers/one.fr.md", "sources/afp.yaml", "images/a.png")
    )
    folder = folder_of(ContentFiles((french, one, source), (picture,), ()), LANGUAGES)
    assert dict(folder.pages) == {("explainer", "one"): [french, one], ("source", "afp"): [source]}
    assert dict(folder.others) == {"images/a.png": picture}
    assert folder.file(french.path, LANGUAGES) is french


@pytest.mark.parametrize("path", ["content/explainers/two.md", "content/explainers/one.de.md"])
def test_a_file_that_is_not_there_is_an_error(path: str) -> None:
    folder = folder_of(ContentFiles((file("explainers/one.md"),), (), ()), LANGUAGES)
    with pytest.raises((LookupError, ValueError)):
        folder.file(path, LANGUAGES)
