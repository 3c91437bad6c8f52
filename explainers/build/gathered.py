"""What the bundles of a content folder say together: what of them is shown, and which have more to tell than most.

Of thousands of pages nearly all are alike: published, in one language, with nothing wrong in them and no pictures. A
process that reads again and again finds the others once, and looks at these and at what has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from explainers.build.bundles import Bundle
from explainers.build.content import Key
from explainers.build.records import by_kind
from explainers.content_kinds import Kind, kinds_with
from explainers.site.about import About

__all__ = ["Gathered", "gathered", "special"]

_FETCHED: Final = kinds_with(lambda kind: kind.fetched)


class Gathered(Struct, frozen=True):
    """`bundles`: all, in the order of their names; `special`: those that have more to tell (see `special`); and of what
    is shown `records`, the names of those that have one, by kind, `known` and `digests`, both as in `Content`.
    """

    bundles: Mapping[Key, Bundle]
    special: Mapping[Key, Bundle]
    records: Mapping[Kind, Mapping[str, None]]
    known: Mapping[str, About]
    digests: Mapping[tuple[str, str], str]


def special(bundles: Mapping[Key, Bundle], *, by_date: bool) -> dict[Key, Bundle]:
    """Return the bundles that aren't like most: in several files, with problems, pictures or files to download, not
    published, or left out; where a page's date decides whether it is published (`by_date`), all.
    """
    return dict(bundles) if by_date else {key: one for key, one in bundles.items() if _is_special(one)}


def _is_special(bundle: Bundle) -> bool:
    files = bundle.files
    return bool(
        bundle.left_out
        or bundle.attached
        or len(files) != 1
        or files[0].outline.status != "published"
        or bundle.found[0].problems
    )


def gathered(
    bundles: Mapping[Key, Bundle],
    special: Mapping[Key, Bundle],
    before: Gathered | None = None,
    changed: Iterable[Key] = (),
) -> Gathered:
    """Return what bundles say together; `before`: what they said when all but the `changed` ones were the same."""
    changed = list(changed)
    if before and all(_shown_as(before.bundles[key]) == _shown_as(bundles[key]) for key in changed):
        ones = [bundle for key in changed if not (bundle := bundles[key]).left_out]
        return replace(
            before,
            bundles=bundles,
            special=special,
            known={**before.known, **_known(ones)},
            digests={**before.digests, **_digests(ones)},
        )
    shown = [bundle for bundle in bundles.values() if not bundle.left_out]
    records = by_kind(bundle.key for bundle in shown if bundle.digest)
    return Gathered(bundles, special, records, _known(shown), _digests(shown))


def _shown_as(bundle: Bundle) -> tuple[bool, bool, bool]:
    """Return whether a bundle is shown, and what there is of it to show."""
    return bundle.left_out, bool(bundle.digest), bundle.about is not None


def _known(bundles: Iterable[Bundle]) -> dict[str, About]:
    return {bundle.slug: bundle.about for bundle in bundles if bundle.about}


def _digests(bundles: Iterable[Bundle]) -> dict[tuple[str, str], str]:
    return {bundle.key: bundle.digest for bundle in bundles if bundle.kind in _FETCHED}
