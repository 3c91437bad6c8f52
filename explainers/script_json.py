"""JSON inside of a page's scripts."""

from __future__ import annotations

from typing import Final

__all__ = ["in_script"]

# What could end a script element, open a comment in it, or be taken for an entity; and the two line ends of JSON that
# scripts of old did not know. JSON has an escape for every character.
_ESCAPES: Final = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def in_script(json: str) -> str:
    """Return the same JSON, safe inside of a script element of HTML, wherever it stands there."""
    for character, escape in _ESCAPES.items():
        if character in json:  # hardly ever: `translate` would ask its table about every character
            json = json.replace(character, escape)
    return json
