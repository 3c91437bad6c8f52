"""Files that desktops, editors and sync programs leave in folders, which nobody wrote for the site."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["is_stray"]

_STRAY: Final = re.compile(
    r"""
    \..*                                                        # hidden: .DS_Store, ._a.md, .~lock.a.md#, .a.md.swp
    | .*~ | \#.*\# | ~\$.* | 4913                               # Emacs, Vim; Office's locks; Vim's trial
    | .*\.(?:sw[a-p]|un~|bak|tmp|temp|orig|rej|kate-swp|save(?:\.\d+)?)
    | (?-i:sed(?=[a-z]*[A-Z0-9])[A-Za-z0-9]{6}) | .*\.(?:md|ya?ml)\.[a-z]{6}  # sed -i; Kate and others by Qt
    | .*___jb_(?:tmp|old)___                                    # JetBrains
    | .*\.sb-[0-9a-f]+(?:-\w+)?                                 # TextEdit
    | .*\.(?:part|partial|crdownload|download|!sync|unison)     # downloads and copies under way
    | .*\.sync-conflict-[\w-]+(?:\..*)?                         # Syncthing
    | .*\(.*conflicted[ ]copy.*\).*                             # Dropbox, Nextcloud
    | .*_conflict-\d{8}-\d{6}(?:\..*)?                          # ownCloud
    | (?:eh)?thumbs\.db(?::encryptable)? | desktop\.ini | .*\.lnk | \$recycle\.bin | system[ ]volume[ ]information
    | icon\r | __macosx | @eadir | \#recycle | lost\+found
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


def is_stray(name: str) -> bool:
    """Return whether a file or a folder with this name was left by a desktop, an editor or a sync program.

    >>> [is_stray(name) for name in ("Thumbs.db", "~$one.md", "one.sync-conflict-20260101-120000-ABC.md", "one.md")]
    [True, True, True, False]
    """
    return _STRAY.fullmatch(name) is not None
