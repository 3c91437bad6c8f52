"""The gates that need files only: functions from a page, or from all files of a site, to faults, as sentences."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

from lxml import etree, html

Files = Mapping[str, bytes]
_IDREFS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers")
_ADDRESSES = "//@href | //@src | //@srcset | //meta[@property='og:url' or @property='og:image']/@content"


def tree(page: bytes) -> Any:
    """A page as a tree."""
    return html.document_fromstring(page.decode("utf-8"))


# ---- policy --------------------------------------------------------------------------------------


def policy_faults(page: bytes) -> list[str]:
    """What is wrong with a page's content-security policy (CSP 3), or not covered by it."""
    root = tree(page)
    policies = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    if len(policies) != 1:
        return [f"{len(policies)} policies"]
    parts = (words.split() for words in policies[0].split(";"))
    policy = {name: set(values) for name, *values in parts}
    return [*_lax(policy), *_uncovered(root, policy), *_late(root)]


def _lax(policy: Mapping[str, set[str]]) -> Iterator[str]:
    if policy.get("default-src") != {"'none'"}:
        yield f"default-src is {policy.get('default-src')}"
    for name in ("base-uri", "form-action"):
        if not policy.get(name):
            yield f"{name} is not set, and default-src does not stand in for it"
    for name, values in policy.items():
        for value in values:
            if "unsafe" in value and value != "'wasm-unsafe-eval'":
                yield f"{name} has {value}"
            if re.match(r"\*|https?:|data:$", value) and (name, value) != ("img-src", "data:"):
                yield f"{name} lets {value} in"


def _uncovered(root: Any, policy: Mapping[str, set[str]]) -> Iterator[str]:
    for style in root.iter("style"):
        if _hashed(style) not in policy.get("style-src", ()):
            yield "the style's hash is not in style-src"
    for script in root.iter("script"):
        executed = "json" not in script.get("type", "") and not script.get("src")
        if executed and _hashed(script) not in policy.get("script-src", ()):
            yield "an inline script's hash is not in script-src"
    for found in root.xpath("//@*"):
        if found.attrname == "style" or found.attrname.startswith("on"):
            yield f"an attribute {found.attrname} on <{found.getparent().tag}>"


def _hashed(element: Any) -> str:
    return f"'sha256-{b64encode(sha256((element.text or '').encode()).digest()).decode()}'"


def _late(root: Any) -> Iterator[str]:
    # A policy in a <meta> counts from there on (CSP 3, 3.3).
    for element in root.find("head"):
        if element.get("http-equiv") == "Content-Security-Policy":
            return
        if element.tag in ("link", "script", "style"):
            yield f"a <{element.tag}> stands before the policy"


# ---- one page ------------------------------------------------------------------------------------


def structure_faults(page: bytes) -> list[str]:
    """Ids that stand twice or are missing, headings out of order, a page without a title or a language."""
    root = tree(page)
    ids = Counter(map(str, root.xpath("//@id")))
    found = [f"the id {name} stands {count} times" for name, count in ids.items() if count > 1]
    for name in _IDREFS:
        for value in root.xpath(f"//@{name}"):
            found += [f"{name} names {one}, which is not there" for one in value.split() if one not in ids]
    found += [f"no {name}" for name in ("title", "h1") if not root.xpath(f"normalize-space(//{name})")]
    return [*found, *_heading_faults(root), *([] if root.get("lang") else ["no language"])]


def _heading_faults(root: Any) -> Iterator[str]:
    before = 0
    for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        level, words = int(heading.tag[1]), " ".join(heading.text_content().split())
        if level == 1 and before:
            yield f"a second h1, or one that is not first: {words}"
        if level > before + 1:
            yield f"h{level} follows h{before}: {words}"
        before = level


# ---- all files -----------------------------------------------------------------------------------


def link_faults(files: Files, site: str) -> list[str]:
    """Links and anchors within the site (`site`, without a final slash) that lead nowhere: pages, feeds, sitemap."""
    ids = {name: set(map(str, tree(data).xpath("//@id"))) for name, data in files.items() if name.endswith(".html")}
    found = []
    for name, address in _addresses(files):
        whole, place = urldefrag(urljoin(_own(site, name), address.strip()))
        if not whole.startswith((f"{site}/", "https://", "http://", "mailto:", "data:")):
            found.append(f"{name}: {address} isn't an address of the web")
        if not whole.startswith(f"{site}/"):
            continue
        target = unquote(whole.removeprefix(f"{site}/"))
        target += "index.html" if not target or target.endswith("/") else ""
        if target not in files:
            found.append(f"{name}: {address} leads nowhere")
        elif place and unquote(place) not in ids.get(target, ()):
            found.append(f"{name}: {address} leads to no place in {target}")
    return sorted(set(found))


def _own(site: str, name: str) -> str:
    return f"{site}/{name.removesuffix('index.html')}"


def _addresses(files: Files) -> Iterator[tuple[str, str]]:
    for name, data in files.items():
        if name.endswith(".html"):
            for found in tree(data).xpath(_ADDRESSES):
                # Of a srcset's candidates, each before its width.
                listed = [one.split()[0] for one in found.split(",")] if found.attrname == "srcset" else [found]
                yield from ((name, str(one)) for one in listed)
        elif name.endswith(".xml"):
            yield from ((name, one) for one in _addresses_of_xml(data))


def _addresses_of_xml(data: bytes) -> Iterator[str]:
    for element in etree.fromstring(data).iter(etree.Element):
        yield from (str(element.get(name)) for name in ("href", "src") if element.get(name))
        name, text = etree.QName(element).localname, (element.text or "").strip()
        if name in ("loc", "id", "uri") and text.startswith("http"):
            yield text
        if element.get("type") == "html" and "<" in text:
            yield from (str(one) for one in html.fragment_fromstring(text, "div").xpath("//@href | //@src"))


def language_faults(files: Files, site: str) -> list[str]:
    """Pages whose canonical address is not their own (nor that of the page whose text they show, in its language), or
    whose other languages don't name them in return.
    """
    all_pages = {_own(site, name): tree(data) for name, data in files.items() if _indexed(name, data)}
    pages = {address: root for address, root in all_pages.items() if not _shows_another(address, root, all_pages)}
    others = {address: _alternates(root) for address, root in pages.items()}
    found = []
    for address, root in pages.items():
        canonical = root.xpath("//link[@rel='canonical']/@href")
        if canonical != [address]:
            found.append(f"{address}: canonical is {canonical}")
        for language, other in others[address].items():
            if language != "x-default" and address not in others.get(other, {}).values():
                found.append(f"{address}: {other} ({language}) does not name it in return")
        if others[address] and others[address].get(root.get("lang")) != address:
            found.append(f"{address}: not among its own languages")
    return [*found, *_sitemap_faults(files, set(pages))]


def _shows_another(address: str, root: Any, pages: Mapping[str, Any]) -> bool:
    """Whether a page shows the text of another one, in its language, and says so."""
    canonical = "".join(root.xpath("//link[@rel='canonical']/@href"))
    if canonical == address or canonical not in pages or root.xpath("//link[@rel='alternate' and @hreflang]"):
        return False
    language = pages[canonical].get("lang")
    return bool(root.xpath("//main//*[@lang=$language]", language=language)) and root.get("lang") != language


def _indexed(name: str, data: bytes) -> bool:
    return name.endswith(".html") and not tree(data).xpath("//meta[@name='robots' and contains(@content, 'noindex')]")


def _alternates(root: Any) -> dict[str, str]:
    return {one.get("hreflang"): one.get("href") for one in root.xpath("//link[@rel='alternate' and @hreflang]")}


def _sitemap_faults(files: Files, pages: set[str]) -> Iterator[str]:
    listed = {one.strip() for one in etree.fromstring(files["sitemap.xml"]).xpath("//*[local-name()='loc']/text()")}
    yield from (f"sitemap.xml lacks {one}" for one in sorted(pages - listed))
    yield from (f"sitemap.xml has {one}, which isn't a page" for one in sorted(listed - pages))
