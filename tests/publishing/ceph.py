"""One node of Ceph with its gateway: a store that speaks S3 as it runs at large, and checks signatures, in a folder.

It has one monitor, one daemon that keeps objects in memory, and the gateway. All of them listen on this machine only.
Only `--all` starts it: it takes a quarter of a minute.
"""

from __future__ import annotations

import subprocess
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from tests.publishing.servers import free_port, program, serving

__all__ = ["ceph"]

_PATIENCE: Final = 120  # seconds that one step may take, on a machine that does much else
_CONFIGURATION: Final = """\
[global]
fsid = {cluster}
mon host = [v2:127.0.0.1:{monitor}/0]
keyring = {folder}/keyring
run dir = {folder}
crash dir = {folder}
log file = {folder}/$name.log
log to stderr = false
admin socket =
mon data avail crit = 1
mon allow pool size one = true
osd pool default size = 1
osd pool default pg num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
paxos propose interval = 0.05
paxos min wait = 0.01
[mon.a]
mon data = {folder}/monitor
[osd.0]
osd data = {folder}/disk
osd objectstore = memstore
public addr = 127.0.0.1
cluster addr = 127.0.0.1
[client.rgw]
rgw data = {folder}/gateway
rgw frontends = beast endpoint=127.0.0.1:{gateway}
"""


@contextmanager
def ceph(folder: Path, key: str, secret: str) -> Iterator[str]:
    """Run a cluster whose one user has this key; yield the address of its gateway."""
    cluster, monitor, port = str(uuid.uuid4()), free_port(), free_port()
    programs = {name: program(name) for name in ("ceph", "ceph-mon", "ceph-osd", "radosgw", "radosgw-admin")}
    for name in ("monitor", "disk", "gateway"):
        (folder / name).mkdir(parents=True)
    own = ("-c", str(folder / "ceph.conf"))
    told = _CONFIGURATION.format(cluster=cluster, monitor=monitor, folder=folder, gateway=port)
    (folder / "ceph.conf").write_text(told, encoding="utf-8")
    _make_keys(folder / "keyring")
    listens = ("--addv", "a", f"[v2:127.0.0.1:{monitor}/0]", str(folder / "map"))
    _run(program("monmaptool"), "--create", "--fsid", cluster, *listens)
    known = ("--monmap", str(folder / "map"), "--keyring", str(folder / "keyring"))
    _run(programs["ceph-mon"], *own, "-i", "a", "--mkfs", *known)
    with ExitStack() as stack:
        stack.enter_context(serving((programs["ceph-mon"], *own, "-f", "-i", "a"), monitor))
        # A disk is let in by the name that it was announced with; the cluster's will do for the only one.
        _run(programs["ceph"], *own, "osd", "new", cluster, "0")
        _run(programs["ceph-osd"], *own, "-i", "0", "--mkfs", "--osd-uuid", cluster)
        stack.enter_context(serving((programs["ceph-osd"], *own, "-f", "-i", "0")))
        _run(programs["ceph"], *own, "osd", "crush", "add", "osd.0", "1.0", "root=default", "host=h")
        user = ("user", "create", "--uid", key, "--display-name", key, "--access-key", key, "--secret-key", secret)
        _run(programs["radosgw-admin"], *own, "-n", "client.rgw", *user)
        stack.enter_context(serving((programs["radosgw"], *own, "-f", "-n", "client.rgw"), port))
        yield f"http://127.0.0.1:{port}"


def _make_keys(keyring: Path) -> None:
    """Make the keys that the parts know each other by: the gateway never gets past a monitor without any."""
    tool, every = program("ceph-authtool"), ("--cap", "mon", "allow *", "--cap", "osd", "allow *")
    _run(tool, "--create-keyring", str(keyring))
    for name in ("mon.", "client.admin", "client.rgw", "osd.0"):
        _run(tool, str(keyring), "--gen-key", "-n", name, *every)


def _run(*command: str) -> None:
    ended = subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    assert ended.returncode == 0, f"{command} ended with {ended.returncode}: {ended.stderr.strip()[-500:]}"
