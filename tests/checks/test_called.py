"""What a source, its publisher and its speakers are called by language: told where it lacks one, known in all."""

from __future__ import annotations

from explainers.problems import Problem
from tests.checks.examples import found, site_files, with_body

WIRE = "sources/wire.yaml"
SPEAKER = "speaker: the ministry"
QUOTED = "“a step towards lasting peace” [@wire, para. 3]"


def _told(old: str, new: str, body: str = "The ministry said so [@wire, para. 3].") -> list[Problem]:
    """Return the problems of the site, with another line in its source and other words in its page."""
    files = with_body(site_files(), body)
    text = files[WIRE].decode()
    assert old in text
    return list(found({**files, WIRE: text.replace(old, new).encode()}).problems)


def _missing(problems: list[Problem]) -> list[tuple[int, int, str]]:
    wanted = [one for one in problems if one.code == "translation-missing" and one.path.endswith(WIRE)]
    return [(one.place.line, one.place.column, one.message) for one in wanted]


def test_a_name_for_every_language_needs_no_translation() -> None:
    assert _missing(_told(SPEAKER, SPEAKER)) == []


def test_a_name_by_language_lacks_those_that_it_does_not_have() -> None:
    message = "this has no French translation: write it under fr"
    assert _missing(_told(SPEAKER, "speaker: {en: the ministry}")) == [(17, 19, message)]
    assert _missing(_told("publisher: Northern Wire", "publisher: {en: Northern Wire}")) == [(2, 17, message)]
    assert _missing(_told("language: en", "language: en\nshort: {en: Wire}")) == [(6, 13, message)]
    assert _missing(_told(SPEAKER, "speaker: {en: the ministry, fr: le ministère}")) == []


def test_a_speaker_may_stand_beside_a_quotation_in_any_of_its_languages() -> None:
    speaker = "speaker: {en: Karl Staaff, fr: Charles Staaff}"
    for name in ("Karl Staaff", "Charles Staaff", "Staaff"):
        told = _told(SPEAKER, speaker, f"It was {QUOTED}, {name} said.")
        assert "speaker-missing" not in {one.code for one in told}


def test_who_is_not_named_is_told_in_the_language_of_the_page() -> None:
    (told,) = (
        one
        for one in _told(SPEAKER, "speaker: {en: Karl Staaff, fr: Charles Staaff}", f"It was {QUOTED}.")
        if one.code == "speaker-missing"
    )
    assert told.message == "who said this? Karl Staaff is not named beside the quotation"


def test_seals_do_not_depend_on_what_anybody_is_called() -> None:
    told = _told(SPEAKER, "speaker: {en: the ministry, fr: le ministère}")
    assert "seal-broken" not in {one.code for one in told}


def test_a_claim_may_name_the_source_as_any_language_calls_it() -> None:
    names = [
        {one.code for one in _told("publisher: Northern Wire", publisher, "The Fil du Nord said so [@wire, para. 3].")}
        for publisher in ("publisher: {en: Northern Wire, fr: Fil du Nord}", "publisher: Northern Wire")
    ]
    assert ["name-not-in-source" in codes for codes in names] == [False, True]
