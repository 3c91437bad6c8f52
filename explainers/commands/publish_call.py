"""One run of `publish.py`: what was asked, of what, and what the commands make of it."""

from __future__ import annotations

import argparse
import getpass
import socket
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from msgspec import Struct

from explainers.exit_codes import ExitCode
from explainers.ownership import nesting_problem, target_problem
from explainers.plurals import counted
from explainers.publishing.build import Engine
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.deploy_context import DeployContext, PublishOptions
from explainers.publishing.errors import PublishError
from explainers.publishing.gates.secrets import secret_variables
from explainers.publishing.headers import HEADERS_FILE, HeaderRule, OwnHeaders, header_rules, headers_at
from explainers.publishing.manifest import Manifest
from explainers.publishing.outside import Outside
from explainers.publishing.refusals import errors_of
from explainers.publishing.report import Report
from explainers.publishing.source import commit_contains, is_committed
from explainers.publishing.targets.address import TargetRecord, folder_here, open_target, target_record
from explainers.publishing.targets.protocol import Target

__all__ = [
    "Project",
    "PublishCall",
    "context_of",
    "options_of",
    "output_of",
    "outside_of",
    "place_of",
    "record_of",
    "refuse_nested_output",
    "refuse_nested_target",
    "refuse_other_site",
    "refuse_problems",
    "target_of",
]  # fmt: skip


class Project(Struct, frozen=True):
    """The site that is published.

    Fields: `root`, the folder of its sources; `settings`, its production settings file, and `output`, where
    it is built, both relative to `root`; `site`, a short name that marks its targets; `site_url`, its
    address; `tool`, name and version of what builds it; `targets`, its targets by name, as in PUBLISH_TARGETS;
    `redirects`, where pages that moved lead now, as in PUBLISH_REDIRECTS; `headers`, what is sent otherwise, as in
    PUBLISH_HEADERS; `reports_to`, where readers report errors, as in EXPLAINER_REPORT; `folders`, those that its
    sources and its store lie in, by what they are called.
    """

    root: Path
    settings: str
    output: str
    site: str
    site_url: str
    tool: str
    targets: Mapping[str, Mapping[str, object]] = {}
    redirects: Mapping[str, str] = {}
    headers: OwnHeaders = {}
    reports_to: str = ""
    folders: Mapping[str, Path] = {}


class PublishCall(Struct, frozen=True):
    """One run of the command: what was asked, of what, and where to say it."""

    wanted: argparse.Namespace
    project: Project
    environment: Mapping[str, str]
    engine: Engine
    report: Report


def output_of(call: PublishCall) -> Path:
    """Return the folder of the built site; raises `PublishError` (usage) for what can't be one."""
    # What is typed means what it means in a shell; the project's own folder is inside of the project.
    given = getattr(call.wanted, "output", None)
    try:
        folder = (Path(given).expanduser() if given else call.project.root / call.project.output).absolute()
    except RuntimeError as error:
        raise PublishError(ExitCode.USAGE, f"'{given}': there is no such user on this machine") from error
    if not folder.name or folder.name == "..":
        raise PublishError(ExitCode.USAGE, f"'{given}' can't be the folder of a built site: name one inside it")
    return folder


def record_of(call: PublishCall) -> TargetRecord:
    """Return what is known of the target that was asked for."""
    return target_record(call.wanted.target, call.project.targets)


def place_of(call: PublishCall) -> str:
    """Return in words where the target lies, without the way to a folder on this machine: others may read the log."""
    record = record_of(call)
    return f"in the folder '{folder_here(record).name}'" if record.kind == "dir" else f"on {record.url}"


def target_of(call: PublishCall) -> Target:
    """Return the target that was asked for."""
    return open_target(record_of(call), call.environment)


def live_of(call: PublishCall, target: Target) -> Manifest | None:
    """Return what is live on a target, if it is this site's; `None` before the first publication. Raises `PublishError`
    for another site's.
    """
    return target.live() if target.check_owner(call.project.site) else None


def refuse_other_site(call: PublishCall, site: BuiltSite) -> None:
    """Raise `PublishError` (usage) for what was built of another site."""
    if site.record.site != call.project.site:
        said = f"what was built is the site '{site.record.site}', not this one"
        raise PublishError(ExitCode.USAGE, f"{said}: run 'python3 publish.py build' here")


def refuse_nested_target(call: PublishCall) -> None:
    """Raise `PublishError` (usage) for a folder as target that lies in one of the site's own, or around one, or where
    git would commit what is published.
    """
    record, project = record_of(call), call.project
    if record.kind == "dir":
        target, root = folder_here(record).resolve(), project.root.resolve()
        if wrong := target_problem(target, _own_folders(call), root, partial(is_committed, root)):
            raise PublishError(ExitCode.USAGE, wrong)


def refuse_nested_output(call: PublishCall) -> None:
    """Raise `PublishError` (usage) for a folder to build into that lies in another one of the site's, or of a target's
    own, or around one.
    """
    if wrong := nesting_problem(_own_folders(call), call.project.root.resolve()):
        raise PublishError(ExitCode.USAGE, wrong)


def _own_folders(call: PublishCall) -> dict[str, Path]:
    own = {**call.project.folders, "output": output_of(call), ".git": call.project.root / ".git"}
    return {name: folder.resolve() for name, folder in own.items()}


def refuse_problems(call: PublishCall, site: BuiltSite, said: str) -> None:
    """Raise `PublishError` with all that the gates have against a built site; `said` tells what follows from that."""
    problems = errors_of(site, context_of(call))
    if problems:
        raise PublishError(ExitCode.PROBLEMS, f"{counted(len(problems), 'problem')}: {said}", problems)


def options_of(call: PublishCall) -> PublishOptions:
    """Return what the options allow."""
    given = {name: value for name, value in vars(call.wanted).items() if name in PublishOptions.__struct_fields__}
    if given.get("keep") is None:
        given["keep"] = record_of(call).keep_releases
    return PublishOptions(**given)


def context_of(call: PublishCall, outside: Outside | None = None) -> DeployContext:
    """Return the world around a publication."""
    root = call.project.root
    return DeployContext(
        clock=lambda: datetime.now(UTC),
        contains=lambda commit, other: commit_contains(root, commit, other),
        who=f"{_user()}@{socket.gethostname()}",
        own_paths=_own_paths(call),
        tell=call.report.tell,
        secrets=secret_variables(call.environment),
        outside=outside,
    )


def _own_paths(call: PublishCall) -> tuple[str, ...]:
    """Return the folders of this machine that no page may name."""
    # A folder right below the root of the disk is as likely a folder of the site ("/news/").
    folders = {call.project.root.absolute(), Path.home()}
    return tuple(sorted(f"{folder}/" for folder in folders if len(folder.parts) > 2))


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # in a container without a name for its user
        return "unknown"


def outside_of(
    call: PublishCall, target: Target, site_url: str, site: BuiltSite | None = None, surely: bool = False
) -> Outside | None:
    """Return who looks at what readers get of a target, or nobody where nobody should. The headers that a release is to
    have are those of the built site that it was made of, or those that lie on the target with it.
    """
    record = record_of(call)
    if record.verify == "none" or getattr(call.wanted, "no_verify", False):
        return None
    known = {site.record.id: site.rules} if site else {}

    def rules(release: Manifest, address: str) -> Mapping[str, str]:
        if release.id not in known:
            known[release.id] = _rules_there(target, release)
        return headers_at(address, known[release.id])

    return Outside(
        site_url=record.site_url or site_url,
        serves=record.serves,
        rules=rules,
        max_age=record.max_age,
        sample=50 if record.verify == "some" else None,
        surely=surely,
    )


def _rules_there(target: Target, release: Manifest) -> tuple[HeaderRule, ...]:
    """Return the rules for headers that a release on a target brings."""
    with suppress(OSError):  # whatever became of it: a release that is live is looked at all the same
        if HEADERS_FILE in release.files:
            return header_rules(target.read(release, HEADERS_FILE).decode("utf-8", "replace"))
    return ()
