"""Rows of the store in bytes: each ends with a checksum, and is decoded with others, or where it is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, MutableMapping, Sequence
from itertools import islice, starmap
from typing import Any, Final, Generic, TypeVar
from zlib import crc32

import msgspec

__all__ = ["Rows", "checked", "decoded", "encoded", "is_whole", "single"]

_T = TypeVar("_T")
_AT_ONCE: Final = 256  # rows: few enough to take little room
_FEW: Final = 64  # rows that are decoded one by one
_WHOLE: Final = 0x2144DF1C  # the CRC-32 of any bytes with their own CRC-32 behind them, lowest byte first


def encoded(value: Any, name: str) -> bytes:
    """Return a value as a row under a name."""
    return checked(msgspec.msgpack.encode(value), name)


def checked(data: bytes, name: str) -> bytes:
    """Return bytes with the checksum of both, and of the name that they are kept under."""
    return data + crc32(data, crc32(name.encode())).to_bytes(4, "little")


def is_whole(name: str, row: bytes) -> bool:
    """Whether a row is as it was written, and under this name. Raises `TypeError` where it isn't bytes."""
    return crc32(row, crc32(str(name).encode())) == _WHOLE  # a damaged name may be no text


def decoded(found: Iterable[tuple[str, bytes]], type: type[_T]) -> Iterator[tuple[str, _T | None]]:
    """Yield rows (name, data), decoded some at a time, which takes little room; `None` for what makes no sense."""
    decoder, rest = msgspec.msgpack.Decoder(list[type]), iter(found)  # type: ignore[valid-type]
    while rows := list(islice(rest, _AT_ONCE)):
        try:
            made = _together(decoder, [row for _, row in rows]) if all(starmap(is_whole, rows)) else None
        except (msgspec.MsgspecError, TypeError, UnicodeDecodeError):
            made = None
        for number, (name, row) in enumerate(rows):
            yield str(name), made[number] if made else single(name, row, type)


def _together(decoder: msgspec.msgpack.Decoder[list[_T]], rows: Sequence[bytes]) -> list[_T]:
    head = b"\xdd" + len(rows).to_bytes(4, "big")  # MessagePack's array of as many items
    return decoder.decode(b"".join([head, *[row[:-4] for row in rows]]))


def single(name: str, row: bytes, type: type[_T]) -> _T | None:
    """Return a row decoded, `None` if it makes no sense."""
    try:
        return msgspec.msgpack.decode(row[:-4], type=type) if is_whole(name, row) else None
    except (msgspec.MsgspecError, TypeError, UnicodeDecodeError):
        return None


class Rows(MutableMapping[str, _T], Generic[_T]):
    """Whole rows by name, each decoded when it is asked for; all together, when that is more than a few. Asking raises
    `msgspec.MsgspecError` for a row that makes no sense.
    """

    def __init__(self, kept: dict[str, bytes], type: type[_T]) -> None:
        self._kept, self._type = kept, type
        self._made: dict[str, _T] = {}
        self._asked = 0

    def __getitem__(self, name: str) -> _T:
        if (made := self._made.get(name)) is not None:
            return made
        row, self._asked = self._kept[name], self._asked + 1
        if self._asked > _FEW:
            self._decode_all()
        else:
            self._made[name] = msgspec.msgpack.decode(row[:-4], type=self._type)
        return self._made[name]

    def _decode_all(self) -> None:
        names = (name for name in self._kept if name not in self._made)
        decoder = msgspec.msgpack.Decoder(list[self._type])  # type: ignore[name-defined]
        while some := list(islice(names, _AT_ONCE)):
            made = _together(decoder, [self._kept[name] for name in some])
            self._made.update(zip(some, made, strict=True))

    def __setitem__(self, name: str, row: _T) -> None:
        self._kept[name], self._made[name] = b"", row

    def __delitem__(self, name: str) -> None:
        del self._kept[name]
        self._made.pop(name, None)

    def __contains__(self, name: object) -> bool:
        return name in self._kept

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)

    def copy(self) -> Rows[_T]:
        """Return the same rows, which can be changed by themselves."""
        made = Rows(dict(self._kept), self._type)
        made._made, made._asked = dict(self._made), self._asked
        return made

    def has_all(self, names: Iterable[str]) -> bool:
        """Whether there are rows with these names."""
        return self._kept.keys() >= set(names)

    def that_may_have(self, values: Collection[Any]) -> list[str]:
        """Return the names of the rows that may have any of some values in them: their bytes have those of one."""
        parts = [msgspec.msgpack.encode(value) for value in values]
        return [name for name, row in self._kept.items() if any(part in row for part in parts)]
