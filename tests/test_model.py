"""Records are equal by value, come back from a cache as they were, and never as another kind."""

from __future__ import annotations

from typing import Any, get_args

import msgspec
import pytest

from explainers.model import (
    EVENT_KINDS,
    STATUSES,
    Corpus,
    Country,
    CountryText,
    Event,
    EventKind,
    Explainer,
    ExplainerText,
    NameEntry,
    Page,
    PageText,
    ParagraphNote,
    PictureFile,
    Quotation,
    Relation,
    RelationText,
    Sealed,
    Source,
    Status,
    Term,
    Watch,
    called,
)
from explainers.prose import Citation, Cite

CITE = Cite((Citation("wire", (1, 2), "stated"),))
RECORDS: list[Any] = [
    Explainer("a", "explainers/a.md", "en", "2026-01-01", ("BF",), {"en": ExplainerText("A", "B")}),
    Country("b", "countries/b.md", "en", "BF", (12.5, -1.5), {"en": CountryText("C")}),
    Relation("a-b", "relations/a-b.md", "en", ("BF", "RU"), "closer", "2023-11", CITE, {"en": RelationText()}),
    Event("met", "2023-11~", "pledged", ("BF",), {"en": "They met.", "fr": "Ils se sont vus."}, CITE),
    Term("aid", {"en": "aid"}, {"en": "help"}),
    NameEntry("ann", {"en": ("Ann Lee", "Ann")}),
    Page("home", "pages/home.md", "en", {"en": PageText("Home", "Words")}, ("met",)),
    Source(
        "wire", "Talks", {"en": "Wire", "fr": "Fil"}, "2025", "https://wire.example/", "en",
        paragraphs={2: ParagraphNote(("said",), ("ministry",), {"2024": "last year"}, (Watch(("aid*",), "pledged"),))},
        quotations=(Quotation(2, "one", "she"),), sealed=Sealed("d", 3, {1: ("2023",)}, {2: ("Ann",)}),
    ),
    PictureFile("images/a.png", "d", 3, 2, transparent=True),
]  # fmt: skip


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_comes_back_from_bytes_as_it_was(record: Any) -> None:
    data = msgspec.msgpack.encode(record)
    assert msgspec.msgpack.decode(data, type=type(record)) == record


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_bytes_of_one_kind_are_never_read_as_another(record: Any) -> None:
    data = msgspec.msgpack.encode(record)
    for other in RECORDS:
        if type(other) is not type(record):
            with pytest.raises(msgspec.ValidationError):
                msgspec.msgpack.decode(data, type=type(other))


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_can_not_be_changed(record: Any) -> None:
    with pytest.raises(AttributeError):
        setattr(record, record.__struct_fields__[0], "other")


def test_a_corpus_comes_back_with_its_pairs_as_keys() -> None:
    relation = RECORDS[2]
    corpus = Corpus({}, {}, {relation.between: relation}, {}, {}, {}, {}, {})
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(corpus), type=Corpus) == corpus


@pytest.mark.parametrize(("listed", "allowed"), [(STATUSES, Status), (EVENT_KINDS, EventKind)])
def test_each_word_that_is_allowed_is_listed_once(listed: tuple[str, ...], allowed: Any) -> None:
    assert sorted(listed) == sorted(get_args(allowed))


@pytest.mark.parametrize(
    ("kind", "record", "key", "value"),
    [(Event, RECORDS[3], "kind", "dreamt"), (Relation, RECORDS[2], "status", "friends"),
     (Country, RECORDS[1], "marker", [1.0]), (Explainer, RECORDS[0], "status", "lost")],
)  # fmt: skip
def test_values_that_are_not_allowed_do_not_come_back(kind: Any, record: Any, key: str, value: Any) -> None:
    wrong = {**msgspec.to_builtins(record), key: value}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(wrong, kind)


def test_who_is_called_by_language_is_called_as_in_the_first_where_a_language_has_no_name() -> None:
    assert called("Wire", "fr") == "Wire"
    assert (called({"en": "Wire", "fr": "Fil"}, "fr"), called({"en": "Wire"}, "fr"), called({}, "fr")) == (
        "Fil", "Wire", "",
    )  # fmt: skip
