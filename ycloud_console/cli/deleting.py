"""``ycloud-console history --delete``: what is filtered is deleted, as far as it has come to its end."""

from __future__ import annotations

from pathlib import Path

import click

from ycloud_console.cli.historyfilter import Wanted
from ycloud_console.cli.output import Exit, print_json
from ycloud_console.cli.restore import confirm
from ycloud_console.cli.target import open_console


async def delete_filtered(folder: Path, given: Wanted, yes: bool, as_json: bool) -> Exit:
    """Say how many, ask, delete. Exit code 1 when some stayed because they are still open."""
    async with open_console(folder) as console:
        wanted = await given.messages(console.history)
        found = await console.upkeep.removable(wanted)
        if not as_json:
            going = _messages(found.removed)
            click.echo(f"{going} will be deleted for good.{_stay(found.kept)}", err=True)
        if found.removed:
            confirm("Delete them?", yes)
            found = await console.upkeep.remove_filtered(wanted)
            if not as_json:
                click.echo(f"{_messages(found.removed)} deleted.", err=True)
    if as_json:
        print_json({"deleted": found.removed, "kept": found.kept})
    return Exit.SOME_FAILED if found.kept else Exit.OK


def _stay(count: int) -> str:
    return f" {count:,} stay: they are still under way, or in doubt." if count else ""


def _messages(count: int) -> str:
    return f"{count:,} message" + ("" if count == 1 else "s")
