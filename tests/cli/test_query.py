"""``query``, ``cancel`` and the sandbox's faults, as an operator types them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.cli.conftest import Run

Facts = dict[str, Any]


@pytest.fixture
def smsc(environment: dict[str, str]) -> Iterator[Facts]:
    """The practice SMSC as a program of its own."""
    with subprocess.Popen(
        [sys.executable, "-m", "ycloud_console", "sandbox", "--json"],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as program:
        assert program.stdout is not None
        yield json.loads(program.stdout.readline())
        program.terminate()


def target(smsc: Facts) -> list[str]:
    return ["--host", smsc["host"], "--port", str(smsc["port"]), "--system-id", smsc["system_id"]]


def test_query_and_cancel_a_message_that_is_under_way(run: Run, smsc: Facts) -> None:
    password = {"YCLOUD_PASSWORD": smsc["password"]}
    to = target(smsc)
    sent = run("send", *to, "--to", "+6581230097", "--from", "YCloud", "slow", "--json", **password)
    message_id = sent.objects[0]["segments"][0]["message_id"]

    pending = run("query", message_id, *to, "--json", **password)
    assert (pending.code, pending.objects[0]["message_state"]) == (0, 1)
    assert pending.objects[0]["final_date"] is None

    cancelled = run("cancel", message_id, *to, "--json", **password)
    assert (cancelled.code, cancelled.objects[0]["status"]) == (0, 0)

    words = run("query", message_id, *to, **password)
    assert words.code == 0
    assert "DELETED" in words.out

    again = run("cancel", message_id, *to, **password)
    assert again.code == 1
    assert "ESME_RCANCELFAIL" in again.err


def test_an_unknown_message_and_no_bind(run: Run, smsc: Facts) -> None:
    to = target(smsc)
    unknown = run("query", "123", *to, "--json", YCLOUD_PASSWORD=smsc["password"])
    assert unknown.code == 1
    (answer,) = unknown.objects
    assert (answer["status"], answer["status_name"], answer["state"]) == (12, "ESME_RINVMSGID", None)
    assert answer["explanation"]
    assert run("query", "123", *to, YCLOUD_PASSWORD="wrong").code == 3


@pytest.mark.parametrize("fault", ["nonsense=1", "reset=often", "reset=2", "latency=-1"])
def test_a_fault_that_is_not_understood_is_said(run: Run, fault: str) -> None:
    done = run("sandbox", "--fault", fault)
    assert done.code == 2
    assert fault.partition("=")[0] in done.err
