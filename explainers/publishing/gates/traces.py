"""Gate: nothing of the machine that built the site stands in it, and no address that was only an example.

Code ``development-trace``: an address that only the building machine or its network answers to (``localhost``, loopback
and private addresses in any notation, ``file:``, names in ``.local``), and folders of its disk. Addresses are parsed,
escaped or not. Looked at is what readers' machines read: attributes, scripts, styles and comments of pages, and the
strings of all other text files. What a page says in words is free: ``localhost`` in a sentence isn't a trace. The
site's own address is none either.

Code ``example-address``: a name in ``.example``, ``.invalid`` or ``.test`` (RFC 6761), at which readers find nothing,
such as the one that `new site` writes where it isn't told the site's; behind ``https://`` and the like, since scripts
have ``//.test`` for other reasons. It is a warning: nobody knows whether it is meant. A site that has such a name
itself, or one of this machine, is being tried out, and may have others.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final
from unicodedata import normalize
from urllib.parse import urlsplit

from msgspec import Struct

from explainers.hosts import OF_EXAMPLES, is_of_examples
from explainers.problems import Problem
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.gates.markup import Reference
from explainers.publishing.gates.texts import FileRead, machine_strings, spellings
from explainers.publishing.scan import problem_at

__all__ = ["Home", "home_of", "is_private_host", "traces_in"]

# What a text with a trace has at least, in small letters: words, or a number behind slashes. To look for these comes
# first, for few files have any.
_WORDS: Final = (
    b"localhost", b".local", b"file:", b"/home/", b"users/", b"users\\", b"/tmp/", b"/root/", b"%2fhome%2f",
    b";base64,", b"\xef\xbc", b"\xef\xbd",
)  # fmt: skip
_OF_EXAMPLES: Final = tuple(map(str.encode, OF_EXAMPLES))
_SLASHES: Final = (b"\\", b"%2f", b"%25", b"&#x2f;", b"&#47;")  # a slash in other words
_NUMBER: Final = rb"(?:[\w.-]*(?::|%3a)[^@/]*@)?(?:\[|%5b|\d)"
_NUMBERED: Final = (re.compile(rb"//" + _NUMBER), re.compile(rb":/" + _NUMBER))
_SLASH: Final = rb"(?:\\*/|\\|%(?:25)*2f|&#x2f;|&#47;|\\(?:u00|x|0{0,4})2f ?)"
_NUMBERED_IN_OTHER_WORDS: Final = re.compile(
    rb"(?:(?:https?|wss?|ftp):|" + _SLASH + rb")" + _SLASH + rb"{1,2}" + _NUMBER
)
# An address may stand in another one: each is found where it begins. Browsers take a backslash for a slash, and one of
# them for two, where they know the scheme (WHATWG, URL).
_ADDRESS: Final = re.compile(
    r"""(?=((?:\b(?:https?|wss?|ftp):[/\\]+|\b[a-z][a-z0-9+.-]*://|(?<![:/\\])//)[^\s"'<>()`{}|^]+|\bfile:/[^\s"'<>]*))""",
    re.IGNORECASE,
)
_BEGIN: Final = re.compile(r"^([a-z][a-z0-9+.-]*:)?[/\\]+", re.IGNORECASE)
_HOST_ALONE: Final = re.compile(
    r"(?P<host>[a-z][\w.-]*|\d+(?:\.\d+){3}|\[[0-9a-f:.]+\]):\d{2,5}(?:/\S*)?", re.IGNORECASE
)
_FOLDER: Final = re.compile(
    r"(?<![\w/.:-])/(?P<top>home|users|tmp|root|private/tmp|var/folders)/[\w.-]+(?:/[\w.-])?|\b[A-Z]:\\+Users\\",
    re.IGNORECASE,
)
_WITH_OWNER: Final = ("home", "users")


class Home(Struct, frozen=True):
    """What is the site's own: its host, whether that is only tried out, whether it lies below another site there, its
    top-level folders; and the folders that no page may name.
    """

    host: str
    tried: bool
    below: bool
    folders: frozenset[str]
    own_paths: tuple[str, ...]


def home_of(site: BuiltSite, own_paths: tuple[str, ...]) -> Home:
    """Return what is a site's own; `own_paths` are this machine's folders that may not be named."""
    own = urlsplit(site.record.site_url)
    return Home(
        own.netloc.lower(),
        is_private_host(own.hostname or "") or is_of_examples(own.hostname or ""),
        bool(own.path.strip("/")),
        frozenset(path.partition("/")[0].lower() for path in site.files),
        own_paths,
    )


def traces_in(file: FileRead, home: Home) -> tuple[Problem, ...]:
    """Return a problem for each trace in a file of a site."""
    if not file.text or not _may_have_traces(file.text, home):
        return ()
    texts = machine_strings(file.path, file.text)
    return tuple(dict.fromkeys(problem for text in texts for problem in _problems(file.path, text, home)))


def is_private_host(host: str) -> bool:
    """Whether a host's name or number, as browsers read it, is of one machine or of a private network.

    >>> [is_private_host(host) for host in ("localhost", "x.local", "192.168.1.9", "2130706433", "127.1", "[fe80::1]")]
    [True, True, True, True, True, True]
    >>> [is_private_host(host) for host in ("100.64.0.1", "[::ffff:10.0.0.1]", "１27.0.0.1")]
    [True, True, True]
    >>> [is_private_host(host) for host in ("local", "10.example", "8.8.8.8", "x.local.example", "")]
    [False, False, False, False, False]
    """
    name = normalize("NFKC", host).lower().strip("[]").rstrip(".")
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal", ".lan")):
        return True
    number = _number(name)
    number = getattr(number, "ipv4_mapped", None) or number
    return number is not None and not number.is_global


def _number(name: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(name)
    except ValueError:
        pass
    if not re.fullmatch(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}", name):
        return None
    try:  # 127.1, 0x7f000001 and 2130706433 are read as browsers and systems do
        return IPv4Address(socket.inet_aton(name))
    except OSError:
        return None


def _may_have_traces(data: bytes, home: Home) -> bool:
    small = data.lower()
    return (
        any(map(small.__contains__, _WORDS))
        or any(sign.search(small) for sign in _NUMBERED)
        or (any(map(small.__contains__, _SLASHES)) and bool(_NUMBERED_IN_OTHER_WORDS.search(small)))
        or any(folder.encode() in data for folder in home.own_paths)
        or (not home.tried and any(map(small.__contains__, _OF_EXAMPLES)))
    )


_FOR_EXAMPLES: Final = (
    "is a name for examples, at which readers find nothing: write the right one where content/ has it"
)


def _problems(path: str, text: Reference, home: Home) -> Iterator[Problem]:
    told: set[str] = set()
    for spelling in spellings(text.value):
        for of_examples, at, trace in _traces(spelling, home):
            if trace not in told:
                told.add(trace)
                line = max(text.line, 1) + spelling.count("\n", 0, at)
                if of_examples:
                    yield problem_at(path, "example-address", f"{trace} {_FOR_EXAMPLES}", line, severity="warning")
                else:
                    yield problem_at(path, "development-trace", f"{trace} is of the machine that built the site", line)


def _traces(text: str, home: Home) -> Iterator[tuple[bool, int, str]]:
    """Yield what may not stand in a text: whether it is only a name for examples, offset, and words."""
    for found in _ADDRESS.finditer(text):
        if trace := _wrong_host(found[1], home):
            yield trace[0], found.start(), f"'{trace[1]}'"
    if (alone := _HOST_ALONE.fullmatch(text.strip())) and is_private_host(alone["host"]):
        yield False, 0, f"'{text.strip()}'"
    # At the very start it may be an address of another site on this one's host, "/home/…".
    for found in _FOLDER.finditer(text, int(home.below)):
        top = (found["top"] or "").lower()
        owned = top in _WITH_OWNER and "/" not in found[0][len(top) + 2 :]
        if top.partition("/")[0] not in home.folders and not owned:
            yield False, found.start(), f"'{found[0]}…'"
    for folder in home.own_paths:
        if folder in text:
            yield False, text.find(folder), "the name of a folder"


def _wrong_host(address: str, home: Home) -> tuple[bool, str] | None:
    """Return whether an address is only an example, and what of it is to be shown; `None` where nothing is wrong."""
    if address.lower().startswith("file:"):
        return False, address
    try:
        parts = urlsplit(_BEGIN.sub(lambda found: f"{found[1] or ''}//", address.rstrip(".,;:!?")).replace("\\", "/"))
        host = parts.hostname or ""
    except ValueError:
        return None
    netloc = parts.netloc.rpartition("@")[2]
    a_number = not parts.scheme and host.isdecimal()  # behind the slashes of a comment
    if netloc.lower() == home.host or a_number:
        return None
    shown = f"{parts.scheme}:" * bool(parts.scheme) + f"//{netloc}"
    if is_private_host(host):
        return False, shown
    # A word alone may be the beginning of a pattern: `https:\/\/example\.com/` in the scripts of the search.
    is_example = parts.scheme and "." in host and not home.tried and is_of_examples(host)
    return (True, shown) if is_example else None
