"""A shell on another machine, through OpenSSH: scripts go in, what they print comes out.

One shell does everything that changes the target, so a lock that it holds outlives none of its steps and ends with it:
when this process dies, the shell ends the step that it is in, sees that nobody talks to it any more, and is gone. `ssh`
reads the user's own configuration, keys, agent and known hosts; it never asks anybody anything.
"""

from __future__ import annotations

import errno
import os
import shlex
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from explainers.exit_codes import ExitCode
from explainers.publishing.errors import PublishError, refuse_unknown_host

__all__ = ["Shell", "refuse_stranger", "word"]

_OPTIONS: Final = (
    "-o", "BatchMode=yes", "-o", "ConnectTimeout=20", "-o", "ServerAliveInterval=10", "-o", "ServerAliveCountMax=3",
)  # fmt: skip
_MARK: Final = "explainers-step-ended"
_ERRORS: Final = (
    ("No space left", errno.ENOSPC),
    ("Disk quota", errno.EDQUOT),
    ("Read-only file system", errno.EROFS),
    ("Input/output error", errno.EIO),
    ("Permission denied", errno.EACCES),
    ("Operation not permitted", errno.EPERM),
    ("File exists", errno.EEXIST),
    ("not supported", errno.ENOTSUP),
    ("Too many levels of symbolic links", errno.ELOOP),
)
_LOCKED_OUT: Final = ("Permission denied", "Authentication failed", "terminal prompts disabled")
# What the machine has to have is said once, at the start.
_NEEDED: Final = ("base64", "cp", "find", "flock", "gzip", "ln", "mv", "rsync", "sha256sum", "stat", "sync", "xargs")


class Shell:
    """A shell on a host. `command` is how `ssh` is started; it starts at the first script."""

    def __init__(self, host: str, port: int | None = None, command: Sequence[str] = ("ssh",)) -> None:
        self.host = host
        self._by_hand = (*command, *(("-p", str(port)) if port else ()))
        self._command = (*self._by_hand, *_OPTIONS)
        self._running: subprocess.Popen[bytes] | None = None
        self._said: list[bytes] = []
        self._listener = threading.Thread()
        self._sockets: tempfile.TemporaryDirectory[str] | None = None
        self.patience = 600.0
        """Seconds that one step there may take, and that files on their way may stand still."""

    def run(self, script: str, about: Path | None = None, failing: bool = True) -> bytes:
        """Run a script, and return what it prints on standard output.

        Raises `OSError`, about a path, where it ends with another code than 0, unless it may be `failing`; and
        `PublishError` (unsuitable) where the host is unknown or doesn't let us in.
        """
        output, code = self._answered(f"(\n{script}\n) </dev/null 2>&1")
        if code and failing:
            raise self._failed(output.decode("utf-8", "replace"), code, about)
        return output

    def held(self, script: str) -> int:
        """Run a script in the shell itself, so that what it opens stays open; return its exit code. It reads nothing,
        and nothing in it may end the shell.
        """
        _, code = self._answered(script)
        return code

    def _answered(self, script: str) -> tuple[bytes, int]:
        """Have the shell run a script; return what it prints on standard output, and its exit code."""
        running = self._started()
        assert running.stdin
        assert running.stdout
        late = threading.Timer(self.patience, self._give_up, (running,))
        late.start()
        try:
            running.stdin.write(f"{script}\nprintf '\\n{_MARK} %s\\n' $?\n".encode())
            running.stdin.flush()
            lines: list[bytes] = []
            while not (line := running.stdout.readline()).startswith(f"{_MARK} ".encode()):
                if not line:
                    self._lost()
                lines.append(line)
        except BrokenPipeError:
            self._lost()
        finally:
            late.cancel()
        return b"".join(lines)[:-1], int(line.split()[1])

    def _give_up(self, running: subprocess.Popen[bytes]) -> None:
        self._said.append(f"it gave no answer for {self.patience:.0f} s".encode())
        _end(running)

    def send(self, root: Path, folder: Path, paths: Iterable[str], modes: str) -> None:
        """Send files below a folder of this machine, by `rsync` and the same connection. Raises `OSError`."""
        self._started()
        way = shlex.join((*self._command, *self._multiplexed("no")))
        command = (
            "rsync", "--from0", "--files-from=-", "--ignore-times", "--compress", "--secluded-args",
            f"--timeout={max(1, round(self.patience))}", f"--chmod={modes}", "--perms", "-e", way,
            f"{root}/", f"{self.host}:{folder}/",
        )  # fmt: skip
        names = b"\0".join(os.fsencode(path) for path in paths)
        # Into a file, for the end of a pipe is where nobody holds it, and an `ssh` that was given up may go on.
        with tempfile.TemporaryFile() as said:
            running = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said, start_new_session=True
            )
            running.communicate(names)
            if running.returncode:
                _end(running)
                said.seek(0)
                raise self._failed(said.read().decode("utf-8", "replace"), running.returncode, folder)

    def close(self) -> None:
        """End the shell."""
        if self._running:
            with self._running as running:
                assert running.stdin
                running.stdin.close()
            self._running = None
        if self._sockets:
            self._sockets.cleanup()
            self._sockets = None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._running is None:
            self._sockets = tempfile.TemporaryDirectory(prefix="ssh-")
            command = (*self._command, *self._multiplexed("auto"), self.host, "exec", "sh")
            try:
                self._running = subprocess.Popen(
                    command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                    start_new_session=True,  # Ctrl-C is ours to answer
                )  # fmt: skip
            except FileNotFoundError as error:
                said = f"there is no '{self._command[0]}' on this machine: install OpenSSH's client"
                raise PublishError(ExitCode.OUTSIDE, said) from error
            self._listener = threading.Thread(target=self._listen, args=(self._running,), daemon=True)
            self._listener.start()
            asking = f"for each in {' '.join(_NEEDED)}; do command -v $each; done"
            there = {Path(each).name for each in self.run(asking, failing=False).decode("utf-8", "replace").split()}
            lacking = [each for each in _NEEDED if each not in there]
            if lacking:
                said = f"'{self.host}' lacks {', '.join(lacking)}: install them there, or choose another target"
                raise PublishError(ExitCode.UNSUITABLE, said)
        return self._running

    def _multiplexed(self, master: str) -> tuple[str, ...]:
        assert self._sockets
        return ("-o", f"ControlMaster={master}", "-o", f"ControlPath={self._sockets.name}/%C")

    def _listen(self, running: subprocess.Popen[bytes]) -> None:
        assert running.stderr
        for line in running.stderr:
            self._said.append(line)

    def _lost(self) -> None:
        """Raise for a connection that has ended."""
        running, self._running = self._running, None
        if running:
            _end(running)
            running.wait()
            self._listener.join(5)
        said = b"".join(self._said).decode("utf-8", "replace").strip().splitlines()
        self._said.clear()
        last = said[-1].strip() if said else "the connection was cut"
        text = "\n".join(said)
        refuse_unknown_host(text, f"'{self.host}'")
        refuse_stranger(text, f"'{self.host}'", f"'{shlex.join((*self._by_hand, self.host, 'true'))}'")
        raise OSError(None, f"'{self.host}' can't be reached: {last}")

    def _failed(self, text: str, code: int, about: Path | None) -> OSError:
        said = text.strip().splitlines() or [f"exit code {code}"]
        # Programs say more below it, such as what they did then.
        known = ((number, line) for line in said for words, number in _ERRORS if words in line)
        number, last = next(known, (errno.EIO, said[-1]))
        return OSError(number, last, f"{self.host}:{about}" if about else self.host)


def _end(running: subprocess.Popen[bytes]) -> None:
    """End `ssh`, and whatever it has started to get there."""
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)


def refuse_stranger(said: str, host: str, way: str) -> None:
    """Raise `PublishError` (unsuitable) where OpenSSH or git said that a host is unknown, or that we are: neither is
    mended by another try. `host` and the `way` to try it by hand, which may ask, are in words.
    """
    if "REMOTE HOST IDENTIFICATION HAS CHANGED" in said:
        why = "somebody may be in between, or it has a new key. Ask who runs it; then 'ssh-keygen -R' forgets the old"
        raise PublishError(ExitCode.UNSUITABLE, f"{host} shows another host key than before: {why} one, and {way} asks")
    if "Host key verification failed" in said:
        by_hand = f"run {way} once, compare the key that it shows, and try again"
        raise PublishError(ExitCode.UNSUITABLE, f"{host} shows a host key that isn't known here: {by_hand}")
    if any(words in said for words in _LOCKED_OUT):
        by_hand = f"try {way} until it asks nothing"
        raise PublishError(ExitCode.UNSUITABLE, f"{host} doesn't let us in without a question: {by_hand}")


def word(path: Path | str) -> str:
    """Return a path as one word for a shell.

    >>> print(word(Path("it's")), word("-x"))
    'it'"'"'s' ./-x
    """
    text = str(path)
    return shlex.quote(f"./{text}" if text.startswith("-") else text)
