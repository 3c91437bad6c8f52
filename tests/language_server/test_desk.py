"""Whatever is being typed, all questions have an answer."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explainers.build.live_site import LiveReading
from explainers.language_server.completion import completions
from explainers.language_server.desk import Desk
from explainers.language_server.hover import hover
from explainers.language_server.references import definition, reference_at
from explainers.language_server.rename import named_at
from tests.language_server.conftest import CONTENT, LANGUAGES, PAGE, WIRE

PIECES = [
    "---\n",
    "countries: [NO, ",
    "[@wire",
    ", para. 1",
    "]",
    "[[neutral-zone",
    "|",
    "](",
    "{filename}",
    "/countries/norway.md",
    "#x",
    "\n",
    "\r",
    "𝄞",
    "- id: ",
    "zone-agreed",
    "paragraphs:\n  1: {",
    "how: [",
    "é",
    "\ud800",
    "\t",
    "\0",
    ": ",
    "'",
]
PATHS = [PAGE, WIRE, "content/events.yaml", "content/glossary.yaml", "content/notes.md", "content/explainers/new.fr.md"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(PATHS), st.integers(0, 80))
def test_no_text_stops_the_answers(read_once: LiveReading, pieces: list[str], path: str, offset: int) -> None:
    text = "".join(pieces)
    offset = min(offset, len(text))
    desk = Desk(read_once, CONTENT, LANGUAGES, {path: text})
    assert all(0 <= one.start <= one.end <= len(text) for one in completions(desk, path, offset))
    told = hover(desk, path, offset)
    assert told is None or told.about
    reference = reference_at(desk.document(path), desk.lines(path), offset)
    found = definition(desk, reference) if reference else None
    assert found is None or found[0].startswith("content/")
    named = named_at(desk, path, offset)
    assert named is None or named.name or named.kind in ("source", "explainer")
