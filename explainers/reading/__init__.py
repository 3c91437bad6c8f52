"""Text → records, with the place of every value and every problem found on the way.

A file's bytes become its text (`text`), its front matter nodes (`nodes`) and values (`schema`, `values`, `page_files`,
`data_files`), its body blocks with claims for the checks, and typed prose for pages (`plain`, or `marks` → `markup`;
then `prose` → `passage`).
`documents` reads one file, `corpus` joins all of them, `scan` alone touches the disk.
"""

from __future__ import annotations
