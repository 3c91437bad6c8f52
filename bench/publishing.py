"""Publishing measured beside `rsync -a --delete`, `aws s3 sync` and `rclone sync`, in one run: a site at first, again
after a fresh checkout (the same bytes with new times), and after one edit. Servers are on this machine: OpenSSH's, and
moto, which speaks S3. Requests and bytes are counted by a server in between; behind ssh, by what `rsync` tells.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Final

from bench.measuring import conditions
from bench.programs import ROOT, compared_packages
from tests.publishing.conftest import keys, made_bucket
from tests.publishing.faulty import Between, between
from tests.publishing.servers import moto, program, sshd
from tests.publishing.synthetic import site_files, write_site

__all__ = ["measured_publishing"]

_VARIABLES: Final = {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": ""}
_WHAT: Final = ("first", "nothing changed", "one edit")
_NOT_PAGES: Final = 10  # files of a site that are no stories, roughly
_SENT: Final = re.compile(r"Number of regular files transferred: ([\d,]+)")
_BYTES: Final = re.compile(r"Total bytes sent: ([\d,]+)")


@dataclass(frozen=True, slots=True)
class Way:
    """A way to publish: its name, the command for a folder, where it is counted, and its variables."""

    name: str
    command: Callable[[Path], Sequence[str]]
    variables: Mapping[str, str]
    net: Between | None = None


def measured_publishing(files: int, folder: Path, rounds: int) -> dict[str, Any]:
    """Return what publishing a site of so many files costs, by way, then by what was done."""
    shutil.rmtree(folder, ignore_errors=True)
    found: dict[str, dict[str, list[dict[str, float]]]] = {}
    for number in range(rounds):
        with _ways(folder / str(number)) as ways:
            for what in _WHAT:
                site = _checkout(what, files, folder / str(number) / "sites")
                for way in ways:
                    cost = _cost(way, site)
                    found.setdefault(way.name, {}).setdefault(what, []).append(cost)
                    print(f"bench: {files} files: {way.name}, {what}: {cost}", file=sys.stderr, flush=True)
    about = {
        **conditions(rounds),
        "files": files,
    }
    return {"about": about} | {
        name: {what: {unit: median(cost[unit] for cost in costs) for unit in costs[0]} for what, costs in whats.items()}
        for name, whats in found.items()
    }


def _checkout(what: str, files: int, folder: Path) -> Path:
    """Write the site afresh, as a checkout and a build do: with new times."""
    edits = {"story-1": "Other words."} if what == "one edit" else {}
    held = site_files(pages=files - _NOT_PAGES, edits=edits)
    return write_site(folder / what.replace(" ", "-"), held, ("b" if edits else "a") * 40).root


@contextmanager
def _ways(folder: Path) -> Iterator[list[Way]]:
    """Run the servers, and yield all ways to them."""
    packages = compared_packages()
    with ExitStack() as stack:
        _, config = stack.enter_context(sshd(folder / "sshd"))
        ssh = f"ssh -F {config}"
        yield [
            Way("publish.py, ssh", _ours(f"ssh://desk{folder}/ours"), {"PUBLISH_SSH": ssh}),
            Way("rsync -a --delete", _rsync(ssh, folder / "rsync"), {}),
            *_to_stores(stack, packages),
        ]


def _to_stores(stack: ExitStack, packages: Path) -> Iterator[Way]:
    near = stack.enter_context(moto())
    for name in ("publish.py, S3", "aws s3 sync --delete", "rclone sync"):
        far, net = stack.enter_context(between(near))
        bucket, variables = made_bucket(near), keys(far)
        if name.startswith("publish"):
            yield Way(name, _ours(f"s3://{bucket}/"), variables, net)
        elif name.startswith("aws"):
            words = ("s3", "sync", "--delete", "--only-show-errors")
            aws = (sys.executable, str(packages / "bin" / "aws"), *words)
            own = variables | {"PYTHONPATH": str(packages), "AWS_REQUEST_CHECKSUM_CALCULATION": "when_required"}
            yield Way(name, lambda site, aws=aws, bucket=bucket: (*aws, str(site), f"s3://{bucket}/"), own, net)  # type: ignore[misc]
        else:
            remote = f":s3,provider=Other,env_auth=true,force_path_style=true,endpoint='{far}':{bucket}"
            yield Way(name, lambda site, remote=remote: (program("rclone"), "sync", str(site), remote), variables, net)  # type: ignore[misc]


def _ours(target: str) -> Callable[[Path], Sequence[str]]:
    return lambda site: (sys.executable, "-m", "tests.publishing.deployer", target, "deploy", str(site))


def _rsync(ssh: str, goal: Path) -> Callable[[Path], Sequence[str]]:
    return lambda site: ("rsync", "-a", "--delete", "--compress", "--stats", "-e", ssh, f"{site}/", f"desk:{goal}/")


def _cost(way: Way, site: Path) -> dict[str, float]:
    before = len(way.net.asked) if way.net else 0
    sent = way.net.sent if way.net else 0
    wall, cpu, told = _measured(way.command(site), {**_VARIABLES, **way.variables})
    found = {"wall": wall, "cpu": cpu}
    if way.net:
        asked = way.net.asked[before:]
        writes = [path for method, path in asked if method in ("PUT", "POST", "DELETE") and "/_publish/" not in path]
        pages = [path for path in writes if "?delete" not in path]
        return found | {"requests": len(asked), "sent": len(pages), "bytes": way.net.sent - sent}
    if said := _SENT.search(told):
        amount = _BYTES.search(told)
        assert amount
        return found | {"sent": _number(said[1]), "bytes": _number(amount[1])}
    return found | {"sent": float(told.partition("sent ")[2].split()[0])}


def _measured(command: Sequence[str], variables: Mapping[str, str]) -> tuple[float, float, str]:
    """Run a command; return its seconds on the clock and of CPU, and what it printed. Servers go on beside it, so that
    only its own children count, not all of this process. Raises `RuntimeError` where it fails.
    """
    started = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        running = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **variables}, stdout=out)
        _, status, used = os.wait4(running.pid, 0)
        wall = time.perf_counter() - started
        running.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        told = out.read().decode("utf-8", "replace")
    if running.returncode:
        raise RuntimeError(f"{command[:3]} ended with {running.returncode}")
    return wall, used.ru_utime + used.ru_stime, told


def _number(text: str) -> int:
    return int(text.replace(",", ""))
