"""``ycloud-console history``: what was sent and what came in, found again, counted and exported."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import msgspec

from ycloud_console.accounts import home
from ycloud_console.cli.historyfilter import Wanted, account_names, filter_options, read_wanted
from ycloud_console.cli.messages import message_json, message_line
from ycloud_console.cli.output import Exit, Failure, iso, print_json
from ycloud_console.cli.root import Root
from ycloud_console.cli.running import data_dir_option, run, said_once
from ycloud_console.history import (
    History,
    HistoryTooNew,
    HistoryUnavailable,
    InboundView,
    MessageFilter,
    MessageView,
)
from ycloud_console.history.ordering import sort_key
from ycloud_console.sms.masking import Mask
from ycloud_console.sms.message import MessageState
from ycloud_console.sms.parts import Joined

_PAGE = 500
_MISSING = "[part {part} of {parts} is missing]"
_NOTHING = "ycloud-console: No message matches."


@dataclass(frozen=True, slots=True)
class _Output:
    """What is made of the messages that are found."""

    limit: int | None
    target: Path | None
    mask: Mask
    as_json: bool


@click.command()
@filter_options
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="The first N only.")
@click.option("--count", "counts_only", is_flag=True, help="Only how many there are in each state.")
@click.option("--inbound", is_flag=True, help="What phones sent, instead of what was sent to them.")
@click.option(
    "--export", "target", type=click.Path(path_type=Path), metavar="FILE", help="Write .csv, .xlsx or .jsonl."
)
@click.option("--mask-text", is_flag=True, help="Instead of each text only how long it is.")
@click.option("--mask-numbers", is_flag=True, help="Of each number only its last four digits.")
@click.option("--delete", is_flag=True, help="Delete these, except what is still open.")
@click.option("--yes", is_flag=True, help="With --delete: do not ask.")
@data_dir_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object a message on stdout.")
@click.pass_obj
def history(root: Root, /, **given: Any) -> None:
    """List what was sent, newest first, count it, export it, or delete it.

    All filters that are given must hold; several --state: any of them. What is masked is so in the list, in
    JSON and in files. With --delete all that the filters leave is deleted, with its receipts; what is queued,
    sent, accepted or in doubt stays, and then the exit code is 1.
    """
    wanted = read_wanted(given)
    wanted.span()  # what is wrong with it is said before anything is looked for
    mask = Mask(texts=given["mask_text"], numbers=given["mask_numbers"])
    output = _Output(given["limit"], given["target"], mask, given["as_json"])
    folder = home(given["data_dir"] or root.data_dir)
    if given["delete"]:
        _refuse_beside("--delete", wanted, output, inbound=given["inbound"], count=given["counts_only"])
        from ycloud_console.cli.deleting import delete_filtered  # what only reads starts quickly without it

        run(delete_filtered(folder, wanted, given["yes"], output.as_json))
    if given["counts_only"]:
        _refuse_beside("--count", wanted, output, inbound=given["inbound"], count=False)
        work = _count
    else:
        work = _inbound if given["inbound"] else _messages
    run(_with_history(folder, work, wanted, output))


def _refuse_beside(what: str, wanted: Wanted, output: _Output, *, inbound: bool, count: bool) -> None:
    """*what* goes with filters alone."""
    for option, value in (
        ("--count", count),
        ("--inbound", inbound),
        ("--export", output.target),
        ("--limit", output.limit),
        ("--sort", wanted.sort),
    ):
        if value:
            raise click.UsageError(f"{what} goes without {option}.")


async def _with_history(
    folder: Path, work: Callable[[History, Wanted, _Output], Any], wanted: Wanted, output: _Output
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
        await work(store, wanted, output)
    except HistoryUnavailable as error:
        raise Failure(str(error), Exit.SOME_FAILED) from error
    finally:
        await store.close()
    return Exit.OK


# What was sent.


async def _messages(store: History, wanted: Wanted, output: _Output) -> None:
    found = await wanted.messages(store)
    if output.target is not None:
        await _export(store, found, wanted, output, output.target)
        return
    left, after, is_any = output.limit, None, False
    while left is None or left > 0:
        size = _PAGE if left is None else min(left, _PAGE)
        rows = await store.page(found, wanted.order, limit=size, after=after)
        for view in await store.views([row.id for row in rows]):
            _show_message(_masked(view, output.mask), output)
        if not rows:
            break
        is_any, after = True, sort_key(rows[-1], wanted.order)
        left = None if left is None else left - len(rows)
    if not is_any:
        click.echo(_NOTHING, err=True)


def _masked(view: MessageView, mask: Mask) -> MessageView:
    row = view.row
    shown = msgspec.structs.replace(
        row,
        sender=mask.number(row.sender),
        recipient=mask.number(row.recipient),
        text=mask.text(row.text),
    )
    return msgspec.structs.replace(view, row=shown)


def _show_message(view: MessageView, output: _Output) -> None:
    when = iso(view.row.queued_at)
    if output.as_json:
        print_json({"queued_at": when, "text": view.row.text, **message_json(view)})
    else:
        click.echo(f"{when}  {message_line(view)}")


async def _count(store: History, wanted: Wanted, output: _Output) -> None:
    """Every state that some message is in, and how many there are of all."""
    counts = await store.counts(await wanted.messages(store))
    shown = {state.value: counts[state] for state in MessageState if state in counts}
    shown["total"] = sum(counts.values())
    if output.as_json:
        print_json(shown)
    else:
        width = len(f"{shown['total']}")
        for name, count in shown.items():
            click.echo(f"{count:>{width}}  {name.replace('_', ' ')}")


async def _export(
    store: History, found: MessageFilter, wanted: Wanted, output: _Output, target: Path
) -> None:
    # Imported here, as below: a list needs no files.
    from ycloud_console.history.export import export

    async def write(**common: Any) -> int:
        return await export(store, found, target, order=wanted.order, **common)

    await _write(store, output, target, write)


# What came in.


async def _inbound(store: History, wanted: Wanted, output: _Output) -> None:
    from ycloud_console.history.export import export_inbound, inbound_pages

    found = await wanted.inbound(store)
    since, until = wanted.span()
    if output.target is not None:
        target = output.target

        async def write(**common: Any) -> int:
            return await export_inbound(store, found, target, since=since, until=until, **common)

        await _write(store, output, target, write)
        return
    is_any = False
    async for page in inbound_pages(store, found, since=since, until=until, limit=output.limit):
        is_any = True
        for each in page:
            _show_inbound(each, output)
    if not is_any:
        click.echo(_NOTHING, err=True)


def _show_inbound(whole: Joined[InboundView], output: _Output) -> None:
    first, mask = whole.first, output.mask
    text = mask.text(whole.text(_MISSING))
    source, destination = mask.number(first.source), mask.number(first.destination)
    if not output.as_json:
        flat = " ".join(text.split())
        click.echo(f"{iso(first.received_at)}  {source:<20} → {destination:<16} {flat}")
        return
    print_json(
        {
            "received_at": iso(first.received_at),
            "from": source,
            "to": destination,
            "text": text,
            "parts": whole.total,
            "missing": list(whole.missing),
        }
    )


# Files.


async def _write(store: History, output: _Output, target: Path, write: Callable[..., Any]) -> None:
    """Have the file written, and say what is in it."""
    from ycloud_console.history.exportfile import ExportFormat

    try:
        count = await write(
            kind=ExportFormat.of(target),
            limit=output.limit,
            account_names=account_names(store.path.parent),
            mask=output.mask,
            progress=_say_progress if sys.stderr.isatty() else None,
        )
    except ValueError as error:
        raise Failure(str(error)) from error
    except OSError as error:
        raise Failure(f"{target} cannot be written: {error.strerror}.", Exit.SOME_FAILED) from error
    hidden = {
        (True, True): " Texts and numbers are masked in it.",
        (True, False): " Texts are masked in it.",
        (False, True): " Numbers are masked in it.",
    }.get((output.mask.texts, output.mask.numbers), "")
    messages = "message" if count == 1 else "messages"
    click.echo(f"{count} {messages} written to {target}.{hidden}", err=True)


def _say_progress(count: int) -> None:
    """On one line, which the next one takes the place of."""
    click.echo(f"{count} messages…\r", err=True, nl=False)
