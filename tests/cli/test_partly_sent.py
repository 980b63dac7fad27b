"""``send`` when the history fails half way."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.console.peers import locked_by_another_program
from tests.console.test_storage_fails import damaged
from ycloud_console.cli.output import Exit, Failure
from ycloud_console.cli.send import _send
from ycloud_console.cli.target import Target, open_console
from ycloud_console.console import Console, outgoing
from ycloud_console.history import MessageView
from ycloud_console.history.sqlite import dialect

RECIPIENTS = [f"+65810{number:02}111" for number in range(10)]


async def test_what_was_written_is_waited_for_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dialect, "_BUSY", 0.1)
    monkeypatch.setattr(outgoing, "_SLICE", 4)
    send = Console.send
    target = Target(tmp_path, True, None, None, None, False, None, None, None)
    with ExitStack() as failing:

        def progress(written: int, _total: int) -> None:
            if written == 8:
                failing.enter_context(locked_by_another_program(tmp_path / "history.sqlite3"))

        async def failing_send(console: Console, *arguments: Any) -> list[MessageView]:
            try:
                return await send(console, *arguments, progress=progress)
            finally:
                failing.close()

        monkeypatch.setattr(Console, "send", failing_send)
        with pytest.raises(Failure, match="first 8 of 10 messages were written and go out") as failure:
            await _send(target, RECIPIENTS, "YCloud", "hello", 30.0, resume=False, as_json=True)
    assert failure.value.exit_code == Exit.SOME_FAILED
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(message["to"], message["state"]) for message in told] == [
        (recipient, "delivered") for recipient in RECIPIENTS[:8]
    ]


async def test_a_history_that_fails_later_ends_any_command_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"

    async def command(harm: ExitStack) -> None:
        async with open_console(tmp_path) as console:
            for file in (path, path.with_name(path.name + "-wal")):
                harm.enter_context(damaged(file))
            await console.history.messages()

    with ExitStack() as harm, pytest.raises(Failure, match="cannot be used: the file is") as failure:
        await command(harm)
    assert failure.value.exit_code == Exit.SOME_FAILED
