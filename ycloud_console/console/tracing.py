"""PDUs and messages: which belong together, and both as a capture for Wireshark."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple

from ycloud_console.accounts import Account
from ycloud_console.history import History, HistoryUnavailable, unfinished
from ycloud_console.history.match import id_key
from ycloud_console.history.model import MessageView
from ycloud_console.history.owners import SegmentOwner
from ycloud_console.smpp.capturing import CaptureWriter, usual_comment
from ycloud_console.smpp.hiding import TraceView
from ycloud_console.smpp.pairs import Pairs
from ycloud_console.smpp.pdu import COMMAND_IDS, read_pdu
from ycloud_console.smpp.trace import NO_KEY, Traced
from ycloud_console.sms.receipt import is_receipt, looks_like_receipt, read_receipt

_SLICE = 500
"""PDUs between two turns of the event loop: some 10 ms of another thread."""
_RECEIPTED_MESSAGE_ID = 0x001E
_SUBMIT_SM_RESP = COMMAND_IDS["submit_sm_resp"]
_DELIVERING = frozenset({COMMAND_IDS["deliver_sm"], COMMAND_IDS["data_sm"]})
_WITH_ID = frozenset(COMMAND_IDS[name] for name in ("query_sm", "cancel_sm", "replace_sm"))


class Belonging(NamedTuple):
    """The message a PDU belongs to."""

    message_id: int
    """The history's."""
    segment: int
    """Which of its segments, from 1."""


def smsc_id(octets: bytes) -> str:
    """The SMSC's message ID that a PDU speaks of: a response, a receipt or a question; empty for others."""
    command = int.from_bytes(octets[4:8], "big")
    if command == _SUBMIT_SM_RESP or command in _WITH_ID:
        return read_pdu(octets).text("message_id")
    if command in _DELIVERING:
        pdu = read_pdu(octets)
        if is_receipt(pdu.number("esm_class")) or looks_like_receipt(pdu.message):
            return read_receipt(pdu.message, tlvs=dict(reversed(pdu.tlvs))).id
    return ""


async def belongings(
    history: History, accounts: Iterable[Account], pdus: Sequence[Traced]
) -> dict[int, Belonging]:
    """The number of each PDU that belongs to a message of the history -> that message.

    A request and its response belong together when both are among *pdus*. Raises HistoryUnavailable.
    """
    names = {account.id: account.name for account in accounts}
    ids: dict[int, str] = {}
    partners: dict[int, int] = {}
    pairs: Pairs[int] = Pairs()
    for place, traced in enumerate(pdus):
        if found := smsc_id(traced.octets):
            ids[traced.number] = found
        request = pairs.join(traced, traced.number)
        if request is not None:
            partners[traced.number], partners[request] = request, traced.number
        if place % _SLICE == _SLICE - 1:
            await asyncio.sleep(0)
    known = await history.owners({traced.key for traced in pdus} - {NO_KEY}, set(ids.values()))
    by_key = {owner.segment_id: owner for owner in known}
    by_id: dict[str, list[SegmentOwner]] = {}
    for owner in known:
        by_id.setdefault(owner.id_key, []).append(owner)
    own: dict[int, SegmentOwner] = {}
    for traced in pdus:
        if traced.key in by_key:
            own[traced.number] = by_key[traced.key]
        elif traced.number in ids:
            candidates = by_id.get(id_key(ids[traced.number]), [])
            same = [each for each in candidates if names.get(each.account_id) == traced.wire.link]
            if len(chosen := same or candidates) == 1:
                own[traced.number] = chosen[0]
    for number, partner in partners.items():
        if number not in own and partner in own:
            own[number] = own[partner]
    return {number: Belonging(owner.message_id, owner.number) for number, owner in own.items()}


class OfMessage:
    """Tells the PDUs of one message as they come: those that carry it, tell of it, or answer those.

    It learns the SMSC's IDs from the responses.
    """

    def __init__(self, message: MessageView) -> None:
        self.message_id = message.row.id
        self._keys = {segment.id for segment in message.segments}
        self._ids = {id_key(segment.message_id) for segment in message.segments} - {""}

    def takes(self, traced: Traced, request: Traced | None = None) -> bool:
        """Whether *traced*, which answers *request*, belongs to the message."""
        if traced.key in self._keys:
            return True
        found = id_key(smsc_id(traced.octets))
        if request is not None and self.takes(request):
            if found:
                self._ids.add(found)
            return True
        return found in self._ids


async def export_pdus(
    pdus: Sequence[Traced],
    target: Path,
    *,
    view: TraceView,
    belonging: Mapping[int, Belonging] | None = None,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Write *pdus* to *target* as pcapng; returns how many.

    *belonging* names their messages, in the comments. *progress* is told the count so far. When it is
    cancelled or fails, *target* is as it was. A new file is for its owner alone; one that is there already
    stays for whom it is. Raises OSError when the file cannot be written.
    """
    target = target.resolve()
    handle, draft = await asyncio.to_thread(unfinished.begin, target)
    try:
        with os.fdopen(handle, "wb") as file:
            writer = CaptureWriter(view)
            file.write(writer.start())
            for start in range(0, len(pdus), _SLICE):
                some = pdus[start : start + _SLICE]
                await asyncio.to_thread(_write, file, writer, some, belonging or {})
                if progress:
                    progress(start + len(some))
        await asyncio.to_thread(_put, draft, target)
    finally:
        with suppress(FileNotFoundError):
            draft.unlink()
    return len(pdus)


def _put(draft: Path, target: Path) -> None:
    with suppress(FileNotFoundError):
        draft.chmod(target.stat().st_mode & 0o777)
    draft.replace(target)


def _write(
    file: IO[bytes], writer: CaptureWriter, pdus: Sequence[Traced], belonging: Mapping[int, Belonging]
) -> None:
    for traced in pdus:
        comment = usual_comment(traced)
        if (message := belonging.get(traced.number)) is not None:
            comment += f", message {message.message_id}, segment {message.segment}"
        file.write(writer.add(traced, comment))


async def known_belongings(
    history: History, accounts: Iterable[Account], pdus: Sequence[Traced]
) -> dict[int, Belonging]:
    """:func:`belongings`, and none when the history cannot be read: a capture can do without comments."""
    try:
        return await belongings(history, accounts, pdus)
    except HistoryUnavailable:
        return {}
