"""What only the packaged program does, and the smoke test that every package must pass."""

from __future__ import annotations

import json
import os
import ssl
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.cli.conftest import Run, environment, run
from ycloud_console import frozen, versions

__all__ = ["environment", "run"]

SMOKE = "import sys; from pathlib import Path; {} ; from ycloud_console.app import smoke; sys.exit(smoke())"


def smoke(preparation: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    no_keychain = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}
    return subprocess.run(
        [sys.executable, "-c", SMOKE.format(preparation)],
        env={**kept, **no_keychain, "PYTHONUTF8": "1", "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=200,
        check=False,
    )


@pytest.mark.gui
def test_every_part_works_from_source_and_nothing_is_left(tmp_path: Path) -> None:
    done = smoke("pass", tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    said = done.stdout.splitlines()
    assert said[-1] == "All 12 checks passed."
    assert [line for line in said if line.startswith("FAILED")] == []
    assert "bound to the sandbox, certificate verified" in done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.gui
def test_a_package_without_a_part_does_not_pass(tmp_path: Path) -> None:
    missing = "from ycloud_console.ui import language; language.TRANSLATIONS = Path('/nowhere')"
    done = smoke(missing, tmp_path)
    assert done.returncode == 1
    failed = [line.split(":")[0] for line in done.stdout.splitlines() if line.startswith("FAILED")]
    assert failed == ["FAILED  translations"]
    # The checks after it were made all the same.
    assert "ok      time zones" in done.stdout


def test_smoke_and_import_say_what_they_go_with(run: Run, tmp_path: Path) -> None:
    assert "goes alone" in run("--smoke", "--sandbox").err
    assert "does not exist" in run("--import-accounts", str(tmp_path / "none.toml")).err
    file = tmp_path / "accounts.toml"
    file.write_text("")
    done = run("--import-accounts", str(file), "decode", "text", "hi")
    assert (done.code, done.out) == (2, "")


def test_the_version_names_commit_python_qt_and_aiosmpplib(run: Run) -> None:
    done = run("--version")
    first, *rest = done.out.splitlines()
    assert (done.code, done.err) == (0, "")
    assert first.startswith(f"ycloud-console {version('ycloud-console')}")
    assert {line.split()[0] for line in rest} >= {"Python", "Qt", "aiosmpplib"}
    assert "?" not in done.out


def test_a_package_knows_the_commit_it_was_built_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = tmp_path / "build.json"
    noted.write_text(json.dumps({"commit": "5f0c1d2e3b4a59687786958493a2b1c0d9e8f701"}))
    monkeypatch.setattr(versions, "BUILD", noted)
    assert versions.versions()[0][1].endswith("(5f0c1d2e3b)")


def test_programs_that_it_starts_get_the_operators_own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", "/usr/lib/ycloud-console/_internal", raising=False)
    environ = {
        "LD_LIBRARY_PATH": "/usr/lib/ycloud-console/_internal",
        "QT_PLUGIN_PATH": "/usr/lib/ycloud-console/_internal/PySide6/Qt/plugins",
        "QML2_IMPORT_PATH": "/home/me/qml",
        "PATH": "/usr/bin",
    }
    frozen.give_back(environ)
    assert environ == {"QML2_IMPORT_PATH": "/home/me/qml", "PATH": "/usr/bin"}
    environ = {"LD_LIBRARY_PATH": "/usr/lib/ycloud-console/_internal", "LD_LIBRARY_PATH_ORIG": "/opt/mine"}
    frozen.give_back(environ)
    assert environ == {"LD_LIBRARY_PATH": "/opt/mine"}


def test_the_authorities_of_the_system_are_found_wherever_it_keeps_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = ssl.get_default_verify_paths()
    # On a distribution with other places OpenSSL finds neither.
    nowhere = ssl.DefaultVerifyPaths(None, None, *places[2:])  # type: ignore[arg-type]
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: nowhere)
    bundle = tmp_path / "ca-bundle.crt"
    monkeypatch.setattr(frozen, "AUTHORITIES", (str(tmp_path / "none.pem"), str(bundle)))
    environ: dict[str, str] = {}
    frozen.find_authorities(environ)
    assert environ == {}
    bundle.write_text("")
    frozen.find_authorities(environ)
    assert environ == {"SSL_CERT_FILE": str(bundle)}
    # Where OpenSSL finds them by itself, or was told, nothing is changed.
    monkeypatch.setattr(ssl, "get_default_verify_paths", lambda: places._replace(cafile=str(bundle)))
    environ = {}
    frozen.find_authorities(environ)
    assert environ == {}


def test_a_program_without_a_terminal_may_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    frozen.provide_streams()
    with sys.stdout as out, sys.stderr as err:
        assert (out.write("你好"), err.write("words")) == (2, 5)
