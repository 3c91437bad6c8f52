"""Where nothing has changed, that is said at once; whatever has changed, the gate stops it."""

from __future__ import annotations

import json
import os
import py_compile
import shutil
from collections.abc import Callable
from importlib.util import cache_from_source
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.settings import DEFAULT_CONFIG

from explainers.build.up_to_date import Left
from explainers.folders import THEME_FOLDER
from explainers.page_kinds import ADDRESSES
from explainers.site_file import PLAIN, is_plain, plain_settings
from tests.building_sites import build, edited, pelican, run, site_copy, tree

_LISTED = """import sys

before = set(sys.modules)
from explainers.cli import main
code = main(["build"])
own = sorted(name for name in sys.modules if name.partition(".")[0] == "explainers")
places = {getattr(module, "__file__", None) or "" for name, module in sys.modules.items() if name not in before}
print("MODULES", *own)
print("FOREIGN", *sorted(place for place in places if "-packages" in place))
sys.exit(code)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with a theme of its own, built so that all its files are older than the build."""
    site = site_copy("minimal", tmp_path_factory.mktemp("gate"))
    theme = site / "theme"
    settings = site / "pelicanconf.py"
    text = settings.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith("THEME"))
    shutil.copytree(line.partition("=")[2].strip().strip("'\""), theme)
    settings.write_text(text.replace(line, 'THEME = "theme"'), encoding="utf-8")
    for path in site.rglob("*"):
        os.utime(path, ns=(10**18, 10**18 + 1))
    assert build(site).returncode == 0
    return site


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Path:
    """A copy of the built site, times kept, built once more where it is now."""
    copy = tmp_path / "site"
    shutil.copytree(built, copy, copy_function=shutil.copy2)
    assert build(copy).returncode == 0
    return copy


def passes(site: Path, *options: str) -> bool:
    """Whether the gate lets a site through: a build that did not begin leaves the gate's file as it is."""
    file = next((site / ".cache/explainers").glob("unchanged-*"))
    before = file.stat().st_ino, file.stat().st_mtime_ns
    assert build(site, *options).returncode == 0
    after = next((site / ".cache/explainers").glob("unchanged-*")).stat()
    return before == (after.st_ino, after.st_mtime_ns)


def test_nothing_of_others_and_little_of_ours_is_loaded_where_nothing_changed(site: Path) -> None:
    ended = run(site, "explainers.cli", "build")
    assert "0 rendered" in ended.stdout
    script = site / "listed.py"
    script.write_text(_LISTED, encoding="utf-8")
    lines = dict(line.partition(" ")[::2] for line in run(site, "listed").stdout.splitlines()[-2:])
    assert lines["FOREIGN"] == ""
    assert lines["MODULES"].split() == [
        "explainers",
        "explainers.build",
        "explainers.build.up_to_date",
        "explainers.call_stack",
        "explainers.cli",
        "explainers.commands",
        "explainers.commands.arguments",
        "explainers.commands.build",
        "explainers.commands.parsing",
        "explainers.exit_codes",
        "explainers.failures",
        "explainers.folders",
        "explainers.nearest",
        "explainers.page_kinds",
        "explainers.site_file",
        "explainers.terminal",
    ]


def test_nothing_changed_is_told_as_by_a_build(site: Path) -> None:
    assert passes(site)
    told = json.loads(build(site, "--format", "json").stdout)
    full = json.loads(build(site, "--full", "--format", "json").stdout)
    assert (told["rendered"], told["written"], told["read"]) == (0, 0, 0)
    assert told["pages"] == full["pages"] == told["unchanged"] == full["rendered"]
    assert told["problems"] == full["problems"]
    assert full["written"] == 0


def _flip_last(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-9] ^= 1
    path.write_bytes(data)


_EDITS: dict[str, Callable[[Path], object]] = {
    "a touched page": lambda site: os.utime(site / "content/explainers/fishing.md"),
    "a new file": lambda site: (site / "content/images").mkdir() or (site / "content/images/a.txt").write_bytes(b""),
    "a template": lambda site: os.utime(site / "theme/templates/home.html"),
    "a style": lambda site: os.utime(site / "theme/static/css/base.css"),
    "a setting": edited("pelicanconf.py", "SITENAME = ", "SITENAME = 'New ' + "),
    "a touched output": lambda site: os.utime(site / "output/index.html"),
    "a damaged output": lambda site: (site / "output/index.html").write_bytes(b"x"),
    "a deleted output": lambda site: (site / "output/map/index.html").unlink(),
    "a folder in the place of an output": lambda site: (
        (site / "output/robots.txt").unlink() or (site / "output/robots.txt").mkdir()
    ),
    "a damaged gate": lambda site: _flip_last(next((site / ".cache/explainers").glob("unchanged-*"))),
    "a lost store": lambda site: shutil.rmtree(site / ".cache"),
}


@pytest.mark.parametrize("name", list(_EDITS))
def test_the_gate_stops_a_change(site: Path, name: str) -> None:
    assert passes(site)
    files = {path.relative_to(site / "output") for path in (site / "output").rglob("*") if path.is_file()}
    _EDITS[name](site)
    if name == "a lost store":
        assert build(site).returncode == 0
    else:
        assert not passes(site)
    assert files == {path.relative_to(site / "output") for path in (site / "output").rglob("*") if path.is_file()}


_BODY = edited("content/explainers/fishing.md", "talk about herring", "talk about herring and crabs")


@pytest.mark.parametrize("name", ["a touched output", "a damaged output", "a deleted output"])
def test_an_output_that_is_not_as_it_was_left_is_noticed_where_a_page_is_edited_too(site: Path, name: str) -> None:
    _BODY(site)
    os.utime(site / "content/explainers/fishing.md", ns=(10**18, 10**18 + 3))  # older than a tick of the clock
    _EDITS[name](site)
    told = json.loads(build(site, "--format", "json").stdout)
    assert (told["read"], told["written"]) == (1, 2 if name == "a touched output" else 3)
    assert passes(site)
    files = tree(site / "output")
    assert json.loads(build(site, "--full", "--format", "json").stdout)["written"] == 0
    assert tree(site / "output") == files


def test_what_another_build_has_left_is_looked_at_though_the_list_knows_nothing_of_it(site: Path) -> None:
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write("\nPAGINATED_TEMPLATES = {}\n")  # so that Pelican is needed, which has no list
    page, made = site / "content/explainers/fishing.md", site / "output/crabs/index.html"
    (site / "content/explainers/crabs.md").write_text(page.read_text(encoding="utf-8"), encoding="utf-8")
    assert pelican(site).returncode == 0
    made.unlink()
    settings_text = (site / "pelicanconf.py").read_text(encoding="utf-8")
    (site / "pelicanconf.py").write_text(settings_text.replace("PAGINATED_TEMPLATES = {}\n", ""), encoding="utf-8")
    _BODY(site)
    assert build(site).returncode == 0
    assert made.is_file()


_files = st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(st.integers(0, 99), st.integers(0, 9**18)), max_size=6)


@given(before=_files, now=_files)
def test_a_list_in_which_changes_are_noted_is_that_of_the_files_now(
    before: dict[str, tuple[int, int]], now: dict[str, tuple[int, int]]
) -> None:
    left = Left.of((path, *like) for path, like in before.items())
    left.note({path: now.get(path) for path in before.keys() | now.keys() if before.get(path) != now.get(path)})
    assert _by_path(Left(left.parts())) == _by_path(Left.of((path, *like) for path, like in now.items()))


def _by_path(left: Left) -> list[tuple[str, str, str]]:
    paths, sizes, mtimes = left.parts()
    return sorted(zip(paths.split("\n"), sizes.split() or [""], mtimes.split() or [""], strict=True))


@pytest.mark.parametrize("options", [(), ("--finish",)])
def test_in_a_copied_folder_with_other_times_only_the_first_build_looks_at_all_files(
    site: Path, tmp_path: Path, options: tuple[str, ...]
) -> None:
    assert build(site, "--finish").returncode == 0
    assert (site / "output/index.html.br").is_file()
    copy = tmp_path / "copy"
    shutil.copytree(site, copy, copy_function=shutil.copy2)
    for place, path in enumerate(sorted(copy.rglob("*"))):
        if path.is_file() and ".cache" not in path.parts:
            os.utime(path, ns=(10**18 + place, 10**18 + 10**9 + place))
    files = tree(copy / "output")
    first = build(copy, *options)
    assert ": 0 rendered" in first.stdout
    assert passes(copy, *options)
    assert tree(copy / "output") == files


def test_what_is_finished_and_was_changed_since_does_not_outlive_a_build(site: Path) -> None:
    assert build(site, "--finish").returncode == 0
    (site / "output/index.html.br").write_bytes(b"not what the page says")
    (site / "output/index.html.gz").unlink()
    assert build(site).returncode == 0
    assert not (site / "output/index.html.br").exists()
    assert (site / "output/404.html.br").is_file()
    assert passes(site)


def test_another_day_another_output_or_finishing_is_another_build(site: Path) -> None:
    assert passes(site)
    assert not passes(site, "--today", "2026-09-18")
    assert not passes(site, "--full")
    assert not passes(site, "--verify")
    assert build(site, "--output", "elsewhere").returncode == 0
    assert (site / "elsewhere/index.html").is_file()


def test_a_build_that_fails_leaves_the_gate_shut(site: Path) -> None:
    (site / "content/explainers/broken.md").write_text("no front matter", encoding="utf-8")
    assert build(site).returncode == 1
    assert build(site).returncode == 1
    (site / "content/explainers/broken.md").unlink()
    assert build(site).returncode == 0


def test_pelicans_command_goes_through_the_same_gate(site: Path) -> None:
    file = next((site / ".cache/explainers").glob("unchanged-*"))
    before = file.stat().st_ino
    first = pelican(site)
    assert "0 rendered" in first.stdout, first.stderr
    assert file.stat().st_ino == before
    assert "0 rendered" not in pelican(site, "-e", 'SITENAME="Other"').stdout


def test_settings_that_need_pelican_are_not_taken_for_plain(site: Path) -> None:
    values = plain_settings(str(site / "pelicanconf.py"), {})
    assert is_plain(values)
    for name, value in (
        ("PLUGINS", ["explainers", "sitemap"]),
        ("STATIC_PATHS", ["extra"]),
        ("TAG_FEED_ATOM", "feeds/{slug}.xml"),
        ("THEME", "notmyidea"),
        ("PELICAN_CLASS", "pelican.Pelican"),
        ("WRITER_CLASS", "x.Writer"),
    ):
        assert not is_plain({**values, name: value}), name
        assert not is_plain({**DEFAULT_CONFIG, **values, name: value}, DEFAULT_CONFIG), name
    assert is_plain({**DEFAULT_CONFIG, **values}, DEFAULT_CONFIG)


def test_settings_are_those_of_the_file_never_what_python_kept_of_it(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    settings = str(site / "pelicanconf.py")
    assert plain_settings(settings, {})["SITENAME"] == "Harbour"
    assert not (site / "__pycache__").exists()
    kept = Path(cache_from_source(settings))
    kept.parent.mkdir(parents=True)
    py_compile.compile(settings, str(kept), doraise=True)
    stat = Path(settings).stat()
    edited("pelicanconf.py", '"Harbour"', '"Harbors"')(site)
    os.utime(settings, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert plain_settings(settings, {})["SITENAME"] == "Harbors"
    kept.write_bytes(kept.read_bytes()[:100])
    assert build(site).returncode == 0


def test_a_site_that_pelican_reads_is_built_again_and_verified(tmp_path: Path) -> None:
    site = site_copy("minimal", tmp_path)
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write('STATIC_PATHS = ["images"]\n')
    for path in site.rglob("*"):
        os.utime(path, ns=(10**18, 10**18 + 1))
    first = pelican(site)
    assert first.returncode == 0, first.stderr
    files = tree(site / "output")
    for options in ((), ("--verify",), ()):
        ended = build(site, *options)
        assert ended.returncode == 0, ended.stderr
        assert "0 rendered" in ended.stdout
    assert tree(site / "output") == files
    assert "0 rendered" in pelican(site).stdout


def test_what_settings_leave_out_is_what_pelican_has() -> None:
    pelicans = {**DEFAULT_CONFIG, **ADDRESSES, "THEME": THEME_FOLDER}  # theme and addresses alone are ours
    assert {name: pelicans.get(name, PLAIN[name]) for name in PLAIN} == {**PLAIN}


def test_verifying_passes_where_all_is_well_and_tells_each_byte_where_it_is_not(site: Path) -> None:
    assert build(site, "--verify").returncode == 0
    page = site / "output/map/index.html"
    stat, data = page.stat(), bytearray(page.read_bytes())
    data[99] ^= 1
    page.write_bytes(bytes(data))
    os.utime(page, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    ended = build(site, "--verify")
    assert ended.returncode == 1
    assert "map/index.html: byte 100 differs" in ended.stderr
    assert build(site, "--full", "--verify").returncode == 0
