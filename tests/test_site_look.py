"""A site's own colours, fonts and logo: what settings may say, and what is refused in a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from explainers.site_look import LookError, site_look

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8"/></svg>'


def looked(folder: Path, look: Any) -> Any:
    return site_look({"PATH": str(folder / "content"), "EXPLAINER_LOOK": look})


def test_what_is_given_is_what_the_site_has(tmp_path: Path) -> None:
    (tmp_path / "mark.svg").write_text(SVG)
    look = looked(tmp_path, {"light": {"accent": "#036"}, "fonts": {"serif": "Charter, serif"}, "logo": "mark.svg"})
    assert (look.light, look.dark, look.fonts, look.logo) == ({"accent": "#036"}, {}, {"serif": "Charter, serif"}, SVG)


@pytest.mark.parametrize(
    ("look", "said"),
    [
        ({"colour": "#fff"}, "no 'colour'"),
        ({"light": "#fff"}, "values by name"),
        ({"light": {"accent": "red; } body { display: none"}}, "#rrggbb"),
        ({"fonts": {"serif": "url(https://fonts.example/x)"}}, "fonts are"),
        ({"fonts": {"mono": "Courier"}}, "fonts are"),
        ({"logo": "nowhere.svg"}, "no drawing 'nowhere.svg'"),
    ],
)
def test_what_can_not_be_is_refused(tmp_path: Path, look: Any, said: str) -> None:
    with pytest.raises(LookError, match=said):
        looked(tmp_path, look)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>1</script>",
        '<a href="https://x.example">x</a>',
        '<path onload="x()"/>',
        "<foreignObject/>",
        "<!-- " + "x" * 20_000 + " -->",
    ],
)
def test_a_logo_that_runs_or_loads_something_or_is_large_is_refused(tmp_path: Path, inside: str) -> None:
    (tmp_path / "mark.svg").write_text(SVG.replace("<path", f"{inside}<path", 1))
    with pytest.raises(LookError, match="can't be the logo"):
        looked(tmp_path, {"logo": "mark.svg"})
