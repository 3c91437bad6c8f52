"""Real servers for tests, on ports of this machine that the system chooses; skipped, with the reason, without them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

import tasks
from tests.packages import bring_packages

_WRANGLER = "4.86.0"
PATIENCE = 180  # seconds that a server may take to answer, on a machine that does much else


def program(*names: str) -> str:
    """Return the path of the first of some programs that is installed."""
    own = str(Path(sys.executable).parent)
    places = os.pathsep.join((own, os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"))
    for name in names:
        if found := shutil.which(name, path=places):
            return found
    pytest.skip(f"{names[0]} is not installed")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, running: subprocess.Popen[bytes] | None = None) -> None:
    """Wait until something listens on a port."""
    end = time.monotonic() + PATIENCE
    while True:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        assert time.monotonic() < end, "the server doesn't answer"
        assert running is None or running.poll() is None, "the server has ended"
        time.sleep(0.05)


@contextmanager
def serving(
    command: Sequence[str],
    port: int | None = None,
    stop: Callable[[], object] | None = None,
    variables: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server, in a folder, until the end of the block, which begins when its port answers if it has one."""
    environment = {**os.environ, **(variables or {})}
    quiet = subprocess.DEVNULL
    running = subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet, cwd=folder)
    try:
        if port:
            wait_for(port, running)
        yield running
    finally:
        if stop:
            stop()
        running.terminate()
        running.wait(PATIENCE)


@contextmanager
def sshd(place: Path) -> Iterator[tuple[int, Path]]:
    """Run OpenSSH's server for this user, by key; yield its port and the configuration of a client."""
    server, rsync = program("sshd"), program("rsync")
    assert rsync
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    place.mkdir(parents=True, exist_ok=True)
    place.chmod(0o700)
    for name in ("hostkey", "id"):
        subprocess.run(("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(place / name)), check=True)
    port = free_port()
    (place / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {place}/hostkey\nPidFile {place}/sshd.pid\n"
        f"AuthorizedKeysFile {place}/id.pub\nStrictModes no\nUsePAM no\nPasswordAuthentication no\n"
        "Subsystem sftp internal-sftp\nMaxStartups 100\n",
        encoding="utf-8",
    )
    key = (place / "hostkey.pub").read_text("utf-8").split()
    (place / "known_hosts").write_text(f"[127.0.0.1]:{port} {key[0]} {key[1]}\n", encoding="utf-8")
    (place / "config").write_text(
        f"Host desk\nHostName 127.0.0.1\nPort {port}\nIdentityFile {place}/id\nIdentitiesOnly yes\n"
        f"UserKnownHostsFile {place}/known_hosts\nStrictHostKeyChecking yes\n",
        encoding="utf-8",
    )
    with serving((server, "-D", "-f", str(place / "sshd_config")), port):
        yield port, place / "config"


@contextmanager
def moto() -> Iterator[str]:
    """Run a server that speaks S3; yield its address. It has an environment of its own, and checks no signatures."""
    packages = tasks.ROOT / ".cache" / "tests" / "stores"
    if trouble := bring_packages(tasks.REQUIREMENTS / "stores.txt", packages, tasks.environment(), tasks.say):
        pytest.skip(trouble)
    port = free_port()
    command = (sys.executable, "-P", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port))
    with serving(command, port, variables={"PYTHONPATH": str(packages)}):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def rclone(data: Path) -> Iterator[str]:
    """Run a server that speaks S3 and honours no conditions, over a folder; yield its address."""
    port = free_port()
    command = ("serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", "desk,desk-secret", str(data))
    with serving((program("rclone"), *command), port):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def wrangler(site: Path) -> Iterator[str]:
    """Run what Cloudflare Pages runs, over a folder; yield its address. It is installed once, beside our packages."""
    npm, folder = program("npm"), tasks.ROOT / ".cache" / "tests" / "wrangler"
    if not (folder / "node_modules" / ".bin" / "wrangler").exists():
        quiet = ("--no-fund", "--no-audit", "--ignore-scripts", "--prefix", str(folder))
        ended = subprocess.run((npm, "install", *quiet, f"wrangler@{_WRANGLER}"), capture_output=True, check=False)
        if ended.returncode:
            pytest.skip(f"wrangler could not be installed: {ended.stderr.decode('utf-8', 'replace').strip()[-300:]}")
    port = free_port()
    # Its runtime knows no days after its own, so that "today" may be too late for it.
    where = ("--ip", "127.0.0.1", "--port", str(port), "--compatibility-date", "2026-04-01")
    command = (str(folder / "node_modules" / ".bin" / "wrangler"), "pages", "dev", str(site), *where)
    variables = {"CI": "1", "WRANGLER_SEND_METRICS": "false", "NO_COLOR": "1"}
    with serving(command, port, variables=variables, folder=site.parent):
        yield f"http://127.0.0.1:{port}"
