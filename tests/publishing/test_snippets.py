"""Configurations of servers, with the real servers: what they send is what the site's one source of headers says."""

from __future__ import annotations

import gzip
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import brotli
import pytest

from explainers.publishing.deploy import PublishOptions, deploy, release_manifest
from explainers.publishing.headers import HeaderRule, header_rules, headers_at, headers_file, with_own
from explainers.publishing.manifest import Manifest
from explainers.publishing.outside import Asker, Outside
from explainers.publishing.snippets import SERVERS, Serving, snippet
from tests.conftest import Visit
from tests.machine import BROTLI
from tests.publishing.servers import free_port, program, serving, wrangler
from tests.publishing.synthetic import World, site_files, target_in, write_site

pytestmark = pytest.mark.server
HEADERS = """/*
  Content-Security-Policy: default-src 'none'; style-src 'sha256-abc='; frame-ancestors 'none'
  X-Content-Type-Options: nosniff
/data.geojson
  Access-Control-Allow-Origin: *
"""
OWN = {
    "/*": {"Referrer-Policy": "no-referrer", "x-content-type-options": "nosniff"},
    "/story-2/*": {"Cache-Control": "public, max-age=60", "Link": '</story-1/>; rel="next"'},
    "/story-3/": {"Reporting-Endpoints": '{"a": "$uri {path} ${PATH} %D"}', "X-Sign": "a `b`"},
    "/data.geojson": {"Cache-Control": "no-store", "Access-Control-Allow-Origin": None},
}
RULES = with_own(header_rules(HEADERS), OWN, "")


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder that servers can read, which may be other users: pytest's own are closed to them by each run that
    begins.
    """
    with open_folder() as place:
        yield place


@pytest.fixture(scope="module")
def shown() -> Iterator[tuple[Path, Manifest]]:
    """A target with a site that has files compressed already, and its manifest."""
    with open_folder() as place:
        yield shown_in(place)


@contextmanager
def open_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        for folder in (Path(name), *Path(name).parents):
            if folder.stat().st_uid == os.geteuid() and folder.stat().st_mode & 0o055 != 0o055:
                folder.chmod(0o755)
        yield Path(name)


def shown_in(place: Path) -> tuple[Path, Manifest]:
    files = site_files() | {
        "data.geojson": b'{"type": "FeatureCollection", "features": []}' * 50,
        "_headers": headers_file(RULES),
    }
    css = next(path for path in files if path.endswith(".css"))
    for path in ("index.html", "story-1/index.html", "feeds/all.atom.xml", "data.geojson", css):
        files[f"{path}.gz"] = gzip.compress(files[path], mtime=0)
        files[f"{path}.br"] = brotli.compress(files[path])
    files["data.geojson"] = files["data.geojson"][:45]
    for ending, pack in (("gz", lambda data: gzip.compress(data, mtime=0)), ("br", brotli.compress)):
        files[f"data.geojson.{ending}"] = pack(files["data.geojson"])
    target = target_in(place / "my www")
    deploy(target, write_site(place / "site", files), PublishOptions(), World().around())
    live = target.live()
    assert live
    return target.base, live


def serving_of(
    base: Path, port: int, with_brotli: bool = True, rules: tuple[HeaderRule, ...] = RULES, below: str = ""
) -> Serving:
    return Serving(
        str(base),
        f"http://127.0.0.1:{port}{below}",
        rules,
        {"/old/": "/story-1/", "/with space/": "/story-2/"},
        ("/gone/",),
        with_brotli,
        f"127.0.0.1:{port}",
    )


@contextmanager
def nginx(
    place: Path, base: Path, port: int, rules: tuple[HeaderRule, ...] = RULES, below: str = "", beside: str = ""
) -> Iterator[None]:
    server = program("nginx")
    modules = [BROTLI] if BROTLI.is_file() else []
    config = snippet("nginx", serving_of(base, port, bool(modules), rules, below))
    (place / "nginx.conf").write_text(
        "".join(f"load_module {module};\n" for module in modules)
        + f"pid {place}/pid; error_log {place}/error.log; daemon off; worker_processes 1;\n"
        f"events {{ }}\nhttp {{ access_log off; client_body_temp_path {place}/b; proxy_temp_path {place}/p;\n"
        f"fastcgi_temp_path {place}/f; uwsgi_temp_path {place}/u; scgi_temp_path {place}/s;\n{config}{beside}}}\n",
        encoding="utf-8",
    )
    with serving((server, "-c", str(place / "nginx.conf")), port):
        yield


@contextmanager
def caddy(place: Path, base: Path, port: int, rules: tuple[HeaderRule, ...] = RULES, below: str = "") -> Iterator[None]:
    server = program("caddy")
    config = snippet(
        "caddy",
        Serving(**{**_fields(serving_of(base, port, True, rules, below)), "listen": f"http://127.0.0.1:{port}"}),
    )
    (place / "Caddyfile").write_text(f"{{\n    admin off\n    auto_https off\n}}\n{config}", encoding="utf-8")
    with serving((server, "run", "--config", str(place / "Caddyfile"), "--adapter", "caddyfile"), port):
        yield


@contextmanager
def apache(
    place: Path, base: Path, port: int, rules: tuple[HeaderRule, ...] = RULES, below: str = ""
) -> Iterator[None]:
    server = program("apache2", "httpd")
    modules = Path("/usr/lib/apache2/modules")
    if not modules.is_dir():
        pytest.skip("the modules of apache2 are not where they are looked for")
    names = ("mpm_event", "authz_core", "dir", "mime", "headers", "rewrite", "alias", "env", "setenvif")
    (place / "httpd.conf").write_text(
        "".join(f"LoadModule {name}_module {modules}/mod_{name}.so\n" for name in names)
        + f"ServerRoot {place}\nPidFile {place}/pid\nErrorLog {place}/error.log\nListen 127.0.0.1:{port}\n"
        f"ServerName 127.0.0.1\nDefaultRuntimeDir {place}\nTypesConfig /dev/null\n"
        + ("User www-data\nGroup www-data\n" if os.geteuid() == 0 else "")
        + snippet("apache", serving_of(base, port, True, rules, below)),
        encoding="utf-8",
    )
    with serving((server, "-d", str(place), "-f", str(place / "httpd.conf"), "-DFOREGROUND"), port):
        yield


def _fields(value: Serving) -> dict[str, object]:
    return {name: getattr(value, name) for name in Serving.__struct_fields__}


RUNNING = {"nginx": nginx, "caddy": caddy, "apache": apache}


@pytest.fixture(scope="module", params=SERVERS)
def running(
    request: pytest.FixtureRequest, shown: tuple[Path, Manifest], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a real server with our configuration."""
    port = free_port()
    place = tmp_path_factory.mktemp(request.param)
    place.chmod(0o755)
    with RUNNING[request.param](place, shown[0], port):
        yield f"http://127.0.0.1:{port}"


def rules(_: Manifest, path: str) -> dict[str, str]:
    return headers_at(path, RULES)


def test_every_file_is_sent_in_every_coding_with_its_headers(
    running: str, shown: tuple[Path, Manifest], request: pytest.FixtureRequest
) -> None:
    has_brotli = request.node.callspec.params["running"] != "nginx" or BROTLI.is_file()
    look = Outside(running, ("headers", "gzip", "404", *(["brotli"] if has_brotli else [])), rules, surely=True)
    served = look.look(shown[1], True, [])
    assert served.wrong == ()
    sent = [path for path in shown[1].files if not path.startswith("_") and (has_brotli or not path.endswith(".br"))]
    assert served.right == len(sent)
    if not has_brotli:
        pytest.skip("nginx has no module for Brotli: libnginx-mod-http-brotli-static isn't installed")


def test_what_is_not_there_is_the_sites_own_page_that_nobody_keeps(running: str) -> None:
    for address in (f"{running}/none/", f"{running}/assets/x.0123456789ab.css"):
        answer = Asker().get(address)
        assert (answer.status, b"Nothing is here" in answer.body) == (404, True)
        assert answer.headers["cache-control"] == "no-store"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_pages_that_moved_lead_on_for_good_and_gone_ones_are_gone(running: str) -> None:
    moved = Asker().get(f"{running}/old/")
    assert (moved.status, moved.headers["location"].removeprefix(running)) == (301, "/story-1/")
    assert Asker().get(f"{running}/with%20space/").status == 301
    assert Asker().get(f"{running}/gone/").status == 410


def test_what_is_published_next_to_the_site_is_not_served(running: str) -> None:
    assert Asker().get(f"{running}/.publish/owner").status in (403, 404)
    assert Asker().get(f"{running}/../.publish/owner").status in (400, 403, 404)


@pytest.mark.parametrize("server", SERVERS)
def test_a_site_below_a_path_with_any_letters_is_served_with_its_headers(
    server: str, shown: tuple[Path, Manifest], tmp_path: Path
) -> None:
    below, port = "/actualit%C3%A9s%20du%20port", free_port()
    rules = (HeaderRule(f"{below}/*", {"X-One": "a"}), HeaderRule(f"{below}/story-1/", {"Cache-Control": "no-cache"}))
    with RUNNING[server](tmp_path, shown[0], port, rules, below):
        address = f"http://127.0.0.1:{port}{below}"
        assert Outside(address, ("gzip", "404"), surely=True).look(shown[1], True, []).wrong == ()
        for path in ("", "story-1/", "assets/none.css"):
            assert Asker().get(f"{address}/{path}").headers["x-one"] == "a", path
        assert Asker().get(f"{address}/story-1/").headers["cache-control"] == "no-cache"


@pytest.mark.slow
def test_cloudflare_pages_reads_the_sites_headers_and_redirects(tmp_path: Path) -> None:
    files = site_files() | {"_headers": headers_file(RULES), "_redirects": b"/old/ /story-1/ 301\n"}
    site = write_site(tmp_path / "site", files)
    with wrangler(site.root) as address:
        assert Outside(address, ("404",), surely=True).look(release_manifest(site), True, []).wrong == ()
        sent = Asker().get(f"{address}/story-3/").headers
        expected = headers_at("/story-3/", RULES)
        assert {name: sent.get(name.lower()) for name in expected} == expected
        moved = Asker().get(f"{address}/old/")
        assert (moved.status, moved.headers["location"]) == (301, "/story-1/")


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        ("https://news.example", ("listen 80;", "news.example {", "<VirtualHost *:80>")),
        ("http://localhost:8080/news", ("listen 8080;", "http://localhost:8080 {", "<VirtualHost *:8080>")),
        ("http://news.example", ("listen 80;", "http://news.example {", "<VirtualHost *:80>")),
    ],
)
def test_a_server_listens_at_the_port_of_the_sites_address(address: str, lines: tuple[str, ...]) -> None:
    for server, line in zip(("nginx", "caddy", "apache"), lines, strict=True):
        said = snippet(server, Serving(root="/srv/www/news", site_url=address, rules=()))
        assert line in map(str.strip, said.splitlines())


def test_one_nginx_shows_two_sites_each_with_its_own_headers(shown: tuple[Path, Manifest], tmp_path: Path) -> None:
    ports = free_port(), free_port()
    other = snippet("nginx", serving_of(shown[0], ports[1], False, (HeaderRule("/*", {"X-One": "costs $2"}),)))
    with nginx(tmp_path, shown[0], ports[0], (HeaderRule("/*", {"X-One": "costs $1"}),), beside=other):
        for port, said in zip(ports, ("costs $1", "costs $2"), strict=True):
            assert Asker().get(f"http://127.0.0.1:{port}/").headers["x-one"] == said


@pytest.fixture
def behind_nginx(built_site: Path, tmp_path: Path) -> Iterator[str]:
    """The address of the project's own site, as it is published, behind nginx with our configuration."""
    base = tmp_path / "www"
    (base / "releases").mkdir(parents=True)
    shutil.copytree(built_site, base / "releases" / "r1")
    (base / "current").symlink_to("releases/r1")
    port = free_port()
    with nginx(tmp_path, base, port, header_rules((built_site / "_headers").read_text("utf-8"))):
        yield f"http://127.0.0.1:{port}/"


@pytest.mark.browser
def test_in_a_browser_the_site_breaks_nothing_of_its_own_policy(behind_nginx: str, look: Callable[..., Visit]) -> None:
    for path in ("", "map/", "timeline/", "method/", "fr/", "no-such-page/"):
        seen = look(f"{behind_nginx}{path}")
        policy = Asker().get(f"{behind_nginx}{path}").headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert [line for line in seen.console if "404" not in line] == []
        assert [url for url in seen.failures if not url.endswith("no-such-page/")] == []
        assert seen.requests_beyond(behind_nginx) == []


@pytest.mark.browser
def test_no_other_site_can_show_it_in_a_frame(
    behind_nginx: str, tmp_path: Path, serve_folder: Callable[..., str], look: Callable[..., Visit]
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "plain.html").write_text("<p>plain", encoding="utf-8")
    (tmp_path / "other" / "index.html").write_text(
        f'<iframe name="ours" src="{behind_nginx}"></iframe><iframe name="plain" src="plain.html"></iframe>',
        encoding="utf-8",
    )
    page = look(serve_folder(tmp_path / "other")).page
    frames = {frame.name: frame.url for frame in page.frames}
    assert frames["plain"].endswith("/plain.html")
    assert frames["ours"].startswith("chrome-error://")
