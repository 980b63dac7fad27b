"""``ycloud-console cancel``: ask the SMSC not to deliver one message, or take back what was never sent."""

from __future__ import annotations

from typing import Any

import click

from ycloud_console.cli.asking import answered, ask, refusal_json, say_refusal
from ycloud_console.cli.output import Exit, print_json
from ycloud_console.cli.root import Root
from ycloud_console.cli.running import run
from ycloud_console.cli.target import Target, find_account, open_console, read_target, target_options


@click.command()
@click.argument("message_id", required=False)
@click.option(
    "--queued", is_flag=True, help="Instead of one message: everything that still waits to be sent."
)
@target_options
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
@click.pass_obj
def cancel(root: Root, /, message_id: str | None, queued: bool, as_json: bool, **target: Any) -> None:
    """Ask the SMSC not to deliver the message with MESSAGE_ID (cancel_sm).

    With --queued nothing is asked: the account's messages that still wait on this computer are not sent.
    Exit code 0: it is cancelled; 1: the SMSC refused, or does not know cancel_sm; 3: no bind.
    """
    if queued == (message_id is not None):
        raise click.UsageError("Give a MESSAGE_ID, or --queued for everything that still waits to be sent.")
    chosen = read_target(root, **target)
    run(_cancel_queued(chosen, as_json) if message_id is None else _cancel(chosen, message_id, as_json))


async def _cancel(target: Target, message_id: str, as_json: bool) -> Exit:
    async with ask(target) as (console, account):
        answer = await answered(console.cancel(account.id, message_id))
    if as_json:
        print_json({"message_id": message_id, **refusal_json(answer.status, answer.refused)})
    elif answer.refused:
        say_refusal("cancel_sm", answer.status)
    else:
        click.echo(f"{message_id}: cancelled")
    return Exit.SOME_FAILED if answer.refused else Exit.OK


async def _cancel_queued(target: Target, as_json: bool) -> Exit:
    async with open_console(target.home) as console:
        account = await find_account(console, target)
        done = await answered(console.cancel_waiting(account.id))
    if as_json:
        print_json({"cancelled": len(done.cancelled), "begun": len(done.begun)})
        return Exit.OK
    click.echo(f"{_messages(len(done.cancelled))} cancelled before being sent")
    if done.begun:
        click.echo(f"{_messages(len(done.begun))} had begun to go out, and will be finished")
    return Exit.OK


def _messages(count: int) -> str:
    return f"{count} message" + ("" if count == 1 else "s")
