"""A sentence that only leads on needs no receipt; one that states anything does, however alike it looks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.reading.transitions import only_leads_on

LEADS = [
    ("en", "Here is what is known."),
    ("en", "Here is what you need to know."),
    ("en", "Here are the main developments."),
    ("en", "Here is a look at key events in the war."),
    ("en", "Below is the timeline of events:"),
    ("en", "First, the background."),
    ("en", "Let us look at each in turn."),
    ("en", "There is more to it."),
    ("en", "So what is behind it? What happened next?"),
    ("en", "Why does it matter?"),
    ("fr", "Voici ce que l'on sait."),
    ("fr", "Voici ce qu’il faut savoir."),
    ("fr", "Retour sur les faits."),
    ("fr", "Comment en est-on arrivé là ?"),
    ("fr", "Explications."),
    ("es", "Estas son las claves."),
    ("es", "A continuación, las claves para entender el conflicto."),
    ("es", "¿Cómo se llegó hasta aquí?"),
    ("de", "Ein Überblick."),
    ("de", "Die wichtigsten Fragen und Antworten."),
    ("de", "Was ist passiert?"),
]
STATES = [
    ("en", "Here is the man who ordered it."),
    ("en", "Here the army won."),
    ("en", "Here is why the rebels are right."),
    ("en", "Here is the truth: he lied."),
    ("en", "What followed was a massacre."),
    ("en", "Below is what the general stole."),
    ("en", "Let us look at how the army killed them."),
    ("en", "Is it not a crime?"),
    ("en", "Who would trust such a liar?"),
    ("en", "First, the army took the capital."),
    ("en", "Here is what is known. The army won."),
    ("en", "Here is what is known of Moscow."),
    ("en", "Here are the 400 questions."),
    ("en", "That changed everything."),
    ("en", "It happened."),
    ("fr", "Voici pourquoi les rebelles ont raison."),
    ("fr", "Retour au calme."),
    ("fr", "Tout a changé."),
    ("es", "Esto es lo que robó el general."),
    ("de", "Das ist bekannt: er log."),
    ("ja", "これまでに分かっていること。"),
    ("en", ""),
]


@pytest.mark.parametrize(("language", "text"), LEADS)
def test_what_only_leads_on_is_known(language: str, text: str) -> None:
    assert only_leads_on(text, language)


@pytest.mark.parametrize(("language", "text"), STATES)
def test_what_states_something_is_not_taken_for_it(language: str, text: str) -> None:
    assert not only_leads_on(text, language)


@given(st.sampled_from(LEADS), st.sampled_from(("lied", "massacre", "Moscow", "400", "not", "él", "gewann")), st.data())
def test_one_more_word_makes_a_statement_of_it(leads: tuple[str, str], word: str, data: st.DataObject) -> None:
    language, text = leads
    words = text.split()
    place = data.draw(st.integers(0, len(words)))
    assert not only_leads_on(" ".join([*words[:place], word, *words[place:]]), language)


@given(st.text(max_size=200), st.sampled_from(["en", "fr", "es", "de", "ja", "en-GB"]))
def test_any_text_has_an_answer(text: str, language: str) -> None:
    assert only_leads_on(text, language) in (True, False)
