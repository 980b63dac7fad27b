"""Which folder is the program's, and who may read it."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from ycloud_console.accounts import home, make_private


def test_the_argument_wins_over_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("YCLOUD_CONSOLE_HOME", str(tmp_path / "from-environment"))
    assert home(str(tmp_path / "given")) == tmp_path / "given"
    assert home() == tmp_path / "from-environment"
    assert home("") == tmp_path / "from-environment"


def test_without_either_it_is_the_system_s_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YCLOUD_CONSOLE_HOME", raising=False)
    assert home().is_absolute()
    assert home().name == "ycloud-console"


def test_a_relative_folder_does_not_move_with_the_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    chosen = home("here")
    monkeypatch.chdir("/")
    assert chosen == tmp_path / "here"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no permission bits")
def test_new_folders_are_private_and_existing_ones_are_left_alone(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o755)
    make_private(shared / "a" / "b")
    assert stat.S_IMODE((shared / "a").stat().st_mode) == 0o700
    assert stat.S_IMODE((shared / "a" / "b").stat().st_mode) == 0o700
    make_private(shared)
    assert stat.S_IMODE(shared.stat().st_mode) == 0o755
