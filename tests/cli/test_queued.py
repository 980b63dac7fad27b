"""``cancel --queued`` and ``send --resume``, as an operator types them."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from ycloud_console.accounts import Account
from ycloud_console.console import SANDBOX_ID, Console
from ycloud_console.history import History

ACCOUNT = Account(id="a1", name="Work", system_id="demo", tls=False)


@pytest.fixture
def home(environment: dict[str, str]) -> Path:
    return Path(environment["YCLOUD_CONSOLE_HOME"])


def leave_queued(home: Path) -> None:
    """A program that was never bound: two messages wait, one for another account."""

    async def work() -> None:
        console = await Console.open(home)
        console.settings.put(ACCOUNT)
        console.add_guest(Account(id="b2", name="Other", system_id="other"), "secret")
        await console.send("a1", "YCloud", ["+6581234501", "+6581234502"], "hello")
        await console.send("b2", "YCloud", ["+6581234503"], "hello")
        await console.close()

    asyncio.run(work())


def test_everything_that_waits_for_an_account_is_cancelled_without_a_bind(run: Run, home: Path) -> None:
    leave_queued(home)
    done = run("cancel", "--queued", "--account", "Work")
    assert (done.code, done.out) == (0, "2 messages cancelled before being sent\n")

    listed = run("history", "--json")
    states = {line["to"]: line["state"] for line in listed.objects}
    assert states == {"+6581234501": "deleted", "+6581234502": "deleted", "+6581234503": "queued"}
    (said,) = {line["explanation"] for line in listed.objects if line["state"] == "deleted"}
    assert said.startswith("Cancelled before it was sent.")


@pytest.mark.parametrize("arguments", [[], ["123", "--queued"]])
def test_one_message_or_all_that_wait_but_not_both(run: Run, arguments: list[str]) -> None:
    done = run("cancel", *arguments, "--sandbox")
    assert done.code == 2
    assert "--queued" in done.err


def test_a_paused_account_sends_only_when_it_is_resumed(run: Run, home: Path) -> None:
    async def pause() -> None:
        home.mkdir(parents=True)
        history = await History.open(home / "history.sqlite3")
        await history.pause(SANDBOX_ID, 1)
        await history.close()

    asyncio.run(pause())
    to = ("--sandbox", "--to", "+6581234567", "--from", "YCloud", "hello")
    refused = run("send", *to)
    assert refused.code == 1
    assert "balance is used up" in refused.err
    assert run("send", *to, "--resume").code == 0
