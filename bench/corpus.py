"""Makes a site of any size to measure with: `bench/corpus.py N DIR`.

The site has N explainers of about 600 words, and what they need: sources with paragraphs, quotations and seals (one
for 20 explainers), countries, relations, events, terms. It is a valid site: `explainers check` finds nothing. The
same N always makes the same bytes. The sources' texts are made up too, and stand in ``texts/``. Below ``stock/`` is
the same text for a site of stock Pelican and for one of Hugo (`bench/stock.py`).
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final

from bench.words import ASIDES, CLAIMS, COUNTRIES, FACTS, GLOSSARY, HEADINGS, MONTHS, STATES, THINGS
from explainers.checks.book import NameBook
from explainers.countries import country_name
from explainers.editing.seal import sealed_record
from explainers.model import Corpus

__all__ = ["Page", "Site", "made_site", "write_site"]

ROOT: Final = Path(__file__).resolve().parent.parent
_LANGUAGE: Final = "en"
_KINDS: Final = (
    "opened", "counted", "counted", "counted", "cost", "cost",
    "said", "counted", "pledged", "planned", "analysis", "cost",
)  # fmt: skip
_NOTES: Final = {
    "said": "how: [said], by: [Central Survey]",
    "pledged": "how: [pledged, stated], by: [Central Survey]",
    "planned": "how: [planned]",
    "analysis": "how: [analysis, stated]",
}
_STATUSES: Final = ("closer", "steady", "allied", "competing", "strained", "apart")


@dataclass(frozen=True, slots=True)
class Fact:
    """A paragraph of a source: its number, its kind, and the words that stand for the places in its form."""

    number: int
    kind: str
    words: dict[str, str]

    @property
    def text(self) -> str:
        """What the source says."""
        return FACTS[self.kind].format(**self.words)


@dataclass(frozen=True, slots=True)
class MadeSource:
    """A source: its key, the codes of its countries, its paragraphs."""

    key: str
    codes: tuple[str, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """An explainer: its slug, title, summary, date, codes of countries, tags, key points, unknowns and body."""

    slug: str
    title: str
    summary: str
    date: str
    codes: tuple[str, ...]
    tags: tuple[str, ...]
    key_points: tuple[str, ...]
    unknowns: tuple[str, ...]
    body: str


@dataclass(frozen=True, slots=True)
class Site:
    """A whole site: countries (code, capital, latitude, longitude), sources, pages."""

    countries: Sequence[tuple[str, str, float, float]]
    sources: Sequence[MadeSource]
    pages: Sequence[Page]
    names: dict[str, str] = field(default_factory=dict)


# ---- made ------------------------------------------------------------------------------------------------


def made_site(count: int) -> Site:
    """Return a site of so many explainers. The same count always makes the same site."""
    countries = COUNTRIES[: min(len(COUNTRIES), 8 + count // 250)]
    names = {code: country_name(code, _LANGUAGE) for code, *_ in countries}
    sources = [_source(number, names) for number in range(max(4, count // 20))]
    pages = [_page(number, count, sources, names) for number in range(count)]
    return Site(countries, sources, pages, names)


def _source(number: int, names: dict[str, str]) -> MadeSource:
    chance = Random(f"source {number}")
    codes = tuple(chance.sample(sorted(names), 3))
    facts = []
    things = chance.sample(THINGS, len(_KINDS))
    for place, kind in enumerate(_KINDS, start=1):
        country, other = chance.sample(codes, 2)
        count = chance.randint(120, 9800)
        words = {"country": names[country], "other": names[other], "things": things[place - 1]}
        words |= {
            "month": chance.choice(MONTHS),
            "year": str(chance.randint(1960, 2019)),
            "state": chance.choice(STATES),
        }
        words |= {"n": str(count), "m": str(chance.randint(20, count - 10))}
        facts.append(Fact(place, kind, words))
    return MadeSource(f"report-{number:04}", codes, tuple(facts))


def _page(number: int, count: int, sources: Sequence[MadeSource], names: dict[str, str]) -> Page:
    chance = Random(f"page {number}")
    mine = [sources[number % len(sources)], *chance.sample(sources, 2)]
    codes = mine[0].codes
    things, others = (mine[0].facts[place].words["things"] for place in (1, 2))
    main = names[codes[0]]
    body = _body(chance, mine, names[codes[0]], _slug(chance.randrange(count)))
    return Page(
        _slug(number),
        f"What the lists of {main} say of {things} and {others}, part {_letters(number)}",
        f"How many {things} were counted in {main}, what the upkeep cost, what was promised, and what is left open.",
        f"20{chance.randint(20, 24)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        codes,
        tuple(sorted({things.replace(" ", "-"), others.replace(" ", "-")})),
        tuple(_claim(chance, source, fact) for source in mine[:2] for fact in source.facts[1:3]),
        tuple(f"Our source does not say who paid for the count [@{source.key}, paras. 1–3]." for source in mine[:2]),
        body,
    )


def _slug(number: int) -> str:
    return f"{THINGS[number % len(THINGS)].replace(' ', '-')}-{number:05}"


def _letters(number: int) -> str:
    """Return a number in consonants: figures in a title would need a source, and some words are refused.

    >>> [_letters(number) for number in (0, 19, 20, 419)]
    ['b', 'z', 'bb', 'zz']
    """
    rest, last = divmod(number, len(_CONSONANTS))
    return (_letters(rest - 1) if rest else "") + _CONSONANTS[last]


_CONSONANTS: Final = "bcdfghjklmnpqrstvwxz"


def _body(chance: Random, sources: Sequence[MadeSource], main: str, other_page: str) -> str:
    parts = []
    for heading, kinds in zip(HEADINGS, _SECTIONS, strict=True):
        facts = [(source, fact) for source in sources for fact in source.facts if fact.kind in kinds]
        chance.shuffle(facts)
        parts.append("## " + heading.format(things=sources[0].facts[1].words["things"], country=main))
        for start in (0, 2):
            claims = [_claim(chance, source, fact) for source, fact in facts[start : start + 2]]
            if claims:
                parts.append(" ".join(claims))
        if "said" in kinds:
            parts += [_quotation(sources[0]), _link(sources[0], other_page)]
    return "\n\n".join(parts) + "\n"


_SECTIONS: Final = (("counted",), ("cost",), ("said",), ("pledged", "planned"), ("opened", "counted"), ("analysis",))


def _claim(chance: Random, source: MadeSource, fact: Fact) -> str:
    words = chance.choice(CLAIMS[fact.kind]).format(**fact.words) + chance.choice(ASIDES)
    how = {"pledged": ", pledged", "analysis": ", analysis"}.get(fact.kind, "")
    return f"{words} [@{source.key}, para. {fact.number}{how}]."


def _quoted(fact: Fact) -> str:
    return fact.text.split('"')[1]


def _quotation(source: MadeSource) -> str:
    fact = next(fact for fact in source.facts if fact.kind == "said")
    return f'> "{_quoted(fact)}"\n>\n> — The Central Survey [@{source.key}, para. {fact.number}]'


def _link(source: MadeSource, slug: str) -> str:
    fact = next(fact for fact in source.facts if fact.kind == "said")
    return (
        f"The Central Survey counts for other lists too, of which [another explainer]({{filename}}{slug}.md) tells "
        f"[@{source.key}, para. {fact.number}]."
    )


# ---- written ---------------------------------------------------------------------------------------------

_PAGES: Final = (("home", "What was counted, and how?"), ("method", "How claims are checked"), ("about", "About"))
_SETTINGS: Final = """\
SITENAME = "Counted"
SITEURL = "https://counted.example"
PATH = "content"
OUTPUT_PATH = "output"
THEME = {theme!r}
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
PELICAN_CLASS = "explainers.SitePelican"
PLUGINS = ["explainers"]
EXPLAINER_LANGUAGES = ["en"]
"""


def write_site(site: Site, folder: Path) -> None:
    """Write a site in the engine's own format; what stood in its content folder is gone then."""
    content = folder / "content"
    shutil.rmtree(content, ignore_errors=True)
    for name in ("explainers", "countries", "relations", "sources", "pages"):
        (content / name).mkdir(parents=True)
    (folder / "texts").mkdir(exist_ok=True)
    _put(folder / "pelicanconf.py", _SETTINGS.format(theme=str(ROOT / "theme")))
    for page in site.pages:
        _put(content / "explainers" / f"{page.slug}.md", _page_text(page))
    _write_sources(site, folder)
    _write_places(site, content)
    _put(content / "events.yaml", "".join(_event(source) for source in site.sources[:300]))
    terms = (f"- id: {key}\n  term: {{en: {term}}}\n  means: {{en: {means!r}}}\n" for key, term, means in GLOSSARY)
    _put(content / "glossary.yaml", "".join(terms))
    _put(content / "names.yaml", "- id: central-survey\n  forms: {en: [Central Survey]}\n")
    for slug, title in _PAGES:
        text = "" if slug == "home" else "\nThis site is made to measure with: nothing that it says is true.\n"
        _put(content / "pages" / f"{slug}.md", f"---\ntitle: {title}\nsummary: A site to measure with.\n---\n{text}")


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _page_text(page: Page) -> str:
    points = "".join(f"  - {point}\n" for point in page.key_points)
    unknowns = "".join(f"  - {one}\n" for one in page.unknowns)
    return (
        f"---\ntitle: {page.title}\nsummary: {page.summary}\ndate: {page.date}\n"
        f"countries: [{', '.join(page.codes)}]\ntags: [{', '.join(page.tags)}]\n"
        f"key_points: |\n{points}unknowns: |\n{unknowns}---\n\n{page.body}"
    )


def _write_sources(site: Site, folder: Path) -> None:
    book = NameBook(_names_only(), [_LANGUAGE])
    texts = {source.key: [fact.text for fact in source.facts] for source in site.sources}
    files = {source.key: _source_text(source) for source in site.sources}
    texts["yearbook"], files["yearbook"] = _yearbook(site), _YEARBOOK
    for key, text in files.items():
        sealing = sealed_record(key, text.encode(), texts[key], (), book)
        if sealing.wrong:
            raise ValueError(f"{key}: {'; '.join(sealing.wrong)}")
        (folder / "content" / "sources" / f"{key}.yaml").write_bytes(sealing.data)
        _put(folder / "texts" / f"{key}.txt", "\n".join(texts[key]) + "\n")


def _names_only() -> Corpus:
    """Return what the site's `names.yaml` says, as the engine reads it."""
    from explainers.build.records import by_kind, corpus_of
    from explainers.reading.documents import read_document

    document = read_document(
        "content/names.yaml", b"- id: central-survey\n  forms: {en: [Central Survey]}\n", [_LANGUAGE]
    )
    return corpus_of(by_kind([(document.kind, document.slug)]), lambda _: document.record, {})


def _source_text(source: MadeSource) -> str:
    said = next(fact for fact in source.facts if fact.kind == "said")
    notes = "".join(f"  {fact.number}: {{{_NOTES[fact.kind]}}}\n" for fact in source.facts if fact.kind in _NOTES)
    return (
        f"title: What the lists hold, report {source.key[-4:]}\npublisher: The Counting House\npublished: 2019-12-01\n"
        f"url: https://counting.example/{source.key}\nlanguage: en\nparagraphs:\n{notes}quotations:\n"
        f"  - para: {said.number}\n    text: {_quoted(said)}\n    speaker: Central Survey\n"
    )


_YEARBOOK: Final = (
    "title: Yearbook of lists\npublisher: The Counting House\npublished: 2019-12-01\n"
    "url: https://counting.example/yearbook\nlanguage: en\n"
)


def _pairs(site: Site) -> list[tuple[str, str]]:
    """Return the pairs of countries that have a relation, each in the order of the slugs."""
    codes = [code for code, *_ in site.countries]
    found = [(codes[place], codes[place - step]) for place in range(len(codes)) for step in (1, 2)]
    slugs = {code: _country_slug(site, code) for code in codes}
    ordered = {(a, b) if slugs[a] < slugs[b] else (b, a) for a, b in found}
    return sorted(ordered)


def _country_slug(site: Site, code: str) -> str:
    return site.names[code].lower().replace(" ", "-")


def _yearbook(site: Site) -> list[str]:
    """Return the paragraphs of the yearbook: one for each country, then one for each pair."""
    countries = [f"The districts of {site.names[code]} keep lists and send them on." for code, *_ in site.countries]
    pairs = [
        f"Since {1970 + number} {site.names[first]} and {site.names[second]} have shared what their lists hold."
        for number, (first, second) in enumerate(_pairs(site))
    ]
    return countries + pairs


def _write_places(site: Site, content: Path) -> None:
    for number, (code, capital, latitude, longitude) in enumerate(site.countries, start=1):
        text = f"Lists are kept by the districts of {site.names[code]}, which pass them on [@yearbook, para. {number}]."
        head = f"---\ncode: {code}\ncapital: {capital}\nmarker: [{latitude:.2f}, {longitude:.2f}]\n---\n\n"
        _put(content / "countries" / f"{_country_slug(site, code)}.md", head + text + "\n")
    for number, (first, second) in enumerate(_pairs(site)):
        cite = f"[@yearbook, para. {len(site.countries) + number + 1}]"
        text = f"{site.names[first]} and {site.names[second]} have shared their lists since {1970 + number} {cite}."
        head = (
            f"---\nbetween: [{first}, {second}]\nstatus: {_STATUSES[number % len(_STATUSES)]}\nsince: {1970 + number}\n"
            f'as_of: 2019-12-01\ncite: "{cite}"\n---\n\n'
        )
        name = f"{_country_slug(site, first)}-{_country_slug(site, second)}.md"
        _put(content / "relations" / name, head + text + "\n")


def _event(source: MadeSource) -> str:
    words = source.facts[0].words
    code = next(code for code in source.codes if country_name(code, _LANGUAGE) == words["country"])
    return (
        f"- id: opened-{source.key}\n  when: {words['year']}-{MONTHS.index(words['month']) + 1:02}\n  kind: happened\n"
        f'  countries: [{code}]\n  text: {{en: "A register of {words["things"]} was opened in {words["country"]}."}}\n'
        f'  cite: "[@{source.key}, para. 1]"\n'
    )


def main() -> None:
    """Make the site that the arguments ask for."""
    from bench.stock import write_stock

    parser = argparse.ArgumentParser(
        description="Make a site of N explainers, and the same text for stock Pelican and Hugo."
    )
    parser.add_argument("count", metavar="N", type=int, help="how many explainers")
    parser.add_argument("folder", metavar="DIR", type=Path, help="where; what stands there is replaced")
    options = parser.parse_args()
    site = made_site(options.count)
    write_site(site, options.folder)
    write_stock(site, options.folder / "stock")
    words = sum(len(page.body.split()) for page in site.pages) // max(1, len(site.pages))
    print(f"{len(site.pages)} explainers of {words} words, {len(site.sources)} sources → {options.folder}/")


if __name__ == "__main__":
    main()
