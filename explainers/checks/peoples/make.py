"""The script that makes ``en.json``, ``fr.json``, ``es.json`` and ``de.json`` from the npm package i18n-nationality.

    npm pack i18n-nationality@1.4.0
    python -m explainers.checks.peoples.make i18n-nationality-1.4.0.tgz

It prints the digest of what it read and of what it wrote; both stand in ``README.md``. Same input, same bytes. What the
package lacks or has wrong stands in ``corrections.txt``; the other forms of each word follow from the rules below.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import tarfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from explainers.languages import LANGUAGES

__all__ = ["corrected", "inflected", "words_of_package"]

HERE: Final = Path(__file__).parent
_LINE: Final = re.compile(r"(?P<language>[a-z]{2}) (?P<code>[A-Z]{2}) (?P<sign>[=+]) ?(?P<words>.*)")
_PLAIN: Final = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+){0,2}")

Words = dict[str, list[str]]


def main() -> None:
    """Read the package and write a file for each language."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=Path)
    package = parser.parse_args().package
    print(f"{hashlib.sha256(package.read_bytes()).hexdigest()}  {package.name}")
    for language in LANGUAGES:
        words = corrected(words_of_package(package, language), language)
        forms = {
            code: list(dict.fromkeys(form for word in listed for form in inflected(word, language)))
            for code, listed in sorted(words.items())
            if listed
        }
        lines = (f"{json.dumps(code)}: {json.dumps(listed, ensure_ascii=False)}" for code, listed in forms.items())
        data = ("{\n" + ",\n".join(lines) + "\n}\n").encode()
        (HERE / f"{language}.json").write_bytes(data)
        print(f"{hashlib.sha256(data).hexdigest()}  {language}.json")


def words_of_package(package: Path, language: str) -> Words:
    """Return what the package has for each country: without what stands in parentheses, and not the names of countries
    that it has instead of adjectives (German adjectives end in *-isch*).
    """
    with tarfile.open(package) as archive:
        file = archive.extractfile(f"package/langs/{language}.json")
        assert file is not None, "a package with languages"
        listed: Mapping[str, str] = json.load(file)["nationalities"]
    found: Words = {}
    for code, text in listed.items():
        word = re.sub(r"\s*\([^)]*\)+", "", text).strip()
        word = word if language == "en" else word.lower()
        fits = _PLAIN.fullmatch(word) and (language != "de" or word.endswith("isch"))
        found[code] = [word.replace(" ", "-") if language == "fr" else word] if fits else []
    return found


def corrected(words: Words, language: str) -> Words:
    """Return words with the corrections of a language."""
    mended = {code: list(listed) for code, listed in words.items()}
    for line in (HERE / "corrections.txt").read_text(encoding="utf-8").splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            assert not line.strip() or line.startswith("#"), line
        elif match["language"] == language:
            more = [word.strip() for word in match["words"].split(",") if word.strip()]
            mended[match["code"]] = more if match["sign"] == "=" else [*mended.get(match["code"], []), *more]
    return mended


# ---- forms -----------------------------------------------------------------------------------------------


def inflected(word: str, language: str) -> tuple[str, ...]:
    """Return all forms of a word: number, gender and case as the language has them, and with capitals where people have
    one.

    >>> inflected("sud-africain", "fr")[:4], inflected("Swede", "en")
    (('sud-africain', 'sud-africaine', 'sud-africains', 'sud-africaines'), ('Swede', 'Swedes'))
    """
    if word.startswith("!"):
        return (word[1:],)
    return tuple(dict.fromkeys(_FORMS[language](word)))


def _english(word: str) -> Iterator[str]:
    bare = word.removesuffix("*")
    yield bare
    if bare == word and not re.search(r"(?:ese|sh|ch|ss|ois)$", word):
        yield f"{word}s"


_FRENCH_WOMEN: Final = (
    (r"en$", "enne"), (r"(ai|a|i)n$", r"\1ne"), (r"([ao]i)s$", r"\1se"), (r"grec$", "grecque"), (r"turc$", "turque"),
    (r"on$", "onne"), (r"e$", "e"), (r"$", "e"),
)  # fmt: skip


def _french(word: str) -> Iterator[str]:
    man = word.removesuffix("*")
    woman = (
        man
        if man != word
        else next(re.sub(ending, new, man) for ending, new in _FRENCH_WOMEN if re.search(ending, man))
    )
    forms = [man, woman, man if man.endswith(("s", "x")) else f"{man}s", f"{woman}s"]
    yield from forms
    for form in forms:  # people have a capital, in each part of the word
        if "-" in form:
            yield "-".join(part.capitalize() for part in form.split("-"))


_SPANISH: Final = (
    (r"o$", ("o", "a", "os", "as")),
    (r"és$", ("és", "esa", "eses", "esas")),
    (r"án$", ("án", "ana", "anes", "anas")),
    (r"ín$", ("ín", "ina", "ines", "inas")),
    (r"ón$", ("ón", "ona", "ones", "onas")),
    (r"ol$", ("ol", "ola", "oles", "olas")),
    (r"([íú])$", (r"\1", r"\1es", r"\1s")),
    (r"([aeé])$", (r"\1", r"\1s")),
    (r"i$", ("i", "is")),
    (r"(ú|u)s$", (r"\1s", "usa", "uses", "usas")),
    (r"ís$", ("ís", "isa", "ises", "isas")),
    (r"(.)$", (r"\1", r"\1es", r"\1a", r"\1as")),
)


def _spanish(word: str) -> Iterator[str]:
    endings = next((ending, forms) for ending, forms in _SPANISH if re.search(ending, word))
    yield from (re.sub(endings[0], form, word) for form in endings[1])


def _german(word: str) -> Iterator[str]:
    if word[0].islower() or word.startswith("US-a"):
        yield from (f"{word}{ending}" for ending in ("", "e", "er", "en", "em", "es"))
    elif word.endswith("er"):
        yield from (f"{word}{ending}" for ending in ("", "n", "s", "in", "innen"))
    elif word.endswith("e"):
        yield from (word, f"{word}n")
        stem = word[:-1]
        stem = {"Franzos": "Französ"}.get(stem, stem)
        yield from (f"{stem}in", f"{stem}innen")
    elif word.endswith(("t", "r")):
        yield from (f"{word}{ending}" for ending in ("", "en", "n", "in", "innen"))
    else:
        yield from (word, f"{word}s")


_FORMS: Final[Mapping[str, Callable[[str], Iterator[str]]]] = {
    "en": _english, "fr": _french, "es": _spanish, "de": _german,
}  # fmt: skip


if __name__ == "__main__":
    main()
