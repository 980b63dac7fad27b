"""The tour: the window bound to the sandbox, operated by itself, for where nobody can see it.

It writes five messages in the composer as a person would, waits for what becomes of each, prints the table of
deliveries and saves a picture of the window.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize

from ycloud_console.console import Console
from ycloud_console.history.model import MessageRow
from ycloud_console.sms.message import MessageState
from ycloud_console.ui.window import MainWindow

PATIENCE = 60.0
"""Seconds in which everything must have come out as expected."""
PICTURE = "ycloud-console.png"
SIZE = QSize(1600, 960)


@dataclass(frozen=True, slots=True)
class Step:
    """One message of the tour and what is to become of it."""

    name: str
    recipient: str
    text: str
    expected: str
    """In words, for the sentence that says that it did not come."""
    came_out: Callable[[MessageRow], bool]


def _delivered(row: MessageRow) -> bool:
    return row.state is MessageState.DELIVERED


STEPS = (
    Step(
        "an ordinary message",
        "+65 8123 4567",
        "Your order has been shipped and arrives tomorrow.",
        "delivered",
        _delivered,
    ),
    Step(
        "a text to China without a signature",
        "+86 138 0013 0018",
        "Your verification code is 493 204.",
        "an invalid signature (err 18)",
        lambda row: row.state.is_failed and row.error.lstrip("0") == "18",
    ),
    Step(
        "an invalid number",
        "12345",
        "Is this number right?",
        "refused as an invalid phone number (status 4)",
        lambda row: row.state is MessageState.REJECTED and row.status == 4,
    ),
    Step(
        "a long Chinese text",
        "+86 138 0013 8000",
        "【YCloud】尊敬的用户，您好！您预订的商品已经从上海仓库发出，预计三天内送达。"
        "请保持电话畅通，快递员会提前与您联系。如需更改收货地址或配送时间，请在今天下午六点之前回复本短信，"
        "或拨打客服热线。签收前请当面检查包装是否完好，如有破损请拒收并及时与我们联系，我们将尽快为您补发。"
        "感谢您的支持，祝您生活愉快！退订请回复 T。",
        "delivered in several segments",
        lambda row: _delivered(row) and row.segment_count > 1,
    ),
    Step(
        "an emoji",
        "+1 415 555 0133",
        "Your table is booked for 19:30. See you tonight! 🎉",
        "delivered",
        _delivered,
    ),
)


class TourFailed(Exception):
    """Something expected did not happen; the text says what."""


class Tour:
    """Operates *window*; for a Console whose sandbox may be started."""

    def __init__(self, console: Console, window: MainWindow, picture: Path | None = None) -> None:
        self._console = console
        self._window = window
        self._picture = picture or Path.cwd() / PICTURE
        self._sent: dict[str, int] = {}

    async def make(self) -> int:
        """Make the tour: 0 when everything came out as expected, else 1 and a sentence on stderr."""
        self._window.resize(SIZE)
        self._window.splitter.setSizes([310, 940, 310])
        try:
            async with asyncio.timeout(PATIENCE):
                await self._bind()
                for step in STEPS:
                    await self._send(step)
                await self._wait_for_outcomes()
                await self._look()
        except TourFailed as problem:
            return self._fail(str(problem))
        except TimeoutError:
            return self._fail(await self._what_is_missing())
        _say(self._window.deliveries.table_text(set(self._sent.values())))
        if not self._window.grab().save(str(self._picture)):
            return self._fail(
                f"The picture {self._picture} could not be saved: check that the folder is writable."
            )
        _say(f"\nSaved {self._picture}")
        return 0

    # What a person would do.

    async def _bind(self) -> None:
        self._window.actions_on_accounts.open_sandbox()
        await _until(lambda: self._console.status(self._window.account_id).is_bound)

    async def _send(self, step: Step) -> None:
        composer = self._window.composer
        came: list[int] = []
        composer.sent.connect(came.extend)
        composer.fill("YCloud", step.recipient, step.text)
        composer.submit()
        if not composer.question.isHidden():
            composer.send_anyway.click()
        try:
            await _until(lambda: came or not composer.outcome.isHidden())
        finally:
            composer.sent.disconnect(came.extend)
        if not came:
            raise TourFailed(f"The tour could not send {step.name}: {composer.outcome.sentence}")
        self._sent[step.name] = came[0]

    async def _wait_for_outcomes(self) -> None:
        changed = asyncio.Event()
        leave = self._console.subscribe(lambda _event: changed.set())
        try:
            while True:
                changed.clear()
                if not await self._missing():
                    return
                await changed.wait()
        finally:
            leave()

    async def _look(self) -> None:
        """Open the message that failed, as support would, and let the window show it all."""
        deliveries = self._window.deliveries
        failed = self._sent[STEPS[1].name]
        ids = set(self._sent.values())
        await _until(lambda: {row.id for row in deliveries.model.rows if not row.state.is_pending} >= ids)
        deliveries.select_message(failed)
        await _until(lambda: self._window.details.message is not None)
        # The figures are counted a moment after the last change.
        await asyncio.sleep(1.0)
        self._window.status.refresh()

    # What became of it.

    async def _missing(self) -> list[tuple[Step, MessageRow]]:
        rows = {row.id: row for row in await self._console.history.rows(list(self._sent.values()))}
        pairs = [(step, rows[self._sent[step.name]]) for step in STEPS if step.name in self._sent]
        wrong = [step for step, row in pairs if not row.state.is_pending and not step.came_out(row)]
        if wrong:
            raise TourFailed(self._sentence([pair for pair in pairs if pair[0] is wrong[0]]))
        return [(step, row) for step, row in pairs if not step.came_out(row)]

    async def _what_is_missing(self) -> str:
        if len(self._sent) < len(STEPS):
            state = self._console.status(self._window.account_id).state
            return f"The tour sent {len(self._sent)} of {len(STEPS)} messages; the sandbox's link is {state}."
        try:
            missing = await self._missing()
        except TourFailed as problem:
            return str(problem)
        return self._sentence(missing) if missing else "The window did not show what the history says."

    def _sentence(self, missing: list[tuple[Step, MessageRow]]) -> str:
        words = "; ".join(
            f"{step.name} to {step.recipient} was expected to come back {step.expected}, "
            f"but it is {row.state} (status {row.status}, error {row.error or 'none'})"
            for step, row in missing
        )
        return f"{words[:1].upper()}{words[1:]}."

    def _fail(self, sentence: str) -> int:
        sys.stderr.write(f"{sentence}\n")
        return 1


async def _until(condition: Callable[[], object]) -> None:
    """Let the window live until *condition* holds; the tour's patience ends it."""
    while not condition():  # noqa: ASYNC110 -- a widget's state has no event to wait for
        await asyncio.sleep(0.02)


def _say(text: str) -> None:
    """To stdout, also where its encoding lacks the characters."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    sys.stdout.flush()
