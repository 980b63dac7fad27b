"""The Console as a program of its own: ``python -m tests.chaos.client FOLDER PORT MESSAGES SEED``.

It sends what the plan says and its history does not have yet, and prints how far it is. It ends when stdin
does; at any moment it may be killed instead.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from tests.chaos.plan import numbered, planned
from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.history import MessageRow
from ycloud_console.sms.message import MessageState

ACCOUNT = "chaos"
_BATCH = 50
_MOST_QUEUED = 400
"""So that a kill at any moment finds messages at every stage."""
_PAGE = 1000


async def main(folder: Path, port: int, messages: int, seed: int) -> None:
    console = await Console.open(folder)
    console.add_guest(account_at(port), "demo1234")
    await console.bind(ACCOUNT)
    work = asyncio.create_task(send_all(console, messages, seed))
    end = asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    while not end.done():
        counts = await console.history.counts()
        open_ = sum(counts.get(each, 0) for each in (MessageState.QUEUED, MessageState.SENT))
        say(sum(counts.values()), open_)
        await asyncio.wait((end,), timeout=0.1)
        if work.done():
            work.result()
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    await console.close()


def account_at(port: int) -> Account:
    return Account(
        id=ACCOUNT,
        name="Chaos",
        host="127.0.0.1",
        port=port,
        tls=False,
        system_id="demo",
        binds=2,
        window=20,
        rate=0.0,
        enquire_link_interval=0.5,
        response_timeout=1.5,
        connect_timeout=2.0,
        backoff_min=0.05,
        backoff_max=0.5,
    )


async def all_rows(console: Console) -> list[MessageRow]:
    rows: list[MessageRow] = []
    page = await console.history.messages(limit=_PAGE)
    while page:
        rows += page
        page = await console.history.messages(limit=_PAGE, before=(page[-1].queued_at, page[-1].id))
    return rows


async def send_all(console: Console, messages: int, seed: int) -> None:
    have = {numbered(row.recipient) for row in await all_rows(console)}
    missing = [number for number in range(messages) if number not in have]
    for at in range(0, len(missing), _BATCH):
        while console.status(ACCOUNT).queued > _MOST_QUEUED:
            await asyncio.sleep(0.02)
        for number in missing[at : at + _BATCH]:
            message = planned(number, seed)
            await console.send(ACCOUNT, "YCloud", [message.recipient], message.text)


def say(known: int, open_: int) -> None:
    sys.stdout.write(f"{known} {open_}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), *(int(each) for each in sys.argv[2:5])))
