"""Settings of Pelican that change nothing on a site of explainers, or less than elsewhere, its own themes, and settings
that nobody has: they are told, since somebody meant something.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from explainers.nearest import nearest
from explainers.setting_types import TYPES
from explainers.urls import file_of

__all__ = ["IDLE", "ignored_settings", "refused_theme"]

_BY_REASON: Final[Mapping[str, str]] = {
    "the engine makes all pages": """
        ARCHIVES_SAVE_AS ARTICLE_LANG_SAVE_AS ARTICLE_LANG_URL ARTICLE_SAVE_AS AUTHORS_SAVE_AS AUTHOR_SAVE_AS
        AUTHOR_URL CATEGORIES_SAVE_AS CATEGORY_SAVE_AS CATEGORY_URL DAY_ARCHIVE_SAVE_AS DAY_ARCHIVE_URL
        DIRECT_TEMPLATES INDEX_SAVE_AS JINJA_ENVIRONMENT MONTH_ARCHIVE_SAVE_AS MONTH_ARCHIVE_URL NEWEST_FIRST_ARCHIVES
        PAGE_LANG_SAVE_AS PAGE_LANG_URL PAGE_SAVE_AS REVERSE_CATEGORY_ORDER TAGS_SAVE_AS TAG_SAVE_AS
        TEMPLATE_EXTENSIONS TEMPLATE_PAGES YEAR_ARCHIVE_SAVE_AS YEAR_ARCHIVE_URL
    """,
    "drafts have pages in the preview alone": """
        DRAFT_LANG_SAVE_AS DRAFT_LANG_URL DRAFT_PAGE_LANG_SAVE_AS DRAFT_PAGE_LANG_URL DRAFT_PAGE_SAVE_AS
        DRAFT_PAGE_URL DRAFT_SAVE_AS DRAFT_URL
    """,
    "links between pages are relative anyway": "RELATIVE_URLS",
    "lists have no pages of their own": """
        DEFAULT_ORPHANS DEFAULT_PAGINATION PAGINATED_TEMPLATES PAGINATION_PATTERNS
    """,
    "the theme has no such place": """
        DISPLAY_CATEGORIES_ON_MENU DISPLAY_PAGES_ON_MENU DISQUS_SITENAME GITHUB_URL GOOGLE_ANALYTICS LINKS MENUITEMS
        SOCIAL TWITTER_USERNAME
    """,
    "styles stand in the page": "CSS_FILE THEME_STATIC_DIR THEME_STATIC_PATHS",
    "content says it itself": """
        ARTICLE_EXCLUDES ARTICLE_PATHS ARTICLE_TRANSLATION_ID DEFAULT_DATE DEFAULT_METADATA FILENAME_METADATA
        PAGE_EXCLUDES PAGE_PATHS PAGE_TRANSLATION_ID SLUGIFY_SOURCE SUMMARY_END_SUFFIX SUMMARY_MAX_LENGTH
        USE_FOLDER_AS_CATEGORY
    """,
    "there is one format for content": "DOCUTILS_SETTINGS INTRASITE_LINK_REGEX PYGMENTS_RST_OPTIONS READERS",
    "what a build keeps lies in EXPLAINER_STORE": """
        CACHE_CONTENT CACHE_PATH CHECK_MODIFIED_METHOD CONTENT_CACHING_LAYER GZIP_CACHE LOAD_CONTENT_CACHE
    """,
    "a build removes what it no longer makes, and leaves what is not its own": """
        DELETE_OUTPUT_DIRECTORY OUTPUT_RETENTION
    """,
    "dates and texts follow CLDR and the house rules": """
        ARTICLE_ORDER_BY DATE_FORMATS DEFAULT_DATE_FORMAT FORMATTED_FIELDS LOCALE MARKDOWN PAGE_ORDER_BY TYPOGRIFY
        TYPOGRIFY_DASHES TYPOGRIFY_IGNORE_TAGS TYPOGRIFY_OMIT_FILTERS
    """,
}
_IN_PART: Final[Mapping[str, str]] = {
    "files of STATIC_PATHS": "IGNORE_FILES PATH_METADATA",
    "Pelican's further feeds": """
        AUTHOR CATEGORY_REGEX_SUBSTITUTIONS DEFAULT_CATEGORY SLUGIFY_PRESERVE_CASE SLUGIFY_USE_UNICODE
        SLUG_REGEX_SUBSTITUTIONS TAG_REGEX_SUBSTITUTIONS
    """,
}
IDLE: Final = frozenset(name for names in _BY_REASON.values() for name in names.split())
"""The settings that change nothing. Pelican is given what it has where a file says nothing: it would act on some of
these as it copies files, and fail where they are wrong.
"""

_SENTENCES: Final[Mapping[str, str]] = {
    **{name: f"changes nothing: {why}" for why, names in _BY_REASON.items() for name in names.split()},
    **{name: f"counts for {what} alone" for what, names in _IN_PART.items() for name in names.split()},
}
_OURS: Final = "EXPLAINER_"
_STOCK_THEMES: Final = ("notmyidea", "simple")


def refused_theme(name: str) -> str | None:
    """Return why the theme of a name can't be used, if it is one that Pelican brings.

    >>> refused_theme("harbour")
    """
    if name not in _STOCK_THEMES:
        return None
    return (
        f"'{name}' is a theme of Pelican's, whose templates know nothing of sources and receipts: "
        "leave THEME out, and change single files by THEME_TEMPLATES_OVERRIDES"
    )


def ignored_settings(said: Mapping[str, Any], ours: Mapping[str, Any]) -> tuple[str, ...]:
    """Return a sentence for each setting that changes nothing, or not all that it does elsewhere. `said`: what the
    settings file says, without defaults; `ours`: what a site of explainers has anyway, of which saying it again needs
    no word.

    >>> ignored_settings({"MENUITEMS": (), "SITENAME": "Strait"}, {})
    ('MENUITEMS changes nothing: the theme has no such place',)
    """
    return tuple(
        f"{name} {sentence}"
        for name, value in sorted(said.items())
        if not (name in ours and ours[name] == value)
        and not _follows(name, value, said)
        and (sentence := _SENTENCES.get(name) or _unknown(name))
    )


def _unknown(name: str) -> str:
    """Return what to say of a setting that looks like one of ours and is none; of others nothing."""
    if not name.startswith(_OURS) or name in TYPES:
        return ""
    known = [one.removeprefix(_OURS) for one in TYPES if one.startswith(_OURS)]
    near = nearest(name.removeprefix(_OURS), known)
    return "changes nothing: there is no such setting" + (f"; did you mean {_OURS}{near}?" if near else "")


def _follows(name: str, value: Any, said: Mapping[str, Any]) -> bool:
    """Whether a setting says where the file of an address lies that another one says: it does lie there."""
    address = said.get(f"{name.removesuffix('_SAVE_AS')}_URL")
    return name.endswith("_SAVE_AS") and isinstance(address, str) and value == file_of(address)
