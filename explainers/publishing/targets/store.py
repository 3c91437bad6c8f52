"""Object stores, through `obstore`: S3 and what speaks like it, Google's and Azure's, and memory for tests.

Whatever goes wrong is an `OSError` here. Credentials are those of the environment and of the clouds' own tools.

No request goes on for longer than half of the time that a lease lasts, tries in quick succession and all (`PATIENCE`):
what a holder began while the lease was its own is over when another one may have it. Only who is still allowed to
writes on after that.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, TypeVar

from msgspec import Struct

from explainers.exit_codes import ExitCode
from explainers.publishing.errors import PublishError
from explainers.publishing.targets.store_faults import faults, first_line, is_cut_or_late, refuse_settings

if TYPE_CHECKING:
    from obstore.store import ObjectStore

__all__ = ["PATIENCE", "Found", "Store", "open_store"]

_T = TypeVar("_T")
_TRIES: Final = 4
PATIENCE: Final = 20.0  # seconds
_ON_THE_WAY: Final = 1 << 20  # bytes: on a line of 0.5 Mbit/s they arrive in time
_PAGE: Final = 1000  # objects that a store lists in one answer
_PART: Final = 5 << 20  # bytes: no store takes less, but at the end
_UNORDERED: Final = "--x-s3"  # what the names of the only buckets end with that S3 lists in no order
_ATTRIBUTES: Final = {
    "cache-control": "Cache-Control", "content-encoding": "Content-Encoding", "content-type": "Content-Type",
}  # fmt: skip


class Found(Struct, frozen=True):
    """An object in a store: its size in bytes, its tag, when it was last written by the store's own clock."""

    size: int
    tag: str
    time: datetime


class Store:
    """A store, or what is below a prefix of one (empty, or with a slash at its end). `in_order`: it lists objects in
    the order of their keys.
    """

    def __init__(self, inner: ObjectStore, prefix: str = "", *, in_order: bool = False) -> None:
        self._inner: Any = inner
        self._prefix = prefix
        self.in_order = in_order
        self._has_answered = False
        self._room = _Room(_ON_THE_WAY)
        self.allow: Callable[[], object] = lambda: None
        """Is called before something is asked once more, or after it has waited; raises where it may not be asked."""

    def below(self, prefix: str) -> Store:
        """Return what is below a prefix, as a store."""
        return Store(self._inner, self._prefix + prefix, in_order=self.in_order)

    def read(self, key: str) -> bytes:
        """Return an object's bytes; raises `FileNotFoundError`. A large one is asked for in pieces that each arrive in
        time.
        """

        def first() -> tuple[int, str, bytes]:
            got = self._inner.get(self._prefix + key)
            size = int(got.meta["size"])
            return size, _tag(got.meta), b"" if size > _ON_THE_WAY else bytes(got.bytes())

        size, tag, data = self._answer(key, first)
        return data if size <= _ON_THE_WAY else b"".join(self._pieces(key, size, tag))

    def _pieces(self, key: str, size: int, tag: str) -> Iterator[bytes]:
        for start in range(0, size, _ON_THE_WAY):

            def piece(start: int = start) -> tuple[str, bytes]:
                end = min(start + _ON_THE_WAY, size)
                got = self._inner.get(self._prefix + key, options={"range": (start, end)})
                return _tag(got.meta), bytes(got.bytes())

            found, data = self._answer(key, piece)
            if found != tag:
                raise OSError(None, f"'{key}' in the store was written to while it was read")
            yield data

    def put(self, key: str, data: bytes, headers: Mapping[str, str]) -> str:
        """Give an object its whole content, and the headers that it is sent with; return its tag."""
        kind, at = _attributes(headers), self._prefix + key
        with self._room.taken(len(data)):
            self.allow()
            made = self._answer(key, lambda: self._put_in_parts(at, data, kind))
        return _tag(made)

    def _put_in_parts(self, at: str, data: bytes, kind: Mapping[str, str]) -> Any:
        """Send an object. The parts of a large one go one after the other, for they would be late together; before each
        is looked whether it still may be sent. Else what was sent of it is thrown away, and nobody has seen it.
        """

        def parts() -> Iterator[bytes]:
            for start in range(0, len(data), _PART):
                self.allow()
                yield data[start : start + _PART]
            self.allow()

        whole = data if len(data) <= _PART else parts()
        return self._inner.put(at, whole, attributes=kind, max_concurrency=1, chunk_size=_PART)

    def create(self, key: str, data: bytes) -> bool:
        """Make an object unless there is one already; return whether it was made. Where an answer was lost, this very
        call may have made what it then finds.
        """
        kind = _attributes({"content-type": "application/json"})
        try:
            self._answer(key, lambda: self._inner.put(self._prefix + key, data, mode="create", attributes=kind))
        except FileExistsError:
            return False
        return True

    def copy(self, key: str, goal: str) -> None:
        """Copy an object within the store."""
        self._answer(key, lambda: self._inner.copy(self._prefix + key, self._prefix + goal))

    def found(self, prefix: str = "", tell: Callable[[dict[str, Found]], object] = len) -> dict[str, Found]:
        """Return the objects whose keys begin with a folder's name, by key; `tell` is called with what there is of them
        before the store is asked, and whenever some have come.
        """
        at, cut = self._prefix + prefix, len(self._prefix)

        def ask() -> dict[str, Found]:
            found: dict[str, Found] = {}
            tell(found)
            for batch in self._inner.list(at or None, chunk_size=_PAGE):
                found.update((one["path"][cut:], Found(one["size"], _tag(one), one["last_modified"])) for one in batch)
                tell(found)
            return found

        return self._answer(prefix, ask)

    def remove(self, keys: Iterable[str]) -> None:
        """Remove objects; those that aren't there are fine."""
        gone = [self._prefix + key for key in keys]
        try:
            if gone:
                self._answer(gone[0], lambda: self._inner.delete(gone))
        except FileNotFoundError:  # told by Azure and Google, who may have left others of them
            for each in gone:
                with suppress(FileNotFoundError):
                    self._answer(each, lambda each=each: self._inner.delete([each]))  # type: ignore[misc]

    def _answer(self, key: str, ask: Callable[[], _T]) -> _T:
        """Return what the store answers. Where an answer was late, or was cut in its middle, which `obstore` leaves to
        us, the same is asked again: nothing that is asked of a store does harm when it is done twice.
        """
        for _ in range(_TRIES):
            try:
                return self._asked(key, ask)
            except OSError as error:
                if not is_cut_or_late(str(error.__cause__)):
                    raise
            self.allow()
        return self._asked(key, ask)

    def _asked(self, key: str, ask: Callable[[], _T]) -> _T:
        with faults(key, first=not self._has_answered):
            answer = ask()
        self._has_answered = True
        return answer


class _Room:
    """What may be on the way to a store at once, in bytes: on a slow line all that is sent at once would be late. What
    is larger goes alone, but for what is empty, such as the beats of a lease.
    """

    def __init__(self, most: int) -> None:
        self._most, self._taken = most, 0
        self._changed = threading.Condition()

    @contextmanager
    def taken(self, size: int) -> Iterator[None]:
        """Wait until there is room, and take it."""
        with self._changed:
            self._changed.wait_for(lambda: not size or not self._taken or self._taken + size <= self._most)
            self._taken += size
        try:
            yield
        finally:
            with self._changed:
                self._taken -= size
                self._changed.notify_all()


def open_store(url: str, environment: Mapping[str, str], patience: float = PATIENCE) -> Store:
    """Return the store at an address such as ``s3://BUCKET/PREFIX``, which has `patience` seconds to answer. Raises
    `PublishError` (usage, outside).
    """
    try:
        from obstore.store import S3Store, from_url
    except ImportError as error:
        said = "object stores need the package obstore: pip install obstore"
        raise PublishError(ExitCode.OUTSIDE, said) from error
    from obstore.exceptions import BaseError

    options: dict[str, Any] = {
        "client_options": {"timeout": timedelta(seconds=patience)},
        "retry_config": {"retry_timeout": timedelta(seconds=patience / 2)},
    }
    try:
        if not url.startswith("s3:"):
            return Store(from_url(url, **options), in_order=True)
        refuse_settings(environment)
        endpoint = environment.get("AWS_ENDPOINT_URL", "")
        options["client_options"]["allow_http"] = endpoint.lower().startswith("http:")
        inner = S3Store.from_url(url, **options | ({"endpoint": endpoint} if endpoint else {}))
        return Store(inner, in_order=not url.partition("://")[2].partition("/")[0].endswith(_UNORDERED))
    except (BaseError, ValueError) as error:
        raise PublishError(ExitCode.USAGE, f"this store can't be opened: {first_line(str(error))}") from error


def _attributes(headers: Mapping[str, str]) -> dict[str, str]:
    return {_ATTRIBUTES[name]: value for name, value in headers.items() if name in _ATTRIBUTES}


def _tag(about: Mapping[str, Any]) -> str:
    """Return the tag of an object. Azure's lists leave out the quotation marks that its answers have around it."""
    tag = str(about["e_tag"])
    return tag if tag.endswith('"') else f'"{tag}"'
