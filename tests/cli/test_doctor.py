"""``ycloud-console doctor``, as an operator types it."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography import x509

from tests.cli.conftest import Run
from ycloud_console.cli.doctor import doctor
from ycloud_console.cli.root import Root
from ycloud_console.sandbox import Sandbox, SandboxOptions

STEPS = ["settings", "keychain", "name", "port", "tls", "bind", "round_trip", "unbind"]


@pytest.fixture
async def smsc(tmp_path: Path) -> AsyncIterator[Sandbox]:
    """A practice SMSC in this process; the commands run in their own."""
    made = await Sandbox.start(home=tmp_path / "smsc", options=SandboxOptions())
    yield made
    await made.close()


def tls_target(smsc: Sandbox) -> list[str]:
    return ["--host", "localhost", "--port", str(smsc.tls_port), "--system-id", "demo", "--tls"]


def test_all_is_well_on_the_sandbox(run: Run) -> None:
    done = run("doctor", "--sandbox", "--json")
    assert done.code == 0, done.out + done.err
    assert [step["step"] for step in done.objects] == STEPS
    assert {step["verdict"] for step in done.objects} == {"ok", "skipped"}


async def test_save_the_certificate_and_trust_it(run: Run, smsc: Sandbox, tmp_path: Path) -> None:
    kept = tmp_path / "kept.pem"
    options = [*tls_target(smsc), "--save-certificate", str(kept), "--json"]
    first = await asyncio.to_thread(run, "doctor", *options, YCLOUD_PASSWORD=smsc.password)
    assert first.code == 3
    tls = next(step for step in first.objects if step["step"] == "tls")
    assert (tls["verdict"], tls["field"]) == ("failed", "certificate")
    (presented,) = tls["details"]["chain"]
    assert presented["sha256"] in first.err
    assert "self-signed" in tls["sentence"]
    x509.load_pem_x509_certificate(kept.read_bytes())

    options = [*tls_target(smsc), "--certificate", str(kept)]
    trusted = await asyncio.to_thread(run, "doctor", *options, YCLOUD_PASSWORD=smsc.password)
    assert trusted.code == 0, trusted.out + trusted.err
    assert trusted.out.count("✓") == 7
    assert presented["sha256"] in trusted.out


async def test_what_fails_is_said_with_what_to_do(run: Run, smsc: Sandbox) -> None:
    target = ["--host", smsc.host, "--port", str(smsc.port), "--system-id", "demo"]
    wrong = await asyncio.to_thread(run, "doctor", *target, YCLOUD_PASSWORD="wr0ngone")
    assert wrong.code == 3
    assert "✗ Invalid SMPP system ID and password (status 3)" in wrong.out
    assert "wr0ngone" not in wrong.out + wrong.err
    nobody = await asyncio.to_thread(run, "doctor", *target, "--json")
    assert nobody.code == 3
    assert "YCLOUD_PASSWORD" in nobody.err
    verdicts = {step["step"]: step["verdict"] for step in nobody.objects}
    assert (verdicts["settings"], verdicts["port"], verdicts["bind"]) == ("failed", "ok", "skipped")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--certificate", ""], "certificate file"),
        (["--save-certificate", "{present}"], "exists already"),
        (["--sandbox"], "Choose one"),
    ],
)
def test_wrong_usage_is_said_before_anything_is_tried(tmp_path: Path, options: list[str], words: str) -> None:
    present = tmp_path / "present.pem"
    present.write_text("mine")
    target = ["--host", "localhost", "--port", "9", "--system-id", "demo", "--tls"]
    given = [option.format(present=present) for option in options]
    done = CliRunner().invoke(doctor, [*target, *given], obj=Root())
    assert done.exit_code == 2
    assert words in done.output
    assert present.read_text() == "mine"


def test_a_silent_server_is_said_at_once_and_nothing_is_promised(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(60)
        port = server.getsockname()[1]
        target = ["--host", "127.0.0.1", "--port", str(port), "--system-id", "demo"]
        with subprocess.Popen(
            [sys.executable, "-m", "ycloud_console", "query", "1", *target],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            env=environment | {"YCLOUD_PASSWORD": "x"},
        ) as program:
            assert program.stderr is not None
            connection, _ = server.accept()
            assert "waiting for the bind response" in program.stderr.readline()
            server.close()  # or it would be asked whether it speaks TLS, and be silent to that, too
            connection.close()
            rest = program.stderr.read()
            assert program.wait(timeout=60) == 3
    assert "Connection" in rest
    assert "again" not in rest
