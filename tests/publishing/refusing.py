"""What a publication says where it is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from explainers.publishing.errors import PublishError

__all__ = ["refused"]


def refused(do: Callable[[], object]) -> PublishError:
    """Return how something ends that has to be refused."""
    with pytest.raises(PublishError) as caught:
        do()
    return caught.value
