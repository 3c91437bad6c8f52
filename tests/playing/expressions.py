"""GitHub's expressions (`${{ … }}`), as far as our workflows use them; what they don't use raises `ValueError`.

The grammar is that of GitHub's documentation, *Evaluate expressions in workflows and actions*.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["evaluate", "filled", "holds"]

_TOKEN = re.compile(r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<sign>\|\||&&|==|!=|[!(),])|(?P<name>[A-Za-z_][\w.-]*))")
_STATUS = ("always", "cancelled", "failure", "success")
Functions = Mapping[str, Callable[..., Any]]


def filled(text: str, names: Mapping[str, Any], functions: Functions) -> str:
    """Return a text with its expressions replaced by what they mean."""
    return re.sub(r"\$\{\{(.*?)\}\}", lambda found: _written(evaluate(found[1], names, functions)), text)


def holds(condition: str | None, names: Mapping[str, Any], functions: Functions) -> bool:
    """Whether a step or job is to run. A condition that doesn't ask how it went before means "if all went well"."""
    text = (condition or "success()").strip()
    text = text.removeprefix("${{").removesuffix("}}") if text.startswith("${{") else text
    if not any(f"{name}(" in text for name in _STATUS):
        text = f"success() && ({text})"
    return bool(evaluate(text, names, functions))


def evaluate(text: str, names: Mapping[str, Any], functions: Functions) -> Any:
    """Return what an expression means; a name that nobody knows is an empty text, as it is there."""
    reader = _Reader(text, names, functions)
    value = reader.either()
    if reader.tokens:
        raise ValueError(f"'{text}' goes on with '{reader.tokens[0]}'")
    return value


class _Reader:
    def __init__(self, text: str, names: Mapping[str, Any], functions: Functions) -> None:
        self.names, self.functions = names, functions
        self.tokens: list[str] = []
        at = 0
        while text[at:].strip():
            found = _TOKEN.match(text, at)
            if not found:
                raise ValueError(f"'{text[at:]}' can't be read")
            self.tokens.append(found[0].strip())
            at = found.end()

    def _next(self, *signs: str) -> bool:
        if self.tokens and self.tokens[0] in signs:
            self.tokens.pop(0)
            return True
        return False

    def either(self) -> Any:
        value = self._both()
        while self._next("||"):
            other = self._both()
            value = value or other
        return value

    def _both(self) -> Any:
        value = self._compared()
        while self._next("&&"):
            other = self._compared()
            value = value and other
        return value

    def _compared(self) -> Any:
        value = self._one()
        if self._next("=="):
            return value == self._one()
        return value != self._one() if self._next("!=") else value

    def _one(self) -> Any:
        if self._next("!"):
            return not self._one()
        if self._next("("):
            value = self.either()
            self._close()
            return value
        token = self.tokens.pop(0)
        if token.startswith("'"):
            return token[1:-1].replace("''", "'")
        if self._next("("):
            return self._called(token)
        value = self.names
        for part in token.split("."):
            value = value.get(part, "") if isinstance(value, Mapping) else ""
        return value

    def _called(self, name: str) -> Any:
        values = []
        while not self._next(")"):
            values.append(self.either())
            self._next(",")
        if name not in self.functions:
            raise ValueError(f"there is no function '{name}' here")
        return self.functions[name](*values)

    def _close(self) -> None:
        if not self._next(")"):
            raise ValueError("a parenthesis is open")


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
