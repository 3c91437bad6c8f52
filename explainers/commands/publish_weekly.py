"""Commands of `publish.py` for the weeks between publications: dead links, and what is about to expire."""

from __future__ import annotations

import ssl
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import chain
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from explainers.commands.publish_call import PublishCall, output_of
from explainers.exit_codes import ExitCode
from explainers.plurals import counted
from explainers.problems import Problem
from explainers.publishing.built_site import built_site
from explainers.publishing.errors import PublishError
from explainers.publishing.gates.security import CONTACT_FILE, contact_problems
from explainers.publishing.outside import Asker
from explainers.publishing.scan import problem_at
from explainers.publishing.weekly import certificate_end, certificate_problems, dead_links, outgoing_links
from explainers.settings import site_url

if TYPE_CHECKING:
    from explainers.editing.fetch import Absent, WebPage

__all__ = ["expiries", "links"]

_AT_ONCE: Final = 8
_THERE: Final = 200


def links(call: PublishCall) -> None:
    """Ask for every page of others that a built site links to. Raises `PublishError`: problems for what is gone,
    outside where nothing could be reached.
    """
    found = outgoing_links(built_site(output_of(call)))
    answers = _asked(found)
    gone = {address: one.why for address, one in answers.items() if one and one.kind == "gone"}
    lost = {address: one.why for address, one in answers.items() if one and one.kind == "unreachable"}
    for why in lost.values():
        call.report.tell("unknown", why)
    counts = f"{len(found) - len(gone) - len(lost)} there, {len(gone)} gone, {len(lost)} not reached"
    said = f"{counted(len(found), 'link')} to other sites: {counts}"
    if gone:
        raise PublishError(ExitCode.PROBLEMS, said, dead_links(found, gone))
    if found and len(lost) == len(found):
        raise PublishError(ExitCode.OUTSIDE, f"{said}. Is there a network? Run it again")
    call.report.summary(said, links=len(found), gone=len(gone), unreached=len(lost))


def _asked(addresses: Iterable[str]) -> dict[str, Absent | None]:
    """Return why each page isn't there, or nothing if it is; hosts are asked side by side, the pages of one in turn."""
    from explainers.editing.fetch import fetched

    by_host: defaultdict[str, list[str]] = defaultdict(list)
    for address in addresses:
        by_host[urlsplit(address).netloc].append(address)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = pool.map(lambda these: [(each, _absence(fetched, each)) for each in these], by_host.values())
        return dict(chain.from_iterable(found))


def _absence(fetch: Callable[[str], WebPage | Absent], address: str) -> Absent | None:
    from explainers.editing.fetch import Absent

    found = fetch(address)
    return found if isinstance(found, Absent) else None


def expiries(call: PublishCall) -> None:
    """Ask the live site what it has that holds until a day. Raises `PublishError`: problems for what is about to
    expire, outside where nobody answers.
    """
    address, now = site_url(call.wanted.site_url or call.project.site_url), datetime.now(UTC)
    problems = [*_of_certificate(call, address, now), *_of_contact(call, address, now)]
    if problems:
        raise PublishError(
            ExitCode.PROBLEMS, f"{counted(len(problems), 'thing')} of {address} must be renewed", tuple(problems)
        )
    call.report.summary(f"nothing of {address} is about to expire")


def _of_certificate(call: PublishCall, address: str, now: datetime) -> tuple[Problem, ...]:
    if urlsplit(address).scheme != "https":
        return ()
    try:
        end = certificate_end(address)
    except ssl.SSLCertVerificationError as refused:
        said = f"browsers refuse the certificate: {refused.verify_message}"
        return (problem_at(address, "certificate-expires", said),)
    except OSError as error:
        raise _unanswered(address, error.strerror or str(error)) from error
    call.report.tell("holds", f"the certificate, until {end:%Y-%m-%d}")
    return certificate_problems(address, end, now)


def _of_contact(call: PublishCall, address: str, now: datetime) -> tuple[Problem, ...]:
    answer = Asker().get(f"{address}/{CONTACT_FILE}")
    if not answer.status:
        raise _unanswered(address, answer.trouble)
    if answer.status != _THERE:
        call.report.tell("none", f"{CONTACT_FILE} isn't there ({answer.status})")
        return ()
    call.report.tell("read", CONTACT_FILE)
    return contact_problems(answer.plain, now)


def _unanswered(address: str, trouble: str) -> PublishError:
    said = f"{address} can't be asked: {trouble}"
    return PublishError(ExitCode.OUTSIDE, f"{said}. Look at the address and the network, and run it again")
