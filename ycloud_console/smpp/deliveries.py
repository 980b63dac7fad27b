"""What the SMSC delivers on one connection: stored side by side, and answered once it is stored."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from functools import partial

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
        self._open: set[asyncio.Future[int]] = set()

    def __len__(self) -> int:
        return len(self._open)

    @property
    def full(self) -> bool:
        """Whether nothing more may be taken for now."""
        return len(self._open) >= _MOST

    def take(self, pdu: Pdu) -> None:
        """Have *pdu* stored; its response is written when it is."""
        try:
            stored = asyncio.ensure_future(self._owner.delivered(read_delivery(pdu)))
        except Exception as error:  # noqa: BLE001 -- a delivery that cannot be taken ends no link
            self._refuse(pdu, error)
            return
        self._open.add(stored)
        stored.add_done_callback(partial(self._answer, pdu))

    async def cancel(self) -> None:
        """Answer no more of them; the SMSC will send those again."""
        for stored in self._open:
            stored.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    def _answer(self, pdu: Pdu, stored: asyncio.Future[int]) -> None:
        was_full = self.full
        self._open.discard(stored)
        if not stored.cancelled():
            error = stored.exception()
            if error is None:
                self._respond(pdu, stored.result())
            else:
                self._refuse(pdu, error)
        if was_full:
            self._room()
        if not self._open:
            self._stored()

    def _refuse(self, pdu: Pdu, error: BaseException) -> None:
        _logger.error(
            "a delivery could not be kept; the SMSC is told to send it again",
            exc_info=(type(error), error, error.__traceback__),
        )
        self._respond(pdu, _ESME_RX_T_APPN)

    def _respond(self, pdu: Pdu, status: int) -> None:
        if pdu.command == "data_sm":
            self._write(write_pdu("data_sm_resp", status=status, sequence=pdu.sequence_number, fields={}))
        else:
            self._write(upstream.deliver_response(pdu.sequence_number, status))
