"""A branch of a git repository as a target, for hosts that show one (``git:REMOTE#BRANCH``).

Each release is a commit: the site, what others put into the branch beside it, and in `_publish/` whose it is and the
manifest. The branch moves in one push, and only from where it was looked at (``--force-with-lease``): who pushes in
between is never overwritten. A commit's day is that of the sources, so the same release after the same one is the same
commit. The history is the log, and nothing in it is removed. What the host then does with the branch is its own.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from explainers.exit_codes import ExitCode
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.deploy_context import DeployContext
from explainers.publishing.errors import PublishError, refuse_other_owner, refuse_unknown_host, some
from explainers.publishing.history import LogLine
from explainers.publishing.manifest import Manifest, NotReadable, Scanned, encoded, manifest_of
from explainers.publishing.plan import Plan, carried_into, with_carried
from explainers.publishing.targets.protocol import MANIFEST_PATH, OWN_FOLDER, OWNER, PREVIEWS, LiveByManifest
from explainers.publishing.targets.shell import refuse_stranger
from explainers.terminal import shortened

__all__ = ["Branch"]

_SUBJECT: Final = "Publish release "
_MODE: Final = "100644"
# What git says, in English (`LC_ALL`).
_NO_REPOSITORY: Final = (
    "does not appear to be a git repository",
    "Repository not found",
    "repository not found",
    "' not found",
)
_NOT_LET_WRITE: Final = (
    " denied to ",
    "returned error: 403",
    "access to repository not granted",
    "insufficient permission",
)
_NO_SUCH_WAY: Final = "is not a git command"
_OVERTAKEN: Final = ("stale info", "cannot lock ref", "incorrect old value", "fetch first", "non-fast-forward")


class Branch(LiveByManifest):
    """One branch of a repository, which `remote` names to git: an address, or a folder. `folder` is where in the branch
    the site lies, with a slash at its end.
    """

    lease = None  # nobody has to hold anything

    def __init__(self, remote: str, branch: str, environment: Mapping[str, str], folder: str = "") -> None:
        self.remote, self.branch, self.folder = remote, branch, folder
        self._subject = f"Publish {folder}: release " if folder else _SUBJECT
        self._environment = {
            **environment,
            "GIT_TERMINAL_PROMPT": "0",
            "SSH_ASKPASS_REQUIRE": "never",
            "LC_ALL": "C.UTF-8",
        }
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._tip: str | None = None
        self._ready: dict[str, str] = {}

    # What is there.

    def check_owner(self, site: str) -> bool:
        """Whether this branch is marked as this site's; refuses one that is another's or has other things in it."""
        self._look()
        if self._tip is None:
            return False
        whole = self._whole(self._tip)
        entries = self._entries(self._tip)
        if OWNER not in entries:
            if entries or (self.folder and OWNER not in whole):
                said = f"the branch '{self.branch}' has other things in it ({some(entries or whole)}): name another one"
                raise PublishError(ExitCode.UNSUITABLE, said)
            return False
        refuse_other_owner(self._blob(entries[OWNER]).decode("utf-8", "replace").strip(), site)
        return True

    def live(self) -> Manifest | None:
        """Return the live release's manifest, or `None` before the first one."""
        there = self._tip is not None and MANIFEST_PATH in self._entries(self._tip)
        return self._manifest_at(self._tip) if self._tip and there else None

    def manifest(self, release: str) -> Manifest:
        """Return a release's manifest; raises `NotReadable` or `FileNotFoundError`."""
        return self._manifest_at(self._commit_of(release))

    def complete(self) -> tuple[str, ...]:
        """Return the ids of the releases that could go live, sorted."""
        return tuple(sorted({line.id for line in self.log()}))

    def log(self) -> tuple[LogLine, ...]:
        """Return the log's lines, oldest first: the branch's own history."""
        lines: list[LogLine] = []
        for _, seconds, release, commit in self._history():
            known = any(line.id == release for line in lines)
            before = lines[-1].id if lines else None
            when = datetime.fromtimestamp(seconds, UTC)
            lines.append(LogLine(when, "rollback" if known else "deploy", release, before, commit, "git"))
        return tuple(lines)

    def strangers(self, live: Manifest) -> Mapping[str, Scanned | None]:
        """Return what others' commits have changed since the release: path → what is there, `None` for nothing."""
        assert self._tip
        there, before = self._entries(self._tip), self._entries(self._commit_of(live.id))
        changed = [path for path in live.served if there.get(path) != before.get(path)]
        return {path: self._scanned(there[path]) if path in there else None for path in changed}

    def wrong(self, live: Manifest) -> tuple[str, ...]:
        """Return the paths that the branch, looked at again, hasn't as the live release has them, sorted."""
        self._look()
        return tuple(sorted(self.strangers(live)))

    def occupied(self, new: Manifest) -> tuple[str, ...]:
        """Return the paths of a release at which others have put something into the branch, sorted."""
        there = self._entries(self._tip) if self._tip else {}
        ours = {path for each in self.log()[-1:] for path in self.manifest(each.id).served} | {".nojekyll"}
        return tuple(sorted(path for path in new.own if path in there and path not in ours))

    def settled(self) -> bool:
        """Whether no dead run has left anything to mend: a push is all or nothing."""
        return True

    def damaged(self, release: Manifest) -> bool:
        """Whether a release's bytes are lost: git keeps them by their digests."""
        return release.id not in self.complete()

    def manifest_is_lost(self, release: str) -> bool:
        """Whether a release's manifest isn't there: it is in each commit."""
        return release not in self.complete()

    def read(self, release: Manifest, path: str) -> bytes:
        """Return a file's bytes, as they lie in a release's commit."""
        return self._blob(self._entries(self._commit_of(release.id))[path])

    def trials(self, context: DeployContext) -> Iterator[tuple[str, str]]:
        """Yield what was tried, and how it went."""
        del context
        self._look()
        if self._tip:
            self._git("push", "--dry-run", "--porcelain", self.remote, f"{self._tip}:refs/heads/{self.branch}")
            yield "rights", f"'{self.branch}' may be pushed to"

    # Previews: folders in the branch.

    def preview(self, name: str) -> Branch:
        """Return the place of a preview."""
        return Branch(self.remote, self.branch, self._environment, f"{PREVIEWS}{name}/")

    def previews(self) -> tuple[str, ...]:
        """Return the names of the previews there are, sorted."""
        self._look()
        parts = (path.split("/", 2) for path in (self._whole(self._tip) if self._tip else ()))
        return tuple(sorted({each[1] for each in parts if f"{each[0]}/" == PREVIEWS and each[2:] == [OWNER]}))

    def drop_preview(self, name: str) -> None:
        """Remove a preview, in a commit."""
        place = self.preview(name)
        place._look()
        place._take_away()

    # Steps. Nothing has to be locked: only a push from where the branch was looked at goes through.

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold nothing: of two publications at once, the later push is refused."""
        yield

    def claim(self, site: str) -> None:
        """Do nothing: the first commit marks the branch."""

    def prepare(
        self, site: BuiltSite, new: Manifest, plan: Plan, live: Manifest | None, context: DeployContext
    ) -> Manifest:
        """Make the release's commit, beside what the branch shows; return its manifest."""
        new = with_carried(new, plan.carried)
        paths = sorted(new.own)
        listed = "\n".join(str(site.root.absolute() / path) for path in paths)
        digests = self._git("hash-object", "-w", "--no-filters", "--stdin-paths", data=listed.encode()).split()
        self._ready[new.id] = self._committed(new, dict(zip(paths, map(bytes.decode, digests), strict=True)), live)
        context.tell("stage", f"{len(plan.sent)} sent, {len(plan.kept)} kept", sent=len(plan.sent), kept=len(plan.kept))
        return new

    def bring_back(self, old: Manifest, live: Manifest | None, context: DeployContext) -> Manifest:
        """Make a new commit of a release that was live before; return its manifest."""
        entries = self._entries(self._commit_of(old.id))
        if live and live.id != old.id:
            old = with_carried(old, carried_into(old, live, context.clock()))
        self._ready[old.id] = self._committed(old, {path: entries[path] for path in old.own}, live)
        return old

    def mend(self, site: BuiltSite | None, live: Manifest, paths: Iterable[str], context: DeployContext) -> None:
        """Put back what others' commits have taken away."""
        del site  # git has the bytes
        if list(paths):
            self.switch(self.bring_back(live, live, context))

    def set_aside(self, live: Manifest, paths: Iterable[str]) -> str:
        """Return the commit that keeps what others changed."""
        del live, paths  # the commit has all of them
        return f"commit {(self._tip or '')[:12]}"

    def switch(self, new: Manifest | None, line: LogLine | None = None) -> None:
        """Push the release's commit, if the branch is still where it was looked at."""
        del line  # the commit is the line
        if new is None:
            self._take_away()
        else:
            self._push(self._ready.get(new.id) or self._again(new))

    def record(self, line: LogLine) -> None:
        """Do nothing: the branch's history is the log."""

    def update(self, live: Manifest) -> None:
        """Do nothing: what a commit says stays said."""

    def remove(self, releases: Iterable[str]) -> None:
        """Do nothing: a branch keeps its history."""

    # How.

    def _again(self, release: Manifest) -> str:
        entries = self._entries(self._commit_of(release.id))
        return self._committed(release, {path: entries[path] for path in release.own}, None)

    def _committed(self, new: Manifest, own: Mapping[str, str], live: Manifest | None) -> str:
        """Return a commit of a release on top of the branch's tip, with what is there of others."""
        there = self._entries(self._tip) if self._tip else {}
        whole = self._whole(self._tip) if self._tip else {}
        before = live or self.live()
        ours = before.served.keys() if before else frozenset()
        entries = {path: blob for path, blob in there.items() if path not in ours and not path.startswith(OWN_FOLDER)}
        entries |= {path: there[path] for path in new.carried if path in there} | dict(own)
        owner = f"{new.site}\n".encode()
        for path, data in ((OWNER, owner), (MANIFEST_PATH, encoded(new))):
            entries[path] = self._added(data)
        others = {path: blob for path, blob in whole.items() if not path.startswith(self.folder)} if self.folder else {}
        entries = others | {f"{self.folder}{path}": blob for path, blob in entries.items()}
        entries |= {".nojekyll": self._added(b""), OWNER: self._added(owner)}
        message = f"{self._subject}{new.id}\n\nSource: {new.commit or 'unknown'}\n"
        return self._commit(entries, message, int(new.commit_time.timestamp()))

    def _take_away(self) -> None:
        """Remove the site, and with it the branch where nothing else is left."""
        if self._tip is None:
            return
        live, whole = self.live(), self._whole(self._tip)
        ours = {f"{self.folder}{path}" for path in (*(live.served if live else ()), OWNER, MANIFEST_PATH)}
        left = {path: blob for path, blob in whole.items() if path not in ours}
        if left.keys() <= {".nojekyll", OWNER}:
            self._push("")
        else:
            when = int(self._git("show", "--no-patch", "--format=%ct", self._tip))
            left[OWNER] = whole[OWNER]
            self._push(self._commit(left, f"Remove {self.folder or 'the site'}\n", when))

    def _added(self, data: bytes) -> str:
        return self._git("hash-object", "-w", "--stdin", data=data).decode().strip()

    def _commit(self, entries: Mapping[str, str], message: str, seconds: int) -> str:
        """Return a commit of files on top of the branch's tip."""
        index = "".join(f"{_MODE} {blob}\t{path}\0" for path, blob in sorted(entries.items()))
        with tempfile.TemporaryDirectory() as folder:
            place = {"GIT_INDEX_FILE": f"{folder}/index"}
            self._git("update-index", "-z", "--index-info", data=index.encode(), more=place)
            tree = self._git("write-tree", more=place).decode().strip()
        who = {"NAME": "publish.py", "EMAIL": "publish@localhost", "DATE": f"{seconds} +0000"}
        names = {f"GIT_{role}_{name}": value for role in ("AUTHOR", "COMMITTER") for name, value in who.items()}
        parent = ("-p", self._tip) if self._tip else ()
        return self._git("commit-tree", tree, *parent, data=message.encode(), more=names).decode().strip()

    def _push(self, goal: str) -> None:
        """Move the branch to a commit, if it is still where it was looked at; with none, remove it."""
        lease = f"--force-with-lease=refs/heads/{self.branch}:{self._tip or ''}"
        command = ("push", "--atomic", "--porcelain", lease, self.remote, f"{goal}:refs/heads/{self.branch}")
        try:
            self._git(*command)
        except OSError as error:
            told = str(error)
            if any(words in told for words in _OVERTAKEN):
                said = f"somebody else has pushed to '{self.branch}' in the meantime: nothing was changed"
                raise PublishError(ExitCode.BUSY, f"{said}. Run the same command again") from error
            if "[remote rejected]" in told:
                why = told.partition("[remote rejected]")[2].rpartition("(")[2].partition(")")[0]
                said = f"the repository takes no push to '{self.branch}' ({why}): nothing was changed"
                way = "let whoever publishes push to that branch, or name another one"
                raise PublishError(ExitCode.UNSUITABLE, f"{said}. {way.capitalize()}") from error
            raise
        self._tip = goal or None

    def _look(self) -> None:
        """Fetch the branch."""
        listed = self._git("ls-remote", self.remote, f"refs/heads/{self.branch}").split()
        self._tip = listed[0].decode() if listed else None
        if self._tip:
            self._git("fetch", "--quiet", self.remote, f"+refs/heads/{self.branch}:refs/publish/tip")

    def _history(self) -> list[tuple[str, int, str, str]]:
        """Return commit, time, release and source of each of our commits, oldest first."""
        if self._tip is None:
            return []
        told = self._git("log", "--reverse", "--first-parent", "--format=%H%x00%ct%x00%s%x00%b%x01", self._tip)
        found = []
        for item in told.decode("utf-8", "replace").split("\x01"):
            commit, *rest = item.strip().split("\0")
            if len(rest) == 3 and rest[1].startswith(self._subject):
                source = rest[2].partition("Source: ")[2].strip().replace("unknown", "")
                found.append((commit, int(rest[0]), rest[1].removeprefix(self._subject), source))
        return found

    def _commit_of(self, release: str) -> str:
        commits = [commit for commit, _, each, _ in self._history() if each == release]
        if not commits:
            raise FileNotFoundError(release)
        return commits[-1]

    def _manifest_at(self, commit: str) -> Manifest:
        entries = self._entries(commit)
        if MANIFEST_PATH not in entries:
            raise NotReadable("it isn't there")
        return manifest_of(self._blob(entries[MANIFEST_PATH]))

    def _entries(self, commit: str) -> dict[str, str]:
        """Return the files of the site's folder, path → blob."""
        whole = self._whole(commit)
        return {path.removeprefix(self.folder): blob for path, blob in whole.items() if path.startswith(self.folder)}

    def _whole(self, commit: str) -> dict[str, str]:
        listed = self._git("ls-tree", "-r", "-z", commit).decode("utf-8", "surrogateescape")
        rows = (row.partition("\t") for row in listed.split("\0") if row)
        return {path: about.split()[2] for about, _, path in rows}

    def _blob(self, blob: str) -> bytes:
        return self._git("cat-file", "blob", blob)

    def _scanned(self, blob: str) -> Scanned:
        data = self._blob(blob)
        return Scanned(sha256(data).hexdigest(), len(data))

    def _git(self, *arguments: str, data: bytes = b"", more: Mapping[str, str] | None = None) -> bytes:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="publish-")
            self._git("init", "--quiet", "--bare")
        command = ("git", "-C", self._folder.name, "-c", "core.quotepath=off", "-c", "gc.auto=0", *arguments)
        environment = {**self._environment, **(more or {})}
        try:
            done = subprocess.run(command, input=data, capture_output=True, check=False, env=environment,
                                  start_new_session=True)  # fmt: skip
        except FileNotFoundError as error:
            raise PublishError(ExitCode.OUTSIDE, "there is no 'git' on this machine: install it") from error
        if done.returncode:
            told = done.stderr.decode("utf-8", "replace")
            self._refuse_address(told)
            said = (done.stdout if arguments[0] == "push" else b"") + done.stderr
            raise OSError(None, f"git {arguments[0]} failed: {_told(said)}")
        return done.stdout

    def _refuse_address(self, told: str) -> None:
        """Raise `PublishError` for what git says of an address that no other try makes a better one."""
        refuse_unknown_host(told, "the repository's host")
        refuse_stranger(told, "the repository's host", "'git ls-remote' with the same address")
        if any(words in told for words in _NO_REPOSITORY):
            way = "look at the target's address (git:REMOTE#BRANCH), and at who may read there"
            raise PublishError(ExitCode.USAGE, f"there is no git repository that we may see at that address: {way}")
        if _NO_SUCH_WAY in told:
            raise PublishError(ExitCode.USAGE, "git knows no address of that kind: write https://, ssh:// or HOST:PATH")
        if "invalid refspec" in told:
            raise PublishError(ExitCode.USAGE, f"'{self.branch}' can't be the name of a branch: name another one")
        if any(words in told for words in _NOT_LET_WRITE):
            said = "the repository doesn't let us do that: who publishes must be let read it, and push to the branch"
            raise PublishError(ExitCode.UNSUITABLE, said)


def _told(said: bytes) -> str:
    """Return what git says is wrong, in one line, without addresses that may have a password in them."""
    lines = [line.strip() for line in said.decode("utf-8", "replace").splitlines() if line.strip()]
    shown = [line for line in lines if line.startswith(("!", "fatal:", "error:", "ssh:"))] or lines[-1:]
    words = "; ".join(line.rstrip(".") for line in shown).split()
    return shortened(" ".join(word for word in words if "://" not in word), 300)
