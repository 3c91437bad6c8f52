"""A small site that examples are tried out on, and what its checks find when something in it is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from explainers.checks.evidence import paragraphs_of
from explainers.checks.languages import original_digest
from explainers.checks.page import Page
from explainers.checks.site import CheckedSite
from explainers.problems import Problem, Unchecked
from explainers.reading.documents import Document, read_document
from tests.joining import by_page, checked, comparison, joined

SITE = Path(__file__).parent / "site"
PAGE = "explainers/neutral-zone.md"
DAY = "2024-01-01"

Files = Mapping[str, bytes]


class Found(NamedTuple):
    """What was found in a site, by reading and by the checks."""

    problems: tuple[Problem, ...]
    unchecked: tuple[Unchecked, ...]
    documents: tuple[Document, ...]

    @property
    def codes(self) -> set[str]:
        return {problem.code for problem in self.problems}


def site_files(site: Path = SITE) -> dict[str, bytes]:
    """Return the files of a site's content, by path below the content folder."""
    content = site / "content"
    return {
        path.relative_to(content).as_posix(): path.read_bytes() for path in sorted(content.rglob("*")) if path.is_file()
    }


def texts(site: Path = SITE) -> dict[str, tuple[str, ...]]:
    """Return the paragraphs of a site's sources."""
    return {file.stem: paragraphs_of(file.read_text(encoding="utf-8")) for file in (site / "texts").glob("*.txt")}


def found(
    files: Files,
    *,
    languages: Sequence[str] = ("en", "fr"),
    translations: bool = False,
    day: str = DAY,
    text: Mapping[str, Sequence[str]] | None = None,
    published: Files | None = None,
    by_date: bool = False,
) -> Found:
    """Return what reading and checks find in files, translated pages left out unless asked for."""
    documents = _read(files, languages, translations)
    before = comparison(_read(published, languages, translations), documents) if published else None
    pictures = [path for path in files if path.startswith("images/")]
    corpus, across = joined(documents, pictures, day, by_date=by_date)
    own = [problem for document in documents for problem in document.problems]
    site = CheckedSite(corpus, languages, day, text, by_date=by_date, published=before)
    problems, unchecked = checked(documents, site)
    return Found(tuple(sorted([*own, *across, *problems])), unchecked, tuple(documents))


def pages(files: Files) -> dict[str, Page]:
    """Return the files of a site as the rules see them, by path below the content folder."""
    documents = _read(files, ("en", "fr"), translations=True)
    site = CheckedSite(joined(documents)[0], ("en", "fr"), DAY)
    return {one.inner_path: Page(one, site, its) for its in by_page(documents).values() for one in its}


def page_of(body: str) -> Page:
    """Return the explainer with another body."""
    return pages(with_body(site_files(), body))[PAGE]


def _read(files: Files, languages: Sequence[str], translations: bool) -> list[Document]:
    return [
        read_document(f"content/{path}", data, languages)
        for path, data in sorted(files.items())
        if not path.startswith("images/") and (translations or not re.search(r"\.[a-z]{2}\.md$", path))
    ]


# ---- changing a file -------------------------------------------------------------------------------------


def with_body(files: Files, body: str, path: str = PAGE) -> dict[str, bytes]:
    """Return files with another body in a page."""
    front = files[path].decode().split("---\n")[1]
    return {**files, path: f"---\n{front}---\n\n{body}\n".encode()}


def with_keys(files: Files, lines: str, path: str = PAGE) -> dict[str, bytes]:
    """Return files with other values for keys in one of them, each `key: value`; new keys come first."""
    text = files[path].decode()
    by_key: dict[str, list[str]] = {}
    last = ""
    for line in lines.splitlines():
        key = re.match(r"[\w-]+(?=:)", line)
        last = key[0] if key else last
        by_key.setdefault(last, []).append(line)
    for key, written in by_key.items():
        there = re.search(rf"^([ -]*){key}:.*(?:\n[ ]+- .*)*$", text, re.MULTILINE)
        if there:
            indent = there[1].replace("-", " ")
            new = there[1] + f"\n{indent}".join(written)
            text = text[: there.start()] + new + text[there.end() :]
        else:
            text = text.replace("---\n", "---\n" + "\n".join(written) + "\n", 1)
    return {**files, path: text.encode()}


# ---- the examples in manuals -------------------------------------------------------------------------------


class Example(NamedTuple):
    """An example of a manual: right or wrong, where it stands and under which circumstances, and its text."""

    right: bool
    where: str
    text: str


def examples(manual: str) -> Iterator[Example]:
    """Return the examples in a manual."""
    for match in re.finditer(r"^(Wrong|Right) \((.+)\):\n\n((?:    .*\n?|\n(?=    |\n))+)", manual, re.MULTILINE):
        text = "\n".join(line.removeprefix("    ") for line in match[3].rstrip("\n").splitlines())
        yield Example(match[1] == "Right", match[2], text)


def tried(example: Example, right: str) -> Found:
    """Return what is found in the site with an example in it. `right` is the text of the rule's right example."""
    files = site_files()
    where, _, about = example.where.partition(", ")
    text = _spelled(example.text, about)
    translations = ".fr.md" in where or "en and fr" in about
    published = with_body(files, right) if "published" in about else None
    if "is a draft" in about:
        files = {**files, "explainers/later.md": with_keys(files, "status: draft")[PAGE]}
    with_it = changed(files, where, text, about)
    at_hand = texts() if "text at hand" in about else None
    return found(with_it, translations=translations, text=at_hand, published=published)


def _spelled(text: str, about: str) -> str:
    sign = re.search(r"¤ standing for U\+([0-9A-F]{4})", about)
    words = re.search(r'¤ standing for (\d+) times "(.+)"', about)
    times = re.search(r"([\d,]+) times over", about)
    text = text.replace("¤", chr(int(sign[1], 16))) if sign else text
    text = text.replace("¤", words[2] * int(words[1])) if words else text
    return " ".join([text] * int(times[1].replace(",", ""))) if times else text


def changed(files: dict[str, bytes], where: str, text: str, about: str) -> Files:
    """Return files with a text where an example says."""
    if where == "files":
        named = {path: files[path] for path in text.split()}
        return {path: data for path, data in files.items() if not path.endswith(".fr.md")} | named
    if where == "body":
        with_it = with_body(files, text)
        return {**with_it, PAGE: with_it[PAGE].decode().encode("latin-1", "replace")} if "Latin-1" in about else with_it
    path = PAGE if where == "front matter" else where
    if "whole file once more" in about:
        return {**files, path: files[path] * 2}
    if text.startswith("---"):
        return {**files, path: text.encode()}
    if "DIGEST" in text:
        original = next(one for one in found(files).documents if one.inner_path == PAGE)
        text = text.replace("DIGEST", original_digest(original))
    if path.endswith(".md") and not re.match(r"[\w-]+:(\s|$)", text):
        return with_body(files, text, path)
    return with_keys(files, text, path)
