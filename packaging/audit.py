"""Known vulnerabilities of what the program depends on, by pip-audit; `make audit`.

Ends with 1 when one is known; with 0 when none is, or when the database could not be asked, which is said.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
_UV = ROOT / ".venv" / "bin" / "uv"
_PIP_AUDIT = ROOT / "build" / "package" / "venv" / "bin" / "pip-audit"


def main() -> int:
    """Ask, and say what came of it."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "requirements.txt"
        # With hashes, as they are locked: nothing is resolved anew.
        export = [str(_UV), "export", "--quiet", "--locked", "--no-config", "--project", str(ROOT)]
        export += ["--no-default-groups", "--no-emit-project", "--output-file", str(wanted)]
        subprocess.run(export, check=True, stdout=subprocess.DEVNULL)
        ask = [str(_PIP_AUDIT), "--requirement", str(wanted), "--require-hashes", "--disable-pip"]
        done = subprocess.run(
            [*ask, "--format", "json", "--progress-spinner", "off"],
            check=False,
            capture_output=True,
            text=True,
        )
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        print(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "pip-audit said nothing.")
        print("Audit skipped: the database of vulnerabilities cannot be reached from here.")
        return 0
    return tell(answer["dependencies"])


def tell(dependencies: list[dict[str, Any]]) -> int:
    """Say what pip-audit found of each; 1 when a vulnerability is known."""
    skipped = [each for each in dependencies if "skip_reason" in each]
    asked = [each for each in dependencies if "skip_reason" not in each]
    found = [(each, fault) for each in asked for fault in each["vulns"]]
    for each, fault in found:
        better = ", ".join(fault["fix_versions"]) or "none yet"
        print(f"{each['name']} {each['version']}: {fault['id']}; mended in {better}")
    if skipped:
        print(
            f"Audit skipped for {len(skipped)} of {len(dependencies)} packages: {skipped[0]['skip_reason']}"
        )
    if asked:
        print(f"{len(asked)} packages audited, {len(found)} vulnerabilities known.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
