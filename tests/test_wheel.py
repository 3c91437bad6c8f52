"""What pip installs is enough: in an environment that has never seen this repository, a site is made and published."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.building_sites import DAY
from tests.byte_code import lend_byte_code

ROOT = Path(__file__).resolve().parents[1]


def run(command: Sequence[str], folder: Path) -> str:
    """Run a command that knows nothing of this repository; return what it said."""
    variables = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    variables |= {"SOURCE_DATE_EPOCH": DAY}
    ended = subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout + ended.stderr


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the wheel and the source distribution."""
    folder = tmp_path_factory.mktemp("packed")
    run([sys.executable, "-m", "hatchling", "build", "-d", str(folder)], ROOT)
    return folder


@pytest.fixture(scope="module")
def programs(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with the wheel in it; what that needs is taken from ours."""
    environment = tmp_path_factory.mktemp("environment")
    venv.create(environment, with_pip=False)
    python = environment / "bin/python"
    [wheel] = packed.glob("*.whl")
    pip = [sys.executable, "-m", "pip", f"--python={python}", "install", "--quiet", "--no-compile"]
    run([*pip, "--no-deps", "--no-index", str(wheel)], environment)
    own = next(environment.glob("lib/python*/site-packages"))
    lend_byte_code(ROOT / "explainers", own / "explainers")
    (own / "others.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return environment / "bin"


def test_the_source_distribution_has_all_that_the_wheel_is_made_of(packed: Path) -> None:
    [sdist] = packed.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for needed in ("pyproject.toml", "LICENSE", "README.md", "CHANGELOG.md", "theme/templates/base.html", "babel.cfg"):
        assert needed in names
    assert "explainers/locale/fr/LC_MESSAGES/explainers.po" in names
    assert "explainers/editing/site_files/publish.yml" in names


@pytest.mark.server
def test_a_site_is_made_checked_built_and_published_by_what_pip_installs(programs: Path, tmp_path: Path) -> None:
    explainers, python = str(programs / "explainers"), str(programs / "python")
    where = run([python, "-c", "import explainers; print(explainers.__file__)"], tmp_path)
    assert str(programs.parent) in where  # not the repository's
    asked = ("--languages", "es", "--countries", "EC", "--name", "Mirador", "--today", "2026-09-17")
    run([explainers, "new", "site", "mirador", *asked], tmp_path)
    site = tmp_path / "mirador"
    assert "no problems" in run([explainers, "check"], site)
    assert "# Writing an explainer" in run([explainers, "docs", "writing"], site)
    run([python, "publish.py", "build", "--site-url", "https://mirador.news"], site)
    assert "live at https://mirador.news" in run([python, "publish.py", "deploy", f"dir:{tmp_path / 'www'}"], site)
    page = (tmp_path / "www/current/example/index.html").read_text(encoding="utf-8")
    assert '<html lang="es"' in page
