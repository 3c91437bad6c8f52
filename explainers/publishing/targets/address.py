"""What a person writes for a target, and the target that it means: an address, or a name in `PUBLISH_TARGETS`."""

from __future__ import annotations

import os
import secrets
import shlex
import socket
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Final, Literal
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from msgspec import Meta, Struct

from explainers.exit_codes import ExitCode
from explainers.nearest import nearest
from explainers.publishing.errors import PublishError
from explainers.publishing.targets.disk import Disk
from explainers.publishing.targets.layouts import Layout
from explainers.publishing.targets.protocol import Target
from explainers.publishing.targets.releases import Releases
from explainers.setting_types import shown_value

__all__ = ["FORMS", "TargetRecord", "folder_here", "open_target", "target_record"]

FORMS: Final = "dir:PATH, ssh://HOST/PATH, s3://BUCKET/PREFIX (or gs://, az://), git:REMOTE#BRANCH"
"""How a target can be written, for people."""

_KEYS: Final = "ssh takes its keys from its agent and configuration, a bucket's are taken from the environment"
_WRITE: Final[Mapping[str, str]] = {
    "url": FORMS,
    "site_url": "'https://HOST/PATH'",
    "keep_releases": "a whole number, from 1 on",
    "verify": "'all', 'some' or 'none'",
    "serves": "a list with any of 'headers', 'brotli', 'gzip', '404'",
    "max_age": "a whole number of seconds",
    "layout": "'in-place' or 'prefix'",
    "switch": "a list of the words of a command",
}
"""What each of a target's settings can be, for people."""

_BEHIND_A_STORE: Final = frozenset(("layout", "switch"))


class TargetRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of a target.

    Fields: `url`, as it would be written on the command line; `site_url`, where readers see it, or empty for the
    site's own address; `keep_releases`; `verify`, whether and how what readers get is looked at: ``all``, ``some`` or
    ``none``; `serves`, what its server is set up to do besides sending files (``headers``, ``brotli``, ``gzip``,
    ``404``); `max_age`, seconds that caches in front of it may keep a page; for object stores `layout`, ``in-place`` or
    ``prefix``, and `switch`, the command that tells the front of a ``prefix`` layout which folder is live.
    """

    url: str
    site_url: str = ""
    keep_releases: Annotated[int, Meta(ge=1)] = 5
    verify: Literal["all", "some", "none"] = "all"
    serves: tuple[Literal["headers", "brotli", "gzip", "404"], ...] = ()
    max_age: Annotated[int, Meta(ge=0)] = 0
    layout: Layout = "in-place"
    switch: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """What sort of target it is."""
        return self.url.partition(":")[0]

    @property
    def place(self) -> str:
        """Where it is, as its kind has it."""
        return self.url.partition(":")[2]


def target_record(text: str, named: Mapping[str, Mapping[str, object]]) -> TargetRecord:
    """Return the target that a text names or is; raises `PublishError` (usage) for anything else."""
    if text in named:
        return _from_settings(text, named[text])
    record = _written(text)
    if record.kind not in _OPENERS or not record.place:
        names = f", or one of {', '.join(sorted(named))}" if named else ""
        near = f". Did you mean '{meant}'?" if (meant := _meant(text, named)) else ""
        what = f"'{text}' isn't a target" if text else "the target is missing"
        raise PublishError(ExitCode.USAGE, f"{what}: write {FORMS}{names}{near}")
    return record


def _meant(text: str, named: Mapping[str, object]) -> str | None:
    """Return the target that may be meant by something that is none: a path, a slip in a kind or in a name."""
    if text.startswith(("/", "./", "../", "~/")):
        return f"dir:{text}"
    kind, colon, place = text.partition(":")
    if not colon:
        return nearest(text, named)
    near = nearest(kind, _OPENERS)
    if near:
        return f"{near}:{place}" if near != kind else None
    return _as_scp_has_it(kind, place)


def _as_scp_has_it(host: str, place: str) -> str | None:
    """Return the target that is meant by what ``scp`` and git take for a place on a host, if it looks like one."""
    if "/" in host or place.startswith("//"):
        return None
    if "#" in place:
        return f"git:{host}:{place}"
    if place.startswith(("/", "~/")) or "@" in host:
        return f"ssh://{host}/{place.removeprefix('/') if place.startswith(('/', '~/')) else f'~/{place}'}"
    return None


def _written(text: str) -> TargetRecord:
    """Return the target of an address; what a store's settings would say may stand behind a question mark."""
    import msgspec

    url, mark, query = text.partition("?")
    if not mark or _OPENERS.get(TargetRecord(url).kind) is not _in_a_store:
        return TargetRecord(text)
    try:
        said: dict[str, object] = dict(parse_qsl(query, keep_blank_values=True, strict_parsing=True))
        known = {name: shlex.split(str(value)) if name == "switch" else value for name, value in said.items()}
        if not known.keys() <= _BEHIND_A_STORE:
            raise ValueError(f"'{min(known.keys() - _BEHIND_A_STORE)}' isn't known there")
        return msgspec.convert({"url": url, **known}, TargetRecord)
    except (ValueError, msgspec.ValidationError) as error:
        form = f"{TargetRecord(url).kind}://BUCKET/PREFIX?layout=prefix, with &switch=COMMAND for a front"
        wrong = f"what stands behind the question mark of a target can't be used, {error}"
        raise PublishError(ExitCode.USAGE, f"{wrong}: write {form}") from error


def _from_settings(name: str, settings: object) -> TargetRecord:
    import msgspec

    if not isinstance(settings, Mapping):
        said = f"PUBLISH_TARGETS['{name}'] can't be {shown_value(settings)}"
        raise PublishError(ExitCode.USAGE, f"{said}: write {{'url': …}}, with {FORMS}")
    if unknown := sorted(str(key) for key in settings if key not in _WRITE):
        near = nearest(unknown[0], _WRITE)
        way = f"Did you mean '{near}'?" if near else f"It can have {', '.join(_WRITE)}"
        raise PublishError(ExitCode.USAGE, f"PUBLISH_TARGETS['{name}'] can't have '{unknown[0]}'. {way}")
    if "url" not in settings:
        raise PublishError(ExitCode.USAGE, f"PUBLISH_TARGETS['{name}'] has no 'url': write {FORMS}")
    for key, value in settings.items():
        try:
            msgspec.convert({"url": "", key: value}, TargetRecord)
        except msgspec.ValidationError as error:
            said = f"PUBLISH_TARGETS['{name}']['{key}'] can't be {shown_value(value)}: write {_WRITE[key]}"
            raise PublishError(ExitCode.USAGE, said) from error
    record = msgspec.convert(dict(settings), TargetRecord)
    if record.kind not in _OPENERS or not record.place:
        raise PublishError(ExitCode.USAGE, f"PUBLISH_TARGETS['{name}']: its url must be {FORMS}")
    return record


def open_target(record: TargetRecord, environment: Mapping[str, str]) -> Target:
    """Return the target of a record. Nothing is asked of it yet. `PUBLISH_SSH` is the command for ``ssh``, if it isn't
    that word alone.
    """
    return _OPENERS[record.kind](record, _process_name(), environment)


def _process_name() -> str:
    """Return a name that no other process has, on any machine: containers may share the names of their hosts."""
    return f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"


def folder_here(record: TargetRecord) -> Path:
    """Return the folder of a target on this machine; raises `PublishError` (usage) for what can't be one."""
    try:
        base = Path(record.place).expanduser().absolute()
    except RuntimeError as error:
        raise PublishError(ExitCode.USAGE, f"'{record.url}': there is no such user on this machine") from error
    if base == base.parent:
        raise PublishError(ExitCode.USAGE, f"'{record.url}' is the whole disk: name a folder in it")
    return base


def _directory(record: TargetRecord, owner: str, _environment: Mapping[str, str]) -> Target:
    return Releases(folder_here(record), owner, Disk())


def _behind_ssh(record: TargetRecord, owner: str, environment: Mapping[str, str]) -> Target:
    from explainers.publishing.targets.shell import Shell
    from explainers.publishing.targets.ssh import SshDisk

    parts = _parts(record)
    path = parts.path.removeprefix("/~/") if parts.path.startswith("/~/") else parts.path
    if not path.strip("/") or parts.query or parts.fragment:
        said = "write ssh://HOST/PATH, or ssh://HOST/~/PATH for a folder in the home there"
        raise PublishError(ExitCode.USAGE, f"'{parts.hostname or record.kind}' needs a folder: {said}")
    host = f"{parts.username}@{parts.hostname}" if parts.username else str(parts.hostname)
    command = shlex.split(environment.get("PUBLISH_SSH", "ssh"))
    return Releases(Path(unquote(path)), owner, SshDisk(Shell(host, parts.port, command)))


def _in_a_store(record: TargetRecord, owner: str, environment: Mapping[str, str]) -> Target:
    from explainers.publishing.targets.objects import Objects
    from explainers.publishing.targets.prefixed import PrefixedObjects
    from explainers.publishing.targets.store import open_store

    if _parts(record).username is not None:
        raise PublishError(ExitCode.USAGE, f"a target of '{record.kind}' has no user in it: {_KEYS}")
    store = open_store(record.url, environment)
    return PrefixedObjects(store, owner, record.switch) if record.layout == "prefix" else Objects(store, owner)


def _in_a_branch(record: TargetRecord, _owner: str, environment: Mapping[str, str]) -> Target:
    from explainers.publishing.targets.branch import Branch

    remote, mark, branch = record.place.rpartition("#")
    if not (mark and remote and branch) or remote.startswith("-"):
        raise PublishError(ExitCode.USAGE, "a target of 'git' needs a repository and a branch: write git:REMOTE#BRANCH")
    # A folder is written as in a shell; git is asked elsewhere.
    folder = Path(remote).expanduser() if remote.startswith("~/") else Path(remote)
    return Branch(str(folder.absolute()) if folder.exists() else remote, branch, environment)


def _parts(record: TargetRecord) -> SplitResult:
    try:
        parts = urlsplit(record.url)
        if parts.password is not None:
            raise PublishError(ExitCode.USAGE, f"no password can stand in a target's address: {_KEYS}")
        if parts.hostname and not parts.hostname.startswith("-") and parts.port != 0:
            return parts
    except ValueError:
        pass
    raise PublishError(ExitCode.USAGE, f"a target of '{record.kind}' has no sound address: write {FORMS}")


_OPENERS: Final[Mapping[str, Callable[[TargetRecord, str, Mapping[str, str]], Target]]] = {
    "dir": _directory,
    "ssh": _behind_ssh,
    "s3": _in_a_store,
    "gs": _in_a_store,
    "az": _in_a_store,
    "git": _in_a_branch,
}
