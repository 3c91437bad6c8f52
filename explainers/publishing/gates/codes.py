"""What can be wrong with a built site: every code of a gate's problem, and what it means, in Markdown.

`docs/publishing.md` has the same list for people, SARIF the same words for programs. Codes of what is wrong in sources
are `explainers.checks`' own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["CODES"]

CODES: Final[Mapping[str, str]] = {
    "not-as-built": "the folder changed after it was built",
    "not-a-file": "a link, a device, or a file that can't be read",
    "unfit-name": "a name that some server or disk can't serve, a hidden file, a key, a backup",
    "missing-file": "no home page, `404.html`, `sitemap.xml`, `robots.txt` or feed",
    "not-well-formed": "a page, feed, sitemap or data file that can't be read as what it is",
    "broken-reference": "an address of this site that no file answers to",
    "missing-fragment": "a place in a page that the page hasn't",
    "wrong-hash": "a file named `NAME.<12 hex digits>.EXT` whose SHA-256 doesn't begin with these digits",
    "stale-compression": "a `.br` or `.gz` that says something else than the file beside it",
    "development-trace": "an address that only the building machine or its network answers to (`localhost`, private"
    " numbers, `file:`), or a folder of that machine",
    "example-address": "an address in `.example`, `.invalid` or `.test`, at which readers find nothing, such as the one"
    " that `new site` writes where it isn't told the site's (told, and refuses nothing)",
    "secret": "a private key, an access token, a password in an address, or the value of a variable such as"
    " `DEPLOY_TOKEN`, in any encoding; it is never printed",
    "foreign-canonical": "a page that names another host's address as its own",
    "not-indexed": "a home page, or every page, that tells search engines to stay away, by itself, by a header or by"
    " `robots.txt`; a page that does so and stands in the sitemap",
    "vanished-address": "a page that is live and that the build has forgotten",
    "unfit-redirect": "a page that moved to where nothing is, or over another page",
    "redirect-loop": "pages that lead on in a circle",
    "redirect-chain": "a page that leads on to another that leads on",
    "contact-expires": "a `security.txt` that holds for less than 30 days from now",
    "page-count": "30 % more or fewer pages than what is live, and over ten; or none at all",
    "page-bytes": "pages with 30 % more or fewer bytes in all than what is live, and over 100 kB",
    "dead-link": "a link to another site's page that is gone (told by `links`)",
    "certificate-expires": "a certificate that holds for less than 21 days, or that browsers refuse (told by"
    " `expiries`)",
}
"""The meaning of each code, in the order in which the gates are tried."""
