"""``ycloud-console watch``: receipts and inbound messages as they come."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Any

import click

from ycloud_console.cli.output import Exit, iso, print_json
from ycloud_console.cli.root import Root
from ycloud_console.cli.running import run
from ycloud_console.cli.target import Target, bind, open_console, read_target, target_options
from ycloud_console.console import InboundArrived, LinkChanged, Notice, NoticeKind, ReceiptArrived
from ycloud_console.console.events import Event
from ycloud_console.smpp.model import LinkStatus
from ycloud_console.smpp.problems import problem_meaning
from ycloud_console.sms.receipt import receipt_json


@click.command()
@target_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line on stdout.")
@click.option("--count", type=click.IntRange(min=1), metavar="N", help="End after N of them.")
@click.option("--for", "seconds", type=click.FloatRange(min=0), metavar="S", help="End after S seconds.")
@click.pass_obj
def watch(root: Root, /, as_json: bool, count: int | None, seconds: float | None, **target: Any) -> None:
    """Print delivery receipts and inbound messages as they come, until Ctrl+C.

    Each is kept in the history before it is acknowledged and printed.
    """
    with suppress(KeyboardInterrupt):
        run(_watch(read_target(root, **target), as_json, count, seconds))


async def _watch(target: Target, as_json: bool, count: int | None, seconds: float | None) -> Exit:
    arrived: asyncio.Queue[Event] = asyncio.Queue()
    async with open_console(target.home) as console:
        leave = console.subscribe(arrived.put_nowait)
        try:
            account = await bind(console, target)
            console.upkeep.start()
            click.echo(f"Bound to {account.host}:{account.port} as {account.system_id}.", err=True)
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    left = count
                    while left is None or left > 0:
                        shown = _show(await arrived.get(), as_json)
                        left = left - 1 if left is not None and shown else left
        finally:
            leave()
    return Exit.OK


def _show(event: Event, as_json: bool) -> bool:
    """Print *event*; False when it is neither a receipt nor an inbound message."""
    if isinstance(event, LinkChanged):
        _show_link(event.status)
        return False
    if isinstance(event, Notice):
        _show_notice(event)
        return False
    if not isinstance(event, ReceiptArrived | InboundArrived):
        return False
    if as_json:
        print_json(_json(event))
    else:
        click.echo(_line(event))
    return True


def _json(event: ReceiptArrived | InboundArrived) -> dict[str, Any]:
    if isinstance(event, ReceiptArrived):
        return {
            "event": "receipt",
            "received_at": iso(event.received_at),
            "to": event.source,
            "from": event.destination,
            "matched": event.message is not None,
            "duplicate": event.duplicate,
            **receipt_json(event.receipt),
        }
    inbound = event.inbound
    return {
        "event": "inbound",
        "received_at": iso(inbound.received_at),
        "from": inbound.source,
        "to": inbound.destination,
        "text": inbound.text,
        "reference": inbound.reference,
        "part": inbound.part,
        "parts": inbound.parts,
    }


def _line(event: ReceiptArrived | InboundArrived) -> str:
    if isinstance(event, ReceiptArrived):
        receipt = event.receipt
        note = "  (came before)" if event.duplicate else "" if event.message else "  (matches no message)"
        return (
            f"{iso(event.received_at)}  receipt  {event.source}  {receipt.stat or '?'}"
            f"  err {receipt.err or '-'}  id {receipt.id or '-'}{note}"
        )
    inbound = event.inbound
    part = f"  part {inbound.part} of {inbound.parts}" if inbound.parts else ""
    way = f"{inbound.source} -> {inbound.destination}"
    return f"{iso(inbound.received_at)}  inbound  {way}{part}  {inbound.text}"


def _show_link(status: LinkStatus) -> None:
    """The link's fate goes to stderr: who watches must know when nothing can come."""
    if status.problem and not status.is_bound:
        meaning = problem_meaning(status.problem)
        click.echo(f"{status.state.value}: {meaning.title}. {meaning.next_step}", err=True)


def _show_notice(notice: Notice) -> None:
    """So does what keeps receipts from being kept: they are not printed either."""
    if notice.kind is NoticeKind.HISTORY_UNAVAILABLE:
        sentence = f"{notice.detail} Until then the SMSC is asked to deliver everything again later."
    elif notice.kind is NoticeKind.HISTORY_AGAIN:
        sentence = "The history can be written again."
    else:
        return
    click.echo(f"ycloud-console: {sentence}", err=True)
