"""What pages ask of the records, and what follows from them."""

from __future__ import annotations

import msgspec
import pytest

from explainers.knowing.site import Site
from explainers.model import Relation, RelationText
from explainers.prose import Body, BodyBlock, Citation, Cite, Emphasis, Heading, Line, List, Paragraph, Prose
from tests.showing.corpora import known

A, OWN = Cite((Citation("gazette", (1,)),)), Cite((Citation("", (), "analysis"),))


def _site(*blocks: BodyBlock) -> Site:
    text = RelationText((), Body(blocks))
    record = Relation(
        "norway-sweden", "relations/norway-sweden.md", "en", ("NO", "SE"), "steady", "2025", A, {"en": text}
    )
    site = known()
    corpus = msgspec.structs.replace(site.corpus, relations={record.between: record})
    return Site(corpus, site.settings, site.day)


@pytest.mark.parametrize(
    ("blocks", "lead"),
    [
        ((Paragraph(("One.", A, " Two.", A)), Paragraph(("Three.", A))), ("One.", A)),
        ((Paragraph((Emphasis(("One", A, " two")), A)),), (Emphasis(("One",)), A)),
        ((Paragraph(("We think.", OWN), ours=True),), ()),
        ((Paragraph(("A list:",)), List(((Line(("One.", A)),),))), ()),
        ((Heading(2, "a", "A", ("A",)), Paragraph(("One.", A))), ()),
        ((), ()),
    ],
)
def test_the_lead_of_a_relation_is_the_first_claim_of_its_first_paragraph(
    blocks: tuple[BodyBlock, ...], lead: tuple[object, ...]
) -> None:
    assert _site(*blocks).standing(("NO", "SE")).lead == {"en": Prose(lead)}
