"""The house keeps its rules: short and explained functions, pinned requirements, no foreign address."""

from __future__ import annotations

import ast
import configparser
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.repositories import taken_files

if TYPE_CHECKING:
    from tests.conftest import Visit

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "explainers"
MODULES = sorted(PACKAGE.rglob("*.py"))
NO_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "tools"}
HERE = ("site", "dev")
LEVELS = (*HERE, "bench", "stores")  # the last ones have environments of their own

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(module: Path) -> str:
    return str(module.relative_to(ROOT))


@cache
def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_bytes())


def tracked_files() -> list[Path]:
    """The repository's files: those that git has, or would take; without git, all but what commands make."""
    try:
        listed = taken_files(ROOT)
    except (OSError, subprocess.CalledProcessError):
        made = re.compile(r"\.venv.*|\.\w*cache|\.hypothesis|__pycache__|output|public")
        files = [path for path in ROOT.rglob("*") if path.is_file()]
        return sorted(path for path in files if not any(map(made.fullmatch, path.relative_to(ROOT).parts)))
    return sorted(path for name in listed if (path := ROOT / name).is_file())


# ---- the package ---------------------------------------------------------------------------------


def lengths() -> Iterator[tuple[int, str]]:
    """The functions of the package: how many lines each has, signature and docstring included, and where."""
    for module in MODULES:
        for node in ast.walk(tree(module)):
            if isinstance(node, Function):
                yield (node.end_lineno or 0) - node.lineno + 1, f"{name_of(module)}:{node.lineno} {node.name}"


def test_95_of_100_functions_have_30_lines_at_most_and_none_has_more_than_60() -> None:
    found = sorted(lengths(), reverse=True)
    longer = [function for function in found if function[0] > 30]
    assert found[0][0] <= 60, f"too long: {found[0]}"
    assert len(longer) <= len(found) * 0.05, f"{len(longer)} of {len(found)} have over 30 lines: {longer}"


def test_no_module_has_more_than_400_lines() -> None:
    modules = [*MODULES, ROOT / "tasks.py", *ROOT.glob("publish.py"), *ROOT.glob("pelicanconf.py")]
    lines = {name_of(module): module.read_bytes().count(b"\n") for module in modules}
    assert not {name: count for name, count in lines.items() if count > 400}


def test_no_module_is_named_for_what_it_is_not() -> None:
    names = {name_of(module): {*module.relative_to(ROOT).parts[:-1], module.stem} for module in MODULES}
    assert not [name for name, parts in names.items() if parts & NO_NAMES]


def undocumented(node: ast.AST, inside: str) -> Iterator[str]:
    """What is public in a module or class, and has no docstring."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.ClassDef) and not child.name.startswith("_"):
            name = f"{inside}.{child.name}"
            overloads = [mark for mark in child.decorator_list if "overload" in ast.unparse(mark)]
            if ast.get_docstring(child) is None and not overloads:
                yield name
            if isinstance(child, ast.ClassDef):
                yield from undocumented(child, name)


def test_modules_and_what_is_public_in_them_are_explained() -> None:
    silent = [name_of(module) for module in MODULES if not ast.get_docstring(tree(module))]
    silent += [name for module in MODULES for name in undocumented(tree(module), name_of(module))]
    assert not silent


def test_what_the_package_imports_is_declared_and_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    declared = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    extras = {
        group: {canonicalize_name(Requirement(line).name) for line in lines}
        for group, lines in project["optional-dependencies"].items()
    }
    imported = {
        name.partition(".")[0] for module in MODULES for node in ast.walk(tree(module)) for name in _imports(node)
    }
    foreign = imported - sys.stdlib_module_names - {"explainers"}
    # Folium's own base, imported beside it.
    assert undeclared(foreign - {"branca"}, packages_distributions(), declared.union(*extras.values())) == set()
    only_for_tests = extras.pop("cluster") | extras.pop("objects")
    assert declared.union(*extras.values()) <= pins("site").keys()
    assert only_for_tests <= pins("dev").keys() - pins("site").keys()


def undeclared(modules: set[str], by_module: Mapping[str, list[str]], declared: set[str]) -> set[str]:
    """The modules that no declared distribution has; others may have parts of them too, as Pelican's plugins do."""
    return {name for name in modules if not {canonicalize_name(one) for one in by_module.get(name, [name])} & declared}


def test_a_plugin_that_is_installed_changes_nothing_and_what_is_not_declared_would_be_found() -> None:
    by_module = {"pelican": ["pelican-sitemap", "pelican"], "yaml": ["PyYAML"], "sitemap": ["pelican-sitemap"]}
    assert undeclared({"pelican", "yaml", "rich"}, by_module, {"pelican", "pyyaml", "rich"}) == set()
    assert undeclared({"pelican", "sitemap", "rich"}, by_module, {"pelican"}) == {"sitemap", "rich"}


def _imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


# ---- requirements --------------------------------------------------------------------------------


@cache
def pins(level: str) -> dict[str, set[str]]:
    """What a compiled file pins: names, and their versions, which may differ between machines."""
    text = (ROOT / "requirements" / f"{level}.txt").read_text()
    found: dict[str, set[str]] = {}
    for line in re.sub(r"(?m)^\s*#.*\n?", "", text).replace("\\\n", " ").splitlines():
        requirement, *hashes = re.split(r"\s+--hash=", line.strip())
        pinned = Requirement(requirement)
        assert re.fullmatch(r"==[\w.+!]+", str(pinned.specifier)), f"not pinned: {line}"
        assert hashes, f"no hash: {requirement}"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes), requirement
        found.setdefault(canonicalize_name(pinned.name), set()).add(str(pinned.specifier)[2:])
    return found


def wanted(level: str) -> list[Requirement]:
    """What a list for people asks for, without what it takes from another one."""
    lines = (ROOT / "requirements" / f"{level}.in").read_text().splitlines()
    bare = (line.partition("#")[0].strip() for line in lines)
    return [Requirement(line) for line in bare if line and not line.startswith("-")]


@pytest.mark.parametrize("level", LEVELS)
def test_all_that_is_asked_for_is_pinned_and_hashed(level: str) -> None:
    for requirement in wanted(level):
        versions = pins(level).get(canonicalize_name(requirement.name), set())
        assert versions, f"{requirement.name}: run python3 tasks.py lock"
        assert all(requirement.specifier.contains(version) for version in versions), requirement.name


def test_development_has_the_very_versions_that_the_site_has() -> None:
    assert pins("site").items() <= pins("dev").items()


@pytest.mark.parametrize("level", HERE)
def test_what_packages_need_themselves_is_pinned_too(level: str) -> None:
    for name in pins(level):
        try:
            needs = [Requirement(line) for line in requires(name) or ()]
        except PackageNotFoundError:
            continue  # for other machines
        here = [need for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]
        assert {canonicalize_name(need.name) for need in here} <= pins(level).keys(), name


# ---- texts and settings --------------------------------------------------------------------------

# Put together here, so that this file may hold them.
ADDRESSES = ("py" + "pi.org", "python" + "hosted", "npm" + "js.org", "npm" + "js.com", "deb" + ".debian.org")
PLACES = ("work", "root", "tmp", "home", "Users", "opt")
FOREIGN = re.compile(
    rf"{'|'.join(map(re.escape, ADDRESSES))}|(?<![\w./}}~-])/(?:{'|'.join(PLACES)})/[\w.]|\.py" + "env/", re.IGNORECASE
)


def test_no_file_has_the_address_of_a_registry_or_a_path_of_one_machine() -> None:
    found = []
    for path in tracked_files():
        data = path.read_bytes()
        if b"\0" not in data:
            lines = enumerate(data.decode("utf-8", "replace").splitlines(), start=1)
            found += [
                f"{path.relative_to(ROOT)}:{number} {line[:120]}" for number, line in lines if FOREIGN.search(line)
            ]
    assert not found


def test_nothing_of_the_sites_own_story_stands_in_the_engine() -> None:
    countries = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "content/countries").glob("*.md"))]
    words = [found for text in countries for found in re.findall(r"^(?:code|capital): (.+)$", text, re.MULTILINE)]
    assert len(words) == 3 * 4  # a code each, and a capital in two languages
    told = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted({*words} - {'FR'})))})\b")  # fr is a language as well
    written = [path for path in tracked_files() if path.is_relative_to(ROOT / "explainers")]
    texts = [path for path in written if path.suffix in (".py", ".js", ".html", ".css", ".md", ".pot")]
    assert [path.name for path in texts if told.search(path.read_text(encoding="utf-8"))] == []


def test_a_registry_and_a_machines_path_would_be_seen() -> None:
    for address in ADDRESSES:
        assert FOREIGN.search(f"index = https://{address}/simple")
    for place in PLACES:
        assert FOREIGN.search(f"open('/{place}/x')")
    assert not FOREIGN.search("https://news.example/work/law and content/home/x and {filename}/opt/x.md")


def test_tools_of_an_editor_are_set_up_without_fetching_anything() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    assert [repository["repo"] for repository in hooks] == ["local"]
    programs = {hook["entry"].split()[0] for hook in hooks[0]["hooks"]}
    assert {hook["language"] for hook in hooks[0]["hooks"]} == {"system"}
    assert programs == {f".venv/bin/{name}" for name in ("ruff", "lint-imports", "explainers")}
    settings = configparser.ConfigParser()
    settings.read_string("[-]\n" + (ROOT / ".editorconfig").read_text())
    assert settings["-"]["root"] == "true"
    assert settings["*"]["end_of_line"] == "lf"
    ruff = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["ruff"]
    assert settings["*.py"]["max_line_length"] == str(ruff["line-length"])


def test_continuous_integration_runs_the_test_command() -> None:
    script = ROOT / ".ci/run"
    assert os.access(script, os.X_OK)
    assert script.read_text().splitlines()[-1] == 'exec python3 tasks.py test "$@"'
    subprocess.run(["bash", "-n", str(script)], check=True)


# ---- what `lint` looks at ------------------------------------------------------------------------


def complaints(program: str, *options: str) -> str:
    """What a program of this environment says if it is not content."""
    command = [str(Path(sys.executable).with_name(program)), *options]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return ended.stdout + ended.stderr if ended.returncode else ""


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", "--quiet"], ["ruff", "format", "--check", "--quiet"], ["lint-imports", "--no-cache"]],
)
def test_style_form_and_layers_hold(command: list[str]) -> None:
    program, *options = command
    told = complaints(program, *options)
    assert not told, told


@pytest.mark.server
def test_types_hold() -> None:
    told = complaints("mypy")
    assert not told, told


# ---- the tests' own tools ------------------------------------------------------------------------


@pytest.mark.browser
def test_a_page_that_asks_another_host_errs_or_is_missing_is_seen(
    tmp_path: Path, visit: Callable[..., Visit], serve_folder: Callable[[Path], str]
) -> None:
    beyond, page = "http://other.example/pixel.png", "<title>A</title><link rel='icon' href='data:,'>"
    (tmp_path / "index.html").write_text(f"{page}<img src='{beyond}'><script>console.info('told'); nothing()</script>")
    (tmp_path / "quiet.html").write_text(page)
    (tmp_path / "404.html").write_text(f"{page}Not here")
    address = serve_folder(tmp_path)
    loud, quiet, missing = visit(address), visit(f"{address}quiet.html"), visit(f"{address}none/")
    assert loud.requests_beyond(address) == loud.failures == [beyond]
    assert "info: told" in loud.console
    assert any(text.startswith("pageerror: ") and "nothing" in text for text in loud.console)
    assert (quiet.console, quiet.failures, quiet.requests_beyond(address)) == ([], [], [])
    assert missing.failures == [f"{address}none/"]
    assert missing.page.inner_text("body") == "Not here"
