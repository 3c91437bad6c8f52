"""Each quotation of a page has a verdict, from what is cited for it and what is on record."""

from __future__ import annotations

import pytest

from explainers.checks.quotation_verdicts import MOST, Verdict, language_name, verdicts
from tests.checks.examples import page_of, pages, site_files, with_body

SEALED = "a step towards lasting peace"


def one_verdict(body: str) -> tuple[Verdict, str | None]:
    (found,) = verdicts(page_of(body))
    return found.verdict, found.nearest


@pytest.mark.parametrize(
    ("body", "verdict", "nearest"),
    [
        (f"“{SEALED}” [@wire, para. 3].", "sealed", None),
        ("“lasting peace” [@wire].", "sealed", None),
        (f"“{SEALED}” [@wire, para. 2].", "elsewhere", None),
        ("“a step to lasting peace” [@wire, para. 3].", "near", SEALED),
        ("“a step to lasting peace” [@wire, para. 2].", "near", SEALED),
        ("“nothing of the kind” [@wire, para. 3].", "unknown", None),
        ("“lasting peace” [@nobody].", "unread", None),
        ("“lasting peace” [@wire, para 3].", "unread", None),
        ("“lasting peace” [Analysis].", "unread", None),
        ("“lasting peace [@wire, para. 3].", "open", None),
        ("“…” [@wire, para. 3].", "empty", None),
    ],
)
def test_a_quotation_has_its_verdict(body: str, verdict: Verdict, nearest: str | None) -> None:
    assert one_verdict(body) == (verdict, nearest)


def test_words_on_record_without_a_seal_are_unsealed() -> None:
    files = with_body(site_files(), f"“{SEALED}” [@wire, para. 3].")
    wire = files["sources/wire.yaml"].decode()
    files["sources/wire.yaml"] = "".join(line for line in wire.splitlines(True) if "    seal:" not in line).encode()
    (found,) = verdicts(pages(files)["explainers/neutral-zone.md"])
    assert found.verdict == "unsealed"


def test_on_a_page_in_another_language_the_translation_has_to_be_on_record() -> None:
    french = "explainers/neutral-zone.fr.md"
    for words, verdict in (("un pas vers une paix durable", "sealed"), (SEALED, "untranslated")):
        files = with_body(site_files(), f"« {words} » [@wire, para. 3].", french)
        if verdict == "untranslated":
            files["sources/wire.yaml"] = files["sources/wire.yaml"].replace(
                b"    translations: {fr: un pas vers une paix durable}\n", b""
            )
        (found,) = verdicts(pages(files)[french])
        assert (found.verdict, found.language) == (verdict, "fr")


def test_a_quotation_in_another_place_is_told_at_its_citation_and_others_at_their_words() -> None:
    elsewhere, near = (
        verdicts(page_of(f"“{words}” [@wire, para. {number}]."))[0].place
        for words, number in ((SEALED, 2), ("a step to lasting peace", 3))
    )
    assert elsewhere.column == len(f"“{SEALED}” ") + 1
    assert near.column == 2


def test_a_lead_in_is_around_the_quotations_that_it_leads_to() -> None:
    (found,) = verdicts(page_of(f"The ministry said:\n\n> {SEALED} [@wire, para. 3]"))
    assert "The ministry said:" in found.around


def test_a_page_is_looked_at_up_to_its_thousandth_quotation() -> None:
    found = verdicts(page_of("“…” " * (MOST + 5) + "[@wire, para. 3]."))
    assert [one.verdict for one in found[-2:]] == ["empty", "too-many"]
    assert len(found) == MOST + 1


@pytest.mark.parametrize(("code", "name"), [("fr", "French"), ("pt-BR", "Portuguese"), ("xx", "xx"), ("?", "?")])
def test_a_language_is_called_by_its_english_name(code: str, name: str) -> None:
    assert language_name(code) == name
