"""What a site's settings file says of publishing it: upper-case names that begin with ``PUBLISH_``, checked."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import explainers
from explainers.commands.publish_call import Project
from explainers.exit_codes import ExitCode
from explainers.publishing.errors import PublishError
from explainers.publishing.headers import unfit_header

__all__ = ["project_of"]

_TEXTS: Final = "a dict of texts by address"
_NAMES: Final[Mapping[str, tuple[type, str]]] = {
    "PUBLISH_SITE": (str, "a text"),
    "PUBLISH_TARGETS": (dict, "a dict of targets by name"),
    "PUBLISH_REDIRECTS": (dict, _TEXTS),
    "PUBLISH_HEADERS": (dict, "a dict, by address, of headers by name"),
}


def project_of(settings: Mapping[str, Any], file: Path) -> Project:
    """Return the project that the names of a settings file describe; the file stands in the project's folder.

    Raises `PublishError` (usage) for a name that there is none of, and for a value that isn't what it must be.
    """
    for name in sorted(name for name in settings if name.startswith("PUBLISH_")):
        _check(name, settings[name], file.name)
    if not settings.get("PUBLISH_SITE"):
        said = f"{file.name} doesn't say PUBLISH_SITE, a short name that marks what belongs to this site"
        raise PublishError(ExitCode.USAGE, f"{said}: write PUBLISH_SITE = 'news', and never change it")
    return Project(
        root=file.parent,
        settings=file.name,
        output="output",
        site=settings["PUBLISH_SITE"],
        site_url=settings.get("SITEURL", ""),
        tool=f"explainers {explainers.__version__}",
        targets=settings.get("PUBLISH_TARGETS", {}),
        redirects=settings.get("PUBLISH_REDIRECTS", {}),
        headers=settings.get("PUBLISH_HEADERS", {}),
        reports_to=settings.get("EXPLAINER_REPORT") or "",
    )


def _check(name: str, value: object, file: str) -> None:
    if name not in _NAMES:
        near = get_close_matches(name, _NAMES, 1, cutoff=0.8)
        way = f"did you mean {near[0]}?" if near else f"there are {', '.join(_NAMES)}"
        raise PublishError(ExitCode.USAGE, f"{name} in {file} is no setting: {way}")
    kind, words = _NAMES[name]
    wrong = "" if isinstance(value, kind) else f"{name} in {file} must be {words}"
    if not wrong and name == "PUBLISH_REDIRECTS":
        wrong = "" if _are_texts(value) else f"{name} in {file} must be {words}"
    if not wrong and name == "PUBLISH_HEADERS":
        wrong = _wrong_headers(value, f"{name} in {file}", words)
    if wrong:
        raise PublishError(ExitCode.USAGE, wrong)


def _wrong_headers(value: Any, where: str, words: str) -> str:
    if not all(isinstance(address, str) and isinstance(headers, dict) for address, headers in value.items()):
        return f"{where} must be {words}"
    for address, headers in value.items():
        if not _are_texts({name: text for name, text in headers.items() if text is not None}):
            return f"{where} must have texts, or None, for '{address}'"
    said = unfit_header(value)
    return f"{where}: {said}" if said else ""


def _are_texts(value: Any) -> bool:
    return all(isinstance(each, str) for pair in value.items() for each in pair)
