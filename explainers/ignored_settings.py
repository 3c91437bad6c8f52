"""Settings of Pelican that change nothing on a site of explainers: they are told, since somebody meant something."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from explainers.urls import file_of

__all__ = ["ignored_settings"]

_BY_REASON: Final[Mapping[str, str]] = {
    "the engine makes all pages": """
        ARCHIVES_SAVE_AS ARTICLE_LANG_SAVE_AS ARTICLE_LANG_URL ARTICLE_SAVE_AS AUTHORS_SAVE_AS AUTHOR_SAVE_AS AUTHOR_URL
        CATEGORIES_SAVE_AS CATEGORY_SAVE_AS CATEGORY_URL DAY_ARCHIVE_SAVE_AS DIRECT_TEMPLATES DRAFT_SAVE_AS DRAFT_URL
        INDEX_SAVE_AS MONTH_ARCHIVE_SAVE_AS PAGE_LANG_SAVE_AS PAGE_LANG_URL PAGE_SAVE_AS TAGS_SAVE_AS TAG_SAVE_AS
        TEMPLATE_PAGES YEAR_ARCHIVE_SAVE_AS
    """,
    "lists have no pages of their own": "DEFAULT_PAGINATION PAGINATED_TEMPLATES PAGINATION_PATTERNS",
    "the theme has no such place": """
        DISPLAY_CATEGORIES_ON_MENU DISPLAY_PAGES_ON_MENU DISQUS_SITENAME GITHUB_URL GOOGLE_ANALYTICS LINKS MENUITEMS
        SOCIAL TWITTER_USERNAME
    """,
    "styles stand in the page": "CSS_FILE THEME_STATIC_DIR THEME_STATIC_PATHS",
    "content says it itself": """
        ARTICLE_PATHS DEFAULT_CATEGORY DEFAULT_DATE DEFAULT_METADATA EXTRA_PATH_METADATA FILENAME_METADATA PAGE_PATHS
        PATH_METADATA SLUGIFY_SOURCE SUMMARY_MAX_LENGTH USE_FOLDER_AS_CATEGORY
    """,
    "dates and texts follow CLDR and the house rules": """
        ARTICLE_ORDER_BY DATE_FORMATS DEFAULT_DATE_FORMAT FORMATTED_FIELDS LOCALE MARKDOWN PAGE_ORDER_BY TYPOGRIFY
    """,
}
_REASONS: Final = {name: why for why, names in _BY_REASON.items() for name in names.split()}


def ignored_settings(said: Mapping[str, Any], ours: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a sentence for each setting that changes nothing. `said`: what the settings file says, without defaults;
    `ours`: what a site of explainers has anyway, of which saying it again needs no word.

    >>> ignored_settings({"MENUITEMS": (), "SITENAME": "Strait"}, {})
    ('MENUITEMS changes nothing: the theme has no such place',)
    """
    return tuple(
        f"{name} changes nothing: {_REASONS[name]}"
        for name, value in sorted(said.items())
        if name in _REASONS and not (name in ours and ours[name] == value) and not _follows(name, value, said)
    )


def _follows(name: str, value: Any, said: Mapping[str, Any]) -> bool:
    """Whether a setting says where the file of an address lies that another one says: it does lie there."""
    address = said.get(f"{name.removesuffix('_SAVE_AS')}_URL")
    return name.endswith("_SAVE_AS") and isinstance(address, str) and value == file_of(address)
