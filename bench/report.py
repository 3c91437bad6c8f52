"""The results in words: what was measured, beside what was to be reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bench.stages import STAGES

__all__ = ["report"]

Measured = Mapping[str, Any]
_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be reached: what, against what, the most that it may be, and should be; the measure of it, `None`
    where it was not measured.
    """

    what: str
    against: str
    must: float
    aim: float
    measure: Callable[[Measured], float | None]
    sizes: tuple[int, ...] = ()  # at other sizes it says nothing
    shown: str = "{:.3f}"


def _ratio(*places: tuple[str, str, str]) -> Callable[[Measured], float | None]:
    def measure(found: Measured) -> float | None:
        first, second = (_value(found, *place) for place in places)
        return first / second if first is not None and second else None

    return measure


def _value(found: Measured, program: str, what: str, unit: str) -> float | None:
    value = found.get(program, {}).get(what, {}).get(unit)
    return float(value) if value is not None else None


def _ours(what: str, unit: str = "cpu") -> tuple[str, str, str]:
    return ("explainers", what, unit)


def _saved(found: Measured) -> float | None:
    seconds = _value(found, "explainers", "watching", "latency")
    return None if seconds is None else 1000 * seconds


_HUGO: Final = ("Hugo", "cold", "cpu")
_PELICAN: Final = ("stock Pelican", "cold", "cpu")
_COLD: Final = _ratio(_ours("cold"), _PELICAN)
_WALL: Final = _ratio(_ours("cold", "wall"), ("stock Pelican", "cold", "wall"))
_TARGETS: Final = (
    Target("cold, CPU", "stock Pelican, CPU", 2.0, 1.2, _COLD, sizes=(100,)),
    Target("cold, CPU", "stock Pelican, CPU", 1.5, 1.0, _COLD, sizes=(1000,)),
    Target("cold, CPU", "stock Pelican, CPU", 1.5, 0.8, _COLD, sizes=(10000,)),
    Target("cold, wall", "stock Pelican, wall", 0.8, 0.5, _WALL, sizes=(1000,)),
    Target("cold, wall", "stock Pelican, wall", 0.8, 0.45, _WALL, sizes=(10000,)),
    Target("check, CPU", "stock Pelican's cold build, CPU", 0.7, 0.4, _ratio(_ours("check"), _PELICAN), sizes=(10000,)),
    Target("nothing changed, CPU", "Hugo's full build, CPU", 0.03, 0.015, _ratio(_ours("nothing changed"), _HUGO)),
    Target("one body edit, CPU", "Hugo's full build, CPU", 0.06, 0.04, _ratio(_ours("body edit"), _HUGO)),
    Target("one title edit, CPU", "Hugo's full build, CPU", 0.30, 0.12, _ratio(_ours("title edit"), _HUGO)),
    Target("template edit, CPU", "Hugo's full build, CPU", 2.0, 1.0, _ratio(_ours("template edit"), _HUGO)),
    *(
        Target("save to file on disk, watching", "milliseconds", must, aim, _saved, sizes=(size,), shown="{:.0f}")
        for size, must, aim in ((100, 25, 15), (1000, 30, 20), (10000, 60, 30))
    ),
    Target(
        "memory after 50 edits, watching", "after 5", 1.03, 1.0,
        _ratio(_ours("watching", "memory_50"), _ours("watching", "memory_5")),
    ),
    Target("peak memory, all processes", "Hugo", 0.5, 0.3, _ratio(_ours("cold", "memory"), ("Hugo", "cold", "memory"))),
)  # fmt: skip
_LATENCY_MUST, _LATENCY_AIM = 2.0, 1.3


def report(results: Mapping[str, Measured]) -> str:
    """Return the results of all sizes that were measured as Markdown. `results` is by size, as text, then by program,
    then by what was done; below ``publishing`` it is by the count of files, then by way.
    """
    sizes = sorted(filter(str.isdecimal, results), key=int)
    published = results.get("publishing", {})
    parts = [
        _HEAD,
        *(_of_size(size, results[size]) for size in sizes),
        _latencies(results),
        *(_of_publishing(files, published[files]) for files in sorted(published, key=int)),
    ]
    return "\n".join(part for part in parts if part)


_HEAD: Final = """\
# Measurements

Made by `python3 tasks.py bench`. Each site is made by `bench/corpus.py`; stock Pelican (theme simple) and Hugo (a plain
theme) build the same text. Programs take turns; each figure is the median of its rounds. CPU is user and system time of
all processes of a command, in a process of its own. Memory is what all processes have together (proportional set size),
in a run of its own. On a busy machine the ratios of CPU are what counts; wall times and the preview's latency suffer.
"Cold" is without a store; byte code is there, and so is what is compiled beside it, once on a machine: templates, parts
of Folium's script, interface texts.

Against Hugo the targets are those for 10,000 explainers; at smaller sites what a program does once (start, maps, tables
of countries) weighs more.
"""


def _of_size(size: str, found: Measured) -> str:
    about = found["about"]
    lines = [
        f"## {int(size):,} explainers\n",
        f"{about['day']}, {about['cores']} cores (load {about['load']:.1f} at the start), Python {about['python']}, "
        f"{', '.join(about['programs'])}; {about['rounds']} rounds.\n",
        "| what | against | must | aim | measured | |",
        "|---|---|---|---|---|---|",
        *_target_rows(int(size), found),
        "\n| seconds of CPU (on the clock) | " + " | ".join(_programs(found)) + " |",
        "|---" * (1 + len(_programs(found))) + "|",
        *_cost_rows(found),
        "",
    ]
    return "\n".join(lines)


def _target_rows(size: int, found: Measured) -> Iterator[str]:
    for target in _TARGETS:
        if target.sizes and size not in target.sizes:
            continue
        value = target.measure(found)
        shown = "not measured" if value is None else target.shown.format(value)
        asked = f"| {target.what} | {target.against} | ≤ {target.must} | ≤ {target.aim}"
        yield f"{asked} | {shown} | {_verdict(value, target.must, target.aim)} |"


def _verdict(value: float | None, must: float, aim: float) -> str:
    """Return how a value stands to what is to be reached.

    >>> _verdict(0.2, 0.3, 0.1), _verdict(0.4, 0.3, 0.1)
    ('reached, the aim is not', '**not reached**')
    """
    if value is None:
        return ""
    if value <= aim:
        return "reached, and the aim too"
    return "reached, the aim is not" if value <= must else "**not reached**"


def _programs(found: Measured) -> list[str]:
    return sorted((name for name in found if name != "about"), key=lambda name: (name != "explainers", name.lower()))


_WHAT: Final = ("cold", "check", "nothing changed", "body edit", "title edit", "source edit", "template edit")


def _cost_rows(found: Measured) -> Iterator[str]:
    for what in _WHAT:
        cells = [_cell(found[name].get(what, {})) for name in _programs(found)]
        if any(cells):
            yield f"| {what} | {' | '.join(cell or '–' for cell in cells)} |"
    memories = [_value(found, name, "cold", "memory") for name in _programs(found)]
    yield "| peak memory, cold | " + " | ".join(f"{one / _MEGABYTE:.0f} MB" if one else "–" for one in memories) + " |"
    if stages := found.get("explainers", {}).get("stages"):
        each = ", ".join(f"{name} {1000 * stages[name]:.1f}" for name in STAGES)
        yield f"\nMilliseconds of CPU that an explainer's page takes in one process: {each}."
    if seen := found.get("explainers", {}).get("watching"):
        yield (
            f"\nThe preview, over 50 body edits: {1000 * seen['latency']:.0f} ms from the save to the page on disk "
            f"(95 of 100 below {1000 * seen['latency_95']:.0f} ms), {1000 * seen['cpu']:.0f} ms of CPU an edit; memory "
            f"{seen['memory_5'] / _MEGABYTE:.1f} MB after 5 edits, {seen['memory_50'] / _MEGABYTE:.1f} MB after 50."
        )


def _cell(cost: Mapping[str, float]) -> str:
    if "cpu" not in cost:
        return ""
    written = f", {cost['written']:.0f} written" if "written" in cost else ""
    return f"{cost['cpu']:.2f} ({cost['wall']:.2f}{written})"


def _latencies(results: Mapping[str, Measured]) -> str:
    """Return how the preview's latency grows with the site, where it was measured at 1,000 and at 10,000."""
    small, large = (_value(results.get(size, {}), "explainers", "watching", "latency") for size in ("1000", "10000"))
    if not small or not large:
        return "The preview's latency at 10,000 against 1,000 explainers was not measured: it needs both sizes.\n"
    growth = large / small
    verdict = _verdict(growth, _LATENCY_MUST, _LATENCY_AIM)
    times = f"{growth:.1f} times that at 1,000 (must: 2, aim: 1.3)"
    return f"The preview's latency at 10,000 explainers is {times}: {verdict}.\n"


_PUBLISHED: Final = ("first", "nothing changed", "one edit")
_IN_STORE: Final = 10, 1  # requests that an unchanged site may need, and objects that an edit may send
_OF_PUBLISHING: Final = """\
Each file is written afresh before each time, as a checkout does: the same bytes with new times. Servers are
OpenSSH's and moto, which speaks S3, on the same machine, behind a server that counts. Cells: requests, the site's files
that were written, bytes sent, seconds on the clock (of CPU, of the command alone). Ours scans the site and asks its
gates in them, and reads back what it sent. `rclone` writes times anew for what has the same bytes.
"""


def _of_publishing(files: str, found: Measured) -> str:
    about = found["about"]
    ours = found.get("publish.py, S3", {})
    asked, sent = ours.get("nothing changed", {}).get("requests"), ours.get("one edit", {}).get("sent")
    lines = [
        f"## Publishing {int(files):,} files\n",
        f"{about['day']}, {about['cores']} cores (load {about['load']:.1f} at the end), Python {about['python']}; "
        f"{about['rounds']} rounds. `tasks.py bench --publishing {files}`.\n",
        _OF_PUBLISHING,
        "| what | must | measured | |",
        "|---|---|---|---|",
        f"| requests to a store, nothing changed | ≤ {_IN_STORE[0]} | {asked:.0f} | {_kept(asked, _IN_STORE[0])} |",
        f"| writes to it, nothing changed | 0 | {ours['nothing changed']['sent']:.0f} "
        f"| {_kept(ours['nothing changed']['sent'], 0)} |",
        f"| site's objects sent for one edit | ≤ {_IN_STORE[1]} | {sent:.0f} | {_kept(sent, _IN_STORE[1])} |",
        "\n| | " + " | ".join(_PUBLISHED) + " |",
        "|---" * (1 + len(_PUBLISHED)) + "|",
        *(f"| {way} | {' | '.join(_published(found[way].get(what, {})) for what in _PUBLISHED)} |"
          for way in _programs(found)),
        "",
    ]  # fmt: skip
    return "\n".join(lines)


def _kept(value: float, most: float) -> str:
    return "reached" if value <= most else "**not reached**"


def _published(cost: Mapping[str, float]) -> str:
    if not cost:
        return "–"
    requests = f"{cost['requests']:,.0f} requests, " if "requests" in cost else ""
    size = f", {cost['bytes']:,.0f} B" if "bytes" in cost else ""
    return f"{requests}{cost['sent']:,.0f} written{size}, {cost['wall']:.1f} s ({cost['cpu']:.1f})"
