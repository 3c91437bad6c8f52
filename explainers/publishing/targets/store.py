"""Object stores, through `obstore`: S3 and what speaks like it, Google's and Azure's, and memory for tests.

Whatever goes wrong is an `OSError` here. Credentials are those of the environment and of the clouds' own tools.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from msgspec import Struct

from explainers.exit_codes import ExitCode
from explainers.publishing.errors import PublishError
from explainers.publishing.targets.store_faults import faults, first_line, refuse_settings

if TYPE_CHECKING:
    from obstore.store import ObjectStore

__all__ = ["Found", "Store", "open_store"]

_T = TypeVar("_T")
_TRIES: Final = 4
_ATTRIBUTES: Final = {
    "cache-control": "Cache-Control", "content-encoding": "Content-Encoding", "content-type": "Content-Type",
}  # fmt: skip


class Found(Struct, frozen=True):
    """An object in a store: its size in bytes, its tag, when it was last written by the store's own clock."""

    size: int
    tag: str
    time: datetime


class Store:
    """A store, or what is below a prefix of one (empty, or with a slash at its end)."""

    def __init__(self, inner: ObjectStore, prefix: str = "") -> None:
        self._inner: Any = inner
        self._prefix = prefix
        self._has_answered = False

    def below(self, prefix: str) -> Store:
        """Return what is below a prefix, as a store."""
        return Store(self._inner, self._prefix + prefix)

    def read(self, key: str) -> bytes:
        """Return an object's bytes; raises `FileNotFoundError`."""
        return self._answer(key, lambda: bytes(self._inner.get(self._prefix + key).bytes()))

    def put(self, key: str, data: bytes, headers: Mapping[str, str]) -> str:
        """Give an object its whole content, and the headers that it is sent with; return its tag."""
        kind = _attributes(headers)
        return str(self._answer(key, lambda: self._inner.put(self._prefix + key, data, attributes=kind))["e_tag"])

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

    def found(self, prefix: str = "") -> dict[str, Found]:
        """Return the objects whose keys begin with a folder's name, by key."""
        at = self._prefix + prefix
        listed = self._answer(prefix, lambda: [one for batch in self._inner.list(at or None) for one in batch])
        return {
            one["path"].removeprefix(self._prefix): Found(one["size"], str(one["e_tag"]), one["last_modified"])
            for one in listed
        }

    def remove(self, keys: Iterable[str]) -> None:
        """Remove objects; those that aren't there are fine."""
        if gone := [self._prefix + key for key in keys]:
            self._answer(gone[0], lambda: self._inner.delete(gone))

    def _answer(self, key: str, ask: Callable[[], _T]) -> _T:
        """Return what the store answers. Where an answer was cut in its middle, which `obstore` leaves to us, the same
        is asked again: nothing that is asked of a store does harm when it is done twice.
        """
        for _ in range(_TRIES):
            try:
                return self._asked(key, ask)
            except OSError as error:
                if "body error" not in str(error.__cause__):
                    raise
        return self._asked(key, ask)

    def _asked(self, key: str, ask: Callable[[], _T]) -> _T:
        with faults(key, first=not self._has_answered):
            answer = ask()
        self._has_answered = True
        return answer


def open_store(url: str, environment: Mapping[str, str]) -> Store:
    """Return the store at an address such as ``s3://BUCKET/PREFIX``. Raises `PublishError` (usage, outside)."""
    try:
        from obstore.store import S3Store, from_url
    except ImportError as error:
        said = "object stores need the package obstore: pip install obstore"
        raise PublishError(ExitCode.OUTSIDE, said) from error
    from obstore.exceptions import BaseError

    try:
        if not url.startswith("s3:"):
            return Store(from_url(url))
        refuse_settings(environment)
        endpoint = environment.get("AWS_ENDPOINT_URL", "")
        options = {"endpoint": endpoint} if endpoint else {}
        if endpoint.lower().startswith("http:"):
            return Store(S3Store.from_url(url, **options, client_options={"allow_http": True}))  # type: ignore[arg-type]
        return Store(S3Store.from_url(url, **options))  # type: ignore[arg-type]
    except (BaseError, ValueError) as error:
        raise PublishError(ExitCode.USAGE, f"this store can't be opened: {first_line(str(error))}") from error


def _attributes(headers: Mapping[str, str]) -> dict[str, str]:
    return {_ATTRIBUTES[name]: value for name, value in headers.items() if name in _ATTRIBUTES}
