"""Configurations for web servers that show a target, from the one source of headers. Pure.

Each is whole: the site's folder, what is sent compressed, types, headers, the page for what isn't there, and pages that
moved. Tests start the real servers with them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct

from explainers.publishing.headers import HeaderRule
from explainers.publishing.kinds import ASK_AGAIN, FOR_EVER, HASHED_NAME, content_types

__all__ = ["SERVERS", "Serving", "snippet"]

_HASHED: Final = f"{HASHED_NAME}$"
_FEEDS: Final = ((r"\.atom\.xml", "application/atom+xml"), (r"\.rss\.xml", "application/rss+xml"))
_OWN: Final = ("cache-control", "content-type")


class Serving(Struct, frozen=True):
    """What a server is to show: `root`, the folder that `current` leads to a release in; the `site_url`; the `rules`
    for headers; the `redirects` by address; addresses that are `gone`; whether the server can send files compressed
    with `brotli`; `listen`, an address and port, if not those of the site's address.
    """

    root: str
    site_url: str
    rules: tuple[HeaderRule, ...]
    redirects: Mapping[str, str] = {}
    gone: tuple[str, ...] = ()
    brotli: bool = False
    listen: str = ""

    @property
    def base(self) -> str:
        """The path that the site lies below, as servers compare it: decoded, without a slash at its end."""
        return unquote(urlsplit(self.site_url).path.rstrip("/"))

    @property
    def host(self) -> str:
        """The site's host."""
        return urlsplit(self.site_url).hostname or "_"

    @property
    def port(self) -> int:
        """Where it is listened for readers who ask without TLS."""
        parts = urlsplit(self.site_url)
        return parts.port or 80 if parts.scheme == "http" else 80

    @property
    def name(self) -> str:
        """A name for this site's variables, which no other site of the same server has. Servers want short ones."""
        where = f"{self.host}{self.base} {self.listen or self.port}"
        return f"explainers_{sha256(where.encode()).hexdigest()[:8]}"

    def by_header(self) -> dict[str, list[tuple[str, str]]]:
        """Return, by header, the addresses that have one of their own, and its value; the most special ones last."""
        found: dict[str, list[tuple[str, str]]] = {}
        for rule in self.rules:
            for name, value in rule.headers.items():
                if name.lower() not in _OWN:
                    found.setdefault(name, []).append((unquote(rule.address), value))
        return found

    def kept(self) -> list[tuple[str, str]]:
        """Return the addresses for which rules say how long caches may keep what is there, and what they say."""
        return [
            (unquote(rule.address), text)
            for rule in self.rules
            for name, text in rule.headers.items()
            if _is_time(name)
        ]


def _is_time(name: str) -> bool:
    return name.lower() == "cache-control"


def snippet(server: str, serving: Serving) -> str:
    """Return the configuration for a server; raises `KeyError` for one that isn't in `SERVERS`."""
    return _RENDERED[server](serving)


def _pattern(address: str) -> str:
    """Return the regular expression for an address of a rule.

    >>> _pattern("/a.b/*"), _pattern("/x"), _pattern("/x/")
    ('^/a\\\\.b/', '^/x$', '^/x/(?:index\\\\.html)?$')
    """
    if address.endswith("*"):
        return f"^{re.escape(address[:-1])}"
    # When headers are made, servers have put the page's file in the place of its address.
    page = r"(?:index\.html)?" if address.endswith("/") else ""
    return f"^{re.escape(address)}{page}$"


# ---- nginx ---------------------------------------------------------------------------------------


def _nginx(serving: Serving) -> str:
    maps, headers, own = [], [], serving.name
    for number, (name, values) in enumerate(serving.by_header().items()):
        # The first that matches counts, so the last rule comes first. One `add_header` in a location would undo all.
        rows = [f'    "~{_pattern(address)}" {_of_nginx(value, own)};' for address, value in reversed(values)]
        maps.append("\n".join((f"map $uri ${own}_{number} {{", '    default "";', *rows, "}")))
        headers.append(f"    add_header {name} ${own}_{number} always;")
    folder = f"{serving.base}/" if serving.base else "/"
    root = _root(serving) if not serving.base else f"alias {_quoted(f'{serving.root}/current/')};"
    types = [f"        {name} {' '.join(endings)};" for name, endings in content_types().items()]
    charsets = sorted({*content_types(charset=True), *dict(_FEEDS).values()} - {"text/html"})
    moved = [
        f"    location = {_quoted(old)} {{ return 301 {_quoted(new)}; }}" for old, new in serving.redirects.items()
    ]
    moved += [f"    location = {_quoted(old)} {{ return 410; }}" for old in serving.gone]
    compressed = ["    gzip_static on;", *(["    brotli_static on;"] if serving.brotli else [])]
    return "\n".join(
        (
            f'geo ${own}_dollar {{ default "$"; }}',
            *maps,
            f"map $status:$request_uri ${own}_cache {{",
            f'    default "{ASK_AGAIN}";',
            '    "~^404:" "no-store";',
            *(
                f'    "~^\\d+:{_asked(quote(address, safe="/*"))}" {_of_nginx(text, own)};'
                for address, text in reversed(serving.kept())
            ),
            f'    "~{HASHED_NAME}(?:\\?|$)" "{FOR_EVER}";',
            "}",
            "server {",
            f"    listen {serving.listen or serving.port};",
            f"    server_name {serving.host};",
            "    absolute_redirect off;  # behind a proxy, nginx doesn't know scheme and port",
            "    open_file_cache off;  # `current` is switched",
            "    server_tokens off;",
            *compressed,
            "    types {",
            *types,
            "    }",
            "    default_type application/octet-stream;",
            "    charset utf-8;",
            f"    charset_types {' '.join(charsets)};",
            "    override_charset on;",
            "    expires off;",
            f"    add_header Cache-Control ${own}_cache always;",
            *headers,
            f"    error_page 404 {_quoted(f'{folder}404.html')};",
            *moved,
            f"    location {_quoted(folder)} {{",
            f"        {root}",
            "        index index.html;",
            "    }",
            *(
                f"    location ~ {ending}$ {{ {_at(serving, root)} types {{ }} default_type {kind}; }}"
                for ending, kind in _FEEDS
            ),
            "}",
            "",
        )
    )


def _at(serving: Serving, root: str) -> str:
    """Return where a location by regular expression finds its files."""
    pattern = _quoted(f"^{re.escape(serving.base)}/(.*)$")
    return f"rewrite {pattern} /$1 break; {_root(serving)}" if serving.base else root


def _root(serving: Serving) -> str:
    return f"root {_quoted(f'{serving.root}/current')};"


def _of_nginx(value: str, own: str) -> str:
    """Return a header's value for nginx, which would take a dollar for the beginning of a variable."""
    return _quoted(value).replace("$", f"${{{own}_dollar}}")


def _asked(address: str) -> str:
    """Return the pattern for what was asked for at an address of a rule, with anything behind a question mark."""
    return f"{re.escape(address[:-1])}" if address.endswith("*") else rf"{re.escape(address)}(?:\?|$)"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


# ---- Caddy ---------------------------------------------------------------------------------------


def _caddy(serving: Serving) -> str:
    folder = serving.base
    parts = urlsplit(serving.site_url)
    address = f"http://{parts.netloc}" if parts.scheme == "http" else parts.netloc  # else it asks for a certificate
    lines = [f"{serving.listen or address} {{", f"    root * {_quoted(f'{serving.root}/current')}"]
    lines += [f"    redir {_quoted(old)} {_quoted(new)} 301" for old, new in serving.redirects.items()]
    lines += [f"    respond {_quoted(old)} 410" for old in serving.gone]
    for number, (name, values) in enumerate(serving.by_header().items()):
        for row, (address, value) in enumerate(values):
            others = " ".join(_quoted(other) for other, _ in values[row + 1 :])
            lines += [
                f"    @h{number}_{row} {{",
                f"        path {_quoted(address)}",
                *([f"        not path {others}"] if others else []),
                "    }",
                f"    header @h{number}_{row} {name} {_of_caddy(value)}",
            ]
    lines += [
        f"    @others not path_regexp {_HASHED}",
        f'    header @others Cache-Control "{ASK_AGAIN}"',
        f"    @hashed path_regexp {_HASHED}",
        f'    header @hashed Cache-Control "{FOR_EVER}"',
    ]
    for number, (address, text) in enumerate(serving.kept()):
        lines.append(f"    @kept{number} path {_quoted(address)}")
        lines.append(f"    header @kept{number} Cache-Control {_of_caddy(text)}")
    for number, (ending, kind) in enumerate(_caddy_types()):
        without = ["        not path *.atom.xml *.rss.xml"] if "*.xml" in ending.split() else []
        lines += [f"    @t{number} {{", f"        path {ending}", *without, "    }"]
        lines.append(f'    header @t{number} Content-Type "{kind}"')
    if folder:
        lines += [
            f"    redir {_quoted(folder)} {_quoted(f'{quote(folder)}/')} 308",
            f"    @ours path {_quoted(f'{folder}/*')}",
            "    handle @ours {",
            f"        uri strip_prefix {_quoted(quote(folder))}",
            f"        {_FILES_OF_CADDY}",
            "    }",
        ]
    else:
        lines.append(f"    {_FILES_OF_CADDY}")
    lines += [
        "    handle_errors {",
        "        rewrite * /404.html",
        '        header Cache-Control "no-store"',
        '        header Content-Type "text/html; charset=utf-8"',
        "        file_server",
        "    }",
        "}",
        "",
    ]
    return "\n".join(lines)


def _of_caddy(value: str) -> str:
    """Return a header's value for Caddy, which would take braces for the place of another value."""
    escaped = value.replace("{", "\\{").replace("}", "\\}")
    return f"`{escaped}`" if "`" not in value else _quoted(escaped)


_FILES_OF_CADDY: Final = "file_server {\n        precompressed br gzip\n        hide .explainers-files\n    }"


def _caddy_types() -> list[tuple[str, str]]:
    with_charset = content_types(charset=True)
    found = [
        (" ".join(f"*.{ending}" for ending in endings), f"{name}; charset=utf-8" if name in with_charset else name)
        for name, endings in content_types().items()
    ]
    found.append(("*.atom.xml", "application/atom+xml; charset=utf-8"))
    return [*found, ("*.rss.xml", "application/rss+xml; charset=utf-8"), ("*/", "text/html; charset=utf-8")]


# ---- Apache --------------------------------------------------------------------------------------


def _apache(serving: Serving) -> str:
    current, folder = f"{serving.root}/current", serving.base
    lines = [
        "Define explainers_dollar $",
        f"<VirtualHost {serving.listen or f'*:{serving.port}'}>",
        f"    ServerName {serving.host}",
        f"    DocumentRoot {_quoted(current)}",
    ]
    if folder:
        lines.append(f"    Alias {_quoted(folder)} {_quoted(current)}")
    lines += [
        f"    ErrorDocument 404 {quote(folder)}/404.html",
        "    FileETag MTime Size",
        "    AddDefaultCharset utf-8",
        "    RewriteEngine on",
        '    Header merge Vary "Accept-Encoding"',
    ]
    lines += [
        f'    RewriteRule "^{re.escape(old)}$" {_quoted(new)} [R=301,L,NE]' for old, new in serving.redirects.items()
    ]
    lines += [f'    RewriteRule "^{re.escape(old)}$" "-" [G,L]' for old in serving.gone]
    lines += [f"    <Directory {_quoted(current)}>", "        Require all granted", "        Options FollowSymLinks"]
    lines += [
        "        AllowOverride None",
        "        DirectoryIndex index.html",
        *_apache_compressed(),
        "    </Directory>",
    ]
    for name, endings in content_types().items():
        lines.append(f"    AddType {name} {' '.join(f'.{ending}' for ending in endings)}")
    with_charset = content_types(charset=True)
    endings = [ending for name in with_charset for ending in content_types()[name]]
    lines.append(f"    AddCharset utf-8 {' '.join(f'.{ending}' for ending in sorted(endings))}")
    lines += [
        '    <FilesMatch "\\.atom\\.xml(\\.gz|\\.br)?$">',
        '        ForceType "application/atom+xml; charset=utf-8"',
        "    </FilesMatch>",
        f'    Header always set Cache-Control "{ASK_AGAIN}"',
        f'    Header always set Cache-Control "{FOR_EVER}" "expr=%{{REQUEST_URI}} =~ m#{_packed(_HASHED)}#"',
    ]
    for address, text in serving.kept():
        where = f"expr=%{{REQUEST_URI}} =~ m#{_packed(_pattern(address))}#"
        lines.append(f'    Header always set Cache-Control {_of_apache(text)} "{where}"')
    lines.append('    Header always set Cache-Control "no-store" "expr=%{REQUEST_STATUS} == 404"')
    for name, values in serving.by_header().items():
        for address, value in values:
            where = f"expr=%{{REQUEST_URI}} =~ m#{_packed(_pattern(address))}#"
            lines.append(f'    Header always set {name} {_of_apache(value)} "{where}"')
    return "\n".join((*lines, "</VirtualHost>", ""))


def _of_apache(value: str) -> str:
    """Return a header's value for Apache, which would take `%` and `${` for the beginning of another value's name."""
    return _quoted(value.replace("%", "%%").replace("${", "${explainers_dollar}{"))


def _packed(pattern: str) -> str:
    """Return a pattern that holds for the compressed copies of files too."""
    return f"{pattern[:-1]}(?:\\.br|\\.gz)?$" if pattern.endswith("$") else pattern


def _apache_compressed() -> list[str]:
    """Return what sends a file that is compressed already in the place of the one beside it."""
    lines = ["        RewriteEngine on"]
    for coding, ending in (("br", "br"), ("gzip", "gz")):
        lines += [
            f'        RewriteCond "%{{HTTP:Accept-Encoding}}" "\\b{coding}\\b"',
            f'        RewriteCond "%{{REQUEST_FILENAME}}.{ending}" -f',
            f'        RewriteRule "^(.+)$" "$1.{ending}" [L,E=no-gzip:1]',
            f'        RewriteCond "%{{HTTP:Accept-Encoding}}" "\\b{coding}\\b"',
            f'        RewriteCond "%{{REQUEST_FILENAME}}index.html.{ending}" -f',
            f'        RewriteRule "^(|.+/)$" "$1index.html.{ending}" [L,E=no-gzip:1]',
        ]
    return [*lines, "        RemoveType .gz .br", "        AddEncoding br .br", "        AddEncoding gzip .gz"]


_RENDERED: Final[Mapping[str, Callable[[Serving], str]]] = {"nginx": _nginx, "caddy": _caddy, "apache": _apache}
SERVERS: Final = tuple(_RENDERED)
"""The servers that there are configurations for."""
