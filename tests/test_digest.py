"""Equal values have equal digests, whatever the order of their mappings and sets."""

from __future__ import annotations

from explainers.digest import canonical, digest, digest_of_bytes
from explainers.problems import Place


def test_the_digest_of_bytes_is_blake2b_of_128_bits() -> None:
    assert digest_of_bytes(b"") == "cae66941d9efbd404e4d88758ea67670"


def test_the_order_of_mappings_and_sets_does_not_reach_their_digest() -> None:
    one, other = {"b": {2: "x", 1: {8, 0}}, "a": 1}, {"a": 1, "b": {1: {0, 8}, 2: "x"}}
    assert canonical(one) == canonical(other)


def test_the_order_of_a_list_and_the_kind_of_a_value_do() -> None:
    different = [["a", "b"], ["b", "a"], "ab", ["1"], [1], None, "", {}, Place(1, 2, 3, 4), Place(1, 2, 3, 5)]
    assert len({digest(value) for value in different}) == len(different)
