"""The arguments of `publish.py`."""

from __future__ import annotations

import argparse
from typing import Final

from explainers.commands.arguments import whole_number
from explainers.commands.parsing import Parser
from explainers.publishing.snippets import SERVERS
from explainers.publishing.targets.address import FORMS

__all__ = ["argument_parser"]

_EPILOG: Final = (
    f"A target is {FORMS}, or a name in PUBLISH_TARGETS. "
    "How to publish: docs/publishing.md, or 'explainers docs publishing'."
)
_COMMANDS: Final = {
    "build": "build the site for its readers, fresh, into a folder",
    "check": "ask whether a built site is fit to be published",
    "deploy": "make a built site the live release of a target",
    "releases": "list what a target has",
    "rollback": "make an earlier release the live one again",
    "gc": "remove a target's old releases",
    "plan": "list what a deployment would send, remove, carry and refuse",
    "verify": "ask for the live release as readers do, and compare every byte",
    "snippet": "print a web server's configuration for a target",
    "pack": "put a built site into an archive for GitHub Pages or GitLab Pages",
    "doctor": "try whether a target can be published to",
    "links": "ask whether the pages of others that a built site links to are still there",
    "expiries": "ask whether the live site has anything that is about to expire",
    "preview": "publish a built site beside the live one, for a while, hidden from search engines",
    "unlock": "break the lock that a dead publication has left in an object store",
}
_LONGEST: Final = 3650  # days of a preview
_CHANGING: Final = ("deploy", "rollback", "gc")
_WITH_GATES: Final = ("build", "check", "deploy", "pack", "links", "expiries")
_WITH_TARGET: Final = (*_CHANGING, "releases", "plan", "verify", "doctor", "preview", "unlock")


def argument_parser() -> argparse.ArgumentParser:
    """Return what reads the command's arguments."""
    parser = Parser("publish.py", description="Builds and publishes the site.", epilog=_EPILOG)
    commands = parser.add_subparsers(dest="command", required=False, metavar="COMMAND")
    made = {name: commands.add_parser(name, help=words, description=words) for name, words in _COMMANDS.items()}
    for name in ("build", "deploy", "plan", "snippet", "verify", "preview"):
        made[name].add_argument("--output", metavar="DIR", help="the folder of the built site")
    for name in ("check", "pack", "links"):
        made[name].add_argument("output", metavar="DIR", nargs="?", help="the folder of the built site")
    made["check"].add_argument("--release", metavar="ID", help="the release that it has to be, as 'build' said")
    made["snippet"].add_argument("server", choices=SERVERS, help="the server")
    made["snippet"].add_argument(
        "target", metavar="TARGET", nargs="?", default="", help="the folder that it shows (dir:PATH, ssh://HOST/PATH)"
    )
    made["snippet"].add_argument("--listen", default="", metavar="ADDRESS", help="where it listens")
    made["snippet"].add_argument("--brotli", action="store_true", help="nginx has its module for Brotli")
    made["pack"].add_argument("-o", "--to", default="site.tar", metavar="FILE", help="the archive (default: site.tar)")
    made["pack"].add_argument("--retain", action="store_true", help="keep old assets of what is live, for open pages")
    for name in ("deploy", "rollback", "preview"):
        made[name].add_argument("--no-verify", action="store_true", help="don't ask for it as readers do")
    made["build"].add_argument("--check-reproducible", action="store_true", help="build twice, and compare every byte")
    for name in ("build", "deploy", "rollback", "verify", "expiries"):
        made[name].add_argument("--site-url", metavar="URL", help="the site's address")
    for name in _WITH_TARGET:
        # One that is missing is told with the names that the site's settings have.
        made[name].add_argument(
            "target", metavar="TARGET", nargs="?", default="", help=f"{FORMS}, or a name in PUBLISH_TARGETS"
        )
    for name in _CHANGING:
        made[name].add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
        made[name].add_argument("--keep", type=whole_number(1), metavar="N", help="how many releases stay")
    for name in (*_CHANGING, "preview"):
        made[name].add_argument(
            "--wait", type=whole_number(0), default=0, metavar="S", help="seconds to wait for a lock"
        )
    made["rollback"].add_argument("release", metavar="ID", nargs="?", help="default: the one live before")
    made["rollback"].add_argument("--new-address", action="store_true", help="though it was made for another address")
    for name in ("deploy", "plan"):
        _add_permissions(made[name])
    _add_looks(made["verify"], made["plan"])
    previewing = made["preview"]
    previewing.add_argument("--name", metavar="NAME", help="where it lies, previews/NAME/ (default: the git branch's)")
    previewing.add_argument(
        "--days", type=whole_number(1, _LONGEST), default=14, metavar="N", help="how long it stays (default: 14)"
    )
    previewing.set_defaults(dry_run=False)
    made["unlock"].add_argument("--owner", metavar="ID", help="who holds it, as 'unlock' and refusals name them")
    for name, each in made.items():
        forms = ("text", "json", "github", *(("sarif",) if name in _WITH_GATES else ()))
        also = ", or code scanning" * (name in _WITH_GATES)
        each.add_argument("--format", choices=forms, default="text", help=f"for people, programs, GitHub's logs{also}")
    return parser


def _add_looks(verifying: argparse.ArgumentParser, planning: argparse.ArgumentParser) -> None:
    """Add what the commands that only look can be asked."""
    how_many = verifying.add_mutually_exclusive_group()
    how_many.add_argument("--sample", type=whole_number(1), metavar="N", help="ask for N files")
    how_many.add_argument("--all", action="store_true", help="ask for every file, whatever the target's settings say")
    verifying.add_argument("--release", metavar="ID", help="this release, live or not: do its files lie there as sent?")
    planning.add_argument("--diff", action="store_true", help="show what changes in texts, too")
    planning.set_defaults(site_url=None, wait=0)


def _add_permissions(deploying: argparse.ArgumentParser) -> None:
    for name, words in (
        ("--allow-older", "publish though what is live, or the sources, are newer"),
        ("--allow-shrink", "publish though the count of pages is far off"),
        ("--allow-dirty", "publish though the build has files that no commit has"),
        ("--allow-private", "publish though only this machine or its network can reach the address: to try a server"),
        ("--new-address", "move the target to another address"),
        ("--overwrite-hotfix", "undo what somebody changed on the target itself"),
    ):
        deploying.add_argument(name, action="store_true", help=words)
    deploying.add_argument("--max-remove", type=whole_number(0), metavar="N", help="how many pages and files may go")
