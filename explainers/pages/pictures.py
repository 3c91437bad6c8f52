"""Pictures in prose: small modern files in several widths, with a plain one for browsers that don't know them; and
where files to download lie.
"""

from __future__ import annotations

from html import escape
from typing import Final

from markupsafe import Markup
from msgspec import Struct

from explainers.digest import digest
from explainers.model import Download, PictureFile
from explainers.pages.page_context import PageContext
from explainers.prose import Picture
from explainers.seldom import seldom
from explainers.urls import FILES, PICTURES

__all__ = ["Variant", "download_address", "picture_html", "variants"]

# The measure of the text is 38rem, 608 CSS pixels: half of it, all of it, and twice it for fine screens.
_WIDTHS: Final = (320, 640, 1216)
_PLAIN_WIDTH: Final = 640
_UNSAFE: Final = seldom(r"[^\w./-]+")
_SIZES: Final = "(min-width: 40em) 38rem, calc(100vw - 2rem)"


class Variant(Struct, frozen=True):
    """A file that is made of a picture: address, format as Pillow names it, width and height in pixels."""

    address: str
    format: str
    width: int
    height: int


def variants(picture: PictureFile) -> tuple[Variant, ...]:
    """Return the files that are made of a picture, none wider than itself; the last is the plain one."""
    widths = [width for width in _WIDTHS if width < picture.width]
    widest = min(picture.width, _WIDTHS[-1])
    modern = [_variant(picture, "AVIF", "avif", width) for width in dict.fromkeys((*widths, widest))]
    plain = (
        ("PNG", "png") if picture.transparent or picture.path.lower().endswith((".png", ".gif")) else ("JPEG", "jpg")
    )
    return (*modern, _variant(picture, *plain, min(picture.width, _PLAIN_WIDTH)))


def _variant(picture: PictureFile, format_: str, ending: str, width: int) -> Variant:
    name = _plain_name(picture.path.removeprefix(PICTURES))
    height = max(1, round(picture.height * width / picture.width))
    return Variant(f"{PICTURES}{name}.{width}.{ending}", format_, width, height)


def download_address(file: Download) -> str:
    """Return the address of a file to download: that which it has in the content folder, as far as addresses can.

    >>> download_address(Download("files/annex 2.pdf", "d"))
    'files/annex-2.9a359010.pdf'
    """
    stem, _, ending = file.path.removeprefix(FILES).rpartition(".")
    return f"{FILES}{_plain_name(stem)}.{ending}"


def _plain_name(name: str) -> str:
    """Return a name without what addresses don't have: spaces, brackets. A digest keeps two such names apart."""
    return f"{_UNSAFE.sub('-', name)}.{digest(name)[:8]}" if _UNSAFE.search(name) else name


def picture_html(context: PageContext, picture: Picture) -> Markup:
    """Return a picture as a page shows it, with its credit. It takes its room before it is loaded, and is loaded when
    it is about to be seen.
    """
    *modern, plain = variants(context.site.picture(picture.path))
    wide = ", ".join(f"{context.link_to_address(one.address)} {one.width}w" for one in modern)
    alt, credit = escape(picture.alt), escape(picture.credit, quote=False)
    return Markup(  # noqa: S704 (addresses are quoted, words are escaped)
        f'<picture><source type="image/avif" srcset="{wide}" sizes="{_SIZES}">'
        f'<img src="{context.link_to_address(plain.address)}" alt="{alt}" width="{plain.width}" '
        f'height="{plain.height}" loading="lazy" decoding="async"></picture><small>{credit}</small>'
    )
