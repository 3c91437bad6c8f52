"""What the system has to bring besides Python, and packages of it. Only Python's own modules are needed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

__all__ = ["BROTLI", "apt_install", "bring_browser", "bring_servers", "browser_trouble", "chromium"]

Say = Callable[[str], None]

BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")  # where Debian has nginx's module
SERVERS = {
    "openssh-server": "sshd", "rsync": "rsync", "nginx-light": "nginx", "libnginx-mod-http-brotli-static": str(BROTLI),
    "caddy": "caddy", "apache2": "apachectl",
}  # fmt: skip
LONG_SERVERS = {"ceph-mon": "ceph-mon", "ceph-osd": "ceph-osd", "radosgw": "radosgw", "ceph-common": "ceph"}
_PLACES = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"))


_CHROMIUM = ("chromium-headless-shell", "chromium", "google-chrome", "chromium-browser")


def chromium() -> str | None:
    """Return the path of the system's Chromium or Chrome, if there is one: rather one without windows and toolbars,
    which opens a page in half of the time.
    """
    return next(filter(None, map(shutil.which, _CHROMIUM)), None)


def browser_trouble(environment: Mapping[str, str]) -> str:
    """Return why no test can drive a browser here; nothing if one can. Playwright has to be installed."""
    if not chromium():
        return "there is no Chromium (package chromium-headless-shell or chromium)"
    driver = [sys.executable, "-m", "playwright", "--version"]
    code = subprocess.call(driver, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return "Playwright's driver does not start (package libatomic1)" if code else ""


def bring_browser(environment: Mapping[str, str], say: Say) -> None:
    """Have packages installed if they are missing, and say why no test can drive a browser even so."""
    if browser_trouble(environment) and not apt_install(say, "chromium-headless-shell", "libatomic1"):
        apt_install(say, "chromium", "libatomic1")  # Debian's older releases have no package of the shell
    if not shutil.which("java"):
        apt_install(say, "default-jre-headless")  # without it, the HTML checker's tests say that they are skipped
    if trouble := browser_trouble(environment):
        say(f"BROWSER TESTS ARE SKIPPED: {trouble}, and that could not be changed without asking.")


def bring_servers(say: Say, every: bool = False) -> None:
    """Have the servers installed that a site is published to in tests, or `every` one, with those that only long tests
    start; without them, the tests say why they skip.
    """
    wanted = SERVERS | LONG_SERVERS if every else SERVERS
    lacking = [package for package, brought in wanted.items() if not _is_there(brought)]
    if lacking:
        apt_install(say, *lacking)


def _is_there(program: str) -> bool:
    """Whether a program can be found by its name, or a file by its path."""
    return Path(program).is_file() if "/" in program else bool(shutil.which(program, path=_PLACES))


def apt_install(say: Say, *packages: str) -> bool:
    """Install Debian packages if that asks nobody; return whether it went well, and tell what did not."""
    if os.geteuid() or not shutil.which("apt-get"):
        return False
    say(f"installing {', '.join(packages)} with apt-get")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run = partial(subprocess.run, env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    for words in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        ended = run(["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300", *words])
        if ended.returncode:
            say(f"apt-get {words[0]} ended with {ended.returncode}. {ended.stderr.strip()}")
    return ended.returncode == 0
