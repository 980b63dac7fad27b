"""The set-up: what it finds missing, what it tells a person to run, and which Python it takes."""

from __future__ import annotations

import importlib.util
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="make and sh belong to Linux and macOS")


def load_setup() -> ModuleType:
    spec = importlib.util.spec_from_file_location("console_setup", ROOT / "scripts" / "setup.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


setup = load_setup()


# --- the lock


def test_the_lock_is_what_pyproject_asks_for(tmp_path: Path) -> None:
    uv = Path(sys.executable).parent / "uv"
    if not uv.exists():
        pytest.skip("uv is not in this environment; `make setup` puts it there")
    check = [
        "lock",
        "--check",
        "--offline",
        "--no-config",
        "--cache-dir",
        str(tmp_path),
        "--python",
        sys.executable,
    ]
    result = subprocess.run([uv, *check], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"run `uv lock`: {result.stderr}"


def test_every_locked_file_has_a_hash_and_comes_from_one_registry() -> None:
    packages = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))["package"]
    registries = {
        package["source"].get("registry") for package in packages if package["name"] != "ycloud-console"
    }
    assert len(registries) == 1
    files = [file for package in packages for file in package.get("wheels", [])]
    assert len(files) > 100
    assert all(file["hash"].startswith("sha256:") for file in files)


def test_uv_itself_is_locked() -> None:
    version, hashes = setup.locked("uv", ROOT / "uv.lock")
    assert version[0].isdigit()
    assert hashes
    with pytest.raises(setup.SetupError, match="no such-package"):
        setup.locked("such-package", ROOT / "uv.lock")


# --- the system


@pytest.mark.skipif(sys.platform != "linux", reason="names of Linux libraries")
def test_a_library_counts_when_it_can_be_loaded() -> None:
    assert setup.loads("libc.so.6")
    assert not setup.loads("libno-such-library.so.9")


@pytest.mark.parametrize(("sudo", "start"), [(True, ["sudo", "sh", "-c"]), (False, ["su", "-c"])])
def test_the_command_for_a_person_is_one_line_that_a_shell_takes(sudo: bool, start: list[str]) -> None:
    line = setup.person_command(["libegl1", "fonts-noto-cjk"], sudo=sudo)
    words = shlex.split(line)
    assert words[:-1] == start
    update, install = words[-1].split(" && ")
    assert update == "apt-get update"
    assert install.split() == [
        "apt-get",
        "install",
        "-y",
        "--no-install-recommends",
        "libegl1",
        "fonts-noto-cjk",
    ]


def test_a_chinese_font_is_known_by_its_name(tmp_path: Path) -> None:
    folder = tmp_path / "fonts" / "truetype"
    folder.mkdir(parents=True)
    folders = [tmp_path / "absent", tmp_path / "fonts"]
    (folder / "DejaVuSans.ttf").touch()
    assert not setup.has_chinese_font(folders)
    (folder / "NotoSansCJK-Regular.ttc").touch()
    assert setup.has_chinese_font(folders)


# --- .venv


def test_options_that_would_send_packages_elsewhere_are_dropped() -> None:
    given = {
        "HOME": "/home/agent",
        "HTTPS_PROXY": "http://proxy:3128",
        "PIP_INDEX_URL": "https://mirror/simple",
        "PIP_TARGET": "/elsewhere",
        "PIP_USER": "1",
        "PYTHONPATH": "/elsewhere",
        "UV_CACHE_DIR": "/fast/disk",
        "UV_FROZEN": "1",
        "UV_PROJECT_ENVIRONMENT": "/elsewhere",
        "VIRTUAL_ENV": "/elsewhere",
    }
    kept = setup.tool_environment(given)
    assert "/elsewhere" not in kept.values()
    assert not {"PIP_USER", "UV_FROZEN"} & kept.keys()
    for name in ("HOME", "HTTPS_PROXY", "PIP_INDEX_URL", "UV_CACHE_DIR"):
        assert kept[name] == given[name]
    assert kept["UV_PROJECT_ENVIRONMENT"] == str(ROOT / ".venv")


def test_without_a_word_about_it_the_cache_stays_in_the_checkout() -> None:
    assert Path(setup.tool_environment({})["UV_CACHE_DIR"]).is_relative_to(ROOT)


@pytest.mark.parametrize("changed", ["pyproject.toml", "uv.lock", "scripts/setup", "scripts/setup.py"])
def test_a_changed_file_makes_the_environment_stale(tmp_path: Path, changed: str) -> None:
    (tmp_path / "scripts").mkdir()
    for name in ("pyproject.toml", "uv.lock", "scripts/setup", "scripts/setup.py"):
        shutil.copy(ROOT / name, tmp_path / name)
    before = setup.stamp(tmp_path)
    assert setup.stamp(tmp_path) == before
    with (tmp_path / changed).open("a") as file:
        file.write("\n")
    assert setup.stamp(tmp_path) != before


def test_a_moved_checkout_gets_a_new_environment() -> None:
    assert not setup.usable_environment("/some/other/place\n3.12.1\nabc\n")


# --- the choice of a Python


def fake_python(folder: Path, name: str, version: str) -> None:
    """A program that gives this version when asked, and otherwise says that it was started, and how."""
    script = folder / name
    script.write_text(f'#!/bin/sh\nif [ "$1" = -c ]; then echo {version}; else echo "{name} $*"; fi\n')
    script.chmod(0o755)


def run_launcher(folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run scripts/setup where only the programs of `folder` can be found."""
    for tool in ("cat", "dirname"):
        path = shutil.which(tool)
        assert path is not None
        (folder / tool).symlink_to(path)
    command = ["/bin/sh", str(ROOT / "scripts" / "setup"), "run"]
    environ = {"PATH": str(folder), **environ}
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)


def test_the_first_python_that_fits_is_taken(tmp_path: Path) -> None:
    fake_python(tmp_path, "python3", "3.14")
    fake_python(tmp_path, "python3.13", "3.13")
    fake_python(tmp_path, "python3.11", "3.11")
    result = run_launcher(tmp_path)
    assert result.returncode == 0
    assert result.stdout == f"python3.13 -I {ROOT}/scripts/setup.py run\n"


def test_a_python_that_was_named_is_taken(tmp_path: Path) -> None:
    fake_python(tmp_path, "python3", "3.13")
    fake_python(tmp_path, "python3.11", "3.11")
    assert run_launcher(tmp_path, PYTHON="python3.11").stdout.startswith("python3.11 ")


@pytest.mark.parametrize("version", ["3.10", "3.14"])
def test_no_python_that_fits_is_said(tmp_path: Path, version: str) -> None:
    fake_python(tmp_path, "python3", version)
    result = run_launcher(tmp_path)
    assert result.returncode == 1
    assert "needs Python 3.11, 3.12 or 3.13" in result.stderr
    assert f"python3 is Python {version}." in result.stderr
    assert result.stdout == ""


def test_no_python_at_all_is_said(tmp_path: Path) -> None:
    result = run_launcher(tmp_path)
    assert result.returncode == 1
    assert "none was found" in result.stderr
    assert "Found:" not in result.stderr
