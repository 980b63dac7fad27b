"""A program that sends, and is killed in the middle of it: ``python crash.py PATH``.

Writes a line for everything it may believe once it is committed: ``sent ID``, ``acknowledged ID``.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from tests.history.conftest import START, new_message, new_receipt
from ycloud_console.history import History


async def main(path: Path) -> None:
    history = await History.open(path)
    first = True
    while True:
        views = await history.add([new_message(parts=2) for _ in range(5)])
        segments = [segment.id for view in views for segment in view.segments]
        await history.mark_sent(segments, START)
        _say("sent", segments)
        answered = segments[::2]
        await asyncio.gather(*(history.answered(each, 0, f"M{each}", START + 1) for each in answered))
        _say("answered", answered)
        await asyncio.gather(*(history.receipt(new_receipt(f"M{each}")) for each in answered))
        _say("acknowledged", answered)
        if first:
            await history.add([new_message("+8613800000009")])
            _say("started", [0])
            first = False


def _say(word: str, ids: list[int]) -> None:
    sys.stdout.write("".join(f"{word} {each}\n" for each in ids))
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
