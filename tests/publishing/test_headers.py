"""The site's own `_headers` is the one source of what servers send."""

from __future__ import annotations

from explainers.publishing.headers import expected_headers, header_rules

TEXT = "/news/*\n  X-One: a\n  X-Two: b: c\n/news/x.json\n  X-One: z\n"


def test_the_last_rule_for_an_address_wins_and_types_come_from_names() -> None:
    rules = header_rules(TEXT)
    found = expected_headers("x.json", "/news/x.json", rules)
    assert (found["x-one"], found["x-two"], found["content-type"]) == ("z", "b: c", "application/json")
    assert expected_headers("y.json", "/news/y.json", rules)["x-one"] == "a"
    assert "x-one" not in expected_headers("y.json", "/other/y.json", rules)
