"""What lies before somebody who writes: the site as it was read last, with what is not saved, and its files' texts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from explainers.build.live_site import LiveReading
from explainers.content_kinds import TRANSLATED
from explainers.countries import country_name
from explainers.editing.schemas import SchemaSite, schema_site
from explainers.model import Source
from explainers.positions import Encoding, Lines
from explainers.reading.documents import Document, Outline, read_document

__all__ = ["Desk"]


class Desk:
    """A site as it was read (`reading`), with the texts that files have in an editor (`unsaved`, by path as problems
    show it). `folder` is the content folder, `languages` are the site's, `encoding` is what positions are counted in.
    """

    def __init__(
        self,
        reading: LiveReading,
        folder: Path,
        languages: tuple[str, ...],
        unsaved: Mapping[str, str],
        encoding: Encoding = "utf-16",
    ) -> None:
        self.reading, self.folder, self.languages = reading, folder, languages
        self.unsaved, self.encoding = unsaved, encoding

    # ---- files -------------------------------------------------------------------------------------------

    def location(self, path: str) -> Path:
        """Return where a file stands on the disk, by its path as problems show it."""
        return self.folder.parent / path

    def path(self, inner: str) -> str:
        """Return the path of a file as problems show it, by that relative to the content folder."""
        return f"{self.folder.name}/{inner}"

    def data(self, path: str) -> bytes:
        """Return the bytes of a file as an editor has it, or as it was saved; none where it can't be read."""
        if path in self.unsaved:
            return self.unsaved[path].encode("utf-8", "surrogatepass")
        try:
            return self.location(path).read_bytes()
        except OSError:
            return b""

    def lines(self, path: str) -> Lines:
        """Return the text of a file, with the places in it."""
        text = self.unsaved.get(path)
        if text is None:
            text = self.data(path).decode("utf-8-sig", "replace")
        return Lines(text, self.encoding)

    def document(self, path: str) -> Document:
        """Return a file as it reads now."""
        return read_document(path, self.data(path), self.languages)

    # ---- what the site has -------------------------------------------------------------------------------

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources that can be read, by key."""
        return self.reading.checked.corpus.sources

    @cached_property
    def known(self) -> SchemaSite:
        """What keys may name."""
        return schema_site(self.reading.checked.corpus, self.languages)

    @cached_property
    def originals(self) -> Mapping[str, Outline]:
        """What is known of pages and data files, but for translations, by their paths in the content folder."""
        found = (bundle.original for bundle in self.reading.content.bundles.values())
        return {one.inner_path: one for one in found if one}

    @cached_property
    def pages(self) -> Mapping[str, str]:
        """The titles of pages, by the paths of their originals, relative to the content folder."""
        return {path: self._title(one) for path, one in self.originals.items() if one.kind in TRANSLATED}

    def _title(self, original: Outline) -> str:
        content, slug, first = self.reading.content, original.slug, self.languages[0]
        about, page = content.known.get(slug), content.corpus.pages.get(slug)
        if original.kind == "explainer" and about:
            return about.titles.get(first, slug)
        if original.kind == "page" and page and first in page.texts:
            return page.texts[first].title
        return " – ".join(country_name(code, first) for code in original.countries) or slug

    def headings(self, inner: str) -> tuple[str, ...]:
        """Return the ids of the headings of a page, by the path of its original."""
        return self.originals[inner].ids if inner in self.originals else ()
