"""A picture's file, read as far as a page must know it, in the formats that content may have; a file to download."""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path
from typing import Final

from explainers.digest import digest_of_bytes
from explainers.model import Attached, Download, PictureFile
from explainers.problems import START, Problem
from explainers.reading.scan import ContentFile
from explainers.urls import FILES

__all__ = ["FORMATS", "LARGEST_PICTURE", "BadPicture", "attached_file", "picture_file"]

FORMATS: Final = ("AVIF", "GIF", "JPEG", "PNG", "WEBP")
LARGEST_PICTURE: Final = 30_000_000  # bytes
_MOST_PIXELS: Final = 60_000_000
_TOO_LARGE: Final = f"this picture has more than {_MOST_PIXELS // 1_000_000} million pixels: make it smaller"
_NO_PICTURE: Final = "this isn't a picture that can be read: a JPEG, PNG, GIF, WebP or AVIF file is expected"
_MOVES: Final = "this picture moves, and only its first moment would be shown: give a still one"
_ORIENTATION: Final = 0x0112  # Exif's tag; its values from 5 on turn a picture by a quarter


class BadPicture(ValueError):
    """A file that isn't a picture we can show: code, and a sentence without a full stop."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def picture_file(path: str, data: bytes) -> PictureFile:
    """Return what a page must know of a picture; `path` is relative to the content folder. The whole file is read, so
    that a broken one is told here. Raises `BadPicture`.
    """
    from PIL import Image

    if len(data) > LARGEST_PICTURE:
        raise BadPicture("too-large", f"this picture has more than {LARGEST_PICTURE // 1_000_000} MB: make it smaller")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is lower
            return _read(path, data)
    except Image.DecompressionBombError as error:
        raise BadPicture("too-large", _TOO_LARGE) from error
    except BadPicture:
        raise
    except (OSError, SyntaxError, ValueError, EOFError) as error:  # whatever Pillow says of broken files
        raise BadPicture("wrong-type", _NO_PICTURE) from error


def attached_file(path: str, file: ContentFile) -> Attached | Problem:
    """Return what a page must know of a picture or a file to download, or what is wrong with it; `path` as in
    `picture_file`. Raises `OSError` where the file can't be read.
    """
    with Path(file.location).open("rb") as opened:
        data = opened.read(LARGEST_PICTURE + 1)
    if path.startswith(FILES):
        if len(data) > LARGEST_PICTURE:
            message = f"this file has more than {LARGEST_PICTURE // 1_000_000} MB: put it elsewhere, and link to that"
            return Problem(file.path, START, "too-large", message)
        return Download(path, digest_of_bytes(data))
    try:
        return picture_file(path, data)
    except BadPicture as bad:
        return Problem(file.path, START, bad.code, bad.message)


def _read(path: str, data: bytes) -> PictureFile:
    from PIL import Image

    with Image.open(BytesIO(data), formats=FORMATS) as picture:
        width, height = picture.size
        if width * height > _MOST_PIXELS:
            raise BadPicture("too-large", _TOO_LARGE)
        if picture.format != "MPO" and getattr(picture, "is_animated", False):
            raise BadPicture("wrong-type", _MOVES)
        turned = picture.getexif().get(_ORIENTATION, 1) in range(5, 9)
        transparent = picture.has_transparency_data
        picture.draft("RGB", (64, 64))
        picture.load()
    size = (height, width) if turned else (width, height)
    return PictureFile(path, digest_of_bytes(data), *size, transparent)
