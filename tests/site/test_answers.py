"""The lead of a text: its first claim, where it begins with one that isn't our own thought."""

from __future__ import annotations

import pytest

from explainers.prose import (
    Body,
    BodyBlock,
    Citation,
    Cite,
    Emphasis,
    Heading,
    Line,
    List,
    Paragraph,
    Prose,
    TermLink,
)
from explainers.site.answers import RelationStatus, lead

A, OWN = Cite((Citation("gazette", (1,)),)), Cite((Citation("", (), "analysis"),))
QUOTA = TermLink("quota", "quota")


@pytest.mark.parametrize(
    ("blocks", "expected"),
    [
        ((Paragraph(("One.", A, " Two.", A)), Paragraph(("Three.", A))), ("One.", A)),
        ((Paragraph(("The ", QUOTA, " holds.", A)),), ("The ", QUOTA, " holds.", A)),
        ((Paragraph((Emphasis(("One", A, " two")), A)),), (Emphasis(("One",)), A)),
        ((Paragraph(("Nobody said so.",)), Paragraph(("One.", A))), ()),
        ((Paragraph(("We think.", OWN), ours=True),), ()),
        ((Paragraph(("A list:",)), List(((Line(("One.", A)),),))), ()),
        ((List(((Line(("One.", A)),),)),), ()),
        ((Heading(2, "a", "A", ("A",)), Paragraph(("One.", A))), ()),
        ((), ()),
    ],
)
def test_the_lead_is_the_first_claim_of_the_first_paragraph(
    blocks: tuple[BodyBlock, ...], expected: tuple[object, ...]
) -> None:
    assert lead(Body(blocks)) == Prose(expected)


def test_a_pair_without_a_relation_has_neither_page_nor_dates_nor_lead() -> None:
    status = RelationStatus(("NO", "SE"), "not-covered")
    assert (status.slug, status.since, status.as_of, status.cite, status.lead) == ("", None, None, None, {})
