"""A small site that is fit to be published, made from nothing, in two designs.

Every page names a style sheet, a script and a picture by hashed names. In another design each of these, and
so every page, has other bytes: the hardest case for readers who load pages during a deployment.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import msgspec

from explainers.ownership import LIST_NAME
from explainers.publishing.built_site import BuiltSite, built_site, record_path
from explainers.publishing.deploy_context import DeployContext
from explainers.publishing.manifest import BuildRecord, encoded, list_digest, release_id
from explainers.publishing.scan import scan
from explainers.publishing.targets.disk import Disk
from explainers.publishing.targets.releases import Releases

SITE = "news"
URL = "https://news.example"
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
ASSET = re.compile(rb'"/(assets/[^"]+)"')


def hashed(name: str, data: bytes) -> str:
    stem, ending = name.rsplit(".", 1)
    return f"assets/{stem}.{sha256(data).hexdigest()[:12]}.{ending}"


def site_files(
    design: str = "plain",
    pages: int = 6,
    edits: Mapping[str, str] | None = None,
    url: str = URL,
    weight: int = 0,
) -> dict[str, bytes]:
    """Return path → bytes. `edits` changes the text of pages by name; `weight` adds bytes to the picture."""
    assets = {
        "site.css": f"body {{ background: url(/images/logo.svg) }} /* {design} */".encode(),
        "site.js": f"console.log('{design}')".encode(),
        "map.svg": f"<svg xmlns='http://www.w3.org/2000/svg'><!-- {design} {'.' * weight} --></svg>".encode(),
    }
    names = {hashed(name, data): data for name, data in assets.items()}
    css, js, svg = names
    slugs = [f"story-{number}" for number in range(pages)]
    links = "".join(f'<li><a href="{url}/{slug}/#words">{slug}</a></li>' for slug in slugs[:20])

    def with_words(title: str, text: str) -> bytes:
        return (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
            f'<link rel="stylesheet" href="/{css}"><script src="/{js}" defer></script></head>'
            f'<body><img src="/{svg}" alt=""><h1 id="words">{title}</h1><p>{text}</p><ul>{links}</ul>'
            "</body></html>"
        ).encode()

    texts = {slug: (edits or {}).get(slug, f"Words of {slug}.") for slug in slugs}
    entries = "".join(
        f"<entry><id>tag:news.example,2026:{slug}</id><link href='{url}/{slug}/'/></entry>" for slug in slugs
    )
    places = "".join(f"<url><loc>{url}/{slug}/</loc></url>" for slug in slugs)
    return {
        **names,
        **{f"{slug}/index.html": with_words(slug, text) for slug, text in texts.items()},
        "index.html": with_words("News", (edits or {}).get("index", "All the news.")),
        "404.html": with_words("Not found", "Nothing is here."),
        "feeds/all.atom.xml": f'<feed xmlns="http://www.w3.org/2005/Atom">{entries}</feed>'.encode(),
        "images/logo.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        "robots.txt": f"User-agent: *\nAllow: /\nSitemap: {url}/sitemap.xml\n".encode(),
        "sitemap.xml": f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>'.encode(),
    }


def page(body: str, head: str = "") -> bytes:
    """Return a page with nothing but a body and what is said in its head."""
    return f"<!doctype html><html><head>{head}</head>\n<body>\n{body}\n</body></html>".encode()


def write_site(
    folder: Path,
    files: Mapping[str, bytes],
    commit: str = "a" * 40,
    minute: int = 0,
    site: str = SITE,
    url: str = URL,
    uncommitted: int = 0,
) -> BuiltSite:
    """Put files into a fresh folder, with the record of a build of a commit, `minute` after noon."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return recorded(folder, commit, minute, site, url, uncommitted)


def recorded(
    folder: Path, commit: str = "a" * 40, minute: int = 0, site: str = SITE, url: str = URL, uncommitted: int = 0
) -> BuiltSite:
    """Write the record of a folder as it is now."""
    found = scan(folder).files
    digest = list_digest(found)
    time = NOON + timedelta(minutes=minute)
    record = BuildRecord(1, release_id(digest), site, url, commit, time, uncommitted, "test 1", digest, len(found))
    record_path(folder).write_bytes(encoded(record))
    return built_site(folder)


def edited_record(folder: Path, **changes: object) -> BuiltSite:
    """Change what the record of a built site says."""
    values = msgspec.json.decode(record_path(folder).read_bytes()) | changes
    record_path(folder).write_bytes(msgspec.json.encode(values))
    return built_site(folder)


class World:
    """A clock that stands still until it is moved, a history in which later letters contain earlier ones."""

    def __init__(self, now: datetime = NOON + timedelta(days=1)) -> None:
        self.now = now
        self.told: list[tuple[str, str]] = []

    def around(self) -> DeployContext:
        return DeployContext(
            clock=lambda: self.now,
            contains=lambda commit, other: None if "?" in commit + other else commit >= other,
            who="desk@example",
            own_paths=("/srv/desk/site/",),
            tell=lambda phase, text, /, **figures: self.told.append((phase, text)),
        )


def target_in(base: Path, owner: str = "host-1", disk: Disk | None = None) -> Releases:
    return Releases(base, owner, disk or Disk())


def tree(folder: Path) -> dict[str, bytes]:
    """Return path → bytes of all plain files below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != LIST_NAME)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
