"""The text of a made-up site for stock Pelican (theme simple) and for Hugo: the same pages, the same words.

What is our own is plain words there: citations stay as they are written, terms are their words. Each site has what its
program makes of itself: lists, lists by tag, feeds.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bench.corpus import Page, Site

__all__ = ["write_stock"]

_TERM: Final = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]")
_LINK: Final = re.compile(r"\{filename\}([\w-]+)\.md")

_PELICAN: Final = """\
SITENAME = "Counted"
SITEURL = "https://counted.example"
PATH = "content"
OUTPUT_PATH = "output"
THEME = "simple"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
"""
_HUGO: Final = """\
baseURL = "https://counted.example/"
title = "Counted"
languageCode = "en"
disableHugoGeneratorInject = true
[taxonomies]
tag = "tags"
"""
_BASE: Final = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ .Title }} – {{ site.Title }}</title>
<meta name="description" content="{{ .Params.summary }}"></head>
<body><header><a href="/">{{ site.Title }}</a></header>
<main>{{ block "main" . }}{{ end }}</main>
<footer><a href="/tags/">Tags</a></footer></body>
</html>
"""
_SINGLE: Final = """\
{{ define "main" }}<h1>{{ .Title }}</h1>
<time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time>
<p>{{ .Params.summary }}</p>
{{ .Content }}
<p>{{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a> {{ end }}</p>{{ end }}
"""
_LIST: Final = """\
{{ define "main" }}<h1>{{ .Title }}</h1>
<ul>{{ range (.Paginate .Pages 10).Pages }}<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a>
{{ .Params.summary }}</li>{{ end }}</ul>
{{ partial "pages.html" . }}{{ end }}
"""
_PAGES: Final = """\
{{ with .Paginator }}{{ if .HasPrev }}<a href="{{ .Prev.URL }}">before</a>{{ end }}
{{ if .HasNext }}<a href="{{ .Next.URL }}">after</a>{{ end }}{{ end }}
"""
_LAYOUTS: Final = {
    "_default/baseof.html": _BASE,
    "_default/single.html": _SINGLE,
    "_default/list.html": _LIST,
    "_default/terms.html": _LIST,
    "index.html": _LIST.replace(".Pages 10", "site.RegularPages 10"),
    "partials/pages.html": _PAGES,
}


def write_stock(site: Site, folder: Path) -> None:
    """Write both sites: ``pelican/`` and ``hugo/`` below a folder; what stood there is gone then."""
    shutil.rmtree(folder, ignore_errors=True)
    pelican, hugo = folder / "pelican", folder / "hugo"
    for place in (pelican / "content", hugo / "content" / "posts"):
        place.mkdir(parents=True)
    (pelican / "pelicanconf.py").write_text(_PELICAN, encoding="utf-8")
    (hugo / "hugo.toml").write_text(_HUGO, encoding="utf-8")
    for name, layout in _LAYOUTS.items():
        path = hugo / "layouts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(layout, encoding="utf-8")
    for page in site.pages:
        (pelican / "content" / f"{page.slug}.md").write_text(_for_pelican(page, site), encoding="utf-8")
        (hugo / "content" / "posts" / f"{page.slug}.md").write_text(_for_hugo(page, site), encoding="utf-8")


def _text(page: Page) -> str:
    """Return all the prose of a page: key points, body, unknowns."""
    points = "\n".join(f"- {one}" for one in page.key_points)
    unknowns = "\n".join(f"- {one}" for one in page.unknowns)
    return _TERM.sub(r"\1", f"{points}\n\n{page.body}\n{unknowns}\n")


def _tags(page: Page, site: Site) -> list[str]:
    return [*page.tags, *(site.names[code] for code in page.codes)]


def _for_pelican(page: Page, site: Site) -> str:
    head = f"Title: {page.title}\nDate: {page.date}\nSlug: {page.slug}\nTags: {', '.join(_tags(page, site))}\n"
    return f"{head}Summary: {page.summary}\n\n{_text(page)}"


def _for_hugo(page: Page, site: Site) -> str:
    tags = ", ".join(f'"{tag}"' for tag in _tags(page, site))
    head = f'---\ntitle: "{page.title}"\ndate: {page.date}\nslug: {page.slug}\ntags: [{tags}]\n'
    text = _LINK.sub(r"/posts/\1/", _text(page))
    return f'{head}summary: "{page.summary}"\n---\n\n{text}'
