"""What goes over the wire between smpplib and the sandbox, captured by tshark and read by us."""

from __future__ import annotations

import asyncio
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from tests.sandbox.test_peers import send_with_smpplib
from ycloud_console.sandbox import Sandbox
from ycloud_console.smpp.capture import Capture, NotACapture, read_capture
from ycloud_console.smpp.pdu import read_pdu

_PATIENCE = 20.0
"""Seconds after which the test gives up."""


def _commands(capture: Capture | None) -> list[str]:
    return [read_pdu(each.octets).command for each in capture.pdus] if capture is not None else []


def _read(path: Path) -> Capture | None:
    with suppress(NotACapture, FileNotFoundError):
        return read_capture(path)
    return None


async def test_a_client_captured_on_the_loopback_interface(sandbox: Sandbox, tmp_path: Path) -> None:
    if shutil.which("tshark") is None:
        pytest.skip("tshark is not installed")
    path = tmp_path / "lo.pcapng"
    command = ("tshark", "-Q", "-i", "lo", "-f", f"tcp port {sandbox.port}", "-w", str(path))
    pipe = asyncio.subprocess.PIPE
    sniffer = await asyncio.create_subprocess_exec(*command, stderr=pipe)
    try:
        async with asyncio.timeout(_PATIENCE):
            while not path.exists() or not path.stat().st_size:
                if sniffer.returncode is not None:
                    pytest.skip("capturing is not permitted here")
                await asyncio.sleep(0.02)
            capture: Capture | None = None
            # The file is there before the first packet is taken: a run that was missed is made again.
            while "unbind_resp" not in _commands(capture) or "bind_transceiver" not in _commands(capture):
                await asyncio.to_thread(send_with_smpplib, sandbox, "8613800138000", "您好" * 100, tls=False)
                await asyncio.sleep(0.2)
                capture = _read(path)
    finally:
        with suppress(ProcessLookupError):
            sniffer.terminate()
        await sniffer.communicate()
    assert capture is not None
    seen = _commands(capture)
    assert seen.count("submit_sm") >= 3
    assert seen.count("deliver_sm") >= 3
    assert {each.wire.remote.port for each in capture.pdus if each.wire.remote} == {sandbox.port}
    assert not any(b"demo1234" in each.octets for each in capture.pdus)
