"""The language server: what `explainers lsp` tells an editor's program, while somebody types.

`desk` has the site with what is not saved laid over its files; `cursor` and `yaml_cursor` say what is being typed;
`completion`, `hover`, `definition`, `fixes` and `rename` answer. They are pure, and know neither the protocol nor the
library that speaks it: `server` and `protocol` alone do.
"""

from __future__ import annotations
