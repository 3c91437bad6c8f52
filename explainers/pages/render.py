"""From a view to bytes, and from a page of the plan to all its files: pure functions, which any process can do."""

from __future__ import annotations

from msgspec import Struct

from explainers.digest import digest
from explainers.pages.machine_views import FeedText
from explainers.pages.plan import PlannedPage, shown
from explainers.pages.templates import Theme
from explainers.pages.views import View
from explainers.site.site import Site

__all__ = ["MadePage", "WantedPage", "made", "rendered"]


class WantedPage(Struct, frozen=True, array_like=True):
    """A page to make; `view` is the digest of the view that its file shows, `beside` that of what the files beside it
    say: empty where they have to be made.
    """

    page: PlannedPage
    view: str = ""
    beside: str = ""


class MadePage(Struct, frozen=True, array_like=True):
    """What came of a page: the questions that it asked, the digest of its view, its files (name and bytes; `None` in
    place of these where the file has them already), and the digest of what those beside it say. `files` is `None` where
    all of them are as they were.
    """

    reads: tuple[str, ...]
    view: str
    files: tuple[tuple[str, bytes | None], ...] | None
    beside: str = ""


def made(site: Site, theme: Theme, wanted: WantedPage) -> MadePage:
    """Return a page's files, as far as they have to be made."""
    page = wanted.page
    with site.recording() as asked:
        it = shown(site, page)
    reads = tuple(sorted(asked))
    view = digest((it.template, it.view))
    beside = digest([(one.name, one.source) for one in it.files]) if it.files else ""
    if (view, beside) == (wanted.view, wanted.beside):
        return MadePage(reads, view, None, beside)
    data = None if view == wanted.view else rendered(theme, it.template, page.language, it.view)
    others = [(one.name, None if beside == wanted.beside else one.make(one.source)) for one in it.files]
    return MadePage(reads, view, ((page.file, data), *others), beside)


def rendered(theme: Theme, template: str, language: str, view: View | FeedText) -> bytes:
    """Return a page's bytes, in UTF-8: its template sees the fields of its view by their names. Raises
    `ThemeError`.
    """
    context = {name: getattr(view, name) for name in view.__struct_fields__}
    with theme.errors_told(template):
        # Piece by piece: most of a page is ASCII, such as its style, which one text with other characters widens first.
        pieces = theme.template(template, language).generate(context, **theme.globals(template))
        data = b"".join([*map(str.encode, pieces), b"\n"])
    # To take nothing away from it would be to write it again.
    return data.strip() + b"\n" if data[:1].isspace() or data[-2:-1].isspace() else data
