"""What goes wrong with a store is told in a sentence, with what to do: no answer as it came, and no panic."""

from __future__ import annotations

import os
import re

import pytest

from explainers.exit_codes import ExitCode
from explainers.publishing.errors import PublishError
from explainers.publishing.targets.store import open_store
from explainers.publishing.targets.store_faults import faults
from tests.publishing.conftest import keys

exceptions = pytest.importorskip("obstore.exceptions", reason="obstore is not installed")

ASKED = (
    "Generic S3 error: Error performing list request: Error performing GET http://10.0.0.9:1/news?list-type=2 in 9 ms"
)
REFUSED = f"{ASKED} - Server returned non-2xx status code: 403 Forbidden: <?xml?>\n<Error><Code>{{}}</Code></Error>"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("AWS_ENDPOINT_URL", "s3.example.net", "isn't an address: write https://HOST"),
        ("AWS_ENDPOINT_URL", "http://", "isn't an address"),
        ("AWS_ENDPOINT_URL", "https://key:secret-word@s3.example.net", "isn't an address"),
        ("AWS_ACCESS_KEY_ID", "desk\n", "AWS_ACCESS_KEY_ID has a line break"),
        ("AWS_SECRET_ACCESS_KEY", "secret-word\n", "AWS_SECRET_ACCESS_KEY has a line break"),
        ("AWS_SESSION_TOKEN", "secret-word\r", "AWS_SESSION_TOKEN has a line break"),
    ],
)
def test_settings_that_make_no_request_are_told_before_any(name: str, value: str, words: str) -> None:
    with pytest.raises(PublishError) as told:
        open_store("s3://news", keys("http://127.0.0.1:1") | {name: value})
    assert told.value.code == ExitCode.USAGE
    assert (words in told.value.message, "secret-word" in told.value.message) == (True, False)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (REFUSED.format("SignatureDoesNotMatch"), "the store doesn't let us in (SignatureDoesNotMatch): it must let"),
        (REFUSED.format("RequestTimeTooSkewed"), "whose clock is wrong"),
        (REFUSED.format("NoSuchBucket"), "the store has no bucket of that name: make it there"),
        (REFUSED.format("ContainerNotFound"), "the store has no bucket of that name: make it there"),
    ],
)
def test_a_store_that_refuses_everything_is_unsuitable_at_first_and_a_fault_later(said: str, words: str) -> None:
    with pytest.raises(PublishError) as unsuitable, faults("", first=True):
        raise exceptions.GenericError(said)
    assert (unsuitable.value.code, words in unsuitable.value.message) == (ExitCode.UNSUITABLE, True)
    with pytest.raises(OSError, match=r"^\[Errno None\]") as fault, faults("", first=False):
        raise exceptions.GenericError(said)
    assert words in (fault.value.strerror or "")


def test_a_host_that_there_is_none_is_a_slip_and_no_fault() -> None:
    said = f'{ASKED} - HTTP error\nDebug:\n kind: Connect,\n error: "lookup failed: Name or service not known",'
    named = "no machine is known by the name of the store at "
    with pytest.raises(PublishError, match=named) as slip, faults("x", first=True):
        raise exceptions.GenericError(said)
    assert slip.value.code == ExitCode.USAGE


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (f'{ASKED} - HTTP error\nDebug:\n kind: Connect,\n message: "Connection refused",', "9:1: Connection refused"),
        (f"{ASKED} - HTTP error\nDebug:\n kind: Connect,\n InvalidContentType", "9:1: what answers there speaks other"),
        (f"{ASKED}\n<Error><Code>SlowDown</Code><Message>Be slower.</Message></Error>", "SlowDown: Be slower."),
        (f"{ASKED} - HTTP error: it was cut", "'index.html'"),
        (f"{ASKED} - HTTP error: it was cut", "] HTTP error: it"),
        ("Generic S3 error: something\nAuthorization: secret-word", "Generic S3 error: something"),
    ],
)
def test_what_may_pass_is_a_fault_in_the_stores_own_words(said: str, words: str) -> None:
    with pytest.raises(OSError, match=re.escape(words)) as fault, faults("index.html", first=True):
        raise exceptions.GenericError(said)
    assert "secret-word" not in str(fault.value)


@pytest.mark.server
def test_a_real_store_has_no_such_bucket(bucket: str) -> None:
    with pytest.raises(PublishError, match="no bucket of that name"):
        open_store(f"s3://{bucket}-nowhere/news", os.environ).found()


@pytest.mark.server
@pytest.mark.slow
@pytest.mark.parametrize("s3", ["ceph"], indirect=True)
def test_a_real_store_refuses_other_keys(bucket: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "other")
    with pytest.raises(PublishError, match="doesn't let us in"):
        open_store(f"s3://{bucket}", os.environ).found()
