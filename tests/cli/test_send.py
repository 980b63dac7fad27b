"""``send``: what it prints, and how it ends."""

from __future__ import annotations

import json
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

KEYS = ["to", "from", "state", "encoding", "segments", "explanation", "submitted_at", "done_at"]


@pytest.fixture
def smsc(environment: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The sandbox as a process of its own, and where it listens."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ycloud_console", "sandbox", "--json"],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert process.stdout is not None
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.terminate()
        assert process.wait(10) == 0
        process.stdout.close()


def by_hand(smsc: dict[str, Any], *more: str) -> list[str]:
    return ["--host", smsc["host"], "--port", str(smsc["port"]), "--system-id", smsc["system_id"], *more]


def test_delivered(run: Run) -> None:
    done = run(
        "send", "--sandbox", "--to", "+6581234567", "--from", "YCloud", "hello", "--wait", "10", "--json"
    )
    assert done.code == 0, done.err
    (message,) = done.objects
    assert list(message) == KEYS
    assert (message["to"], message["from"], message["state"]) == ("+6581234567", "YCloud", "delivered")
    assert message["encoding"] == "GSM-7"
    (segment,) = message["segments"]
    assert list(segment) == ["number", "message_id", "status", "state", "error"]
    assert len(segment["message_id"]) == 20
    assert (segment["number"], segment["status"], segment["state"]) == (1, 0, "delivered")
    assert message["submitted_at"].endswith("Z")
    assert message["submitted_at"] <= message["done_at"]


def test_err_18_speaks_of_the_signature(run: Run) -> None:
    done = run(
        "send", "--sandbox", "--to", "+8613800130018", "--from", "YCloud", "hello", "--wait", "10", "--json"
    )
    assert done.code == 1
    (message,) = done.objects
    assert message["state"] in ("rejected", "undeliverable")
    assert message["segments"][0]["error"] == "18"
    assert "signature" in message["explanation"]


def test_a_short_number_is_sent_and_refused(run: Run) -> None:
    done = run("send", "--sandbox", "--to", "12345", "--from", "YCloud", "hello", "--wait", "10", "--json")
    assert done.code == 1
    (message,) = done.objects
    assert message["state"] == "rejected"
    assert message["segments"][0]["status"] == 4
    assert "Invalid phone number" in message["explanation"]


def test_several_recipients_in_their_order_and_chinese(run: Run) -> None:
    text = "【YCloud】" + "验" * 594
    done = run(
        "send",
        "--sandbox",
        "--to",
        "+8613800138000",
        "--to",
        "+6581234567",
        "--from",
        "YCloud",
        text,
        "--wait",
        "20",
        "--json",
    )
    assert done.code == 0, done.out
    assert [message["to"] for message in done.objects] == ["+8613800138000", "+6581234567"]
    for message in done.objects:
        assert message["encoding"] == "UCS-2"
        assert len(message["segments"]) == 9
        assert len({segment["message_id"] for segment in message["segments"]}) == 9


def test_without_wait_accepted_is_enough(run: Run) -> None:
    done = run("send", "--sandbox", "--to", "+6581234567", "--from", "YCloud", "hello", "--json")
    assert done.code == 0
    assert done.objects[0]["state"] in ("accepted", "delivered")


def test_the_text_for_people(run: Run) -> None:
    done = run("send", "--sandbox", "--to", "+6581234567", "--from", "YCloud", "hello", "--wait", "10")
    assert "Delivered" in done.out
    assert "+65 8123 4567" in done.out


def test_the_text_from_standard_input(run: Run) -> None:
    done = run("send", "--sandbox", "--to", "+6581234567", "--from", "YCloud", "-", "--json", stdin="héllo\n")
    assert done.code == 0
    assert done.objects[0]["encoding"] == "GSM-7"


def test_a_host_by_hand_with_the_password_of_the_environment(run: Run, smsc: dict[str, Any]) -> None:
    arguments = [
        "send",
        *by_hand(smsc),
        "--to",
        "+6581234567",
        "--from",
        "YCloud",
        "hello",
        "--wait",
        "10",
        "--json",
    ]
    done = run(*arguments, YCLOUD_PASSWORD=smsc["password"])
    assert done.code == 0, done.err
    assert done.objects[0]["state"] == "delivered"


def test_tls_by_hand(run: Run, smsc: dict[str, Any]) -> None:
    target = [
        "--host",
        "localhost",
        "--port",
        str(smsc["tls_port"]),
        "--system-id",
        smsc["system_id"],
        "--tls",
    ]
    message = ["--to", "+6581234567", "--from", "YCloud", "hello", "--wait", "10", "--json"]
    password = {"YCLOUD_PASSWORD": smsc["password"]}
    trusted = run("send", *target, "--certificate", smsc["certificate"], *message, **password)
    assert trusted.code == 0, trusted.err
    unknown = run("send", *target, *message, **password)
    assert unknown.code == 3
    assert "certificate" in unknown.err.lower()
    assert unknown.out == ""
    assert ssl.OPENSSL_VERSION  # the interpreter that ran it has TLS at all


def test_a_wrong_password_says_so_and_ends_with_3(run: Run, smsc: dict[str, Any]) -> None:
    done = run(
        "send",
        *by_hand(smsc),
        "--to",
        "+6581234567",
        "--from",
        "YCloud",
        "hello",
        "--json",
        YCLOUD_PASSWORD="demo12345",
    )
    assert done.code == 3
    assert "Invalid SMPP system ID and password (status 3)" in done.err
    assert "demo12345" not in done.err + done.out


def test_no_password_and_nobody_to_ask(run: Run, smsc: dict[str, Any]) -> None:
    done = run("send", *by_hand(smsc), "--to", "+6581234567", "--from", "YCloud", "hello")
    assert done.code == 2
    assert "YCLOUD_PASSWORD" in done.err


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (["--host", "127.0.0.1", "--port", "1", "--system-id", "esme"], "refused"),
        (["--host", "no-such-host.invalid", "--port", "2775", "--system-id", "esme"], "no-such-host.invalid"),
    ],
)
def test_no_bind_ends_with_3(run: Run, target: list[str], said: str) -> None:
    done = run(
        "send", *target, "--to", "+6581234567", "--from", "YCloud", "hello", YCLOUD_PASSWORD="secret12"
    )
    assert done.code == 3
    assert said in done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--sandbox", "--to", "+6581234567", "--from", "YCloud", ""], "empty"),
        (["--sandbox", "--to", "+6581234567", "--from", "TwelveLetter", "hello"], "11"),
        (["--sandbox", "--to", "+6581234567", "--from", "1234567890123456", "hello"], "15"),
        (["--sandbox", "--to", "number?", "--from", "YCloud", "hello"], "number?"),
        (["--sandbox", "--account", "x", "--to", "+6581234567", "--from", "YCloud", "hello"], "Choose one"),
        (["--host", "127.0.0.1", "--to", "+6581234567", "--from", "YCloud", "hello"], "--port"),
        (["--account", "nobody", "--to", "+6581234567", "--from", "YCloud", "hello"], "nobody"),
        (["--to", "+6581234567", "--from", "YCloud", "hello"], "--sandbox"),
        (
            [
                "--host",
                "127.0.0.1",
                "--port",
                "1",
                "--system-id",
                "sixteen-letters-",
                "--to",
                "1",
                "--from",
                "A",
                "x",
            ],
            "15",
        ),
    ],
)
def test_wrong_usage_ends_with_2_and_a_sentence(run: Run, arguments: list[str], said: str) -> None:
    done = run("send", *arguments, YCLOUD_PASSWORD="secret12")
    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err
    assert done.out == ""


def test_a_password_over_64_characters_is_refused_without_showing_it(run: Run, smsc: dict[str, Any]) -> None:
    long = "Q" * 65
    done = run("send", *by_hand(smsc), "--to", "+6581234567", "--from", "A", "x", YCLOUD_PASSWORD=long)
    assert done.code == 2
    assert "64" in done.err
    assert long not in done.err


def test_the_password_is_nowhere_in_the_data_folder(run: Run, smsc: dict[str, Any], tmp_path: Path) -> None:
    secret = "s3cr3t-97"
    run("send", *by_hand(smsc), "--to", "+6581234567", "--from", "A", "x", YCLOUD_PASSWORD=secret)
    files = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if secret.encode() in path.read_bytes()]


def test_a_broken_settings_file_is_kept_aside_and_said(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "settings.toml").write_text("accounts = [[[ broken")
    done = run("send", "--sandbox", "--to", "+6581234567", "--from", "YCloud", "hello", "--json")
    assert done.code == 0
    (kept,) = folder.glob("settings.toml.broken-*")
    assert kept.read_text() == "accounts = [[[ broken"
    assert kept.name in done.err
