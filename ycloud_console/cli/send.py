"""``ycloud-console send``: one text to one or more recipients, and what became of it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from typing import Any

import click

from ycloud_console.cli.messages import message_json, message_line
from ycloud_console.cli.output import Exit, Failure, print_json
from ycloud_console.cli.root import Root
from ycloud_console.cli.running import run
from ycloud_console.cli.target import Target, bind, open_console, read_target, target_options
from ycloud_console.console import Console, HistoryChanged, PartlySent
from ycloud_console.console.events import Event
from ycloud_console.history import MessageView
from ycloud_console.sms.message import PENDING, MessageState

_UNANSWERED = frozenset({MessageState.QUEUED, MessageState.SENT})
_PAUSED = (
    "Nothing was sent: the account is paused, since YCloud reported that its balance is used up (err 3). "
    "Top it up, then send again with --resume."
)


@click.command()
@click.option(
    "--to", "recipients", multiple=True, required=True, metavar="N", help="A recipient; may be repeated."
)
@click.option(
    "--from", "sender", required=True, metavar="S", help="The sender: a number, short code or name."
)
@click.argument("text")
@target_options
@click.option(
    "--wait",
    type=click.FloatRange(min=0),
    metavar="S",
    help="Wait up to S seconds for the delivery reports; without it, only for the SMSC's answers.",
)
@click.option("--resume", is_flag=True, help="Also when the account is paused: its balance is topped up.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a message on stdout.")
@click.pass_obj
def send(
    root: Root,
    /,
    recipients: tuple[str, ...],
    sender: str,
    text: str,
    wait: float | None,
    resume: bool,
    as_json: bool,
    **target: Any,
) -> None:
    """Send TEXT; "-" reads it from standard input.

    Exit code 0: all accepted (with --wait: all delivered); 1: some failed or are still pending; 3: no bind.
    """
    if text == "-":
        text = sys.stdin.read().rstrip("\n")
    run(_send(read_target(root, **target), recipients, sender, text, wait, resume, as_json))


async def _send(
    target: Target,
    recipients: Sequence[str],
    sender: str,
    text: str,
    wait: float | None,
    resume: bool,
    as_json: bool,
) -> Exit:
    async with open_console(target.home) as console:
        account = await bind(console, target)
        if console.status(account.id).paused:
            if not resume:
                raise Failure(_PAUSED, Exit.SOME_FAILED)
            console.resume(account.id)
        waiting = _UNANSWERED if wait is None else PENDING
        cut_short: PartlySent | None = None
        try:
            sent: Sequence[MessageView] = await console.send(account.id, sender, recipients, text)
        except PartlySent as error:
            sent, cut_short = error.views, error  # these go out, and are waited for and told like any others
        except ValueError as error:
            raise Failure(str(error)) from error
        # Without --wait the answers are waited for; the link itself gives each up after its time-out.
        limit = wait if wait is not None else account.response_timeout * 2 + len(sent)
        views = await _settled(console, [view.row.id for view in sent], waiting, limit)
        for view in views:
            if as_json:
                print_json(message_json(view))
            else:
                click.echo(message_line(view))
        if cut_short is not None:
            raise Failure(str(cut_short), Exit.SOME_FAILED) from cut_short
    wanted = {MessageState.DELIVERED} if wait is not None else {MessageState.DELIVERED, MessageState.ACCEPTED}
    return Exit.OK if all(view.row.state in wanted for view in views) else Exit.SOME_FAILED


async def _settled(
    console: Console, ids: Sequence[int], waiting: frozenset[MessageState], limit: float
) -> list[MessageView]:
    """The messages once none is in a *waiting* state, or after *limit* seconds as they are then."""
    wake = asyncio.Event()
    wanted = frozenset(ids)
    still_waiting, changed = set(ids), set(ids)

    def listen(event: Event) -> None:
        if isinstance(event, HistoryChanged):
            # Of any of them: what was in doubt waits again once its answer came late.
            news = wanted & event.change.messages
            if event.change.elsewhere:
                # Another program on this folder may be the one that gets a receipt.
                news |= still_waiting
            if news:
                changed.update(news)
                wake.set()

    leave = console.subscribe(listen)
    try:
        async with asyncio.timeout(limit):
            while changed or still_waiting:
                if not changed:
                    await wake.wait()
                wake.clear()
                looked_at = changed.copy()
                changed.clear()
                rows = await console.history.rows(looked_at)
                # Of what is deleted meanwhile there is no row, and nothing to wait for.
                still_waiting -= looked_at
                still_waiting |= {row.id for row in rows if row.state in waiting}
    except TimeoutError:
        pass
    finally:
        leave()
    return await console.history.views(ids)
