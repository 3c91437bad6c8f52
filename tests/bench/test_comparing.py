"""Two commits side by side, and what a page costs at each stage."""

from __future__ import annotations

from pathlib import Path

from bench.comparing import Costs, told
from bench.corpus import made_site, write_site
from bench.report import report
from bench.stages import STAGES, stages


def test_a_comparison_says_what_each_page_costs_at_both_commits() -> None:
    lines = told("0123456789abcdef", Costs(2.0, 0.010, {"reading": 0.004}), Costs(1.0, 0.012, {"reading": 0.002}))
    rows = {line[:22].strip(): line[22:].split() for line in lines.splitlines()}
    assert rows["CPU of a cold build"] == ["0123456789ab", "now", "ratio"]
    assert rows["once, s"] == ["2.00", "1.00", "0.50"]
    assert rows["each page, ms"] == ["10.00", "12.00", "1.20"]
    assert rows["reading, ms"] == ["4.00", "2.00", "0.50"]
    assert rows["rendering, ms"] == ["–", "–", "–"], "a commit that can't tell its stages is compared without"


def test_every_stage_of_a_page_is_measured_and_told(tmp_path: Path) -> None:
    write_site(made_site(3), tmp_path)
    found = stages(tmp_path, rounds=1)
    assert tuple(found) == STAGES
    assert all(seconds > 0 for seconds in found.values())
    about = {"day": "2026-09-17", "cores": 2, "load": 0.1, "rounds": 3, "python": "3.11", "programs": ["one 1"]}
    words = report({"10": {"about": about, "explainers": {"stages": dict.fromkeys(STAGES, 0.0021)}}})
    assert "Milliseconds of CPU that an explainer's page takes in one process: reading 2.1, checking 2.1" in words
