"""What is written for people is true: links lead somewhere, and the guide for editors does what it says.

The guide is read from top to bottom, as an editor does, and the reference after it. A block below the name of a file is
that file, a `diff` changes it; what `sh` has is typed, and the `text` below is said then. Markdown and YAML without a
name are tried as the text and the front matter of an explainer.
"""

from __future__ import annotations

import importlib.util
import re
import shlex
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html
from markdown import markdown
from PIL import Image

from explainers import __version__
from explainers.cli import main
from explainers.commands.publish_arguments import argument_parser
from explainers.commands.publish_settings import project_of
from explainers.dates import in_words
from explainers.publishing.targets.address import target_record
from explainers.reading.data_files import ENTRY_KEYS, SOURCE_KEYS
from explainers.reading.page_files import PAGE_KEYS

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs/writing.md", ROOT / "docs/format.md")
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
TODAY = "1795478400"  # 2026-11-24
SETTINGS = f"""
SITENAME = "Harbour"
PATH = "content"
OUTPUT_PATH = "output"
THEME = {str(ROOT / "theme")!r}
DEFAULT_LANG = "en"
PELICAN_CLASS = "explainers.SitePelican"
PLUGINS = ["explainers"]
EXPLAINER_LANGUAGES = ["en", "fr"]
"""
TRIED = """---
title: What is tried?
summary: An example of the guide.
date: 2026-11-24
countries: [NO, SE]
{front}---

{body}
"""


# ---- links -----------------------------------------------------------------------------------------------


@cache
def page(path: Path) -> html.HtmlElement:
    """Return a page of the documentation as it is shown."""
    return html.fromstring(markdown(path.read_text(encoding="utf-8"), extensions=["fenced_code", "tables"]))


def anchors(path: Path) -> set[str]:
    """Return what links to a page's headings end with, as GitHub makes it of their words."""
    found: set[str] = set()
    for heading in page(path).xpath("//h1|//h2|//h3|//h4"):
        name = re.sub(r"[^\w\- ]", "", heading.text_content().strip().lower()).replace(" ", "-")
        found.add(next(one for one in (name, *(f"{name}-{n}" for n in range(1, 99))) if one not in found))
    return found


def wrong_links(path: Path, root: Path = ROOT) -> Iterator[str]:
    """The links of a page into its repository that lead nowhere."""
    for address in page(path).xpath("//a/@href|//img/@src"):
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            continue
        target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
        if not target.exists() or not target.is_relative_to(root):
            yield f"{address}: there is no such file"
        elif parts.fragment and unquote(parts.fragment) not in (anchors(target) if target.suffix == ".md" else ()):
            yield f"{address}: there is no such heading"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(path: Path) -> None:
    assert not list(wrong_links(path))


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    path = tmp_path / "one.md"
    path.write_text("# A *b*, c!\n\n[a](#a-b-c) [b](#a-b) [c](two.md) [d](https://two.example/) `[e](three.md)`\n")
    assert [wrong.partition(":")[0] for wrong in wrong_links(path, tmp_path)] == ["#a-b", "two.md"]


def test_the_readme_has_two_commands_four_readers_and_two_screens() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^python3 tasks\.py (\w+) +# ", text, re.MULTILINE)[:2] == ["build", "test"]
    for reader in ("want to read", "write", "publish", "develop"):
        assert f"\n**You {reader}.** " in text
    assert len(text.splitlines()) < 100


def test_the_first_page_and_the_navigation_of_the_docs_have_every_page() -> None:
    pages = {path.name for path in (ROOT / "docs").glob("*.md")} - {"index.md"}
    index = (ROOT / "docs/index.md").read_text(encoding="utf-8")
    listed = set(re.findall(r": ([\w-]+\.md)$", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE))
    assert {name for name in pages if f"]({name}" not in index} == set()
    assert listed == pages | {"index.md"}


def test_links_out_of_the_docs_become_names_on_their_site() -> None:
    spec = importlib.util.spec_from_file_location("outside_links", ROOT / "docs/outside_links.py")
    assert spec
    assert spec.loader
    hook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hook)
    text = "[urls.py](../explainers/urls.py) [how](../a/b.py#c) [in](theme.md)"
    assert hook.on_page_markdown(text) == "urls.py (`explainers/urls.py`) how (`a/b.py`) [in](theme.md)"


def test_the_version_is_the_same_everywhere_and_the_changelog_begins_with_it() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    newest = re.search(r"^## \[(.+?)\] - (\d{4}-\d\d-\d\d)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest
    assert newest[1] == project["version"] == __version__
    assert date.fromisoformat(newest[2])


# ---- the guide for editors -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fenced:
    """A fenced block of the guide: its place, its language, the file that is named above it, and what it has."""

    place: str
    kind: str
    file: str
    text: str


def fenced() -> Iterator[Fenced]:
    """The fenced blocks of the guide. A file is named by the paragraph above its block, which ends with a colon."""
    for guide in GUIDE:
        text = guide.read_text(encoding="utf-8")
        for match in re.finditer(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            above = text[: match.start()].rpartition("\n\n")[2]
            files = re.findall(r"`((?:content|~)/[\w./-]+\.\w+)`", above) if above.endswith(":\n") else []
            line = text.count("\n", 0, match.start()) + 1
            yield Fenced(f"{guide.name}:{line}", match[1], files[-1] if files else "", match[2])


class Editor:
    """Does what the guide says, in a site of its own."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self._told = ""
        self.typed: list[str] = []

    def does(self, block: Fenced) -> None:
        """Do what a block says."""
        if block.kind == "sh":
            self._types(block)
        elif block.file:
            self._writes(block)
        elif block.kind == "text":
            said = [re.escape(line).replace("…", ".*") for line in block.text.splitlines()]
            missing = [line for line in said if not re.search(f"^{line}$", self._told, re.MULTILINE)]
            assert not missing, f"{block.place}: not said: {missing}\n{self._told}"
        else:
            self._tries(block)

    def _types(self, block: Fenced) -> None:
        self._told = ""
        for line in block.text.splitlines():
            words = [str(Path(word).expanduser()) if word.startswith("~") else word for word in shlex.split(line)]
            self.typed.append(line)
            if words[:2] == ["python3", "tasks.py"] and words[2] != "serve":
                code = main(words[2:])
                told = self._capsys.readouterr()
                self._told += told.out + told.err
                assert code == 0, f"{block.place}: {line}\n{self._told}"

    def _writes(self, block: Fenced) -> None:
        path = Path(block.file).expanduser()
        if block.kind != "diff":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self._with_digest(block.text, path), encoding="utf-8")
            return
        lines = block.text.splitlines(keepends=True)
        old, new = ("".join(line[1:] for line in lines if line[0] in signs) for signs in ("- ", "+ "))
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{block.place}: {block.file} does not have it once:\n{old}\n{text}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def _with_digest(self, text: str, path: Path) -> str:
        """Return a text with the line that a command has written, where the guide says to leave it as it is."""
        line = "translated_from: …"
        return (
            text.replace(line, re.findall("^translated_from.*", path.read_text("utf-8"), re.M)[0])
            if line in text
            else text
        )

    def _tries(self, block: Fenced) -> None:
        yaml, markdown_ = (block.text if block.kind == kind else "" for kind in ("yaml", "markdown"))
        assert yaml or markdown_, f"{block.place}: what is this?"
        path = Path("content/explainers/tried.md")
        body = markdown_ or "Norway promised boats [@gazette, para. 3]."
        path.write_text(TRIED.format(front=yaml, body=body), encoding="utf-8")
        self.finds_nothing(block.place)
        path.unlink()

    def finds_nothing(self, place: str) -> None:
        """Check the site: nothing is wrong but that pages are not translated."""
        code = main(["check", "--source-text", str(Path("~/texts").expanduser())])
        told = self._capsys.readouterr().err
        assert code == 0, f"{place}: {told}"
        assert not set(re.findall(r"(?:error|warning): .*\[([\w-]+)\]$", told, re.M)) - {"translation-missing"}, place


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Editor:
    """An editor with a site that has a picture, and nothing else."""
    (tmp_path / "site/content/images").mkdir(parents=True)
    Image.new("RGB", (8, 8)).save(tmp_path / "site/content/images/harbour.png")
    (tmp_path / "site/pelicanconf.py").write_text(SETTINGS, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "site")
    monkeypatch.setattr("sys.dont_write_bytecode", True)  # settings files are Python
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)
    return Editor(capsys)


def test_the_guide_does_what_it_says(editor: Editor) -> None:
    """All can be typed as it stands, and nothing is wrong with it then."""
    examples = list(fenced())
    # Examples that need a file which stands further below are tried when all files are there.
    later = [one for one in examples if not one.file and one.kind in ("yaml", "markdown")]
    for block in examples:
        if block not in later:
            editor.does(block)
    for block in later:
        editor.does(block)
    editor.finds_nothing("the whole guide")
    for task in (
        "new explainer",
        "new country",
        "new source",
        "new translation",
        "source seal",
        "check",
        "serve",
        "build",
    ):
        assert any(f"tasks.py {task}" in line for line in editor.typed), task
    assert main(["build"]) == 0
    assert "Un seul côté" in Path("output/fr/who-may-catch-the-herring/index.html").read_text(encoding="utf-8")


def test_the_guide_has_every_key() -> None:
    text = GUIDE[1].read_text(encoding="utf-8")
    keys = {key for kinds in (PAGE_KEYS, ENTRY_KEYS) for kind in kinds.values() for key in kind} | set(SOURCE_KEYS)
    assert not {key for key in keys if not re.search(rf"`{key}`|^[ -]*{key}:", text, re.MULTILINE)}


def test_dates_are_shown_as_the_guide_says() -> None:
    rows = re.findall(r"^\| (`[\dX].*) \| (.*) \|$", GUIDE[1].read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) > 3
    for typed, shown in rows:
        assert [in_words(date.strip("`"), "en") for date in typed.split(" · ")] == shown.split(" · ")


# ---- publishing ------------------------------------------------------------------------------------------


def published_by() -> list[tuple[str, str]]:
    """Return the commands of `publish.py` that pages have, with the page."""
    found = re.compile(r"(?:^|`|&& )python3? publish\.py ([^`\n]*)", re.MULTILINE)
    pages = (page for page in PAGES if "decisions" not in page.parts)
    return [(page.name, command) for page in pages for command in found.findall(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("page", "command"), published_by())
def test_every_command_for_publishing_is_one_that_there_is(page: str, command: str) -> None:
    words = shlex.split(command, comments=True)
    end = next((at for at, word in enumerate(words) if word in ("|", "&&", ">")), len(words))
    if words[:1] not in ([], ["…"]):
        assert argument_parser().parse_args(words[:end]).command == words[0]


def test_settings_for_publishing_are_as_the_page_has_them() -> None:
    text = (ROOT / "docs" / "publishing.md").read_text(encoding="utf-8")
    blocks = [block for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if "PUBLISH_" in block]
    settings: dict[str, object] = {"PUBLISH_SITE": "news", "SITEURL": "https://news.alt"}
    for block in blocks:
        exec(block, {}, settings)
    project = project_of(settings, ROOT / "publish.py")
    assert {name for name in settings if name.startswith("PUBLISH_")} == {
        "PUBLISH_SITE", "PUBLISH_TARGETS", "PUBLISH_REDIRECTS", "PUBLISH_HEADERS",
    }  # fmt: skip
    assert [target_record(name, project.targets).kind for name in project.targets] == ["ssh"]
