"""What every command needs to run, whatever it does; see :mod:`ycloud_console.cli.target` for what binds."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import click

from ycloud_console.cli.output import Exit
from ycloud_console.history.progress import Stage, Step, Tell

Command = TypeVar("Command", bound=Callable[..., Any])


def data_dir_option(command: Command) -> Command:
    """``--data-dir``, which every command takes as the program itself does."""
    return click.option(
        "--data-dir",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Where settings and history are kept.",
    )(command)


def said_once() -> Tell:
    """Says on stderr what takes so long before a command begins, once for each stage."""
    said: set[Stage] = set()
    words = {
        Stage.COPYING: "A copy of the history is kept before it is brought up to date…",
        Stage.UPDATING: "The history is being brought up to date…",
        Stage.RECOVERING: "The history is damaged: what can be read of it is being recovered…",
    }

    def tell(step: Step) -> None:
        if step.stage not in said:
            said.add(step.stage)
            if step.stage in words:
                click.echo(f"ycloud-console: {words[step.stage]}", err=True)

    return tell


def run(work: Coroutine[Any, Any, Exit]) -> None:
    """Run a command's coroutine to its end and leave with its exit code.

    Being terminated ends it as Ctrl+C does: it unbinds first, or the SMSC would go on counting its bind.
    """
    try:
        sys.exit(asyncio.run(_terminable(work)))
    except asyncio.CancelledError:
        sys.exit(128 + signal.SIGTERM)


async def _terminable(work: Coroutine[Any, Any, Exit]) -> Exit:
    task = asyncio.current_task()
    with suppress(NotImplementedError):  # Windows: there is no such signal to catch
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel if task else lambda: None)
    return await work
