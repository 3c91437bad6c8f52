"""A page while it is made: its language and address, its links and words, and the site that it asks.

View functions take a `PageContext` and return a view; all that depends on language or address goes through here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from functools import lru_cache, wraps
from typing import Any, Final, NamedTuple, TypeVar, cast

from explainers.content_kinds import BY_FILE, BY_FOLDER
from explainers.countries import country_name
from explainers.dates import Edtf, Style, in_words, machine, parse
from explainers.model import Called, ExplainerText
from explainers.page_kinds import KINDS
from explainers.pages.view_parts import Link, When
from explainers.pages.words import translations
from explainers.questions import Reads
from explainers.reading.typography import typeset
from explainers.site.mentions import cited_and_leant_on
from explainers.site.site import Site
from explainers.site_settings import SiteNames
from explainers.urls import Urls, relative

__all__ = ["Cited", "PageContext", "month_of", "page_of", "recent", "shared"]

T = TypeVar("T")
_Make = TypeVar("_Make", bound=Callable[..., Any])

_MOST_RECENT: Final = 64


class Cited(NamedTuple):
    """What a text cites: the keys of its sources, in the order in which they come, and of those that it leans on; when
    the newest of them was published (EDTF; empty: it cites none), and whether it has sums of our own.
    """

    sources: tuple[str, ...]
    leant_on: tuple[str, ...]
    newest: str
    has_sums: bool


class PageContext:
    """A page being made. `kind` and `slug` say which; `absolute` makes all links absolute, as feeds need. `place` is
    where its links lead from (see `shared`).
    """

    def __init__(self, site: Site, kind: str, language: str, slug: str = "", *, absolute: bool = False) -> None:
        self.site = site
        self.kind = kind
        self.slug = slug
        self.language = language
        self.urls: Urls = site.settings.urls
        self.address = self.urls.address(kind, language, slug)
        self._absolute = absolute
        self.place = self._place()
        self._translations = translations(language, site.settings.catalogues.get(language, ""))
        self._links: dict[tuple[str, ...], str] = site.once(("links", language, self.place), dict)
        self._cited: dict[int, tuple[object, Cited]] = {}

    def _place(self) -> str:
        """Return where links lead from: the page's address. Explainers have one for all that stand in folders of their
        own side by side, as all links from there are the same, but for those of a page to itself.
        """
        if self._absolute:
            return "//"
        if self.kind != "explainer" or not self.address.endswith("/"):
            return self.address
        above = self.address[:-1].rpartition("/")[0]
        return f"{above}/\0/" if above else "\0/"

    def say(self, message: str, **values: object) -> str:
        """Return an interface text in the page's language; `values` fill its ``%(name)s``."""
        translated = self._translations.gettext(message)
        return translated % values if values else translated

    def say_count(self, one: str, many: str, number: int) -> str:
        """Return an interface text with a number in the page's language: its ``%(number)s``."""
        return self._translations.ngettext(one, many, number) % {"number": number}

    # ---- links -------------------------------------------------------------------------------------------

    def link(self, kind: str, slug: str = "", fragment: str = "", language: str = "") -> str:
        """Return the link to a page, in the page's own language unless another is named."""
        if kind == self.kind and slug == self.slug and language in ("", self.language):
            return self.link_to_address(self.address, fragment)
        there = (kind, slug, fragment, language)
        if there not in self._links:
            address = self.urls.address(kind, language or self.language, slug)
            self._links[there] = self.link_to_address(address, fragment)
        return self._links[there]

    def link_here(self, fragment: str) -> str:
        """Return the link to a place on this very page."""
        if self._absolute or KINDS[self.kind].anywhere:
            return self.link_to_address(self.address, fragment)
        return f"#{fragment}"

    def link_to_address(self, target: str, fragment: str = "") -> str:
        """Return the link to an address of the site."""
        mark = f"#{fragment}" if fragment else ""
        if self._absolute:
            return self.urls.absolute(target) + mark
        if KINDS[self.kind].anywhere:
            return self.urls.root() + target + mark
        return relative(self.address if target == self.address else self.place, target, fragment)

    def absolute(self, address: str) -> str:
        """Return an address of the site as an absolute one; empty while the site has none of its own."""
        return self.urls.absolute(address) if self.urls.site else ""

    @property
    def absolute_address(self) -> str:
        """The page's own address, in the same way."""
        return self.absolute(self.address)

    def link_to_file(self, path: str, fragment: str = "") -> str:
        """Return the link to the page that a content file makes (``explainers/one.md``)."""
        kind, slug = page_of(path)
        return self.link(kind, slug, fragment)

    def country_link(self, code: str) -> Link:
        """Return the link to a country's page, by its name."""
        href = self.link("country", self.site.place_of(code).slug)
        return Link(self.country(code), href, current=href in ("./", "") and self.kind == "country")

    # ---- words -------------------------------------------------------------------------------------------

    @property
    def site_names(self) -> SiteNames:
        """What the site is called in the page's language."""
        return self.site.settings.names[self.language]

    def country(self, code: str) -> str:
        """Return a country's name in the page's language, from CLDR."""
        return country_name(code, self.language)

    def countries(self, pair: tuple[str, str]) -> str:
        """Return the names of two countries, joined in the page's language."""
        first, second = map(self.country, pair)
        return self.say("%(first)s and %(second)s", first=first, second=second)

    def date(self, value: str, style: Style = "plain") -> str:
        """Return an EDTF date in words; no line ends between its day and its month."""
        return _date(value, self.language, style)

    def when(self, value: str) -> When:
        """Return an EDTF date in words and for machines."""
        return _when(value, self.language)

    def cited(self, text: ExplainerText) -> Cited:
        """Return what a text of the page cites."""
        if id(text) not in self._cited:
            self._cited[id(text)] = (text, self._found_cited(text))
        return self._cited[id(text)][1]

    def _found_cited(self, text: ExplainerText) -> Cited:
        cited, leant_on = cited_and_leant_on(text)
        sources, leant = (tuple(dict.fromkeys([one.source for one in its])) for its in (cited, leant_on))
        published = [self.site.source(key).published for key in sources]
        newest = max(published, key=lambda date: parse(date).last, default="")
        return Cited(sources, leant, newest, any(one.sum for one in cited))

    def chosen(self, texts: Mapping[str, T], original: str) -> tuple[T, str]:
        """Return a text in the page's language, or else in the original's, and that language where it is not
        the page's (else an empty one).
        """
        if self.language in texts:
            return texts[self.language], ""
        return texts[original], original

    def unless_own(self, language: str) -> str:
        """Return a language where it isn't the page's, else an empty one."""
        return "" if language == self.language else language

    def localised(self, texts: Mapping[str, str]) -> tuple[str, str]:
        """Return a text of a data file in the page's language, or else in the first language that it has, and that
        language where it is not the page's.
        """
        for language in (self.language, *self.urls.languages, *sorted(texts)):
            if language in texts:
                return texts[language], self.unless_own(language)
        return "", ""

    def called(self, name: Called) -> str:
        """Return what somebody or something is called in the page's language."""
        return name if isinstance(name, str) else self.localised(name)[0]

    def named(self, name: Called) -> str:
        """Return what somebody is called in the page's language: the same in every language, then as the list of
        names has it in full, if it has this name in another language only.
        """
        entry = self.site.named(name) if isinstance(name, str) else None
        forms = entry.forms.get(self.language, ()) if entry else ()
        return self.called(name) if not forms or name in forms else typeset(forms[0], self.language)

    def capitalised(self, words: str) -> str:
        """Return words with a capital at the beginning."""
        return words[:1].upper() + words[1:]

    def month(self, value: str) -> str:
        """Return the month and year of an EDTF date in words; the year where it has no month."""
        when = parse(value)
        return self.date(month_of(when))


def month_of(when: Edtf) -> str:
    """Return the EDTF month that a date begins in, or its year where it is no more exact than that."""
    first = (when.start or when).first if when.is_interval else when.first
    return f"{first.year:04}" if when.precision == "year" else f"{first.year:04}-{first.month:02}"


def page_of(path: str) -> tuple[str, str]:
    """Return kind and slug of the page that a content file makes, or is shown on.

    >>> page_of("explainers/one.fr.md"), page_of("events.yaml")
    (('explainer', 'one'), ('timeline', ''))
    """
    folder, _, name = path.rpartition("/")
    slug = name.partition(".")[0]
    if not folder:
        return BY_FILE[name].page, ""
    kind = BY_FOLDER[folder].page
    return ("home", "") if (kind, slug) == ("page", "home") else (kind, slug)


def shared(make: _Make) -> _Make:
    """Have a part made once for all pages of a language and a place (`PageContext.place`). What it is made of must be
    in its arguments, which can be hashed, or asked of the site: each page that shows it rests on the answers.
    """

    @wraps(make)
    def part(context: PageContext, *arguments: Any, **named: Any) -> Any:
        name: tuple[object, ...] = (make, context.language, context.place, arguments)
        if named:
            name = (*name, *named.items())
        site = context.site
        value, reads = site.held.get(name) or site.hold(name, lambda: make(context, *arguments, **named))
        site.rest_on(reads)
        return value

    return cast("_Make", part)


def recent(context: PageContext, part: str, key: Hashable, make: Callable[[], T]) -> T:
    """Return a part, by its name, that pages show which are made one behind the other: what was made last for a
    language and a place is at hand, by keys. Each page rests on what was asked for it.
    """
    site = context.site
    kept: dict[Hashable, tuple[T, Reads]] = site.once((part, context.language, context.place), dict)
    found = kept.get(key)
    if found is None:
        found = site.recorded(make)
        if len(kept) >= _MOST_RECENT:
            kept.clear()
        kept[key] = found
    value, reads = found
    site.rest_on(reads)
    return value


@lru_cache(maxsize=4096)
def _when(value: str, language: str) -> When:
    return When(_date(value, language, "plain"), machine(value) or "")


@lru_cache(maxsize=4096)
def _date(value: str, language: str, style: Style) -> str:
    return typeset(in_words(value, language, style=style), language)
