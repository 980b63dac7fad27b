"""What the SMSC delivers on one connection: stored side by side, and answered once it is stored."""

from __future__ import annotations

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
        self._open: set[int] = set()
        """Numbers of those that are not answered yet."""
        self._count = 0

    def __len__(self) -> int:
        return len(self._open)

    @property
    def full(self) -> bool:
        """Whether nothing more may be taken for now."""
        return len(self._open) >= _MOST

    def take(self, pdu: Pdu) -> None:
        """Have *pdu* stored; its response is written when it is."""
        self._count += 1
        answer = partial(self._answer, self._count, pdu)
        self._open.add(self._count)
        try:
            self._owner.delivered(read_delivery(pdu), answer)
        except Exception:
            _logger.exception("a delivery could not be kept; the SMSC is told to send it again")
            answer(_ESME_RX_T_APPN)

    def end(self) -> None:
        """Answer no more of them; the SMSC will send those again."""
        self._open.clear()

    def _answer(self, number: int, pdu: Pdu, status: int) -> None:
        if number not in self._open:
            return
        was_full = self.full
        self._open.remove(number)
        self._respond(pdu, status)
        if was_full:
            self._room()
        if not self._open:
            self._stored()

    def _respond(self, pdu: Pdu, status: int) -> None:
        if pdu.command == "data_sm":
            self._write(write_pdu("data_sm_resp", status=status, sequence=pdu.sequence_number, fields={}))
        else:
            self._write(upstream.deliver_response(pdu.sequence_number, status))
