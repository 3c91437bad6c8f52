"""The steps of `test_edits_at_random`, and what holds after each."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import Any, ClassVar, Final
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from explainers.build import shares
from tests.build import disk_faults
from tests.build.disk_faults import Fault, begun, ended
from tests.build.site_damage import OUTPUT_DAMAGE, STORE_DAMAGE, Damage
from tests.build.site_edits import DAYS, TWINS, Edit, Twin, edits_by_kind
from tests.building_sites import build, tree

_KINDS: Final = edits_by_kind()
_NUMBERS: Final = ("seconds", "read", "rendered", "written", "unchanged", "removed")
_edit: Final = st.sampled_from(sorted(_KINDS)).flatmap(lambda kind: st.sampled_from(_KINDS[kind]))
_edits: Final = st.lists(_edit, max_size=3)
_some_edits: Final = st.lists(_edit, min_size=1, max_size=3)
_big_edits: Final = st.lists(
    st.sampled_from(("new file", "renamed file", "deleted file", "translation", "setting")).flatmap(
        lambda kind: st.sampled_from(_KINDS[kind])
    )
    | _edit,
    min_size=1,
    max_size=3,
)
_faults: Final = st.lists(
    st.builds(Fault, st.sampled_from(("kill", "half")), st.integers(1, 40) | st.integers(1, 200)),
    min_size=1,
    max_size=2,
)
_any_file: Final = st.integers(0, 9999)
_FOREIGN: Final = ("CNAME", "quiet-year/notes.txt", ".well-known/mine", "countries/mine/index.html", "fr/mine.css")
_AHEAD: Final = 4_000_000_000_000_000_123  # ns: a time that no clock has reached


@dataclass(frozen=True)
class Result:
    """What a build came to: exit code, what it told, the files."""

    code: int | str
    told: Any
    files: dict[str, bytes] = field(repr=False)


class StepsAtRandom(RuleBasedStateMachine):
    """One walk: a site, edited and built again and again."""

    start: ClassVar[Path]
    tally: ClassVar[Counter[str]]
    _cold: ClassVar[dict[str, Result]] = {}
    _numbers: ClassVar[Any] = count()

    @classmethod
    def begin(cls, start: Path) -> None:
        """Let walks start from a built site, and count anew."""
        cls.start, cls.tally = start, Counter()

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp(prefix="edits-"))
        self.site = self.place / "site"
        shutil.copytree(self.start, self.site, copy_function=shutil.copy2)
        self.output, self.cache = self.site / "output", self.site / ".cache/explainers"
        self.day = DAYS[0]
        self.foreign: dict[str, bytes] = {}
        self.forgotten: set[str] = set()
        self.store_is_whole = True
        self.good = self._written()

    def teardown(self) -> None:
        shutil.rmtree(self.place)

    # ---- steps -------------------------------------------------------------------------------------------

    @initialize()
    def first(self) -> None:
        self._agree()

    @rule(edits=_some_edits, mend=st.integers(0, 3), way=st.sampled_from(("plain", "plain", "pelican", "full")))
    def edit(self, edits: list[Edit], mend: int, way: str) -> None:
        self._begin("edits", edits, mend)
        if way == "pelican":
            self._build_by_pelican()
        self._agree(*(("--full",) if way == "full" else ()))

    @rule(edits=_some_edits)
    def share_out(self, edits: list[Edit]) -> None:
        self._begin("shared out", edits)
        with patch.multiple(shares, FEWEST=2, _PART_TO_READ=3, _PART_TO_MAKE=3):
            self._agree("--jobs", "2")

    @rule(edits=_some_edits)
    def finish(self, edits: list[Edit]) -> None:
        """In a copy: finished, edited and finished again, it is as finished from nothing."""
        self._begin("finished", [])
        site = self.place / "finished"
        shutil.copytree(self.site, site, copy_function=shutil.copy2)
        self._finish(site)
        for edit in edits:
            edit.make(site)
        if self._finish(site) == 0:
            kept = tree(site / "output")
            assert build(site, *self._usual, "--finish", "--output", "cold", "--store", "cold.store").returncode == 0
            expected = tree(site / "cold")
            assert kept.keys() - self.foreign.keys() - self.forgotten == expected.keys()
            assert {file for file, data in expected.items() if kept[file] != data} == set()
        shutil.rmtree(site)

    def _finish(self, site: Path) -> int:
        self.tally["finished"] += 1
        return build(site, *self._usual, "--finish").returncode

    @property
    def _usual(self) -> tuple[str, ...]:
        return ("--jobs", "1", "--today", self.day)

    @rule(edits=_some_edits, mend=st.integers(0, 3))
    def edit_again(self, edits: list[Edit], mend: int) -> None:
        self._begin("edits", edits, mend)
        self._agree()

    @rule(edits=_big_edits, mend=st.integers(0, 3))
    def edit_much(self, edits: list[Edit], mend: int) -> None:
        self._begin("edits", edits, mend)
        self._agree()

    @rule(edits=_edits, day=st.sampled_from(DAYS))
    def wait_for_another_day(self, edits: list[Edit], day: str) -> None:
        self._begin("another day", edits)
        self.day = day
        self._agree()

    @rule(twin=st.sampled_from(TWINS), when=st.sampled_from(("now", "second", "ahead")))
    def edit_twice_in_one_tick(self, twin: Twin, when: str) -> None:
        self._begin("two edits in one tick", [])
        path = self.site / twin.file
        if not twin.make(self.site):
            return
        now = time.time_ns()
        moment = {"now": now, "second": now // 10**9 * 10**9, "ahead": _AHEAD}[when]
        os.utime(path, ns=(moment, moment))
        self._agree()
        late = 2 if when == "second" else 0.04
        if when != "ahead" and time.time_ns() - now % 10**9 > moment + late * 10**9:  # nothing is promised then
            os.utime(path)
        if not twin.make(self.site):
            return
        if when == "ahead" or time.time_ns() < moment + late * 10**9:
            os.utime(path, ns=(moment, moment))
        self._agree()

    @rule(edits=_edits, damages=st.lists(st.tuples(st.sampled_from(OUTPUT_DAMAGE), _any_file), min_size=1, max_size=3))
    def damage_outputs(self, edits: list[Edit], damages: list[tuple[Damage, int]]) -> None:
        self._begin("damaged outputs", edits)
        for damage, number in damages:
            self.tally[f"output {damage.name}"] += 1
            damage.make(self.site, number)
        self.foreign = {file: data for file, data in self.foreign.items() if (self.output / file).is_file()}
        self._agree()

    @rule(edits=_edits, file=st.sampled_from(_FOREIGN))
    def put_a_foreign_file(self, edits: list[Edit], file: str) -> None:
        self._begin("foreign file", edits)
        path = self.output / file
        if not path.exists() and all(parent.is_dir() or not parent.exists() for parent in path.parents):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"theirs")
            self.foreign[file] = b"theirs"
        self._agree()

    @rule(edits=_edits, damage=st.sampled_from(STORE_DAMAGE), number=_any_file)
    def damage_the_store(self, edits: list[Edit], damage: Damage, number: int) -> None:
        self._damage_the_store(edits, damage, number)

    @rule(edits=_some_edits, damage=st.sampled_from(STORE_DAMAGE), number=_any_file)
    def damage_the_store_and_edit(self, edits: list[Edit], damage: Damage, number: int) -> None:
        self._damage_the_store(edits, damage, number)

    def _damage_the_store(self, edits: list[Edit], damage: Damage, number: int) -> None:
        self._begin("damaged store", edits)
        self.tally[f"store {damage.name}"] += 1
        self.store_is_whole = False
        if damage.name == "all deleted":  # nobody knows then what builds have written
            self.forgotten |= set(self._outputs())
        damage.make(self.site, number)
        self._agree()

    @rule(edits=_big_edits, faults=_faults, after=st.sampled_from(("go on", "undo", "undo, times too")))
    def kill(self, edits: list[Edit], faults: list[Fault], after: str) -> None:
        before = self._written()
        self._begin("kill", edits)
        for fault in faults:
            code = ended(begun(self._build, fault))
            self.tally["killed"] += code == -9
            self.tally["disk was full"] += code == 3
            assert code in ((3,) if fault.how == "full disk" else (-9,)) + (self._expected_code(),), code
        if after != "go on":
            self._restore(before, times=after != "undo")
        self._agree()

    @rule(
        edits=_big_edits,
        fault=st.builds(Fault, st.just("full disk"), st.integers(1, 90))
        | st.builds(Fault, st.just("small disk"), st.integers(0, 70_000)),
    )
    def fill_the_disk(self, edits: list[Edit], fault: Fault) -> None:
        self._begin("full disk", edits)
        code = ended(begun(self._build, fault))
        self.tally["disk was full"] += code == 3
        assert code in (3, self._expected_code()), code
        self._agree()

    @rule(edits=_edits, more=_edits, fault=st.none() | st.builds(Fault, st.just("kill"), st.integers(1, 90)))
    def build_twice_at_once(self, edits: list[Edit], more: list[Edit], fault: Fault | None) -> None:
        self._begin("two builds at once", edits)
        first = begun(self._build, fault)
        self._make(more)
        codes = [ended(child) for child in (begun(self._build), first)]
        if not fault and not more:
            assert codes == [self._expected_code()] * 2, codes
        self._agree()

    # ---- what steps are made of --------------------------------------------------------------------------

    def _build_by_pelican(self) -> None:
        self.tally["by pelican"] += 1
        code = ended(begun(lambda: disk_faults.by_pelican(self.site, self.day)))
        expected = self._from_nothing()
        assert bool(code) == bool(expected.code), code
        if not code:
            self._same_files(expected)

    def _begin(self, kind: str, edits: Sequence[Edit], mend: int = 1) -> None:
        self.tally["steps"] += 1
        self.tally[f"step: {kind}"] += 1
        if mend and self._from_nothing().code != 0:
            self.tally["mended"] += 1
            self._restore(self.good, times=mend == 2)
            self._agree()
            assert self._from_nothing().code == 0
        self._make(edits)

    def _make(self, edits: Sequence[Edit]) -> None:
        for edit in edits:
            if edit.make(self.site):
                self.tally[f"edit: {edit.kind}"] += 1

    def _build(self, *options: str) -> int:
        return build(self.site, *self._usual, *options).returncode

    def _expected_code(self) -> int:
        """What a build in a process of its own ends with."""
        code = self._from_nothing().code
        return code if isinstance(code, int) else disk_faults.RAISED

    def _written(self) -> tuple[str, dict[str, tuple[bytes, int]]]:
        """What people have written: the day, and their files with their times."""
        files = [self.site / "pelicanconf.py"]
        for folder in ("content", "theme"):
            files += [path for path in (self.site / folder).rglob("*") if path.is_file()]
        named = {str(path.relative_to(self.site)): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}
        return self.day, named

    def _restore(self, written: tuple[str, dict[str, tuple[bytes, int]]], *, times: bool) -> None:
        """Have again what was written; with the times that it had, or as if written now."""
        self.day, files = written
        for name in self._written()[1].keys() - files.keys():
            (self.site / name).unlink()
        for name, (data, moment) in files.items():
            path = self.site / name
            if not path.is_file() or path.read_bytes() != data:
                path.write_bytes(data)
                if times:
                    os.utime(path, ns=(moment, moment))

    def _outputs(self) -> dict[str, bytes]:
        return tree(self.output) if self.output.is_dir() else {}

    # ---- what holds --------------------------------------------------------------------------------------

    def _agree(self, *options: str) -> None:
        """Build, and compare with a build from nothing."""
        expected = self._from_nothing()
        is_wrong = expected.code in (1, 2)  # content or settings; a broken template is found while pages are made
        before = self._standing() if is_wrong else frozenset()
        ours = _outcome(lambda: build(self.site, *self._usual, "--format", "json", *options), self.tally)
        assert (ours.code, ours.told) == (expected.code, expected.told), f"{ours}\nis not {expected}"
        self._keeps_foreign_files()
        if expected.code == 0:
            self._same_files(expected)
            self.good, self.store_is_whole = self._written(), True
            self.forgotten &= set(self._outputs())
        elif is_wrong:
            self.tally["wrong content or settings"] += 1
            after = self._standing()
            assert after == before, f"a build that fails changes nothing: {sorted(before ^ after, key=repr)[:6]}"

    def _keeps_foreign_files(self) -> None:
        for file, data in self.foreign.items():
            assert (self.output / file).read_bytes() == data, file

    def _same_files(self, expected: Result) -> None:
        found = {file: data for file, data in self._outputs().items() if file not in self.foreign}
        told = [f"{file}: is missing" for file in expected.files.keys() - found.keys()]
        told += [f"{file}: is too much" for file in found.keys() - expected.files.keys() - self.forgotten]
        for file in found.keys() & expected.files.keys():
            if found[file] != expected.files[file]:
                told.append(f"{file}: {_difference(found[file], expected.files[file])}")
        assert not told, "\n".join(sorted(told)[:12])

    def _from_nothing(self) -> Result:
        """Build from nothing, elsewhere; once for each state of what is written."""
        day, files = self._written()
        key = sha256(repr((day, sorted((name, data) for name, (data, _) in files.items()))).encode()).hexdigest()
        if key not in self._cold:
            self._cold[key] = self._cold_build()
            while len(self._cold) > 30:
                self._cold.pop(next(iter(self._cold)))
        return self._cold[key]

    def _cold_build(self) -> Result:
        name = f"conf{next(self._numbers)}"  # Python keeps what it compiled by name
        shutil.copyfile(self.site / "pelicanconf.py", self.site / f"{name}.py")
        cold = self.place / "cold"
        options = ("--settings", f"{name}.py", "--output", str(cold / "output"), "--store", str(cold / "store"))
        result = _outcome(lambda: build(self.site, *self._usual, "--format", "json", *options), Counter())
        told = result.told.replace(name, "pelicanconf") if isinstance(result.told, str) else result.told
        files = tree(cold / "output") if result.code == 0 else {}
        shutil.rmtree(cold, ignore_errors=True)
        (self.site / f"{name}.py").unlink()
        return Result(result.code, told, files)

    def _standing(self) -> frozenset[object]:
        """What a build that fails leaves as it is: the output, and what the store knows."""
        stats = {str(path): os.lstat(path) for path in sorted(self.output.rglob("*"))}
        files = ((path, one.st_size, one.st_mtime_ns, one.st_ino) for path, one in stats.items())
        return frozenset((*files, *(self._rows() if self.store_is_whole else ())))

    def _rows(self) -> list[str]:
        with tempfile.TemporaryDirectory() as folder:  # to look into a store would tidy it up
            for path in self.cache.glob("store.sqlite*"):
                if not path.name.endswith("-shm"):
                    shutil.copyfile(path, f"{folder}/{path.name}")
            connection = sqlite3.connect(f"{folder}/store.sqlite")
            rows = list(connection.iterdump())
            connection.close()
        return rows


def _outcome(run: Callable[[], Any], tally: Counter[str]) -> Result:
    try:
        ended = run()
    except Exception as raised:  # noqa: BLE001 - the same has to be raised by a build from nothing
        return Result(type(raised).__name__, str(raised), {})
    if ended.returncode > 1:
        return Result(ended.returncode, ended.stderr, {})
    told = json.loads(ended.stdout)
    tally["builds"] += 1
    tally["pages"] += told.get("pages", 0)
    tally["pages rendered"] += told.get("rendered", 0)
    return Result(ended.returncode, {key: value for key, value in told.items() if key not in _NUMBERS}, {})


def _difference(found: bytes, expected: bytes) -> str:
    pairs = enumerate(zip(found, expected, strict=False))
    at = next((place for place, (one, other) in pairs if one != other), min(len(found), len(expected)))
    return f"{found[max(0, at - 40) : at + 60]!r} is not {expected[max(0, at - 40) : at + 60]!r}"
