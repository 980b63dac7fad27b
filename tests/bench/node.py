"""node's package "smpp" as a peer: installed into build/ when npm and node are there."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.bench.histories import BUILD

PACKAGE = "smpp@0.5.1"
_FOLDER = BUILD / "node"
_SCRIPT = Path(__file__).with_name("lives_node.js")
_PATIENCE = 120
"""Seconds for npm."""


def command() -> list[str]:
    """How its lives are started. Raises FileNotFoundError with a sentence when they cannot be."""
    node = shutil.which("node")
    if node is None:
        raise FileNotFoundError("node is not installed")
    _install()
    return [node, str(_SCRIPT)]


def environment() -> dict[str, str]:
    return dict(os.environ, NODE_PATH=str(_FOLDER / "node_modules"))


def _install() -> None:
    if (_FOLDER / "node_modules" / "smpp").exists():
        return
    npm = shutil.which("npm")
    if npm is None:
        raise FileNotFoundError("npm is not installed")
    _FOLDER.mkdir(parents=True, exist_ok=True)
    install = [
        npm,
        "install",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--prefix",
        str(_FOLDER),
        PACKAGE,
    ]
    try:
        done = subprocess.run(
            install, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise FileNotFoundError(f"npm did not bring {PACKAGE} within {_PATIENCE} s") from None
    if done.returncode:
        word = (done.stderr.strip().splitlines() or ["no word"])[-1]
        raise FileNotFoundError(f"npm could not bring {PACKAGE}: {word}")
