"""What is wrong with a settings file, which is Python, in one line: the file, its line and column, and why.

Only what Python has loaded anyway is imported before something is wrong: every command comes by here.
"""

from __future__ import annotations

import os

__all__ = ["fault_of_site_program", "settings_fault"]

_CURLY = "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}" \
    "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{SINGLE LOW-9 QUOTATION MARK}" \
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"  # fmt: skip

_VALUES = {"true": "True", "yes": "True", "false": "False", "no": "False", "none": "None", "null": "None"}


def settings_fault(wrong: BaseException, settings: str) -> str:
    """Return what stopped a settings file, or one beside it that it imports, with the place."""
    if isinstance(wrong, SyntaxError):
        return _misspelt(wrong, settings)
    frames = _frames_beside(wrong, settings)
    place = f"{os.path.basename(frames[-1][0])}, line {frames[-1][1]}: " if frames else ""  # noqa: PTH119
    return f"{place}{type(wrong).__name__}: {wrong}{_way_out(wrong)}"


def _way_out(wrong: BaseException) -> str:
    """Return what to write instead of a name that Python doesn't know: most are a value or words as elsewhere."""
    if not isinstance(wrong, NameError) or not wrong.name:
        return ""
    value = _VALUES.get(wrong.name.lower())
    return f": write {value}" if value else f": if these are words, write '{wrong.name}'"


def fault_of_site_program(wrong: BaseException, program: str) -> str:
    """Return what to say where settings end a program that is a settings file itself, before it begins its work;
    nothing where something else failed.
    """
    if isinstance(wrong, SyntaxError):
        beside = _lies_beside(wrong.filename or "", program)
    else:
        beside = bool(_frames_beside(wrong, program)) and not _is_at_work(wrong)
    return f"its settings can't be used: {settings_fault(wrong, program)}" if beside else ""


def _misspelt(wrong: SyntaxError, settings: str) -> str:
    column = f", column {wrong.offset}" if wrong.offset else ""
    way = ""
    if wrong.msg.startswith("invalid character") and wrong.msg.split("'")[1:2] and wrong.msg.split("'")[1] in _CURLY:
        way = ": write straight quotation marks, \" or '"
    return f"{os.path.basename(wrong.filename or settings)}, line {wrong.lineno}{column}: {wrong.msg}{way}"  # noqa: PTH119


def _frames_beside(wrong: BaseException, settings: str) -> list[tuple[str, int]]:
    """Return the file and the line of each call that led here and stands in a settings file's own folder."""
    import traceback

    frames = traceback.extract_tb(wrong.__traceback__)
    return [(frame.filename, frame.lineno or 0) for frame in frames if _lies_beside(frame.filename, settings)]


def _lies_beside(file: str, settings: str) -> bool:
    return bool(file) and os.path.dirname(os.path.realpath(file)) == os.path.dirname(os.path.realpath(settings))  # noqa: PTH120


def _is_at_work(wrong: BaseException) -> bool:
    """Whether a command was at work: then it is the command that failed."""
    trace = wrong.__traceback__
    while trace:
        if str(trace.tb_frame.f_globals.get("__name__", "")).startswith("explainers."):
            return True
        trace = trace.tb_next
    return False
