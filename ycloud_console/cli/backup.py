"""``ycloud-console backup``: a copy of the history in one file, while a window may have it open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from ycloud_console.accounts import home
from ycloud_console.cli.output import Exit, Failure, iso, print_json
from ycloud_console.cli.root import Root
from ycloud_console.cli.running import data_dir_option
from ycloud_console.history import HistoryTooNew, HistoryUnavailable
from ycloud_console.history.backup import Contents, back_up


@click.command()
@click.argument("target", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
@click.option("--yes", is_flag=True, help="Replace FILE if it is there.")
@data_dir_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout: what is in the copy.")
@click.pass_obj
def backup(root: Root, target: Path, yes: bool, data_dir: Path | None, as_json: bool) -> None:
    """Write a copy of the history to FILE, for its owner alone, and check it.

    Settings and passwords are not in it. Messages that wait at this moment are in doubt in the copy, so that
    restoring it never sends them a second time.
    """
    history = home(data_dir or root.data_dir) / "history.sqlite3"
    if not history.exists():
        raise Failure(f"There is no history in {history.parent} yet.", Exit.SOME_FAILED)
    if target.exists() and not yes:
        raise Failure(f"{target} is there already. Choose another name, or add --yes to replace it.")
    try:
        found = back_up(history, target)
    except (HistoryTooNew, HistoryUnavailable) as error:
        raise Failure(str(error), Exit.SOME_FAILED) from error
    if as_json:
        print_json(contents_json(found))
    else:
        click.echo(f"{in_words(found)} Written to {target}.", err=True)


def contents_json(found: Contents) -> dict[str, Any]:
    """What a file holds, for programs."""
    return {
        "file": str(found.path),
        "octets": found.octets,
        "version": found.version,
        "messages": found.messages,
        "inbound": found.inbound,
        "first_at": iso(found.first_at),
        "last_at": iso(found.last_at),
        "under_way": found.under_way,
        "damaged": found.is_damaged,
    }


def in_words(found: Contents) -> str:
    """What a file holds, for people."""
    if found.is_damaged:
        return "The file is damaged: what can be read of it is recovered."
    span = ""
    if found.first_at is not None:
        span = f", the messages from {iso(found.first_at)} to {iso(found.last_at)}"
    return f"{found.messages:,} messages sent and {found.inbound:,} received{span}."
