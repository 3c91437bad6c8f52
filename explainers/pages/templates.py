"""The theme's templates: found, compiled, and the style sheet that goes with each.

A theme is a folder with ``templates/`` (one for each view) and ``components/NAME/`` (``NAME.html``,
``NAME.css``). A template's style is that of the theme's ground (``static/css/``: tokens, base, layout) and of
the components that it includes or imports, directly or through others, and of nothing else.

Templates see the fields of their view and, besides Jinja's own, these names: `style` (the style sheet, for one
``<style>``), `policy` (the content-security policy, for one ``<meta>``), `inline_script` (the small script that the
map's page and the search page run, for one ``<script>``; elsewhere empty), and gettext's `_`, `ngettext`, `pgettext`,
`npgettext`. The filter `unbroken` is for headings: see `explainers.reading.typography`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from jinja2 import (
    BaseLoader,
    Environment,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
)
from markupsafe import Markup

from explainers.digest import digest
from explainers.failures import CommandError
from explainers.pages.compiling import compiled, new_environment, references
from explainers.pages.look import TOKENS, with_look
from explainers.pages.policy import policy
from explainers.site_settings import SiteLook
from explainers.strays import is_stray
from explainers.urls import ICON

__all__ = ["GROUND_STYLES", "Theme", "ThemeError"]

_FOLDERS: Final = ("components", "static/css", "templates")
_EXAMPLES: Final = ".yaml"  # the gallery's, which no page shows
GROUND_STYLES: Final = ("tokens.css", "base.css", "layout.css")
# The small scripts that stand in pages, by their places in this package.
_SCRIPTS: Final[Mapping[str, str]] = {
    "map.html": "maps/opening.js",
    "search.html": "pages/search.js",
}


class ThemeError(CommandError, ValueError):
    """The theme can't be used: a sentence that says where in it, and what is wrong there."""


def _text_of(path: Path) -> str | None:
    """Return a file's text; of what is none, such as an editor's own files, nothing."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def _files_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of a theme's folder, by their names in it."""
    for path in (path for part in _FOLDERS for path in (folder / part).rglob("*")):
        if _is_of_theme(path):
            yield path.relative_to(folder).as_posix(), path


def _is_of_theme(path: Path) -> bool:
    return path.is_file() and not is_stray(path.name)


def _script(template: str) -> str:
    """Return the script in pages of a template, without what is there for those who read the code; or nothing."""
    if template not in _SCRIPTS:
        return ""
    code = (Path(__file__).parent.parent / _SCRIPTS[template]).read_text(encoding="utf-8")
    return re.sub(r"^\s+|^// .*\n|/\*.*?\*/\s*", "", code, flags=re.DOTALL | re.MULTILINE)


class _Loader(BaseLoader):
    """Loads templates for an environment: each is parsed and compiled once in a process, unless the environment has
    filters and tests of its own (`extended`), which the compiler asks for.
    """

    def __init__(self, source: Callable[[str], tuple[str, str] | None], *, extended: bool = False) -> None:
        self._source, self._extended = source, extended

    def load(self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None) -> Template:
        """Return a template by its name. Raises `jinja2.TemplateError`."""
        found = self._source(name)
        if found is None:
            raise TemplateNotFound(name)
        code = environment.compile(found[0], name, found[1]) if self._extended else compiled(name, *found)
        return environment.template_class.from_code(environment, code, dict(globals or {}))


@dataclass(frozen=True)
class Theme:
    """A theme on disk, as one process sees it; it must not change while it is used.

    `folder`: the theme's folder; `tiles`: the address of the interactive map's tile server, which the policy of its
    pages lets in, or empty; `overrides`: folders whose files count before the theme's: those that lie in a folder as
    theirs do, and templates right in them, as Pelican has it; `catalogues`: the site's own texts, by language;
    `look`: its own colours, fonts and logo;
    `additions`: the site's own ``filters``, ``globals`` and ``tests`` for Jinja, by name;
    `known`: its `texts`, where they are known already, as in a process that can't see the folder.
    All of it raises `ThemeError` where a template is missing or broken.
    """

    folder: Path
    tiles: str = ""
    overrides: tuple[Path, ...] = ()
    catalogues: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    look: SiteLook = field(default_factory=SiteLook, compare=False, repr=False)
    additions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, compare=False, repr=False)
    known: Mapping[str, str] | None = field(default=None, compare=False, repr=False)
    _environments: dict[str, Environment] = field(default_factory=dict, compare=False, repr=False)

    def template(self, name: str, language: str) -> Template:
        """Return a compiled template, with the interface texts of a language."""
        with self.errors_told(name):
            return self._environment(language).get_template(name)

    @contextmanager
    def errors_told(self, name: str) -> Iterator[None]:
        """Raise `ThemeError` in place of whatever a template, by its name, or what it includes raises."""
        try:
            yield
        except ThemeError:
            raise
        except TemplateNotFound as missing:
            raise ThemeError(self._missing(str(missing.name or name))) from missing
        except TemplateSyntaxError as wrong:
            raise ThemeError(self._wrong(wrong.filename or "", wrong.lineno, f"{wrong.message}")) from wrong
        except Exception as wrong:  # templates are programs: they may raise anything
            file, line = self._place(wrong.__traceback__)
            raise ThemeError(self._wrong(file, line, f"{type(wrong).__name__}: {wrong}")) from wrong

    def _wrong(self, file: str, line: int, why: str) -> str:
        within = self._within(file) or "a template"
        place = f", line {line}" if line else ""
        return f"The theme '{self.folder.name}' can't be used: {within}{place}: {why.rstrip('.')}"

    def _within(self, file: str) -> str:
        """Return a file of the theme as its authors know it; nothing for one that isn't of it."""
        if file.startswith(f"{self.folder}/"):
            return file.removeprefix(f"{self.folder}/")
        own = (folder for folder in self.overrides if file.startswith(f"{folder}/"))
        return next((f"{folder.name}{file.removeprefix(str(folder))}" for folder in own), "")

    def _missing(self, missing: str) -> str:
        file = missing if "/" in missing else f"templates/{missing}"
        what = f"it has no file {file}" if not (self.folder / file).is_file() else f"{file} isn't text in UTF-8"
        by = next((one for one, others in sorted(self._names.items()) if missing in others), "")
        return f"The theme '{self.folder.name}' can't be used: {what}" + (f", which {by} includes" if by else "")

    def _place(self, raised: TracebackType | None) -> tuple[str, int]:
        """Return the template's file and line in which something was raised: the innermost of them."""
        found = ("", 0)
        while raised is not None:
            file = raised.tb_frame.f_code.co_filename
            if self._within(file):
                found = (file, raised.tb_lineno)
            raised = raised.tb_next
        return found

    def globals(self, name: str) -> dict[str, Markup]:
        """Return what a template sees besides its view: `style`, `policy`, `inline_script`."""
        return self._globals[name] if name in self._globals else self._made_globals(name)

    def globals_for_all(self, name: str) -> dict[str, Markup]:
        """Return the same for a template that shows every component, whether it names it or not."""
        parts = (file.split("/") for file in self.texts)
        others = {f"components/{name[1]}/{name[1]}.html" for name in parts if name[0] == "components"}
        return self._globals_with(name, tuple(sorted({*self.closure(name), *others})))

    def closure(self, name: str) -> tuple[str, ...]:
        """Return the names of a template and of all that it reaches, sorted."""
        return self._closures[name] if name in self._closures else self._made_closure(name)

    def digest(self, name: str) -> str:
        """Return a digest of all that a template's output depends on in the theme."""
        return self._digests[name] if name in self._digests else self._made_digest(name)

    @cached_property
    def whole_digest(self) -> str:
        """The digest of all that any template's output depends on in the theme: quicker than those of templates."""
        return digest((tuple(sorted(self.texts.items())), self.tiles))

    def assets(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files that a site takes from the theme as they are, by their names in the site's root: what is
        in ``static/`` itself, not in its folders.
        """
        for path in sorted((self.folder / "static").glob("*.*")):
            if path.is_file() and not is_stray(path.name):
                own = self.look.logo if path.name == ICON else ""
                yield path.name, own.encode() or path.read_bytes()

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """The texts of all templates and styles, by their names in the theme's folder. Raises `OSError`."""
        if self.known is not None:
            return self.known
        texts = {name: _text_of(path) for name, path in sorted(self._files.items()) if path.suffix != _EXAMPLES}
        found = {name: text for name, text in texts.items() if text is not None}
        return {**found, TOKENS: with_look(found[TOKENS], self.look)} if TOKENS in found else found

    @cached_property
    def _files(self) -> Mapping[str, Path]:
        """Where the files are, by their names in the theme's folder."""
        if self.known is not None:
            return {}
        found = dict(_files_in(self.folder))
        for folder in reversed(self.overrides):
            found |= {f"templates/{path.name}": path for path in sorted(folder.glob("*.*")) if _is_of_theme(path)}
            found |= dict(_files_in(folder))
        return found

    @cached_property
    def _globals(self) -> dict[str, dict[str, Markup]]:
        return {}

    @cached_property
    def _names(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _closures(self) -> dict[str, tuple[str, ...]]:
        return {}

    @cached_property
    def _digests(self) -> dict[str, str]:
        return {}

    def _source(self, name: str) -> tuple[str, str] | None:
        for file in (f"templates/{name}", name):
            if file in self.texts:
                return self.texts[file], str(self._files.get(file, self.folder / file))
        return None

    def _environment(self, language: str) -> Environment:
        if language not in self._environments:
            own = self.catalogues.get(language, "")
            loader = _Loader(self._source, extended=bool(self.additions))
            made = self._environments[language] = new_environment(language, loader, own)
            made.keeps = not self.additions
            for kind, named in self.additions.items():
                getattr(made, kind).update(named)
        return self._environments[language]

    def _made_closure(self, name: str) -> tuple[str, ...]:
        found, todo = {name}, [name]
        while todo:
            new = self._named_in(todo.pop()) - found
            found |= new
            todo += new
        self._closures[name] = tuple(sorted(found))
        return self._closures[name]

    def _named_in(self, name: str) -> frozenset[str]:
        """Return the names of the templates that a template names."""
        if name not in self._names:
            with self.errors_told(name):
                found = self._source(name)
                if found is None:
                    raise TemplateNotFound(name)
                others = references(name, *found)
            if None in others:
                why = "templates include others by their names, not by variables"
                raise ThemeError(self._wrong(found[1], 0, why))
            self._names[name] = frozenset(other for other in others if other)
        return self._names[name]

    def _made_globals(self, name: str) -> dict[str, Markup]:
        self._globals[name] = self._globals_with(name, self.closure(name))
        return self._globals[name]

    def _globals_with(self, name: str, reached: tuple[str, ...]) -> dict[str, Markup]:
        style = "\n".join(self._styles(reached))
        script = _script(name)
        made = {"style": style, "policy": policy(name, style, script, self.tiles), "inline_script": script}
        return {key: Markup(text) for key, text in made.items()}  # noqa: S704 (our own files)

    def _styles(self, reached: tuple[str, ...]) -> list[str]:
        from rcssmin import cssmin

        ground = [f"static/css/{part}" for part in GROUND_STYLES]
        components = [other.replace(".html", ".css") for other in reached if other.startswith("components/")]
        return [cssmin(self.texts[file]) for file in (*ground, *components) if file in self.texts]

    def _made_digest(self, name: str) -> str:
        sources = [found[0] for other in self.closure(name) if (found := self._source(other))]
        self._digests[name] = digest((sources, *map(str, self.globals(name).values())))
        return self._digests[name]
