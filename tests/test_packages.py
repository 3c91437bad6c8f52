"""Packages are installed by uv where it is there, as pip is set up, and by pip where uv can't."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from explainers.failures import OutsideError
from tests.packages import failed_installation, make_environment, uv_settings

REQUIREMENTS = """# pinned
iniconfig==2.1.0 \\
    --hash=sha256:aa
    # via pytest
uv==0.13.9 \\
    --hash=sha256:bb \\
    --hash=sha256:cc
    # via -r requirements/dev.in
zizmor==1.0 --hash=sha256:dd
"""


class Calls:
    """Notes commands instead of running them; those that begin with some word fail."""

    def __init__(self, failing: str = "") -> None:
        self.failing = failing
        self.commands: list[list[str]] = []
        self.environments: list[Mapping[str, str]] = []

    def __call__(self, command: list[str], *, env: Mapping[str, str], stderr: int | None = None) -> int:
        self.commands.append(command)
        self.environments.append(env)
        return 4 if self.failing and Path(command[0]).name.startswith(self.failing) else 0


def bare(**variables: str) -> dict[str, str]:
    return {"PATH": os.defpath, "HOME": "nowhere", "PIP_CONFIG_FILE": os.devnull, **variables}


def test_uv_installs_where_it_is_there_and_is_led_nowhere_by_settings_of_its_own(tmp_path: Path) -> None:
    calls = Calls()
    variables = bare(UV_TARGET="elsewhere", PIP_INDEX_URL="https://mirror.example/simple")
    assert failed_installation(sys.executable, tmp_path / "dev.txt", calls, variables) == ""
    [command] = calls.commands
    assert command[:3] == [str(Path(sys.executable).with_name("uv")), "pip", "install"]
    assert {"--require-hashes", "--no-config"} <= set(command)
    assert "UV_TARGET" not in calls.environments[0]
    assert calls.environments[0]["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"


def test_where_uv_fails_pip_installs_and_tells_what_fails(tmp_path: Path) -> None:
    calls = Calls(failing="uv")
    assert failed_installation(sys.executable, tmp_path / "dev.txt", calls, bare()) == ""
    assert [Path(command[0]).name for command in calls.commands] == ["uv", Path(sys.executable).name]
    told = failed_installation(sys.executable, tmp_path / "dev.txt", Calls(failing=Path(sys.executable).name), bare())
    assert told == ""  # uv was enough
    lone = tmp_path / "python"
    assert failed_installation(str(lone), tmp_path / "dev.txt", Calls("python"), bare()).startswith("Exit code 4: ")


def test_where_uv_does_not_know_how_to_reach_an_index_pip_installs(tmp_path: Path) -> None:
    calls = Calls()
    assert failed_installation(sys.executable, tmp_path / "dev.txt", calls, bare(PIP_CLIENT_CERT="key.pem")) == ""
    assert [command[1:4] for command in calls.commands] == [["-I", "-m", "pip"]]


def test_pips_settings_are_told_to_uv_those_of_a_file_and_those_of_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "pip.conf"
    file.write_text("[global]\nindex-url = https://a.example/simple\nuser = yes\n[install]\nno-index = true\n")
    variables = bare(PIP_CONFIG_FILE=str(file), PIP_FIND_LINKS="/one /two", PIP_EXTRA_INDEX_URL="https://b.example/")
    settings = uv_settings(sys.executable, variables)
    assert settings is not None
    expected = {
        "UV_INDEX_STRATEGY": "unsafe-best-match",
        "UV_DEFAULT_INDEX": "https://a.example/simple",
        "UV_INDEX": "https://b.example/",
        "UV_FIND_LINKS": "/one,/two",
        "UV_NO_INDEX": "true",
    }
    assert expected.items() <= settings.items()  # the machine's own settings may say more
    assert uv_settings(sys.executable, bare()) == {"UV_INDEX_STRATEGY": "unsafe-best-match"}


@pytest.mark.parametrize(("listed", "text"), [(True, REQUIREMENTS), (False, "iniconfig==2.1.0 --hash=sha256:aa\n")])
def test_uv_comes_first_where_requirements_list_it_with_its_own_hashes(tmp_path: Path, listed: bool, text: str) -> None:
    (tmp_path / "bin").mkdir()
    requirements = tmp_path / "dev.txt"
    requirements.write_text(text)
    calls = Calls()
    make_environment("python3", tmp_path, requirements, calls, bare())
    asked = [command[command.index("-r") + 1] for command in calls.commands if "-r" in command]
    alone = tmp_path / "bin/uv.txt"
    assert asked == [*([str(alone)] if listed else []), str(requirements)]
    if listed:
        expected = "uv==0.13.9 \\\n    --hash=sha256:bb \\\n    --hash=sha256:cc\n"
        assert alone.read_text() == expected


def test_what_fails_first_is_told_and_nothing_comes_after_it(tmp_path: Path) -> None:
    (tmp_path / "dev.txt").write_text(REQUIREMENTS)
    calls = Calls(failing="python3")
    with pytest.raises(OutsideError, match=f"Exit code 4: python3 -I -m venv {tmp_path}"):
        make_environment("python3", tmp_path, tmp_path / "dev.txt", calls, bare())
    assert len(calls.commands) == 1
