"""What goes wrong with a store of objects, in words for whoever publishes: settings that can't be right, answers that
refuse, and networks that don't lead there.
"""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from explainers.exit_codes import ExitCode
from explainers.publishing.errors import PublishError, refuse_unknown_host
from explainers.terminal import shortened

__all__ = ["faults", "first_line", "is_cut_or_late", "refuse_settings"]

_METADATA: Final = "169.254.169.254"  # where a machine of a cloud is asked for credentials, if nothing else has any
_ADDRESS: Final = re.compile(r"https?://[^\s/?#@]+(?:/\S*)?", re.IGNORECASE)
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f]")
_STATUS: Final = re.compile(r"status code: (\d{3})")
_NAMED: Final = re.compile(r"<Code>(\w+)</Code>")
_SAID: Final = re.compile(r"<Message>([^<]+)</Message>")
_ASKED: Final = re.compile(r"Error performing [A-Z]+ (\w+://[^/?\s]+)")
_NO_WAY: Final = "kind: Connect,"
_LATE: Final = ("kind: Timeout,", "source: TimedOut,")
_CUT: Final = "body error"
_WHY: Final = re.compile(r'\b(?:message|error): "([^"]+)"')
_LET_IN: Final = "it must let these credentials list, read, write and remove objects"


def refuse_settings(environment: Mapping[str, str]) -> None:
    """Raise `PublishError` (usage) where the variables of S3 can't be right: no request can be made with them."""
    for name, value in environment.items():
        if name.startswith("AWS_") and _UNSEEN.search(value):
            said = f"the environment variable {name} has a line break or another invisible character in it"
            raise PublishError(ExitCode.USAGE, f"{said}: set it again without")
    endpoint = environment.get("AWS_ENDPOINT_URL", "")
    if endpoint and not _ADDRESS.fullmatch(endpoint):
        raise PublishError(
            ExitCode.USAGE, "the environment variable AWS_ENDPOINT_URL isn't an address: write https://HOST"
        )


@contextmanager
def faults(key: str, first: bool) -> Iterator[None]:
    """Tell what goes wrong within, about an object, as an `OSError`. A store that refuses the `first` question, as each
    other would be, is a `PublishError` (unsuitable); one that there are no credentials for another (usage).
    """
    from obstore import exceptions

    try:
        yield
    except FileNotFoundError as error:
        raise FileNotFoundError(errno.ENOENT, "No such object", key) from error
    except (exceptions.AlreadyExistsError, exceptions.PreconditionError) as error:
        raise FileExistsError(errno.EEXIST, "This object is there already", key) from error
    except exceptions.BaseError as error:
        text = str(error)
        if _METADATA in text:
            said = "the store needs credentials, and the environment has none: set AWS_ACCESS_KEY_ID and"
            raise PublishError(ExitCode.USAGE, f"{said} AWS_SECRET_ACCESS_KEY (or those of another cloud)") from error
        if refusal := _refusal(text):
            if first:
                raise PublishError(ExitCode.UNSUITABLE, refusal) from error
            raise OSError(None, refusal) from error
        if _is_late(text):
            said = "took too long to answer, each time: its network is slow, or too much is asked of it"
            raise OSError(None, f"the store{_asked_at(text)} {said}") from error
        if _NO_WAY in text:
            refuse_unknown_host(text, f"the store{_asked_at(text)}")
            raise OSError(None, _unreached(text)) from error
        raise OSError(errno.EIO, _told(text), key or "the bucket") from error


def _refusal(text: str) -> str:
    """Return what a store refuses whatever it is asked; nothing where it may answer another question."""
    code = named[1] if (named := _NAMED.search(text)) else ""
    status = found[1] if (found := _STATUS.search(text)) else ""
    if code in ("NoSuchBucket", "ContainerNotFound"):
        return "the store has no bucket of that name: make it there, or name another one"
    if code == "RequestTimeTooSkewed":
        return "the store refuses requests of this machine, whose clock is wrong: set it"
    if status in ("401", "403"):
        return f"the store doesn't let us in{f' ({code})' if code else ''}: {_LET_IN}"
    return ""


def is_cut_or_late(text: str) -> bool:
    """Whether an answer was cut in its middle, or came too late: it may come the next time."""
    return _CUT in text or _is_late(text)


def _is_late(text: str) -> bool:
    return _NO_WAY not in text and any(sign in text for sign in _LATE)


def _asked_at(text: str) -> str:
    return f" at {asked[1]}" if (asked := _ASKED.search(text)) else ""


def _unreached(text: str) -> str:
    """Return that no connection was made, and why."""
    where = _asked_at(text) or " at its address"
    why = said[1] if (said := _WHY.search(text)) else "what answers there speaks otherwise (https, or http?)"
    return f"the store can't be reached{where}: {why}"


def _told(text: str) -> str:
    """Return what a store says of a fault: its own words, or what happened to the request."""
    if named := _NAMED.search(text):
        return f"{named[1]}: {said[1]}" if (said := _SAID.search(text)) else named[1]
    return first_line(text)


def first_line(text: str) -> str:
    """Return the first line of what a store says, without what it was asked before that: the others may have a request
    with its signature.
    """
    return shortened(text.strip().splitlines()[0].rpartition(" - ")[2], 200) if text.strip() else "it says nothing"
