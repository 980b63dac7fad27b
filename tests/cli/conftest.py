"""Runs the real command in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """The JSON objects of stdout; fails when anything else is there."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Outcome]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Without a keychain, a password or a window, and with a data folder of its own."""
    kept = {name: value for name, value in os.environ.items() if name not in ("YCLOUD_PASSWORD", "DISPLAY")}
    return {
        **kept,
        "YCLOUD_CONSOLE_HOME": str(tmp_path / "home"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
        "PYTHONUTF8": "1",
        "COLUMNS": "100",
    }


@pytest.fixture
def run(environment: dict[str, str]) -> Run:
    def run_command(*arguments: str, stdin: str = "", **more: str) -> Outcome:
        done = subprocess.run(
            [sys.executable, "-m", "ycloud_console", *arguments],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            env=environment | more,
            check=False,
        )
        return Outcome(done.returncode, done.stdout, done.stderr)

    return run_command
