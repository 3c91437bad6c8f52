"""Words that date nothing, and words that say how a source has something, in both languages."""

from __future__ import annotations

import pytest

from explainers.checks.words import has_number_words, hedged, hedges, undated, undated_signs
from explainers.languages.joined import Joined


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("They met last year.", "en", "last year"),
        ("Recently they met.", "en", "Recently"),
        ("two weeks ago", "en", "two weeks ago"),
        ("in the past few months", "en", "in the past few months"),
        ("this week", "en", "this week"),
        ("They have met ever since.", "en", "ever since"),
        ("today’s talks", "en", "today’s"),
        ("l’année dernière", "fr", "l’année dernière"),
        ("il y a deux ans", "fr", "il y a deux ans"),
        ("lundi prochain", "fr", "lundi prochain"),
        ("ces dernières semaines", "fr", "ces dernières semaines"),
        ("Hace dos años se reunieron.", "es", "Hace dos años"),
        ("el año pasado", "es", "el año pasado"),
        ("en los últimos meses", "es", "en los últimos meses"),
        ("hoy en día", "es", "hoy en día"),
        ("vor zwei Jahren", "de", "vor zwei Jahren"),
        ("letzte Woche", "de", "letzte Woche"),
        ("in den vergangenen Monaten", "de", "in den vergangenen Monaten"),
        ("Derzeit", "de", "Derzeit"),
    ],
)
def test_words_that_date_something_by_the_day_of_reading_are_found(text: str, language: str, found: str) -> None:
    pattern = undated(language)
    assert pattern is not None
    match = pattern.search(text)
    assert match is not None
    assert match[0] == found
    assert list(Joined((text,)).having(undated_signs(language)))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("the last year of the war", "en"), ("its last year", "en"), ("the now-closed base", "en"), ("known", "en"),
        ("in 2023", "en"),
        ("el último año de la guerra", "es"), ("das letzte Jahr des Krieges", "de"),
        ("hoyo", "es"), ("sooner", "en"), ("la dernière année de guerre", "fr"), ("demainville", "fr"),
    ],
)  # fmt: skip
def test_words_that_only_look_like_it_are_not(text: str, language: str) -> None:
    pattern = undated(language)
    assert pattern is not None
    assert pattern.search(text) is None


@pytest.mark.parametrize(
    ("how", "text", "language"),
    [
        ("pledged", "It promised wood.", "en"), ("planned", "It is to build one.", "en"),
        ("denied", "It denies it.", "en"),
        ("alleged", "According to them", "en"), ("analysis", "It may be a sign.", "en"), ("disputed", "but", "en"),
        ("pledged", "Il livrerait", "fr"), ("alleged", "selon eux", "fr"), ("analysis", "Il semble", "fr"),
        ("pledged", "Prometió madera.", "es"), ("alleged", "según ellos", "es"), ("analysis", "Parece un signo", "es"),
        ("pledged", "Sie sagten Holz zu, es werde zugesagt", "de"), ("alleged", "angeblich", "de"),
        ("analysis", "Es könnte ein Zeichen sein", "de"), ("alleged", "Sie beklagten Gebühren, ohne Belege", "de"),
    ],
)  # fmt: skip
def test_words_that_hedge_are_found(how: str, text: str, language: str) -> None:
    other = "Stockholm sent wood in 1905." if language == "en" else "Il a neigé. Nevó. Es schneite."
    assert [hedges(words, how, language) for words in (text, f"{other} {text}", other)] == [True, True, False]  # type: ignore[arg-type]


def test_variants_of_a_language_have_its_words_and_others_are_unknown() -> None:
    assert undated("en-GB") == undated("en")
    assert hedged("fr-CA") == hedged("fr")
    assert (undated("it"), hedged("it"), has_number_words("it")) == (None, None, False)
    assert (hedges("forse", "analysis", "it"), hedges("It came.", "stated", "en")) == (None, None)
