"""Sources beside their pages: what is told of each, in words, for programs and for GitHub, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from msgspec import Struct

from explainers.checks.site import CheckedSite
from explainers.content_kinds import file_of_kind
from explainers.editing.compare import Comparison, ParagraphState, compared
from explainers.editing.extract import PageText
from explainers.editing.fetch import Absent, WebPage
from explainers.editing.status import cited_paragraphs
from explainers.exit_codes import ExitCode
from explainers.folders import SOURCE_TEXTS, text_file
from explainers.model import Source
from explainers.plurals import counted
from explainers.problems import START, Problem
from explainers.reading.documents import Document
from explainers.reading.seals import text_digest
from explainers.reporting import as_github as problems_for_github

__all__ = [
    "SourceReport", "as_github", "as_record", "as_words", "compared_source", "exit_code", "unread_source",
]  # fmt: skip

Outcome = Literal["holds", "changed", "gone", "unreachable", "unsuitable", "unsealed", "unread"]


class SourceReport(Struct, frozen=True):
    """What comparing a source came to: the *outcome*; why there is nothing to compare, or only the seal, as a sentence
    (or empty); the address that its page has moved to (or empty); the comparison (`None`: there is none).
    """

    key: str
    url: str
    outcome: Outcome
    why: str = ""
    moved: str = ""
    comparison: Comparison | None = None


def compared_source(
    source: Source,
    page: WebPage | Absent,
    now: PageText | None,
    documents: Iterable[Document],
    site: CheckedSite,
    text: Sequence[str] | None = None,
) -> SourceReport:
    """Return a source beside its `page`, whose text is `now`. A text that isn't the sealed one is left aside."""
    if isinstance(page, Absent):
        return SourceReport(source.key, source.url, page.kind, page.why)
    moved = "" if _plain(page.url) == _plain(source.url) else page.url
    if source.sealed is None:
        return SourceReport(
            source.key, source.url, "unsealed", "it isn't sealed: there is nothing to compare by", moved
        )
    if now is None:
        why = "no text can be taken out of its page now"
        return SourceReport(source.key, source.url, "unsuitable", why, moved)
    known = text if text and text_digest(text) == source.sealed.digest else None
    cited = cited_paragraphs(source, documents)
    found = compared(source, now.paragraphs, cited, site.book, known)
    why = "the text at hand isn't the sealed one" if text and known is None else ""
    return SourceReport(source.key, source.url, "changed" if found.lost else "holds", why, moved, found)


def unread_source(key: str) -> SourceReport:
    """Return that there is nothing to compare, since a source's record can't be read."""
    return SourceReport(key, "", "unread", "its record can't be read: explainers check says why")


def _plain(url: str) -> str:
    return url.partition("#")[0].partition("://")[2].removeprefix("www.").rstrip("/")


def exit_code(found: Sequence[SourceReport]) -> ExitCode:
    """Return the exit code: problems where anything that is cited has changed or is gone, or where the only
    source can't be compared; else the network's.
    """
    outcomes = {one.outcome for one in found}
    if outcomes & {"changed", "gone"} or (outcomes <= {"unsuitable", "unread"} and len(found) == 1):
        return ExitCode.PROBLEMS
    return ExitCode.OUTSIDE if "unreachable" in outcomes else ExitCode.DONE


# ---- in words --------------------------------------------------------------------------------------------


def as_words(one: SourceReport) -> str:
    """Return what comparing a source came to, as people read it."""
    lines = [f"{one.key}: {_sentence(one)}"]
    if one.comparison:
        lines += [f"  {_paragraph(state)}" for state in one.comparison.paragraphs if state.state != "unchanged"]
    lines += [f"  → {step}" for step in _steps(one)]
    return "\n".join(lines)


def _sentence(one: SourceReport) -> str:
    if one.comparison is None:
        return one.why or one.outcome
    found = one.comparison
    if found.is_same:
        return "the page has the sealed text, word for word"
    by = "the text" if found.by == "text" else "what is sealed" + (f" ({one.why})" if one.why else "")
    counts = [
        (state, sum(one.state == state for one in found.paragraphs)) for state in ("unchanged", "changed", "gone")
    ]
    told = ", ".join(f"{number} {state}" for state, number in counts if number)
    new = f", {counted(found.new, 'paragraph')} that we don't have" if found.new else ""
    other = ". This looks like another page" if found.is_other else ""
    return f"compared with {by}: {told or 'no paragraph could be told'}{new}{other}"


def _paragraph(one: ParagraphState) -> str:
    words = {"elsewhere": "stands elsewhere", "untold": "can't be told by its seal", "gone": "is gone"}
    told = words.get(one.state, "has changed")
    why = f": {'; '.join(one.differences)}" if one.differences else ""
    return f"para. {one.number} {told}{' (cited)' if one.cited else ''}{why}"


def _steps(one: SourceReport) -> list[str]:
    """Return what an editor may do."""
    steps = [f"the page has moved: if it is the same, write its new address as url: {one.moved}"] if one.moved else []
    kept = f"{SOURCE_TEXTS}/{text_file(one.key)}"
    archive = "point to a copy that lasts: archived"
    if one.outcome == "gone":
        steps.append(f"{archive}; or, if no copy is left, mark its paragraphs as elsewhere, source: nowhere")
    elif one.outcome == "unreachable":
        steps.append("try again later; if it stays so, open it in a browser, or " + archive)
    elif one.outcome == "changed":
        steps += [
            "compare the page with what your pages say of it, and correct them where they don't hold any more",
            f"if they hold, renew the seal: explainers source compare {one.key} --save {kept} keeps the new text, "
            f"explainers source seal {one.key} --text {kept} seals by it",
            f"if they rest on the text as it was: {archive}; or mark the paragraphs as elsewhere, source: nowhere",
        ]
    return steps


# ---- for programs ----------------------------------------------------------------------------------------


def as_record(one: SourceReport) -> dict[str, Any]:
    """Return what comparing a source came to, as `--format json` prints it."""
    found = one.comparison
    record: dict[str, Any] = {"key": one.key, "url": one.url, "outcome": one.outcome, "message": _sentence(one)}
    record |= {"moved": one.moved or None, "next": _steps(one), "compared_with": found.by if found else None}
    if found:
        record |= {"same": found.is_same, "other_page": found.is_other, "new": found.new}
    record["paragraphs"] = [
        {"number": state.number, "state": state.state, "cited": state.cited, "differences": list(state.differences)}
        for state in (found.paragraphs if found else ())
    ]
    return record


def as_github(one: SourceReport, root: str) -> str:
    """Return what comparing a source came to as an annotation of its record for GitHub; `root`, the content folder's
    name.
    """
    lost = [_paragraph(state) for state in one.comparison.lost] if one.comparison else []
    message = "\n".join([f"{one.key}: {_sentence(one)}", *lost, *(f"→ {step}" for step in _steps(one))])
    wrong = one.outcome in ("changed", "gone")
    problem = Problem(
        f"{root}/{file_of_kind('source', one.key)}", START, f"source-{one.outcome}", message, None,
        "error" if wrong else "warning",
    )  # fmt: skip
    shown = problems_for_github([problem])
    quiet = one.outcome in ("holds", "unsealed") and not one.moved
    return shown.replace("::warning ", "::notice ", 1) if quiet else shown
