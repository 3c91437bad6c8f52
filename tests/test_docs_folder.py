"""The documentation that travels with the package."""

from __future__ import annotations

from explainers.docs_folder import DOCS_FOLDER


def test_the_documentation_is_there_with_its_first_page() -> None:
    assert (DOCS_FOLDER / "index.md").read_text(encoding="utf-8").startswith("# ")
