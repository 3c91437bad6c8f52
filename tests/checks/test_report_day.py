"""What happened on the day of a report is told, unless the words around the date speak of the report or of saying."""

from __future__ import annotations

import pytest

from tests.checks.examples import PAGE, found, site_files, with_body

DAYS = {
    "en": ("On 23 September 1905, they met", "As of 23 September 1905, all was quiet"),
    "fr": ("Ils se sont réunis le 23 septembre 1905", "Au 23 septembre 1905, tout était calme"),
    "es": ("Se reunieron el 23 de septiembre de 1905", "Al 23 de septiembre de 1905, todo estaba en calma"),
    "de": ("Am 23. September 1905 trafen sie sich", "Bis zum 23. September 1905 war alles ruhig"),
}
SAID = {
    "en": (
        "The ministry wrote on 23 September 1905 that they had met",
        "They had met, said a text of 23 September 1905",
        "In its 23 September 1905 edition, they met",
    ),
    "fr": (
        "Le ministère a écrit le 23 septembre 1905 qu'ils s'étaient réunis",
        "Selon l'article du 23 septembre 1905, oui",
        "Dans son édition du 23 septembre 1905, oui",
    ),
    "es": (
        "El ministerio dijo el 23 de septiembre de 1905 que sí",
        "Según la nota del 23 de septiembre de 1905, sí",
        "En su edición del 23 de septiembre de 1905, sí",
    ),
    "de": (
        "Das Ministerium sagte am 23. September 1905 ja",
        "Laut der Meldung vom 23. September 1905 trafen sie sich",
        "In ihrer Ausgabe vom 23. September 1905 trafen sie sich",
    ),
}


def problems(words: str, language: str, about: str = "[@wire, para. 1]") -> list[str]:
    """Return the codes that a sentence has on a page in a language, its days aside those of other rules."""
    front = site_files()[PAGE].decode().split("---\n")[1]
    page = f"---\n{front}---\n\n{words} {about}.\n"
    told = found(
        {**site_files(), PAGE: page.encode()}, languages=(language, *sorted({"en", "fr"} - {language}))
    ).problems
    return [one.message for one in told if one.code == "figure-not-in-source" and one.place.line > front.count("\n")]


@pytest.mark.parametrize(("language", "words"), [(language, each[0]) for language, each in DAYS.items()])
def test_what_happened_on_the_day_of_the_report_is_told(language: str, words: str) -> None:
    (message,) = problems(words, language)
    assert message.endswith(
        "is the day of the report; paragraph 1 of 'wire' does not say that this was then: say that it was reported or "
        "said that day, or cite what dates it"
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [(language, words) for language, each in SAID.items() for words in (*each, DAYS[language][1])],
)
def test_what_was_reported_said_or_so_on_that_day_is_not(language: str, words: str) -> None:
    assert problems(words, language) == []


def test_a_month_and_a_year_and_a_day_that_is_noted_are_the_sources_own() -> None:
    assert problems("They met in September 1905, in 1905", "en") == []
    files = site_files()
    wire = files["sources/wire.yaml"].decode().replace("paragraphs:\n", 'paragraphs:\n  1: {also: {"1905-09-23": x}}\n')
    noted = with_body({**files, "sources/wire.yaml": wire.encode()}, f"{DAYS['en'][0]} [@wire, para. 1].")
    assert "figure-not-in-source" not in found(noted).codes


def test_a_language_without_words_for_it_is_not_asked() -> None:
    assert problems("Eles reuniram-se em 23 de setembro de 1905", "pt") == []
