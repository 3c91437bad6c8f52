"""Edits that people make on a small site, as values: each has a kind and a name, and is made in the site's folder.

Some are wrong by themselves or together with others: a link to a page that is gone, a figure that no source has.
"""

# ruff: noqa: E501 - tables of words
from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Final

from tests.building_sites import ROOT, site_copy

DAYS: Final = ("2026-09-17", "2026-09-18", "2026-03-01", "2025-08-31", "2027-05-01", "2931-01-01")


def edited_site(folder: Path) -> Path:
    """Return a copy of the complete site with a theme of its own and a picture, so that all of it can be edited."""
    site = site_copy("complete", folder)
    shutil.copytree(ROOT / "theme", site / "theme", ignore=shutil.ignore_patterns("examples.yaml"))
    settings = site / "pelicanconf.py"
    lines = [line for line in settings.read_text(encoding="utf-8").splitlines() if not line.startswith("THEME")]
    settings.write_text("\n".join([*lines, 'THEME = "theme"', *_SETTINGS]) + "\n", encoding="utf-8")
    (site / "content/images").mkdir()
    (site / "content/images/a.png").write_bytes(_picture("#336699", (60, 40)))
    with (site / _SWEDEN).open("a", encoding="utf-8") as country:
        country.write(_SUM)
    return site


@dataclass(frozen=True)
class Edit:
    """An edit; `make` returns whether there was anything to do."""

    kind: str
    name: str
    make: Callable[[Path], bool] = field(repr=False, compare=False)

    def __repr__(self) -> str:
        return f"<{self.kind}: {self.name}>"


def _picture(colour: str, size: tuple[int, int], form: str = "PNG") -> bytes:
    from PIL import Image

    data = BytesIO()
    Image.new("RGB", size, colour).save(data, form)
    return data.getvalue()


def _written(path: Path, text: str) -> bool:
    path.write_text(text, encoding="utf-8")
    return True


def _turn(file: str, variants: Sequence[str], to: str) -> Callable[[Path], bool]:
    """An edit: where one of some variants stands in a file, another one stands then; the next, where it is there."""

    def make(site: Path) -> bool:
        path = site / file
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        there = next((one for one in sorted(variants, key=len, reverse=True) if one in text), None)
        if there is None:
            return False
        new = to if there != to else variants[(variants.index(to) + 1) % len(variants)]
        return _written(path, text.replace(there, new))

    return make


def _end(file: str, words: str) -> Callable[[Path], bool]:
    """An edit: a file ends with some words, or no longer."""

    def make(site: Path) -> bool:
        path = site / file
        if not path.is_file():
            return False
        text = path.read_text(encoding="utf-8")
        return _written(path, text.replace(words, "") if words in text else text + words)

    return make


def _have(file: str, data: bytes) -> Callable[[Path], bool]:
    """An edit: a file is there, new or in another's place."""

    def make(site: Path) -> bool:
        path = site / file
        if path.is_file() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return True

    return make


def _drop(file: str) -> Callable[[Path], bool]:
    def make(site: Path) -> bool:
        there = (site / file).is_file()
        (site / file).unlink(missing_ok=True)
        return there

    return make


def _rename(file: str, to: str) -> Callable[[Path], bool]:
    """An edit: a file has another name, or its old one again; its time of change stays."""

    def make(site: Path) -> bool:
        old, new = (site / file, site / to) if (site / file).is_file() else (site / to, site / file)
        if not old.is_file():
            return False
        old.replace(new)
        return True

    return make


def _touch(file: str) -> Callable[[Path], bool]:
    def make(site: Path) -> bool:
        if not (site / file).is_file():
            return False
        os.utime(site / file)
        return True

    return make


# ---- the words ---------------------------------------------------------------------------------------

_QUIET, _TALKS, _FRENCH = (
    f"content/explainers/{name}.md" for name in ("quiet-year", "herring-talks", "herring-talks.fr")
)
_ABOUT, _SWEDEN, _DENMARK = "content/pages/about.md", "content/countries/sweden.md", "content/countries/denmark.md"
_GAZETTE, _COURIER = "content/sources/gazette.yaml", "content/sources/courier.yaml"
_EVENTS, _GLOSSARY, _NAMES = "content/events.yaml", "content/glossary.yaml", "content/names.yaml"
_PAIR, _APART = "content/relations/norway-sweden.md", "content/relations/denmark-norway.md"
_TALKS_TITLE = "title: What did the herring talks bring?"
_SUM: Final = "\nEach boat was 8 % of what Oslo promised [@gazette, para. 3, pledged, calculated: 1 / 12].\n"

_TURNS: Final[Sequence[tuple[str, str, Sequence[str]]]] = (
    ("body", _QUIET, ("Nobody argued in 2024", "No one argued in 2024", "Nobody argued in 1999", "Nobody shouted in 2024")),
    ("body", _QUIET, ("## What was quiet?", "## Was it quiet?")),
    ("body", _TALKS, ("Only one side is quoted", "One side alone is quoted", "Only one *side* is quoted")),
    ("body", _TALKS, ("the [[quota]] was", "the quota was", "the [[net]] was")),
    ("body", _FRENCH, ("Un seul côté est cité", "Seul un côté est cité")),
    ("body", _ABOUT, ("A desk writes here.", "A team writes here.", "Two people write here.")),
    ("title", _QUIET, ("title: Why was the year before quiet?", "title: Why, then, was it quiet?", "title")),
    ("title", _QUIET, ("summary: In 2024 nobody argued about herring.", "summary: In 2024 all was quiet.")),
    ("title", _TALKS, (_TALKS_TITLE, "title: What, then, did the herring talks bring?")),
    ("title", _FRENCH, ("title: Qu'ont apporté", "title: Qu'apportèrent")),
    ("title", "content/pages/home.md", ("events: [nets, talks, boats]", "events: [talks]", "events: [talks, feast]")),
    ("title", "content/pages/method.md", ("title: How claims are checked", "title: How we check")),
    ("front matter", _QUIET, ("date: 2025-08-30", "date: 2025-09-05", "date: 2026-09-18")),
    ("front matter", _QUIET, ("countries: [DK, NO]", "countries: [DK, SE]", "countries: [FI]", "countries: [DK, XX]")),
    ("front matter", _TALKS, ("review_by: 2026-03-02", "review_by: 2026-09-18", "review_by: 2026-12-01")),
    ("front matter", _TALKS, ("tags: [fishing, talks]", "tags: [fishing]")),
    ("front matter", _TALKS, ("modified: 2025-09-10", "modified: 2025-09-11")),
    ("front matter", _TALKS, ("kind: update", "kind: correction")),
    ("front matter", "content/explainers/unfinished.md", ("status: draft", "status: published", "status: hidden")),
    ("draft", _FRENCH, ("summary: Des ministres", "status: draft\nsummary: Des ministres")),
    ("draft", _FRENCH, ("@courier]", "@nowhere]")),
    ("draft", "content/countries/finland.md", ("code: FI", "status: draft\ncode: FI")),
    ("draft", "content/relations/finland-norway.md", ("as_of:", "as_off:")),
    ("draft", "content/explainers/unfinished.md", ("countries: [SE]", "countries: [SE, IS]", "countries: SE")),
    ("draft", "content/explainers/unfinished.md", ("[@gazette, para. 4, unknown]", "[@nowhere]", "(nobody)")),
    ("draft", _QUIET, ("date: 2025-08-30", "status: draft\ndate: 2025-08-30", "status: hidden\ndate: 2025-08-30")),
    ("country", _SWEDEN, ("code: SE", "code: IS")),
    ("country", _SWEDEN, ("capital: Stockholm", "capital: Uppsala")),
    ("country", _SWEDEN, ("marker: [59.33, 18.07]", "marker: [58.33, 18.07]")),
    ("country", _SWEDEN, ("It was at the table", "It, too, was there")),
    ("country", _DENMARK, ("It was at the table", "It sat at the table")),
    ("source", _GAZETTE, ("publisher: The Strait Gazette", "publisher: Gazette of the Strait")),
    ("source", _GAZETTE, ("title: Herring talks end with a promise", "title: Talks end with a promise")),
    ("source", _GAZETTE, ('4: ["2024",', '4: ["2021",', '4: ["2024", "1999",')),
    ("source", _GAZETTE, ("count: 4", "count: 3", "count: 9")),
    ("source", _GAZETTE, ("3: {how: [pledged, planned], by: [Oslo]}", "3: {how: [pledged], by: [Oslo]}", "3: {how: [pledged, planned, stated], by: [Oslo]}")),
    ("source", _GAZETTE, ("1: {by: [Oslo]}", "1: {by: [Oslo, Norway]}", "1: {how: [stated]}")),
    ("source", _GAZETTE, ("2: [the ministry]", "2: [the Ministry of Fisheries]", "2: []")),
    ("source", _GAZETTE, ("language: en", "language: fr", "language: no")),
    ("elsewhere", _GAZETTE, ("paras: [3]\n", "paras: [1]\n", "paras: [3, 2]\n", "paras: [4, 3]\n", "paras: [7]\n")),
    ("elsewhere", _GAZETTE, ("paras: [4]\n    source: courier", "paras: [4]\n    source: nowhere", "paras: [4]\n    source: ledger")),
    ("elsewhere", _GAZETTE, ("sa seconde moitié}\n    source: nowhere", "sa seconde moitié}\n    source: courier")),
    ("elsewhere", _GAZETTE, ("{en: its second half,", "{en: its last words,")),
    ("elsewhere", _GAZETTE, ("Shortened there.", "Cut there.")),
    ("elsewhere", _GAZETTE, ("elsewhere:\n", "nowhere:\n")),
    ("opens", _GAZETTE, ('1: [The four fishing, "beforehand, Oslo said"]', "1: [The four fishing]", "1: [The four]", "1: [The four fishing ministers of Norway and Sweden, Oslo said]")),
    ("opens", _GAZETTE, ("3: [Oslo promised 12]", "3: [Oslo promised]", "3: []")),
    ("opens", _GAZETTE, ("  opens:\n", "  rounded: {}\n  opens:\n", "  rounded: {3: [12 about]}\n  opens:\n")),
    ("sum", _SWEDEN, ("calculated: 1 / 12]", "calculated: 1 ÷ 12]", "calculated: (1 ÷ 12)]", "calculated: 7 / 12]", "calculated: 1 / 24]", "calculated: 1 /]")),
    ("sum", _SWEDEN, ("boat was 8 %", "boat was about 8 %", "boat was 9 %")),
    ("source", _COURIER, ('facts: ["2025-03-04"]', 'facts: ["2025-03-05"]', "facts: []")),
    ("source", _COURIER, ("title: Fishing ministers meet", "title: Ministers meet")),
    ("event", _EVENTS, ("Ministers met in Oslo.", "The ministers met in Oslo.")),
    ("event", _EVENTS, ("when: 2025-04", "when: 2025-05", "when: 2027-04")),
    ("event", _EVENTS, ("Oslo promised boats.", "Oslo, it said, will send boats.")),
    ("event", _EVENTS, ("countries: [DK, SE]", "countries: [DK, FI]", "countries: [DK]")),
    ("event", _EVENTS, ("- id: survey", "- id: count")),
    ("event", _EVENTS, ("- id: nets", "- id: torn-nets")),
    ("relation", _PAIR, ("status: closer", "status: strained", "status: worse")),
    ("relation", _PAIR, ("since: 2025-03", "since: 2025-03-04", "since: 2024~")),
    ("relation", _PAIR, ("Their ministers met", "The two ministers met")),
    ("relation", _PAIR, ("between: [NO, SE]", "between: [FI, SE]", "between: [DK, NO]")),
    ("relation", _APART, ("status: apart", "status: strained")),
    ("relation", _APART, ("as_of: 2025-03-05", "as_of: 2026-09-18")),
    ("glossary", _GLOSSARY, ("term: {en: quota,", "term: {en: allowance,")),
    ("glossary", _GLOSSARY, ("id: quota", "id: share")),
    ("glossary", _GLOSSARY, ("A narrow sea between two shores.", "A narrow sea.")),
    ("names", _NAMES, ("[Ministry of Fisheries, the ministry]", "[Ministry of Fish]", "[Ministry of Fisheries, the ministry, the sea's ministry]")),
    ("template", "theme/templates/home.html", ('<div class="text">\n{{ show', '<div class="text wide">\n{{ show')),
    ("template", "theme/templates/base.html", ("<body>", '<body class="plain">', "<body>\n<!-- a -->")),
    ("template", "theme/templates/robots.txt", ("Allow: /", "Allow: /fr/")),
    ("template", "theme/templates/atom.xml", ("<feed", "<!-- a feed --><feed")),
    ("template", "theme/templates/page.html", ("{% block main %}", '{% block main %}{% include "components/extra.html" %}')),
    ("template", "theme/components/teaser/teaser.html", ('class="small"', 'class="tiny"')),
    ("style", "theme/static/css/base.css", ("margin: 0;", "margin: 1px;", "margin: 2px;")),
    ("style", "theme/components/teaser/teaser.css", ("max-inline-size: 16rem", "max-inline-size: 12rem")),
    ("setting", "pelicanconf.py", ('SITENAME = "Harbour"', 'SITENAME = "Harbors"', 'SITENAME = "Haven"')),
    ("setting", "pelicanconf.py", ('SITEURL = "https://harbour.example/strait"', 'SITEURL = "https://harbour.example"', 'SITEURL = ""')),
    ("setting", "pelicanconf.py", ("NEWEST = 20", "NEWEST = 1")),
    ("setting", "pelicanconf.py", ('ADDRESS = "{slug}/"', 'ADDRESS = "why/{slug}.html"', 'ADDRESS = "../{slug}/"')),
    ("setting", "pelicanconf.py", ("LATER = True", "LATER = False")),
    ("setting", "pelicanconf.py", ("HEADERS = True", "HEADERS = False")),
    ("setting", "pelicanconf.py", ("TILES = None", 'TILES = {"url": "https://tiles.example/{z}/{x}/{y}.png", "attribution": "T"}')),
    ("setting", "pelicanconf.py", ("CONTACT = None", 'CONTACT = {"contact": "mailto:a@harbour.example", "expires": "2027-01-01"}')),
    ("setting", "pelicanconf.py", ('LANGUAGES = ["en", "fr"]', 'LANGUAGES = ["en"]', 'LANGUAGES = ["fr", "en"]', 'LANGUAGES = ["en", "fr", "de"]')),
)  # fmt: skip
_SETTINGS: Final = (
    "FEED_MAX_ITEMS = NEWEST = 20",
    'ARTICLE_URL = ADDRESS = "{slug}/"',
    "WITH_FUTURE_DATES = LATER = True",
    "EXPLAINER_HEADERS = HEADERS = True",
    "MAP_TILES = TILES = None",
    "EXPLAINER_SECURITY = CONTACT = None",
)
_ENDS: Final[Sequence[tuple[str, str, str]]] = (
    ("body", _QUIET, "\nNobody argued [@gazette, para. 3, planned].\n"),
    ("body", _QUIET, "\nNobody argued [@gazette, para. 9, stated].\n"),
    ("body", _QUIET, "\nNobody argued [@courier].\n"),
    ("body", _QUIET, "\nThe [[strait]] was calm [@gazette, para. 4, stated].\n"),
    ("body", _QUIET, "\n![A net](images/b.jpg \"Own work, CC0\")\n"),
    ("body", _ABOUT, "\nSee [there]({filename}/explainers/quiet-year.md#what-was-quiet).\n"),
    ("body", _ABOUT, "\nSee [there]({filename}/explainers/counting.md).\n"),
    ("body", _ABOUT, "\n![A net](images/a.png \"Own work, CC0\")\n"),
    ("body", "content/pages/method.md", "\n![A net](../images/a.png \"Own work, CC0\")\n"),
    ("country", _SWEDEN, "\nSee [the talks]({filename}/explainers/herring-talks.md) [@gazette, para. 1, stated].\n"),
    ("source", _GAZETTE, "\n  - {broken: [\n"),
    ("event", _EVENTS, "- id: feast\n  when: 2025-03-04\n  kind: happened\n  countries: [FI, SE]\n  text: {en: \"They ate.\"}\n  cite: \"[@gazette, para. 1, stated]\"\n"),
    ("glossary", _GLOSSARY, "- id: net\n  term: {en: net, fr: filet}\n  means: {en: \"What fishers throw.\", fr: \"Un outil.\"}\n"),
    ("names", _NAMES, "- id: norway\n  forms: {en: [Norwegian, Oslo]}\n"),
)  # fmt: skip
_COUNTING: Final = (
    "---\ntitle: Who counts?\nsummary: A new page.\ndate: 2025-09-12\ncountries: [SE]\n---\n\n"
    "Sweden counts [@gazette, para. 1, stated].\n"
)
_COUNTING_FR: Final = (
    "---\ntitle: Qui compte ?\nsummary: Une page.\n---\n\nLa Suède compte [@gazette, para. 1, stated].\n"
)
_QUIET_FR: Final = (
    "---\ntitle: Pourquoi ce calme ?\nsummary: En 2024, personne ne s'est disputé.\n---\n\n## What was quiet?\n\n"
    "Personne ne s'est disputé en 2024 [@gazette, para. 4, stated].\n"
)
_BOATS: Final = (
    "---\ntitle: Whose boats?\nsummary: A page on boats.\ndate: 2025-09-03\ncountries: [NO, FI]\n---\n\n"
    "## Who promised?\n\nOslo promised 12 boats (more in [the talks]({filename}herring-talks.md)) [@gazette, para. 3, pledged].\n"
)
_TIE: Final = (
    "---\nbetween: [FI, SE]\nstatus: closer\nas_of: 2025-03-05\ncite: \"[@gazette, para. 1, stated]\"\n---\n\n"
    "They met [@gazette, para. 1, stated].\n"
)  # fmt: skip
_LEDGER: Final = (
    "title: A ledger\npublisher: The Harbour\npublished: 2025-01-01\nurl: https://ledger.example/\nlanguage: en\n"
)
_NEW: Final[Sequence[tuple[str, str, bytes]]] = (
    ("new file", "content/explainers/counting.md", _COUNTING.encode()),
    ("new file", "content/explainers/counting.md", _COUNTING.replace("[SE]", "[NO, SE]").encode()),
    ("new file", "content/explainers/boats.md", _BOATS.encode()),
    ("new file", "content/pages/quiet-year.md", b"---\ntitle: Again\nsummary: Twice.\n---\n\nAgain.\n"),
    ("new file", "content/pages/history.md", b"---\ntitle: History\nsummary: Long ago.\n---\n\nLong ago.\n"),
    ("new file", "content/relations/finland-sweden.md", _TIE.encode()),
    ("new file", "content/sources/ledger.yaml", _LEDGER.encode()),
    ("new file", "content/explainers/notes.txt", b"notes"),
    ("new file", "content/explainers/broken.md", b"no front matter"),
    ("translation", "content/explainers/counting.fr.md", _COUNTING_FR.encode()),
    ("translation", "content/explainers/quiet-year.fr.md", _QUIET_FR.encode()),
    ("translation", "content/pages/about.fr.md", "---\ntitle: À propos\nsummary: Qui écrit.\n---\n\nUne équipe.\n\n## Comment nous joindre ?\n\nPar lettre.\n".encode()),
    ("picture", "content/images/a.png", _picture("#336699", (60, 40))),
    ("picture", "content/images/a.png", _picture("#996633", (60, 40))),
    ("picture", "content/images/a.png", _picture("#336699", (90, 40))),
    ("picture", "content/images/a.png", b"no picture"),
    ("picture", "content/images/b.jpg", _picture("#669933", (40, 40), "JPEG")),
    ("template", "theme/components/extra.html", b"<p>More.</p>\n"),
    ("template", "theme/components/extra.html", b"<p>Even more.</p>\n"),
    ("style", "theme/static/icon.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>\n'),
    ("style", "theme/static/extra.txt", b"more"),
    ("style", "theme/components/when/when.css", b"@layer parts { .when { color: red } }\n"),
)  # fmt: skip
_RENAMES: Final = (
    (_QUIET, "content/explainers/calm-year.md"),
    (_TALKS, "content/explainers/talks.md"),
    (_FRENCH, "content/explainers/talks.fr.md"),
    (_QUIET, "content/explainers/herring-talks.md"),
    (_SWEDEN, "content/countries/svea.md"),
    (_PAIR, "content/relations/sweden-norway.md"),
    (_COURIER, "content/sources/herald.yaml"),
    (_ABOUT, "content/pages/us.md"),
    ("content/explainers/unfinished.md", "content/explainers/draft.md"),
    ("content/pages/home.md", "content/pages/start.md"),
    ("content/explainers/counting.md", "content/explainers/boats.md"),
    ("content/images/a.png", "content/images/c.png"),
    (_GLOSSARY, "content/words.yaml"),
)
_FILES: Final = (
    _QUIET, _TALKS, _FRENCH, "content/explainers/unfinished.md", "content/explainers/counting.md",
    "content/explainers/boats.md", _ABOUT, "content/pages/home.md", "content/pages/method.md",
    "content/pages/method.fr.md", "content/pages/history.md", "content/countries/finland.md", _SWEDEN, _DENMARK,
    "content/countries/denmark.fr.md", _PAIR, _APART, "content/relations/finland-norway.md", _GAZETTE, _COURIER,
    "content/sources/ledger.yaml", _EVENTS, _GLOSSARY, _NAMES, "content/images/a.png", "content/images/b.jpg",
    "content/explainers/broken.md", "content/explainers/notes.txt", "content/pages/quiet-year.md",
)  # fmt: skip
_ADDED: Final = ("theme/components/extra.html", "theme/static/extra.txt", "theme/static/icon.svg")


def _all() -> Iterator[Edit]:
    for kind, file, variants in _TURNS:
        for to in variants:
            yield Edit(kind, f"{file}: {to}", _turn(file, variants, to))
    for kind, file, words in _ENDS:
        yield Edit(kind, f"{file} ends with {words!r}, or no longer", _end(file, words))
    for kind, file, data in _NEW:
        yield Edit(kind, f"{file} is {data[:90]!r}", _have(file, data))
    for file, to in _RENAMES:
        yield Edit("renamed file", f"{file} is {to}, or the other way round", _rename(file, to))
    for file in _FILES:
        yield Edit("deleted file", f"{file} is gone", _drop(file))
        yield Edit("touched file", f"{file} is touched", _touch(file))
    for file in _ADDED:
        yield Edit("style", f"{file} is gone", _drop(file))


def edits_by_kind() -> dict[str, list[Edit]]:
    """Return all edits, by their kind."""
    kinds: dict[str, list[Edit]] = defaultdict(list)
    for edit in _all():
        kinds[edit.kind].append(edit)
    return dict(kinds)


_TWINS: Final[Sequence[tuple[str, bytes, bytes]]] = (
    (_ABOUT, b"A desk writes here.", b"A team writes here."),
    (_DENMARK, b"It was at the table", b"It sat at the table"),
    (_QUIET, b"Nobody argued", b"Nobody talked"),
    (_GAZETTE, b"Herring talks end with", b"Herring talks ended in"),
    (_EVENTS, b"Ministers met in Oslo.", b"Ministers sat in Oslo."),
    ("content/images/a.png", *(_picture(colour, (60, 40)).ljust(400, b"\0") for colour in ("#222222", "#eeeeee"))),
    ("theme/static/css/base.css", b"margin: 0;", b"margin: 3;"),
    ("theme/templates/base.html", b'class="skip"', b'class="skap"'),
    ("pelicanconf.py", b'"Harbour"', b'"Harbors"'),
)


@dataclass(frozen=True)
class Twin:
    """An edit that leaves a file's size as it was."""

    file: str
    one: bytes = field(repr=False)
    other: bytes = field(repr=False)

    def __repr__(self) -> str:
        return f"<{self.file}: {self.other[:40]!r}>"

    def make(self, site: Path) -> bool:
        """Make the edit, or make it undone; return whether there was anything to do."""
        path = site / self.file
        data = path.read_bytes() if path.is_file() else b""
        old, new = (self.one, self.other) if self.one in data else (self.other, self.one)
        if self.file.endswith(".png") and data not in (self.one, self.other):
            path.write_bytes(self.one)
            return path.is_file()
        path.write_bytes(data.replace(old, new)) if old in data else None
        return old in data


TWINS: Final = tuple(Twin(*words) for words in _TWINS)
