"""A shell on another machine: hosts that are unknown, silent, or lack what is needed are told in words."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from explainers.exit_codes import ExitCode
from explainers.publishing.errors import PublishError
from explainers.publishing.targets.shell import Shell

pytestmark = pytest.mark.server


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        ("known_hosts", "shows a host key that isn't known here"),
        ("changed", "shows another host key than before"),
        ("key", "doesn't let us in without a question"),
    ],
)
def test_a_host_that_is_unknown_or_asks_is_refused_at_once(
    config: Path, tmp_path: Path, broken: str, words: str
) -> None:
    subprocess.run(("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "other")), check=True)
    text = config.read_text("utf-8")
    if broken == "key":
        text = text.replace(f"{config.parent}/id", str(tmp_path / "other"))
    else:
        known = tmp_path / "known"
        port = next(line.split()[1] for line in text.splitlines() if line.startswith("Port"))
        key = (tmp_path / "other.pub").read_text("utf-8").split()[1]
        known.write_text(f"[127.0.0.1]:{port} ssh-ed25519 {key}\n" * (broken == "changed"), encoding="utf-8")
        text = text.replace(f"{config.parent}/known_hosts", str(known))
    (tmp_path / "config").write_text(text, encoding="utf-8")
    shell = Shell("desk", command=("ssh", "-F", str(tmp_path / "config")))
    with pytest.raises(PublishError) as caught:
        shell.run("true")
    assert (caught.value.code, words in caught.value.message) == (ExitCode.UNSUITABLE, True)
    # What is to be run by hand is what we run, but may ask: with `BatchMode` nobody could answer yes.
    assert f"'ssh -F {tmp_path}/config desk true'" in caught.value.message


def test_a_host_that_does_not_answer_is_a_fault_outside(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("Host desk\nHostName 127.0.0.1\nPort 1\n", encoding="utf-8")
    with pytest.raises(OSError, match="'desk' can't be reached"):
        Shell("desk", command=("ssh", "-F", str(tmp_path / "config"))).run("true")


def test_a_host_that_there_is_none_is_a_slip_in_the_address(tmp_path: Path) -> None:
    fake = tmp_path / "ssh"
    fake.write_text("#!/bin/sh\necho 'ssh: Could not resolve hostname web1: Name or service not known' >&2\nexit 255\n")
    fake.chmod(0o755)
    with pytest.raises(PublishError, match="no machine is known by the name of 'web1'") as caught:
        Shell("web1", command=(str(fake),)).run("true")
    assert caught.value.code == ExitCode.USAGE


def test_what_the_host_lacks_is_named(config: Path, tmp_path: Path) -> None:
    fake = tmp_path / "ssh"
    fake.write_text(f"#!/bin/sh\nexport PATH={tmp_path}/none\nexec {os.path.realpath('/bin/sh')}\n", encoding="utf-8")
    fake.chmod(0o755)
    with pytest.raises(PublishError, match="lacks base64, cp"):
        Shell("desk", command=(str(fake),)).run("true")
