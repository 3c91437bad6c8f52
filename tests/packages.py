"""Packages, installed as their pinned and hashed requirements have them. Only what is here without any is needed.

pip is everywhere, and takes a minute for what tests need; uv takes seconds, and is one of them. Where pip's settings
lead to an index in a way that uv doesn't know, or uv fails, pip does it: whoever does, hashes say what is installed.
"""

from __future__ import annotations

import ast
import fcntl
import hashlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from explainers.failures import OutsideError

__all__ = ["bring_packages", "failed_installation", "make_environment", "uv_settings"]

Say = Callable[[str], None]
Call = Callable[..., int]  # runs a command as `subprocess.call` does

# Byte code is made of what is imported, when it is; of all, it is a third of an installation.
# Warnings of old pips about extras are nothing that a reader could do anything about: errors alone are shown.
_PIP = [
    *("-I", "-m", "pip", "install"),
    *("-qq", "--disable-pip-version-check", "--no-input", "--no-user", "--no-compile"),
]
_LOCKED = ["--require-hashes", "--only-binary", ":all:"]
_UV = ["pip", "install", "--quiet", "--no-config", "--system-certs"]
# pip looks for a version in all indexes alike, which hashes make safe; uv has to be asked for that.
_AS_PIP = {"UV_INDEX_STRATEGY": "unsafe-best-match"}
_UV_NAMES = {
    "index-url": ("UV_DEFAULT_INDEX", " "), "extra-index-url": ("UV_INDEX", " "), "find-links": ("UV_FIND_LINKS", ","),
    "no-index": ("UV_NO_INDEX", " "), "trusted-host": ("UV_INSECURE_HOST", " "), "proxy": ("ALL_PROXY", " "),
    "cert": ("SSL_CERT_FILE", " "), "no-cache-dir": ("UV_NO_CACHE", " "),
}  # fmt: skip
_UNKNOWN_TO_UV = frozenset({"client-cert", "keyring-provider"})


def make_environment(base: str, venv: Path, requirements: Path, call: Call, environment: Mapping[str, str]) -> None:
    """Make an environment by an interpreter, with pinned and hashed packages and the project itself, which is in the
    current folder. Raises `OutsideError` for the first command that fails.
    """
    python = f"{venv}/bin/python"
    project = ["--no-index", "--no-deps", "--no-build-isolation", "--editable", "."]
    run = partial(_failed, call, environment)
    failed = (
        run([base, "-I", "-m", "venv", str(venv)])
        or _failed_uv(python, requirements, run)
        or failed_installation(python, requirements, call, environment)
        or run([python, *_PIP, *project])
    )
    if failed:
        raise OutsideError(f"{venv.name} could not be made, see above. {failed}")


def _failed(call: Call, environment: Mapping[str, str], command: Sequence[str]) -> str:
    code = call(command, env=environment)
    return f"Exit code {code}: {shlex.join(command)}" if code else ""


def _failed_uv(python: str, requirements: Path, run: Callable[[Sequence[str]], str]) -> str:
    """Install uv where requirements list it, as they have it."""
    line = re.search(r"^uv==(?:.*\\\n)*.*\n?", requirements.read_text(encoding="utf-8"), re.MULTILINE)
    if not line:
        return ""
    alone = Path(python).with_name("uv.txt")
    alone.write_text(line[0], encoding="utf-8")
    return run([python, *_PIP, *_LOCKED, "-r", str(alone)])


def failed_installation(
    python: str, requirements: Path, call: Call, environment: Mapping[str, str], options: Sequence[str] = ()
) -> str:
    """Install pinned and hashed packages for an interpreter; return what failed, or nothing."""
    locked = [*_LOCKED, *options, "-r", str(requirements)]
    uv = Path(python).with_name("uv")
    settings = uv_settings(python, environment) if uv.exists() else None
    if settings is not None:
        by_uv = [str(uv), *_UV, "--python", python, *locked]
        bare = {name: value for name, value in environment.items() if not name.startswith("UV_")}
        if not call(by_uv, env=bare | settings, stderr=subprocess.DEVNULL):
            return ""
    return _failed(call, environment, [python, *_PIP, *locked])


def uv_settings(python: str, environment: Mapping[str, str]) -> dict[str, str] | None:
    """Return pip's settings as uv's variables, or `None` where uv can't reach an index as pip does."""
    listing = [python, "-I", "-m", "pip", "config", "list"]
    variables = {**environment, "PIP_USER": "0"}  # or `user = yes` is taken for a wish to see the user's own file alone
    listed = subprocess.run(listing, env=variables, capture_output=True, text=True, check=False)
    found: dict[str, str] = {}
    for place, name, value in re.findall(r"^([\w:]+)\.([\w-]+)=(.+)$", listed.stdout, re.MULTILINE):
        if place in ("global", "install", ":env:"):
            found[name] = str(ast.literal_eval(value))
    if listed.returncode or found.keys() & _UNKNOWN_TO_UV:
        return None
    known = {_UV_NAMES[name]: value for name, value in found.items() if name in _UV_NAMES}
    return _AS_PIP | {variable: joint.join(value.split()) for (variable, joint), value in known.items()}


def bring_packages(requirements: Path, folder: Path, environment: Mapping[str, str], say: Say) -> str:
    """Install pinned and hashed packages into a folder of their own, once, for what can't share ours; return why that
    failed, or nothing. A second process waits for the first.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    stamp = folder / f"{hashlib.sha256(requirements.read_bytes()).hexdigest()[:16]}.txt"
    with folder.with_name(f"{folder.name}.lock").open("w") as lock, tempfile.TemporaryFile("w+") as told:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if stamp.exists():
            return ""
        say(f"installing what {requirements.name} lists (once)")
        shutil.rmtree(folder, ignore_errors=True)
        call = partial(subprocess.call, stdin=subprocess.DEVNULL, stdout=told, stderr=told)
        if failed_installation(sys.executable, requirements, call, environment, ["--target", str(folder)]):
            told.seek(0)
            return f"what {requirements.name} lists could not be installed: {told.read().strip()[-500:]}"
        stamp.write_text("finished\n", encoding="utf-8")
    return ""
