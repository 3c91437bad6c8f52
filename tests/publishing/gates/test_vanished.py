"""No address that readers have stops answering without a word."""

from __future__ import annotations

from pathlib import Path

from explainers.publishing.deploy import release_manifest
from explainers.publishing.gates.vanished import vanished_addresses
from tests.publishing.synthetic import URL, edited_record, site_files, write_site


def test_a_live_page_that_the_build_has_forgotten_is_told_unless_it_is_gone_for_good(tmp_path: Path) -> None:
    whole = write_site(tmp_path / "whole", site_files(pages=3))
    less = write_site(tmp_path / "less", site_files(pages=2))
    (lost,) = set(whole.pages) - set(less.pages)
    (problem,) = vanished_addresses(less, release_manifest(whole))
    assert (problem.path, problem.code) == (lost, "vanished-address")
    assert f"{URL}/{lost.removesuffix('index.html')} is live" in problem.message
    assert not vanished_addresses(edited_record(less.root, gone=[lost]), release_manifest(whole))
    assert not vanished_addresses(whole, release_manifest(less))
