"""An archive keeps the assets of the releases before, for hosts that keep nothing: asked for at the live address."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from explainers.publishing.deploy import release_manifest
from explainers.publishing.outside import Answer
from explainers.publishing.retained import Retained, retained
from explainers.publishing.targets.protocol import MANIFEST_PATH
from tests.publishing.synthetic import NOON, URL, site_files, tree, write_site


class Host:
    """A host that replaces all that it shows."""

    def __init__(self, place: Path) -> None:
        self.place, self.shown, self.now = place, dict[str, bytes](), NOON

    def get(self, address: str, coding: str) -> Answer:
        path = address.removeprefix(f"{URL}/")
        return Answer(200, {}, self.shown[path]) if path in self.shown else Answer(404, {}, b"")

    def publish(self, design: str, **of: str) -> Retained:
        site = write_site(self.place / design, site_files(design), **of)  # type: ignore[arg-type]
        found = retained(release_manifest(site), self.get, self.now)
        self.shown = {**tree(site.root), **found.files}
        return found


def assets(design: str) -> set[str]:
    return {path for path in site_files(design) if path.startswith("assets/")}


def test_assets_of_earlier_releases_stay_for_thirty_days(tmp_path: Path) -> None:
    host = Host(tmp_path)
    assert "has no _publish/manifest.json yet" in host.publish("plain").said
    host.now += timedelta(days=20)
    assert host.publish("bold").carried == 3
    host.now += timedelta(days=20)
    assert host.publish("grand").carried == 6
    assert assets("plain") | assets("bold") | assets("grand") <= host.shown.keys()
    host.now += timedelta(days=15)
    assert host.publish("grand").carried == 3
    assert not assets("plain") & host.shown.keys()


def test_what_cannot_be_had_or_is_somebody_elses_is_not_kept(tmp_path: Path) -> None:
    host = Host(tmp_path)
    host.publish("plain")
    damaged = min(assets("plain"))
    host.shown[damaged] = b"other bytes"
    found = host.publish("bold")
    assert (found.carried, "1 could not be had" in found.said, damaged in host.shown) == (2, True, False)
    assert "another site, 'news'" in host.publish("plain", site="sports").said
    host.shown[MANIFEST_PATH] = b"<html>"
    assert "it is damaged" in host.publish("plain", site="sports").said
    silent = retained(
        release_manifest(write_site(tmp_path / "x", site_files())), lambda *_: Answer(0, {}, b"", "no host"), NOON
    )
    assert (silent.carried, list(silent.files)) == (0, [MANIFEST_PATH])
    assert "answers nothing (no host)" in silent.said
