"""Parts whose numbers are apart: for templates and digests they are the parts that pages show."""

from __future__ import annotations

from explainers.digest import digest
from explainers.pages.numbered import Listed, Numbered, Run
from explainers.pages.view_parts import Alternate, Mark, Marks, Original, TermRef


def _end(*numbers: int, margin: str = "") -> Numbered[Marks]:
    return Numbered(Marks((), tuple(Mark(0, "m", "#r", margin) for _ in numbers)), numbers)


def _listed(*numbers: int, margin: str = "") -> Listed[Marks]:
    return Listed((_end(1),), Run([_end(0, margin=margin), _end(0, 0)]), numbers)


def test_a_list_with_a_run_is_for_templates_the_tuple_of_its_parts() -> None:
    listed, parts = _listed(2, 3, 14), (_end(1), _end(2), _end(3, 14))
    assert tuple(listed) == parts
    assert (len(listed), listed[0], listed[-1], listed[1:]) == (3, parts[0], parts[-1], parts[1:])
    assert not Listed((), Run(()), ())


def test_a_digest_tells_each_part_and_number_of_a_list() -> None:
    lists = (_listed(2, 3, 4), _listed(2, 3, 5), _listed(2, 3, 4, margin="AFP"))
    assert len({digest(one) for one in lists}) == len(lists)
    assert digest(_listed(2, 3, 4)) == digest(lists[0])


def test_a_digest_tells_kinds_of_parts_with_equal_fields() -> None:
    parts = (TermRef("a", "b"), Original("a", "b"), Alternate("a", "b"), ("a", "b"))
    assert len({digest(one) for one in parts}) == len(parts)


def test_runs_that_look_alike_are_equal() -> None:
    one, same, other = (_listed(2, 3, 4, margin=margin).run for margin in ("", "", "AFP"))
    assert (one, hash(one)) == (same, hash(same))
    assert one != other
    assert one != one.likes
