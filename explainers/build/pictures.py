"""What pages show or offer of the files in the content folder: pictures, in the widths and formats that pages name, and
files to download, as they are.

What a camera writes into a file (where it was, whose it is) stays behind; colours become those of sRGB. Every file is
made by one thread, so that the same picture gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from explainers.build.output import Output
from explainers.build.store import KeptPage
from explainers.digest import digest, digest_of_bytes
from explainers.model import Attached, PictureFile
from explainers.pages.pictures import download_address, variants
from explainers.reading.pictures import FORMATS

if TYPE_CHECKING:
    from PIL import Image

__all__ = ["attached_key", "made_attached"]

_OPTIONS: Final[dict[str, dict[str, Any]]] = {
    "AVIF": {"quality": 55, "speed": 6, "subsampling": "4:2:0", "max_threads": 1},
    "JPEG": {"quality": 76, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
}


def attached_key(attached: Attached) -> str:
    """Return a digest of all that the files of a picture, or of a file to download, are made from."""
    return digest(_made_from(attached))


def _made_from(attached: Attached) -> object:
    if not isinstance(attached, PictureFile):
        return attached
    return (attached, variants(attached), _OPTIONS, _pillow())


@lru_cache(maxsize=1)
def _pillow() -> str:
    from importlib import metadata

    return metadata.version("pillow")


def made_attached(attached: Attached, content: Path, output: Output) -> KeptPage:
    """Make the files of a picture, or of a file to download, and write them. Raises `OSError`, also where it has
    changed since it was read.
    """
    data = content.joinpath(*attached.path.split("/")).read_bytes()
    if digest_of_bytes(data) != attached.digest:
        raise OSError(f"'{attached.path}' changed while the site was built: build it again")
    files = tuple(output.put(address, made) for address, made in _files(attached, data))
    return KeptPage(attached_key(attached), "", (), files)


def _files(attached: Attached, data: bytes) -> Iterator[tuple[str, bytes]]:
    from PIL import Image

    if not isinstance(attached, PictureFile):
        yield download_address(attached), data
        return
    whole = _as_seen(data)
    for one in variants(attached):
        size = (one.width, one.height)
        smaller = whole if whole.size == size else whole.resize(size, Image.Resampling.LANCZOS)
        if one.format == "JPEG" and smaller.mode != "RGB":
            smaller = smaller.convert("RGB")
        written = BytesIO()
        smaller.save(written, one.format, **_OPTIONS[one.format])
        yield one.address, written.getvalue()


def _as_seen(data: bytes) -> Image.Image:
    """Return the first picture of a file, turned as the camera says, in sRGB, with nothing else from the file."""
    from PIL import Image, ImageOps

    with Image.open(BytesIO(data), formats=FORMATS) as opened:
        turned = ImageOps.exif_transpose(opened)
        profile = opened.info.get("icc_profile")
    plain, alpha = _colours(turned)
    if profile:
        plain = _in_srgb(plain, profile)
    if plain.mode != "RGB":
        plain = plain.convert("RGB")
    if alpha:
        plain.putalpha(alpha)
    plain.info.clear()
    return plain


def _colours(picture: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """Return a picture's colours, eight bits each, as grey (``L``), RGB or CMYK, and what of it is seen through."""
    from PIL import ImageMath

    if picture.mode.startswith("I"):  # grey, of 16 bits: Pillow itself would cut off all but the darkest shades
        through = picture.info.get("transparency")
        whole = picture.convert("I")
        grey = whole.point(lambda shade: shade * (1 / 257)).convert("L")
        if through is None:
            return grey, None
        return grey, ImageMath.lambda_eval(lambda of: of["convert"]((of["whole"] != through) * 255, "L"), whole=whole)
    if picture.has_transparency_data:
        whole = picture.convert("RGBA")
        colours = picture.convert("L") if picture.mode in ("LA", "La", "L") else whole.convert("RGB")
        return colours, whole.getchannel("A")
    return (picture if picture.mode in ("L", "RGB", "CMYK") else picture.convert("RGB")), None


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Return a picture's colours as sRGB; as they are, where the profile is broken or is not one for such colours."""
    from PIL import ImageCms

    try:
        found = ImageCms.ImageCmsProfile(BytesIO(profile))
        return ImageCms.profileToProfile(picture, found, ImageCms.createProfile("sRGB"), outputMode="RGB") or picture
    except (ImageCms.PyCMSError, OSError):
        return picture
