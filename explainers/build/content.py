"""What reading a content folder starts from and ends with: tasks, what was kept, the content, its changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from msgspec import Struct

from explainers.build.answers import Changes
from explainers.build.bundles import Bundle, KeptContent
from explainers.checks.run import unchecked
from explainers.content_kinds import Kind
from explainers.maps.drawings import Drawings
from explainers.model import Corpus
from explainers.problems import Problem, Unchecked, has_errors
from explainers.reading.scan import ContentFile
from explainers.site.about import About
from explainers.site.reads import ATTACHED, changed_reads
from explainers.site.site import Site
from explainers.site_settings import SiteSettings

__all__ = ["Change", "Content", "Kept", "Key", "Task", "Wanted"]

Key = tuple[Kind, str]


class Change(Struct, frozen=True):
    """A bundle before and after, by its name; `None` where there was none, or is none any more. One that is left out
    is as good as none to those who ask for `shown_before` and `shown_after`.
    """

    key: Key
    before: Bundle | None
    after: Bundle | None

    @property
    def is_of_record(self) -> bool:
        """Whether what is shown of it is another record."""
        before, after = self.shown_before, self.shown_after
        return (before.digest if before else None) != (after.digest if after else None)

    @property
    def shown_before(self) -> Bundle | None:
        """The bundle before, if it was shown."""
        return self.before if self.before and not self.before.left_out else None

    @property
    def shown_after(self) -> Bundle | None:
        """The bundle after, if it is shown."""
        return self.after if self.after and not self.after.left_out else None


class Wanted(Struct, frozen=True):
    """How a content folder is to be read: the site's languages, the first that of originals; for which day (ISO date);
    `by_date`: a page with a later date waits for its day; `drafts`: what isn't published is to be shown too.
    """

    languages: tuple[str, ...]
    day: str
    by_date: bool = False
    drafts: bool = False


class Task(NamedTuple):
    """A bundle to read and check: its name, and its files."""

    kind: Kind
    slug: str
    files: tuple[tuple[ContentFile, int], ...]  # with the modification time to keep


class Kept(Struct, frozen=True):
    """What the last build kept: bundles by kind and slug, what it knew of the whole, and whole records on demand.
    `unsure`: the bundles that have to be read again, since what was wrong in them lies in others too.
    """

    bundles: Mapping[Key, Bundle]
    content: KeptContent
    record: Callable[[Key], bytes]
    unsure: frozenset[Key] = frozenset()


class Content(Struct, frozen=True, dict=True):
    """What a content folder has: all problems in order, the corpus (explainers are fetched when they are asked for),
    what is known of each explainer, digests of whole records; all bundles, those that differ from the last build's,
    those that may not be kept, since what is wrong in them lies in others too; the records of those that were read, as
    long as the store has them not, or they may be wanted soon (see `let_go`); how many files were read.
    """

    problems: tuple[Problem, ...]
    corpus: Corpus
    known: Mapping[str, About]
    digests: Mapping[tuple[str, str], str]
    bundles: Mapping[Key, Bundle]
    changes: tuple[Change, ...]
    unkept: frozenset[Key]
    records: dict[Key, bytes]
    kept: KeptContent
    attached_changed: bool
    day_before: str
    read: int

    def let_go(self, key: Key) -> None:
        """Forget the record of a page that has been made: who asks for it again gets it from the store, which has been
        given it.
        """
        if key not in self.unkept:
            self.records.pop(key, None)

    @property
    def failed(self) -> bool:
        """Whether anything forbids to publish."""
        return has_errors(self.problems)

    @cached_property
    def unchecked(self) -> tuple[Unchecked, ...]:
        """What could not be checked. It is found when it is asked for, in all bundles."""
        return unchecked(chain.from_iterable(one.found for one in self.bundles.values()))

    @property
    def new_unchecked(self) -> tuple[Unchecked, ...]:
        """What could not be checked, where anything was read: it is told once, not again by builds without news."""
        return self.unchecked if self.read else ()

    def site(
        self,
        settings: SiteSettings,
        day: str,
        before: Site | None = None,
        drawings: Drawings | None = None,
    ) -> Site:
        """Return what can be asked of a site with these settings on a day (ISO date); `before`: the site of the last
        build, whose answers are taken over where they stand; `drawings`: what builds have drawn, and draw.
        """
        made = Site(self.corpus, settings, day, self.known, self.digests, drawings)
        if before and before.settings == settings:
            made.take_over(before, self.changed.reads)
        return made

    @property
    def changed(self) -> Changes:
        """What reads differently from the last build."""
        reads: set[str] = {ATTACHED} if self.attached_changed else set()
        for one in self.changes:
            if one.is_of_record:
                before, after = one.shown_before, one.shown_after
                known = (before.about if before else None, after.about if after else None)
                reads.update(changed_reads(*one.key, *known))
        return Changes(frozenset(reads), self.day_before)
