"""What an editor shows of a page that it has open: the screen of a real Neovim, as HTML that looks like it.

Neovim runs in tmux with the language server and without anybody's settings; from 0.7 on, any version does.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Final

__all__ = ["PROGRAMS", "screen_html"]

PROGRAMS: Final = ("nvim", "tmux")
"""What has to be installed."""
_WIDTH: Final = 144
_HEIGHT: Final = 28
_LONGEST: Final = 120  # seconds: machines may be busy
_SCRIPT: Final = """
local first, words, ready, server, root = unpack(vim.json.decode(vim.env.PICTURE))
vim.o.termguicolors, vim.o.number, vim.o.ruler, vim.o.showcmd, vim.o.showmode = true, true, false, false, false
vim.o.wrap, vim.o.linebreak, vim.o.signcolumn, vim.o.fillchars, vim.o.shortmess = true, true, "no", "eob: ", "aoOtTIcF"
vim.cmd("syntax off")
vim.o.scrolloff = 2
local colours = {
  Normal = { fg = "#1f2328", bg = "#ffffff" }, LineNr = { fg = "#8c959f" }, NonText = { fg = "#8c959f" },
  DiagnosticVirtualTextError = { fg = "#b3261e" }, DiagnosticUnderlineError = { underline = true },
  DiagnosticVirtualTextInfo = { fg = "#0a53a8" }, DiagnosticUnderlineInfo = { underline = true },
  NormalFloat = { fg = "#1f2328", bg = "#e4edf7" }, FloatBorder = { fg = "#57606a", bg = "#e4edf7" },
  StatusLine = { fg = "#1f2328", bg = "#d8dee4" },
}
local function paint()
  vim.o.background = "light"
  for name, its in pairs(colours) do vim.api.nvim_set_hl(0, name, its) end
end
vim.diagnostic.config({ virtual_text = { prefix = "■" }, signs = false, underline = true })
local function wait_for(there, after)
  if there() then return vim.defer_fn(after, 400) end
  vim.defer_fn(function() wait_for(there, after) end, 100)
end
local function opened() return #vim.api.nvim_tabpage_list_wins(0) > 1 end
local function told() return #vim.diagnostic.get(0) > 0 end
vim.defer_fn(function()
  local id = vim.lsp.start_client({ name = "explainers", cmd = server, root_dir = root, cmd_cwd = root })
  vim.lsp.buf_attach_client(0, id)
  wait_for(told, function()
    paint()
    vim.fn.cursor(first, 1)
    vim.cmd("normal! zt")
    vim.fn.search(words)
    vim.defer_fn(vim.lsp.buf.hover, 400)  -- later: what it opens closes when the cursor moves
    wait_for(opened, function() vim.fn.writefile({}, ready) end)
  end)
end, 400)
"""
_SGR: Final = re.compile(r"\x1b\[([\d;:]*)m|[\x0e\x0f]|\x1b\(.")


def screen_html(page: Path, root: Path, first: int, words: str, folder: Path) -> str:
    """Return what a page looks like in Neovim, from a line on, with what is known of the words that are searched for
    behind it (a pattern). `root` is the site's folder; `folder`, one for what is written on the way. Raises `OSError`.
    """
    script, ready = folder / "picture.lua", folder / "ready"
    script.write_text(_SCRIPT, encoding="utf-8")
    server = [sys.executable, "-m", "explainers.cli", "lsp"]
    wanted = json.dumps([first, words, str(ready), server, str(root)])
    home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_STATE_HOME": str(folder), "LC_ALL": "C.UTF-8"}
    environment = os.environ | home | {"PICTURE": wanted, "TMUX_TMPDIR": str(folder)}
    tmux = ["tmux", "-f", "/dev/null", "-L", "picture"]
    command = shlex.join(["nvim", "--clean", "-n", "-S", str(script), str(page)])
    size = ["-x", str(_WIDTH), "-y", str(_HEIGHT)]
    subprocess.run([*tmux, "new-session", "-d", *size, command], env=environment, cwd=root, check=True)
    try:
        _wait_for(ready)
        shown = [*tmux, "capture-pane", "-e", "-N", "-p"]
        text = subprocess.run(
            shown, env=environment, check=True, capture_output=True, text=True, encoding="utf-8"
        ).stdout
    finally:
        subprocess.run([*tmux, "kill-server"], env=environment, check=False)
    return _html(text.split("\n")[: _HEIGHT - 1])


def _wait_for(file: Path) -> None:
    end = time.monotonic() + _LONGEST
    while not file.exists():
        if time.monotonic() > end:
            raise TimeoutError(f"the editor has shown no problem in {_LONGEST} seconds")
        time.sleep(0.1)


def _html(lines: list[str]) -> str:
    look = "margin:0;padding:12px;display:inline-block;font:13px/20px 'Noto Sans Mono','DejaVu Sans Mono',monospace"
    text = "".join(_marked_up("\n".join(lines)))
    head = '<!doctype html><meta charset="utf-8"><style>body{margin:0}span{padding:3px 0 2px}</style>'
    return f'{head}<pre style="{look};color:#1f2328">{text}</pre>'


def _marked_up(text: str) -> Iterator[str]:
    """Yield HTML for a text with a terminal's escape sequences (ECMA-48, Select Graphic Rendition)."""
    look: dict[str, str] = {}
    place = 0
    for match in _SGR.finditer(text):
        yield _span(text[place : match.start()], look)
        if match[1] is not None:
            _look(look, match[1].split(";"))
        place = match.end()
    yield _span(text[place:], look)


def _span(text: str, look: dict[str, str]) -> str:
    return f'<span style="{";".join(look.values())}">{escape(text)}</span>' if text else ""


def _look(look: dict[str, str], codes: list[str]) -> None:
    """Change a look by the codes of a sequence; those that no picture of ours has are left aside."""
    while codes:
        code = codes.pop(0)
        if code in ("", "0"):
            look.clear()
        elif code in ("38", "48") and codes[:1] == ["2"]:
            red, green, blue = codes[1:4]
            look[code] = f"{'color' if code == '38' else 'background'}:rgb({red},{green},{blue})"
            del codes[:4]
        elif code in ("39", "49"):
            look.pop("38" if code == "39" else "48", None)
        elif code == "1":
            look["1"] = "font-weight:bold"
        elif code.partition(":")[0] == "4" and code != "4:0":
            look["4"] = "text-decoration:underline wavy #d1242f 1px;text-underline-offset:3px"
        elif code in ("24", "4:0"):
            look.pop("4", None)
