"""The fonts that pages have in the browser tests: the same on every machine, whatever is installed there.

`USUAL` are those that the site's own style sheet names. `WIDEST` are about as wide as any that readers have: Bitstream
Vera, whose letters DejaVu Sans and Verdana share, in place of all others.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

import pytest

__all__ = ["USUAL", "WIDEST", "font_settings", "with_any_fonts"]

USUAL: Final = "usual fonts"
WIDEST: Final = "widest fonts"

_FAMILIES: Final = {USUAL: ("Noto Serif", "Noto Sans"), WIDEST: ("Bitstream Vera Sans", "Bitstream Vera Sans")}
# The package, the folder in it, and the names of files.
_FILES: Final = {
    USUAL: (("fontpkg_noto_serif", "files", "*.ttf"), ("fontpkg_noto_sans", "files", "*.ttf")),
    # Noto has what Vera lacks: arrows, and letters of other alphabets.
    WIDEST: (("reportlab", "fonts", "Vera*.ttf"), ("fontpkg_noto_sans", "files", "*.ttf")),
}
_SETTINGS: Final = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{folder}/fonts</dir>
  <cachedir>{folder}/cache</cachedir>
  {aliases}
  <match target="pattern">
    <edit name="family" mode="append_last"><string>{sans}</string></edit>
  </match>
  <match target="font">
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="rgba" mode="assign"><const>none</const></edit>
  </match>
</fontconfig>
"""
_ALIAS: Final = '<alias binding="same"><family>{name}</family><prefer><family>{family}</family></prefer></alias>'


with_any_fonts = pytest.mark.parametrize("fonts", [USUAL, WIDEST], indirect=True)
"""Run a browser test twice: what it says must hold with any fonts."""


def font_settings(fonts: str, folder: Path) -> Path:
    """Write fontconfig's settings for some fonts into an empty folder; return the file, for `FONTCONFIG_FILE`."""
    (folder / "fonts").mkdir(parents=True)
    for package, inner, pattern in _FILES[fonts]:
        with resources.as_file(resources.files(package) / inner) as found:
            files = sorted(found.glob(pattern))
            assert files, f"{package} has none of the fonts that it had"
            for file in files:
                (folder / "fonts" / file.name).write_bytes(file.read_bytes())
    serif, sans = _FAMILIES[fonts]
    generic = {"serif": serif, **dict.fromkeys(("sans", "sans-serif", "system-ui", "monospace", "cursive"), sans)}
    aliases = "\n  ".join(_ALIAS.format(name=name, family=family) for name, family in generic.items())
    settings = folder / "fonts.conf"
    settings.write_text(_SETTINGS.format(folder=escape(str(folder)), aliases=aliases, sans=sans), encoding="utf-8")
    return settings
