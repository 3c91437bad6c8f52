"""Pelican's writer, with one difference: a file whose bytes would not change is not touched."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

from pelican.writers import FileOverwriteFailedError, Writer

from explainers.build.output import Output

__all__ = ["ExplainersWriter"]


class _File(StringIO):
    """A text that becomes a file of the output when it is closed."""

    def __init__(self, output: Output, file: str) -> None:
        super().__init__()
        self._output, self._file = output, file

    def close(self) -> None:
        if not self.closed:
            self._output.put(self._file, self.getvalue().encode())
        super().close()


class ExplainersWriter(Writer):  # type: ignore[misc]
    """Writes through `Output`; `files` are those that it wrote, relative to the output folder."""

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings)
        self.output = Output(Path(output_path))
        self.files: list[str] = []

    def _open_w(self, filename: str, encoding: str, override: bool = False) -> Any:
        del encoding  # always UTF-8
        file = Path(filename).relative_to(Path(self.output_path)).as_posix()
        if file in self.files and not override:
            raise FileOverwriteFailedError(f'"{file}" is written twice')
        self.files.append(file)
        return _File(self.output, file)
