"""A site's own colours, fonts and logo replace those of the theme, and none can be chosen that nobody can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainers.finishing.look import look_of
from explainers.pages.look import TOKENS, contrast, with_look
from explainers.pages.templates import Theme
from explainers.site_look import LookError, site_look
from explainers.site_settings import SiteLook
from tests.building_sites import ROOT, build, site_copy

SHEET = (ROOT / "theme" / TOKENS).read_text(encoding="utf-8")
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'


def test_colours_and_fonts_replace_those_of_the_scheme_that_they_are_for() -> None:
    look = SiteLook({"accent": "#7a1f2b"}, {"accent": "#f4a9b0"}, {"serif": "Georgia, serif"})
    light, _, dark = with_look(SHEET, look).partition("prefers-color-scheme")
    assert "--accent: #7a1f2b;" in light
    assert "--serif: Georgia, serif;" in light
    assert "--accent: #f4a9b0;" in dark
    assert with_look(SHEET, SiteLook()) == SHEET


def test_a_theme_may_have_its_dark_colours_first_and_remarks_about_them() -> None:
    dark = "@media (prefers-color-scheme: dark) { :root { /* not --ink: #ddd; } */ --ink: #eee; } }\n"
    sheet = f"{dark}@layer tokens {{ :root {{ --ink: #111; }} }} @media print {{ :root {{ --ink: #222; }} }}"
    own = sheet.replace("#eee", "#ffffff").replace("#111", "#000000")
    assert with_look(sheet, SiteLook({"ink": "#000000"}, {"ink": "#ffffff"})) == own


@pytest.mark.parametrize(
    ("look", "said"),
    [
        (SiteLook(light={"accent": "#aaccbb"}), "accent #aaccbb can't be read on #e3efe9 in light"),
        (SiteLook(dark={"ink": "#333333"}), "ink #333333 can't be read on #1d3229 in dark"),
        (SiteLook(light={"paper": "#222222"}), "can't be read on #222222 in light"),
        (SiteLook(light={"closer": "#99bbee"}), "closer #99bbee can't be read on #eff3f1 in light"),
        (SiteLook(light={"shine": "#000000"}), "the theme has no --shine for light pages"),
    ],
)
def test_a_colour_that_nobody_can_read_is_refused(look: SiteLook, said: str) -> None:
    with pytest.raises(LookError, match="EXPLAINER_LOOK: ") as refused:
        with_look(SHEET, look)
    assert said in str(refused.value)


def test_the_colour_that_is_offered_instead_is_taken() -> None:
    with pytest.raises(LookError) as refused:
        with_look(SHEET, SiteLook(light={"accent": "#aaccbb"}))
    near = str(refused.value).rpartition(" ")[2]
    assert contrast(near, "#e3efe9") >= 4.5
    assert near in with_look(SHEET, SiteLook(light={"accent": near}))


@pytest.mark.parametrize(
    ("look", "said"),
    [
        ({"shade": {}}, "EXPLAINER_LOOK has no 'shade': it has light, dark, fonts, logo"),
        ({"light": {"accent": "green"}}, "accent can't be 'green': write a colour as #rrggbb"),
        ({"fonts": {"serif": "x; } * {"}}, "fonts are serif and sans"),
        ({"fonts": {"mono": "x"}}, "fonts are serif and sans"),
        ({"logo": "none.svg"}, "there is no drawing 'none.svg'"),
        ({"logo": "script.svg"}, "'script.svg' can't be the logo"),
        ({"logo": "loads.svg"}, "'loads.svg' can't be the logo"),
        ({"light": "x"}, "light, dark and fonts have values by name"),
    ],
)
def test_what_is_no_look_is_told(look: dict[str, object], said: str, tmp_path: Path) -> None:
    (tmp_path / "script.svg").write_text("<svg><script>1</script></svg>")
    (tmp_path / "loads.svg").write_text('<svg><image href="https://a.example/b.png"/></svg>')
    with pytest.raises(LookError) as refused:
        site_look({"PATH": str(tmp_path / "content"), "EXPLAINER_LOOK": look})
    assert said in str(refused.value)


def test_social_cards_are_drawn_in_the_colours_of_the_site() -> None:
    theme = Theme(ROOT / "theme", look=SiteLook(light={"ink": "#101010", "paper": "#fffef8"}))
    assert (look_of(theme).ink, look_of(theme).paper) == ("#101010", "#fffef8")


def test_pages_have_the_logo_and_a_new_one_is_noticed(tmp_path: Path) -> None:
    site = site_copy("minimal", tmp_path)
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write('EXPLAINER_LOOK = {"light": {"accent": "#7a1f2b"}, "logo": "logo.svg"}\n')
    (site / "logo.svg").write_text(LOGO, encoding="utf-8")
    assert build(site).returncode == 0
    page = (site / "output/index.html").read_text(encoding="utf-8")
    assert '<img class="logo" src="icon.svg" alt=""' in page
    assert "--accent:#7a1f2b" in page
    assert (site / "output/icon.svg").read_text(encoding="utf-8") == LOGO
    (site / "logo.svg").write_text(LOGO.replace("M0 0", "M1 1"), encoding="utf-8")
    assert build(site).returncode == 0
    assert "M1 1" in (site / "output/icon.svg").read_text(encoding="utf-8")
