"""The step that draws cards: one for each page that is shared, made again when what is on it changes."""

from __future__ import annotations

from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Final

from explainers.build.progress import Tell, counting
from explainers.digest import digest, digest_of_bytes
from explainers.finishing.drawing import drawn_card
from explainers.finishing.keeper import BuiltPages, Keeper
from explainers.finishing.look import Look, look_of
from explainers.pages.page_context import PageContext
from explainers.pages.sharing import Card, card, card_address

__all__ = ["cards"]

_DRAWN_BY: Final = ("fontpkg-noto-sans", "fontpkg-noto-serif", "pillow", "uharfbuzz")


def cards(built: BuiltPages, keeper: Keeper, tell: Tell) -> None:
    """Have the cards of a site's pages in the output. A site without an address has none: no page could name them.
    Raises `ThemeError` where the theme's colours can't be drawn.
    """
    if not built.site.settings.urls.site:
        return
    look = look_of(built.theme)
    for page in counting(tell, "drawing cards", built.plan, len(built.plan)):
        if page.file.endswith(".html"):
            context = PageContext(built.site, page.kind, page.language, page.slug)
            if shown := card(context):
                _keep(keeper, card_address(context), shown, look)


def _keep(keeper: Keeper, file: str, shown: Card, look: Look) -> None:
    keeper.have(f"card {file}", digest((_drawn_by(), look, shown)), lambda: [(file, drawn_card(shown, look))])


@lru_cache(maxsize=1)
def _drawn_by() -> str:
    """Return a digest of what draws."""
    own = [digest_of_bytes(Path(__file__).with_name(name).read_bytes()) for name in ("drawing.py", "letters.py")]
    return digest((own, [metadata.version(name) for name in _DRAWN_BY]))
