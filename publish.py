"""The site as its readers get it: production settings, and the command that builds and publishes.

Three roles in one file. Pelican reads the settings (`pelican content -s publish.py`), people and CI run it
(`python3 publish.py build`, `python3 publish.py deploy dir:PATH`), tests import it. The work is done by
`explainers.publishing`; how to publish stands in docs/publishing.md.
"""

from __future__ import annotations

import os
import sys

_folder = os.path.dirname(os.path.abspath(__file__))  # in small letters: Pelican takes all capitals for settings
if _folder not in sys.path:
    sys.path.insert(0, _folder)  # for Pelican, whose own folder comes first there
if __name__ == "__main__":  # before all that takes time
    from explainers.interrupts import answer_interrupts

    answer_interrupts("publish.py")

import subprocess
from collections.abc import Sequence
from importlib import util
from pathlib import Path

from pelicanconf import *  # noqa: F403

_root = Path(_folder)

# What differs from pelicanconf.py.
SITEURL = os.environ.get("SITE_URL", "https://bearings.example").rstrip("/")  # noqa: TID251
RELATIVE_URLS = False

# What marks the targets that belong to this site. It never changes, whatever the site's name or address does.
PUBLISH_SITE = "bearings"

# Where it is published to, by name; docs/publishing.md has all that can be said of a target.
PUBLISH_TARGETS: dict[str, dict[str, object]] = {}

# Where pages that moved lead now, {"/old/": "/new/"}; "gone" for those that are gone for good.
PUBLISH_REDIRECTS: dict[str, str] = {}

# What servers are to send otherwise than the build says, {"/files/*": {"X-Robots-Tag": "noindex"}}.
PUBLISH_HEADERS: dict[str, dict[str, str | None]] = {}

_needed = ("lxml", "msgspec", "pelican", "tinycss2")


def main(arguments: Sequence[str]) -> int:
    """Do what the arguments say (`--help` lists them); return the exit code."""
    if not all(map(util.find_spec, _needed)):
        return _handed_over(arguments)
    from explainers.commands.publish import run_site

    return run_site(arguments, globals(), _root / "publish.py")


def _handed_over(arguments: Sequence[str]) -> int:  # noqa: RET503 - it ends in another process
    """Run the same command, from the same folder, by the project's own Python; `tasks.py` makes that one."""
    from explainers.exit_codes import ExitCode
    from explainers.terminal import fail

    python = _root / ".venv" / "bin" / "python"
    if Path(sys.prefix).resolve() == python.parents[1]:
        return fail(".venv lacks some packages: remove it and try again", ExitCode.OUTSIDE, "publish.py")
    making = (sys.executable, str(_root / "tasks.py"), "publish", "--help")
    if code := subprocess.run(making, stdout=subprocess.DEVNULL, check=False).returncode:
        return code
    command = (str(python), str(_root / "publish.py"), *arguments)
    os.execv(command[0], command)  # noqa: S606 - so that signals and terminal are the command's own


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
