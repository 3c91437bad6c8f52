"""JSON in a script says the same, and ends no script."""

from __future__ import annotations

import json

from hypothesis import example, given
from hypothesis import strategies as st

from explainers.script_json import in_script


@given(st.text())
@example("</script><!-- &lt; \u2028\u2029")
def test_it_is_the_same_value_without_what_html_or_old_scripts_would_read(text: str) -> None:
    made = in_script(json.dumps(text, ensure_ascii=False))
    assert json.loads(made) == text
    assert not set(made) & set("<>&\u2028\u2029")
