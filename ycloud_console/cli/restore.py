"""``ycloud-console restore``: a copy of the history takes the place of the present one."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from ycloud_console.accounts import home
from ycloud_console.cli.backup import contents_json, in_words
from ycloud_console.cli.output import Exit, Failure, print_json
from ycloud_console.cli.root import Root
from ycloud_console.cli.running import data_dir_option, run
from ycloud_console.cli.target import open_console
from ycloud_console.console.upkeep import Restored
from ycloud_console.history import HistoryTooNew, HistoryUnavailable
from ycloud_console.history.recovered import in_words as recovered_in_words


@click.command()
@click.argument("source", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--yes", is_flag=True, help="Do not ask.")
@data_dir_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout: what is in FILE.")
@click.pass_obj
def restore(root: Root, source: Path, yes: bool, data_dir: Path | None, as_json: bool) -> None:
    """Go on with the history in FILE. The present one is kept beside it under another name.

    FILE is checked first, and shown; it stays as it is. Of a damaged one what can be read is restored.
    Nothing that waits in it is sent by itself: it may have gone out since, and is in doubt. What waits in the
    present one is not sent any more. Limits that would delete something of FILE are switched off. Close the
    window first.
    """
    run(_restore(home(data_dir or root.data_dir), source, yes, as_json))


async def _restore(folder: Path, source: Path, yes: bool, as_json: bool) -> Exit:
    async with open_console(folder) as console:
        try:
            found = await console.upkeep.examine(source)
            if not as_json:
                click.echo(f"{source}: {in_words(found)}", err=True)
                if waiting := await console.upkeep.under_way():
                    click.echo(
                        f"Messages that wait in the present history: {waiting:,}. They will not be sent.",
                        err=True,
                    )
            confirm("Put it in the place of the present history?", yes)
            done = await console.upkeep.restore(source)
        except (HistoryTooNew, HistoryUnavailable) as error:
            raise Failure(str(error), Exit.SOME_FAILED) from error
    if as_json:
        print_json(
            {
                **contents_json(found),
                "kept_as": str(done.aside) if done.aside else None,
                "recovered": asdict(done.recovered) if done.recovered is not None else None,
                "not_sent": done.not_sent,
                "beyond_limits": done.beyond.total,
                "limits_off": done.beyond.is_any,
            }
        )
    else:
        click.echo(_in_words(done), err=True)
    return Exit.OK


def _in_words(done: Restored) -> str:
    words = ["Restored."]
    if done.recovered is not None:
        words.append(recovered_in_words(done.recovered))
    if done.aside is not None:
        words.append(f"The history that was there is kept as {done.aside}.")
    if done.not_sent:
        words.append(f"Messages that waited there, and will not be sent: {done.not_sent:,}.")
    if done.beyond.is_any:
        words.append(
            f"Beyond the limits for keeping messages, of what was restored: {done.beyond.total:,}. So that"
            " they are not deleted, the limits were switched off: set them again in the window's settings."
        )
    return " ".join(words)


def confirm(question: str, yes: bool) -> None:
    """Ask in a terminal, unless *yes* was given; raises Failure when it is not wanted."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise Failure("Nothing was changed: add --yes where nobody can be asked.")
    if not click.confirm(question, err=True):
        raise Failure("Nothing was changed.", Exit.SOME_FAILED)
