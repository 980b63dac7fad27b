"""What the SMSC delivers on one connection: stored side by side, and answered once it is stored."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from ycloud_console.smpp import upstream
from ycloud_console.smpp.incoming import read_delivery
from ycloud_console.smpp.owner import Owner
from ycloud_console.smpp.pdu import Pdu, write_pdu

_logger = logging.getLogger(__name__)

_ESME_RX_T_APPN = 0x64
"""Temporary receiver error: the SMSC is to send it again (SMPP 3.4, 5.1.3)."""
_MOST = 10_000
"""Deliveries being stored, over which nothing more is read until some are done."""


class Deliveries:
    """The deliver_sm and data_sm that are being stored.

    *room* is called when there is room again after there was none, *stored* when the last one is answered.
    """

    def __init__(
        self,
        owner: Owner,
        write: Callable[[bytes], None],
        room: Callable[[], None],
        stored: Callable[[], None],
    ) -> None:
        self._owner = owner
        self._write = write
        self._room = room
        self._stored = stored
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._tasks)

    @property
    def full(self) -> bool:
        """Whether nothing more may be taken for now."""
        return len(self._tasks) >= _MOST

    def take(self, pdu: Pdu) -> None:
        """Have *pdu* stored; its response is written when it is."""
        task = asyncio.get_running_loop().create_task(self._answer(pdu))
        self._tasks.add(task)
        task.add_done_callback(self._done)

    async def cancel(self) -> None:
        """Answer no more of them; the SMSC will send those again."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _answer(self, pdu: Pdu) -> None:
        try:
            status = await self._owner.delivered(read_delivery(pdu))
        except Exception:
            _logger.exception("a delivery could not be kept; the SMSC is told to send it again")
            status = _ESME_RX_T_APPN
        if pdu.command == "data_sm":
            self._write(write_pdu("data_sm_resp", status=status, sequence=pdu.sequence_number, fields={}))
        else:
            self._write(upstream.deliver_response(pdu.sequence_number, status))

    def _done(self, task: asyncio.Task[None]) -> None:
        was_full = self.full
        self._tasks.discard(task)
        if was_full:
            self._room()
        if not self._tasks:
            self._stored()
