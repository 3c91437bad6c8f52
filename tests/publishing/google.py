"""What speaks as Google's store does, for want of a server that does: one that speaks S3, behind other words.

It is as Google documents its XML interface, and knows no more of it than is asked here: conditions are generations, 0
for none, what isn't there can't be removed, and lists and answers are S3's. No key is checked.
"""

from __future__ import annotations

import json

import pytest

from tests.publishing.faulty import Answer, Between

__all__ = ["AsGoogle", "lead_to_google"]

obstore = pytest.importorskip("obstore")

_NO_SUCH_KEY = b"<?xml version='1.0' encoding='UTF-8'?><Error><Code>NoSuchKey</Code></Error>"

_UNCHECKED = "AWS4-HMAC-SHA256 Credential=desk/20261130/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"


class AsGoogle(Between):
    """Passes what is asked of Google's store on to a server that speaks S3."""

    def passed_on(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        bucket, slash, key = path[1:].partition("/")
        path = f"/{bucket.replace('%2D', '-')}{slash}{key}"  # escaped by `obstore`, and unknown to moto like that
        given = {name.lower(): value for name, value in headers.items()} | {"authorization": _UNCHECKED}
        if method == "DELETE" and "?" not in path and super().passed_on("HEAD", path, given, b"")[0] == 404:
            return 404, [("content-type", "application/xml")], _NO_SUCH_KEY
        if (generation := given.pop("x-goog-if-generation-match", None)) is not None:
            assert generation == "0", "no other condition is understood here"
            given["if-none-match"] = "*"
        if source := given.pop("x-goog-copy-source", None):
            given["x-amz-copy-source"] = source
        assert not [name for name in given if name.startswith("x-goog-") and name != "x-goog-user-project"], given
        return super().passed_on(method, path, given, body)


def lead_to_google(url: str, patch: pytest.MonkeyPatch) -> None:
    """Let the environment lead to Google's store at an address, without encryption, which nobody but a test may."""
    account = {"gcs_base_url": url, "disable_oauth": True, "client_email": "", "private_key": "", "private_key_id": ""}
    patch.setenv("GOOGLE_SERVICE_ACCOUNT_KEY", json.dumps(account))
    real = obstore.store.from_url

    def opened(url: str, client_options: dict[str, object], **more: object) -> object:
        return real(url, client_options={**client_options, "allow_http": True}, **more)

    patch.setattr(obstore.store, "from_url", opened)
