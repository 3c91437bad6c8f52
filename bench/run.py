"""Measures builds beside stock Pelican and Hugo: `tasks.py bench`, `tasks.py bench --sizes 100,1000,10000`; or beside
another commit, page for page: `tasks.py bench --against COMMIT`; or this repository's own site: `tasks.py bench
--itself`.

Results are kept in ``bench/results.json`` by size, and told in ``bench/RESULTS.md``.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any, Final

from bench.comparing import compared, told
from bench.corpus import Site, made_site, write_site
from bench.edits import body_edit, quiet_pages, source_edit, template_edit, title_edit
from bench.itself import measured_itself
from bench.measuring import Cost, conditions, delete_aside, measured, peak_memory, set_aside
from bench.programs import ROOT, Program, hugo_program, programs
from bench.report import report
from bench.stages import stages
from bench.stock import write_stock
from bench.watching import watched

__all__ = ["main"]

_RESULTS: Final = ROOT / "bench" / "results.json"
# What Python compiled is kept, as it is of the other programs, which are installed.
_VARIABLES: Final = {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": ""}
_Costs = dict[str, dict[str, list[Cost]]]


def main() -> int:
    """Measure what the arguments ask for; return an exit code."""
    options = _options()
    if options.against:
        print(told(options.against, *compared(options.against, options.folder / "against", options.rounds)))
        return 0
    if options.publishing:
        _keep("publishing", str(options.publishing), _measured_publishing(options))
        return 0
    if options.itself:
        print(measured_itself(options.folder / "itself", options.rounds, _VARIABLES))
        return 0
    hugo = options.hugo or hugo_program()
    for size in options.sizes:
        found = _measured_size(size, options.folder / str(size), hugo.resolve(), options.rounds)
        _keep(str(size), None, found)
    delete_aside(options.folder)
    print(f"bench: the results are in {(ROOT / 'bench' / 'RESULTS.md').relative_to(ROOT)}")
    return 0


def _measured_publishing(options: argparse.Namespace) -> dict[str, Any]:
    from bench.publishing import measured_publishing  # which needs what tests need

    return measured_publishing(options.publishing, options.folder / "publishing", options.rounds)


def _keep(name: str, inner: str | None, found: dict[str, Any]) -> None:
    """Keep results, and tell all of them."""
    results = json.loads(_RESULTS.read_text(encoding="utf-8")) if _RESULTS.exists() else {}
    if inner is None:
        results[name] = found
    else:
        results.setdefault(name, {})[inner] = found
    _RESULTS.write_text(json.dumps(results, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    (ROOT / "bench" / "RESULTS.md").write_text(report(results), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description="Measure builds beside stock Pelican and Hugo.")
    parser.add_argument("--sizes", type=_sizes, default=[100, 1000], help="numbers of explainers (100,1000)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured (3)")
    parser.add_argument(
        "--folder", type=Path, default=ROOT / ".cache" / "bench" / "sites", help="where the sites are made"
    )
    parser.add_argument(
        "--against", metavar="COMMIT", help="compare with a commit instead, page for page; nothing is written"
    )
    parser.add_argument(
        "--itself", action="store_true", help="measure this repository's own site instead; nothing is written"
    )
    parser.add_argument("--publishing", type=int, metavar="FILES", help="measure publishing a site of so many instead")
    parser.add_argument("--hugo", type=Path, help="Hugo's program, instead of the pinned one")
    return parser.parse_args()


def _sizes(text: str) -> list[int]:
    return [int(one) for one in text.split(",")]


def _say(words: str) -> None:
    print(f"bench: {words}", file=sys.stderr, flush=True)


def _measured_size(size: int, folder: Path, hugo: Path, rounds: int) -> dict[str, Any]:
    _say(f"making a site of {size} explainers")
    folder.parent.mkdir(parents=True, exist_ok=True)
    set_aside(folder.parent, [folder.name])
    folder.mkdir()
    site = made_site(size)
    write_site(site, folder)
    write_stock(site, folder / "stock")
    _own_theme(folder)
    all_programs = programs(folder.resolve(), hugo)
    about = {
        **conditions(rounds),
        "programs": [f"{one.name} {one.version}" for one in all_programs],
    }
    costs: _Costs = {one.name: defaultdict(list) for one in all_programs}
    for number in range(rounds):
        _say(f"{size}: round {number + 1} of {rounds}")
        for what, program, prepare in _steps(all_programs, site, number):
            prepare()
            cost = measured(program.command, program.folder, _VARIABLES)
            costs[program.name][what].append(cost)
            _say(f"{size}: {program.name}, {what}: {cost.cpu:.2f} s of CPU, {cost.wall:.2f} s")
    found: dict[str, Any] = {
        name: {what: _median(these) for what, these in whats.items()} for name, whats in costs.items()
    }
    for program in all_programs:
        program.forget()
        found[program.name]["cold"]["memory"] = peak_memory(program.command, program.folder, _VARIABLES)
    _say(f"{size}: the preview, 50 edits")
    found["explainers"]["stages"] = stages(folder)
    found["explainers"]["watching"] = watched(all_programs[0], [page.slug for page in quiet_pages(site)], _VARIABLES)
    return {"about": about, **found}


def _own_theme(folder: Path) -> None:
    """Give the site a copy of the theme, to edit a template of."""
    shutil.copytree(ROOT / "theme", folder / "theme", dirs_exist_ok=True)
    settings = folder / "pelicanconf.py"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace(repr(str(ROOT / "theme")), '"theme"'), encoding="utf-8"
    )


def _steps(
    all_programs: tuple[Program, Program, Program], site: Site, number: int
) -> Iterator[tuple[str, Program, Callable[[], None]]]:
    """Yield what is measured in a round, the programs taking turns: its name, the program, what comes before it."""
    ours, _, hugo = all_programs
    pages = quiet_pages(site)
    name = f"{pages[number % len(pages)].slug}.md"
    source = ours.folder / "content" / "sources" / f"{site.sources[number % len(site.sources)].key}.yaml"
    for program in all_programs:
        yield "cold", program, program.forget
    yield "check", replace(ours, command=[*ours.command[:3], "check", "--format", "json"]), lambda: None
    for program in all_programs:
        yield "nothing changed", program, lambda: None
    for program in all_programs:
        yield "body edit", program, lambda one=program: body_edit(one.pages / name)  # type: ignore[misc]
    for program in (ours, hugo):
        yield "title edit", program, lambda one=program: _edit_title(one, name)  # type: ignore[misc]
    yield "source edit", ours, lambda: source_edit(source)
    for program in (ours, hugo):
        yield "template edit", program, lambda one=program: _edit_template(one, number)  # type: ignore[misc]


def _edit_title(program: Program, name: str) -> None:
    title_edit(program.pages / name)


def _edit_template(program: Program, number: int) -> None:
    assert program.template is not None, "only programs with a template of ours are asked"
    template_edit(program.template, number)


def _median(costs: list[Cost]) -> dict[str, float]:
    found = {"wall": median(cost.wall for cost in costs), "cpu": median(cost.cpu for cost in costs)}
    if costs[0].said.startswith("{") and "written" in (said := [json.loads(cost.said) for cost in costs])[0]:
        found["written"] = median(one["written"] for one in said)
    return found


if __name__ == "__main__":
    sys.exit(main())
