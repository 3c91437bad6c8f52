"""The codes of the gates: each has its meaning, once, for people and programs."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from explainers.publishing.gates.codes import CODES

ROOT = Path(__file__).resolve().parents[3]


def told() -> set[str]:
    """Return the codes that calls of `problem_at` in the package have."""
    found: set[str] = set()
    for path in (ROOT / "explainers" / "publishing").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "problem_at" and len(node.args) > 1:
                code = node.args[1]
                found |= {code.value} if isinstance(code, ast.Constant) and isinstance(code.value, str) else set()
    return found


def test_every_code_that_a_gate_tells_has_a_meaning_and_every_meaning_a_code() -> None:
    assert told() == set(CODES)


def test_the_documentation_has_the_same_list() -> None:
    text = (ROOT / "docs" / "publishing.md").read_text("utf-8")
    assert dict(re.findall(r"^\| `([a-z-]+)` \| (.+) \|$", text, re.MULTILINE)).items() >= CODES.items()
