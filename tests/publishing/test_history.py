"""The log, and what a rollback goes back to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explainers.publishing.history import LogLine, live_before, log_lines, log_text
from tests.publishing.synthetic import NOON


def line(release: str, action: str = "deploy", previous: str | None = None) -> LogLine:
    return LogLine(NOON, "deploy" if action == "deploy" else "rollback", release, previous, "c", "desk")


def test_a_line_is_read_as_it_was_written() -> None:
    lines = (line("a"), line("b", "rollback", "a"))
    assert log_lines(b"\n".join(map(log_text, lines))) == lines


def test_a_line_that_was_cut_short_is_left_out_and_the_others_stay() -> None:
    data = log_text(line("a")) + b"\n" + log_text(line("b"))[:25] + b"\n" + log_text(line("c")) + b"\n"
    assert [each.id for each in log_lines(data)] == ["a", "c"]


def test_a_release_that_was_deployed_twice_is_gone_back_to_twice() -> None:
    assert live_before([line("a"), line("b"), line("a")], "a") == ("b", "a")


def test_a_switch_that_did_not_reach_the_log_is_gone_back_from_to_the_last_one_in_it() -> None:
    assert live_before([line("a"), line("b")], "c") == ("b", "a")


def test_a_rollback_past_the_log_starts_a_new_pile() -> None:
    assert live_before([line("b"), line("a", "rollback")], "a") == ("b",)


@given(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=12))
def test_rollbacks_go_through_all_releases_backwards_and_never_turn_round(deploys: list[str]) -> None:
    lines = [line(each) for each in deploys]
    order = [each for at, each in enumerate(deploys) if deploys[at - 1 : at] != [each]]
    live, seen = order[-1], [order[-1]]
    while before := live_before(lines, live):
        live = before[0]
        lines.append(line(live, "rollback"))
        seen.append(live)
        assert len(seen) <= len(order)
    # A rollback to a release that lies deeper in the pile too stops at its uppermost place.
    assert seen == order[::-1]
