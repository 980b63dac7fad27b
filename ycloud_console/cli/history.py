"""``ycloud-console history``: what was sent, found again and exported."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from ycloud_console.accounts import Settings, SettingsUnavailable, home
from ycloud_console.cli.deleting import delete_filtered
from ycloud_console.cli.messages import message_json, message_line
from ycloud_console.cli.output import Exit, Failure, iso, print_json
from ycloud_console.cli.root import Root
from ycloud_console.cli.target import data_dir_option, run, said_once
from ycloud_console.history import History, HistoryTooNew, HistoryUnavailable, MessageFilter
from ycloud_console.history.export import ExportFormat, export
from ycloud_console.sms.message import MessageState

_AGO = re.compile(r"(\d+)\s*([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_PAGE = 500


@click.command()
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice([state.value for state in MessageState]),
    metavar="S",
    help="Only messages in this state; may be repeated.",
)
@click.option(
    "--to",
    "recipient",
    default="",
    metavar="P",
    help="The start of the recipient's number, country code first.",
)
@click.option("--since", metavar="T", help="A date, a time (ISO 8601), or how long ago: 30m, 12h, 7d, 2w.")
@click.option("--text", default="", metavar="T", help="A part of the text.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="The newest N only.")
@click.option(
    "--export", "target", type=click.Path(path_type=Path), metavar="FILE", help="Write .csv, .xlsx or .jsonl."
)
@click.option("--delete", "delete", is_flag=True, help="Delete these, except what is still open.")
@click.option("--yes", is_flag=True, help="With --delete: do not ask.")
@data_dir_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a message on stdout.")
@click.pass_obj
def history(
    root: Root,
    states: tuple[str, ...],
    recipient: str,
    since: str | None,
    text: str,
    limit: int | None,
    target: Path | None,
    delete: bool,
    yes: bool,
    data_dir: Path | None,
    as_json: bool,
) -> None:
    """List what was sent, newest first, export it, or delete it.

    With --delete all that the filters leave is deleted, with its receipts. What is queued, sent, accepted or
    in doubt stays; then the exit code is 1.
    """
    wanted = MessageFilter(
        states=frozenset(MessageState(state) for state in states),
        recipient=recipient,
        text=text,
        since=read_since(since) if since else None,
    )
    folder = home(data_dir or root.data_dir)
    if delete:
        if target or limit:
            raise click.UsageError("--delete goes with filters alone, without --export and --limit.")
        run(delete_filtered(folder, wanted, yes, as_json))
    run(_history(folder, wanted, limit, target, as_json))


def read_since(value: str, now: datetime | None = None) -> int:
    """A point in time as microseconds; local unless it names its zone. Raises Failure."""
    now = now or datetime.now(UTC)
    ago = _AGO.fullmatch(value.strip())
    try:
        if ago:
            when = now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
        else:
            when = datetime.fromisoformat(value).astimezone()
        return int(when.timestamp() * 1_000_000)
    except (ValueError, OverflowError) as error:
        raise Failure(
            f"--since does not understand “{value}”: give 2026-03-01, 2026-03-01T14:30, or 30m, 12h, 7d, 2w."
        ) from error


async def _history(
    folder: Path, wanted: MessageFilter, limit: int | None, target: Path | None, as_json: bool
) -> Exit:
    path = folder / "history.sqlite3"
    if not path.exists():
        raise Failure(f"There is no history in {folder} yet.", Exit.SOME_FAILED)
    try:
        store = await History.open(path, owner=False, tell=said_once())
    except (HistoryTooNew, HistoryUnavailable) as error:
        raise Failure(str(error), Exit.SOME_FAILED) from error
    if store.warning:
        click.echo(f"ycloud-console: {store.warning}", err=True)
    try:
        if target:
            return await _export(store, wanted, limit, target)
        await _list(store, wanted, limit, as_json)
    finally:
        await store.close()
    return Exit.OK


async def _list(store: History, wanted: MessageFilter, limit: int | None, as_json: bool) -> None:
    left = limit
    before: tuple[int, int] | None = None
    while left is None or left > 0:
        rows = await store.messages(wanted, limit=_PAGE if left is None else min(left, _PAGE), before=before)
        if not rows:
            return
        for view in await store.views([row.id for row in rows]):
            if as_json:
                print_json(
                    {"queued_at": iso(view.row.queued_at), "text": view.row.text, **message_json(view)}
                )
            else:
                click.echo(f"{iso(view.row.queued_at)}  {message_line(view)}")
        before = (rows[-1].queued_at, rows[-1].id)
        left = None if left is None else left - len(rows)


def _account_names(folder: Path) -> dict[str, str]:
    """How the accounts are called, by ID; none when the settings cannot be read: the IDs will do."""
    try:
        return {account.id: account.name for account in Settings.load(folder / "settings.toml").accounts}
    except SettingsUnavailable:
        return {}


async def _export(store: History, wanted: MessageFilter, limit: int | None, target: Path) -> Exit:
    try:
        kind = ExportFormat.of(target)
        names = _account_names(store.path.parent)
        count = await export(store, wanted, target, kind, limit=limit, account_names=names)
    except ValueError as error:
        raise Failure(str(error)) from error
    except OSError as error:
        raise Failure(f"{target} cannot be written: {error.strerror}.", Exit.SOME_FAILED) from error
    click.echo(f"{count} messages written to {target}.", err=True)
    return Exit.OK
