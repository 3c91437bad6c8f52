"""What a site's settings file says of publishing it: upper-case names that begin with ``PUBLISH_``, checked."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import explainers
from explainers.commands.publish_call import Project
from explainers.exit_codes import ExitCode
from explainers.folders import STORE
from explainers.nearest import nearest
from explainers.publishing.errors import PublishError
from explainers.publishing.headers import unfit_header
from explainers.publishing.targets.address import target_record
from explainers.setting_types import TYPES, shown_value
from explainers.site_file import PLAIN

__all__ = ["project_of", "written_redirects"]

_WRITE: Final[Mapping[str, str]] = {
    "PUBLISH_SITE": 'a short name in quotation marks, such as "news"',
    "PUBLISH_TARGETS": 'targets by name, such as {"production": {"url": "ssh://web1/srv/www/news"}}',
    "PUBLISH_REDIRECTS": 'addresses by address, such as {"/old/": "/new/", "/lost/": "gone"}',
    "PUBLISH_HEADERS": 'headers by address, such as {"/files/*": {"X-Robots-Tag": "noindex"}}',
}
"""What each setting can be, for people."""

_OTHERS: Final = ("SITEURL", "EXPLAINER_REPORT", "PATH", "THEME", "EXPLAINER_STORE")
"""Settings of the whole site that are used here too."""


def project_of(settings: Mapping[str, Any], file: Path) -> Project:
    """Return the project that the names of a settings file describe; the file stands in the project's folder.

    Raises `PublishError` (usage) for a name that there is none of, and for a value that isn't what it must be.
    """
    for name in sorted(name for name in settings if name.startswith("PUBLISH_")):
        _check(name, settings[name], file.name)
    for name in _OTHERS:
        if name in settings and not TYPES[name].takes(settings[name]):
            raise _unfit(f"{name} in {file.name}", settings[name], TYPES[name].words)
    if "PUBLISH_SITE" not in settings:
        said = f"{file.name} doesn't say PUBLISH_SITE, a short name that marks what belongs to this site"
        raise PublishError(ExitCode.USAGE, f"{said}: write PUBLISH_SITE = 'news', and never change it")
    return Project(
        root=file.parent,
        settings=file.name,
        output="output",
        site=settings["PUBLISH_SITE"],
        site_url=settings.get("SITEURL") or "",
        tool=f"explainers {explainers.__version__}",
        targets=settings.get("PUBLISH_TARGETS", {}),
        redirects=settings.get("PUBLISH_REDIRECTS", {}),
        headers=settings.get("PUBLISH_HEADERS", {}),
        reports_to=settings.get("EXPLAINER_REPORT") or "",
        folders=_folders(settings, file.parent),
    )


def _folders(settings: Mapping[str, Any], root: Path) -> dict[str, Path]:
    """Return the folders of a site's sources, and of its store, by what they are called."""
    content = root / settings.get("PATH", PLAIN["PATH"])
    store = content.parent / (settings.get("EXPLAINER_STORE") or STORE)
    return {"content": content, "theme": root / settings.get("THEME", PLAIN["THEME"]), "store": store}


def written_redirects(project: Project) -> dict[str, tuple[str, int]]:
    """Return the file and the line in which each page that moved is written, by its address, as far as a project's
    settings file has them one by one. Raises `OSError`.
    """
    file = project.root / project.settings
    if not (project.redirects and file.is_file()):
        return {}
    import ast

    found: dict[str, tuple[str, int]] = {}
    for one in ast.walk(ast.parse(file.read_bytes())):
        names = one.targets if isinstance(one, ast.Assign) else [one.target] if isinstance(one, ast.AnnAssign) else []
        if "PUBLISH_REDIRECTS" in map(ast.unparse, names) and isinstance(value := one.value, ast.Dict):  # type: ignore[attr-defined]
            keys = (key for key in value.keys if isinstance(key, ast.Constant))
            found |= {str(key.value): (project.settings, key.lineno) for key in keys}
    return found


def _check(name: str, value: Any, file: str) -> None:
    where = f"{name} in {file}"
    if name not in _WRITE:
        near = nearest(name, _WRITE, cutoff=0.8)
        way = f"did you mean {near}?" if near else f"there are {', '.join(_WRITE)}"
        raise PublishError(ExitCode.USAGE, f"{where} is no setting: {way}")
    if name == "PUBLISH_SITE":
        # What marks a target is one line, without blanks around it.
        if not (isinstance(value, str) and value and value.isprintable() and value == value.strip()):
            raise _unfit(where, value, _WRITE[name])
        return
    if not isinstance(value, dict):
        raise _unfit(where, value, _WRITE[name])
    for key in value:
        if not (isinstance(key, str) and key):
            raise PublishError(ExitCode.USAGE, f"{where} can't have {shown_value(key)} as a name: write {_WRITE[name]}")
    _CHECKS[name](value, where)


def _check_targets(value: Mapping[str, Mapping[str, object]], _where: str) -> None:
    for name in value:
        target_record(name, value)


def _check_redirects(value: Mapping[str, object], where: str) -> None:
    for old, new in value.items():
        if not isinstance(new, str):
            raise _unfit(f"{where}, for '{old}',", new, _WRITE["PUBLISH_REDIRECTS"])


def _check_headers(value: Mapping[str, Any], where: str) -> None:
    for address, headers in value.items():
        if not isinstance(headers, dict):
            raise _unfit(f"{where}, for '{address}',", headers, _WRITE["PUBLISH_HEADERS"])
        for name, text in headers.items():
            if not isinstance(name, str) or not (text is None or isinstance(text, str)):
                one = f"{shown_value(name)}: {shown_value(text)}"
                said = f"{where}, for '{address}', can't have {one}: write texts, or None for a header that is left out"
                raise PublishError(ExitCode.USAGE, said)
    if said := unfit_header(value):
        raise PublishError(ExitCode.USAGE, f"{where}: {said}")


_CHECKS: Final = {
    "PUBLISH_TARGETS": _check_targets,
    "PUBLISH_REDIRECTS": _check_redirects,
    "PUBLISH_HEADERS": _check_headers,
}


def _unfit(where: str, value: object, words: str) -> PublishError:
    return PublishError(ExitCode.USAGE, f"{where} can't be {shown_value(value)}: write {words}")
