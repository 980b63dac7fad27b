"""Delivery receipts: text and optional parameters -> :class:`Receipt`. Never raises, loses nothing.

SMPP 3.4's appendix B only gives an example of the text and leaves its form to each SMSC; what is understood
here beyond it was seen on the wire of real ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import Any

import msgspec

from ycloud_console.sms.message import MessageState
from ycloud_console.sms.receipt_dates import read_dates
from ycloud_console.sms.receipt_fields import KEY, MAX_FIELDS, as_text, read_fields
from ycloud_console.sms.receipt_problems import Problem, problem, problem_sentence, problem_sentences

__all__ = [
    "Problem",
    "Receipt",
    "is_receipt",
    "looks_like_receipt",
    "problem_sentence",
    "problem_sentences",
    "read_receipt",
    "read_receipt_text",
    "receipt_json",
]

TAG_RECEIPTED_MESSAGE_ID = 0x001E
TAG_NETWORK_ERROR_CODE = 0x0423
TAG_MESSAGE_PAYLOAD = 0x0424
TAG_MESSAGE_STATE = 0x0427

MAX_ID = 65
"""Octets of message_id with its NUL in SMPP 3.4 (5.2.23); YCloud's have 20 digits."""

STATE_WORDS = {
    "DELIVRD": MessageState.DELIVERED,
    "EXPIRED": MessageState.EXPIRED,
    "DELETED": MessageState.DELETED,
    "UNDELIV": MessageState.UNDELIVERABLE,
    "REJECTD": MessageState.REJECTED,
    "UNKNOWN": MessageState.UNKNOWN,
    "ACCEPTD": MessageState.ACCEPTED,
    "ENROUTE": MessageState.ACCEPTED,
    # The same states as the specification spells them in full (5.2.28).
    "DELIVERED": MessageState.DELIVERED,
    "UNDELIVERABLE": MessageState.UNDELIVERABLE,
    "REJECTED": MessageState.REJECTED,
    "ACCEPTED": MessageState.ACCEPTED,
    # As CM.com's documentation spells it.
    "DELIVERD": MessageState.DELIVERED,
}
"""The words that decide a state."""
# message_state: SMPP 3.4, 5.2.28; 0 is SCHEDULED in SMPP 5.0.
_STATES = {
    0: MessageState.ACCEPTED,
    1: MessageState.ACCEPTED,
    2: MessageState.DELIVERED,
    3: MessageState.EXPIRED,
    4: MessageState.DELETED,
    5: MessageState.UNDELIVERABLE,
    6: MessageState.ACCEPTED,
    7: MessageState.UNKNOWN,
    8: MessageState.REJECTED,
}
# network_error_code: SMPP 3.4, 5.3.2.31.
_NETWORKS = {1: "ANSI-136", 2: "IS-95", 3: "GSM"}


class Receipt(msgspec.Struct, frozen=True, gc=False):
    """One delivery receipt, as far as it could be read. Texts that are missing are empty."""

    id: str
    """The SMSC's message ID, verbatim."""
    sub: int | None
    dlvrd: int | None
    submit_date: datetime | None
    """UTC, as all dates here; None when missing or unreadable."""
    done_date: datetime | None
    stat: str
    """The word in the text, in capitals."""
    err: str
    """Verbatim, with its zeros; that of the network_error_code where there is one."""
    text: str
    """The start of the message, where the SMSC quotes it."""
    state: MessageState
    decides: bool
    """Whether the state is a word (or message_state) we know; if not, the message keeps its state."""
    problems: tuple[Problem, ...]
    """What could not be read or contradicts itself; :func:`problem_sentence` says it."""
    raw: bytes
    network_error: str = ""
    """The network_error_code as network and number, such as "GSM 18"; empty when there is none."""
    message_state: int | None = None
    """The message_state parameter."""


def is_receipt(esm_class: int) -> bool:
    """Whether a deliver_sm or data_sm with this esm_class is a receipt or an intermediate notification.

    SMPP 3.4, 5.2.12: bits 5 to 2 give the message type. Acknowledgements by the recipient (0x08, 0x10) are
    messages from a phone.
    """
    return esm_class & 0x3C in (0x04, 0x20, 0x24)


def looks_like_receipt(raw: bytes, data_coding: int = 0) -> bool:
    """Whether *raw* plainly is a receipt's text: it begins with a field and has id, stat and one more.

    *data_coding* does not matter, see :func:`read_receipt`.
    """
    text = as_text(raw).lstrip()
    if KEY.match(text) is None:
        return False
    found = read_fields(text).values
    return bool(found.get("id") and found.get("stat")) and len(found) > 2


def read_receipt(
    raw: bytes,
    *,
    data_coding: int = 0,
    tlvs: Mapping[int, bytes] | None = None,
    zone: tzinfo = UTC,
    near: datetime | None = None,
) -> Receipt:
    """The receipt in *raw* (the message octets, or the message_payload of *tlvs*) and *tlvs*; never raises.

    The octets are read as Latin-1 if that shows a field of a receipt, else as UTF-16; *data_coding* is not
    trusted, since SMSCs declare UCS-2 over plain ASCII. *zone* is that of dates without one. *near* (aware)
    is about when the message was submitted, for dates that can be read in two ways, or when the receipt came
    (see :func:`ycloud_console.sms.receipt_dates.read_dates`).
    """
    tlvs = tlvs or {}
    octets = raw or tlvs.get(TAG_MESSAGE_PAYLOAD, b"")
    return _Reading(as_text(octets), octets, tlvs, zone, near).receipt()


def read_receipt_text(
    text: str,
    *,
    tlvs: Mapping[int, bytes] | None = None,
    zone: tzinfo = UTC,
    near: datetime | None = None,
) -> Receipt:
    """As :func:`read_receipt`, from text that somebody pasted."""
    try:
        return read_receipt(text.encode("latin-1"), tlvs=tlvs, zone=zone, near=near)
    except UnicodeEncodeError:
        raw = text.encode("utf-8", "surrogatepass")
        return _Reading(text.replace("\0", ""), raw, tlvs or {}, zone, near).receipt()


def receipt_json(receipt: Receipt) -> dict[str, Any]:
    """The object the command line prints for ``decode receipt``."""
    return {
        "id": receipt.id,
        "sub": receipt.sub,
        "dlvrd": receipt.dlvrd,
        "submit_date": _iso(receipt.submit_date),
        "done_date": _iso(receipt.done_date),
        "stat": receipt.stat,
        "err": receipt.err,
        "text": receipt.text,
        "state": str(receipt.state),
        "problems": list(problem_sentences(receipt.problems)),
    }


def _iso(date: datetime | None) -> str | None:
    return None if date is None else date.isoformat().replace("+00:00", "Z")


class _Reading:
    """One receipt while it is read."""

    def __init__(
        self,
        text: str,
        raw: bytes,
        tlvs: Mapping[int, bytes],
        zone: tzinfo,
        near: datetime | None,
    ) -> None:
        self.raw = raw
        self.tlvs = tlvs
        self.zone = zone
        self.near = near
        self.problems: list[Problem] = []
        self.fields = read_fields(text)
        self.text = text

    def receipt(self) -> Receipt:
        values = self.fields.values
        self._note_text()
        message_id = self._id(values.get("id", ""))
        stat = values.get("stat", "").upper()
        state, decides, message_state = self._state(stat)
        err, network_error = self._error(values.get("err", ""))
        submit_date, done_date = self._dates()
        return Receipt(
            id=message_id,
            sub=self._number("sub"),
            dlvrd=self._number("dlvrd"),
            submit_date=submit_date,
            done_date=done_date,
            stat=stat,
            err=err,
            text=values.get("text", ""),
            state=state,
            decides=decides,
            problems=tuple(self.problems),
            raw=self.raw,
            network_error=network_error,
            message_state=message_state,
        )

    def _problem(self, name: str, *details: object) -> None:
        self.problems.append(problem(name, *details))

    def _note_text(self) -> None:
        parameters = TAG_RECEIPTED_MESSAGE_ID in self.tlvs or TAG_MESSAGE_STATE in self.tlvs
        if not self.fields.values and not parameters:
            self._problem("no_keys" if self.text.strip() else "no_text")
        if self.fields.cut:
            self._problem("cut", MAX_FIELDS)
        for key, value in self.fields.repeated[:10]:
            self._problem("repeated", key, self.fields.values[key], value)

    def _id(self, written: str) -> str:
        given = self.tlvs.get(TAG_RECEIPTED_MESSAGE_ID)
        message_id = written
        if given is not None:
            name = given.split(b"\0", 1)[0].decode("latin-1").strip()
            if written and name and written != name:
                self._problem("conflict", "id", written, "receipted_message_id", name)
            message_id = name or written
        if not message_id and (self.fields.values or self.tlvs):
            self._problem("no_id")
        if len(message_id) > MAX_ID:
            self._problem("long_id", len(message_id))
        return message_id

    def _state(self, stat: str) -> tuple[MessageState, bool, int | None]:
        written = STATE_WORDS.get(stat)
        number: int | None = None
        given = self.tlvs.get(TAG_MESSAGE_STATE)
        if given is not None:
            if len(given) == 1:
                number = given[0]
            else:
                self._problem("tlv", "message_state", given.hex(" ") or "—")
        if number in _STATES:
            state = _STATES[number]
            if stat and written is not state:
                self._problem("conflict", "stat", stat, "message_state", f"{number} ({state})")
            return state, True, number
        if number is not None:
            self._problem("tlv", "message_state", number)
        if written is None:
            if stat:
                self._problem("stat", stat)
            elif self.fields.values or self.tlvs:
                self._problem("no_stat")
            return MessageState.UNKNOWN, False, number
        return written, True, number

    def _error(self, written: str) -> tuple[str, str]:
        given = self.tlvs.get(TAG_NETWORK_ERROR_CODE)
        if given is None:
            return written, ""
        if len(given) != 3:
            self._problem("tlv", "network_error_code", given.hex(" ") or "—")
            return written, ""
        code = int.from_bytes(given[1:], "big")
        network_error = f"{_NETWORKS.get(given[0], given[0])} {code}"
        plain = written.lstrip("0")
        if plain == (str(code) if code else ""):
            return written or network_error, network_error
        if code == 0:
            # "No error in the network" does not take back a reason the SMSC gives.
            self._problem("error_kept", written)
            return written, network_error
        if plain:
            self._problem("conflict", "err", written, "network_error_code", network_error)
        # Under its network's name: the number alone would be looked up among the SMSC's own errors.
        return network_error, network_error

    def _dates(self) -> tuple[datetime | None, datetime | None]:
        submit = self.fields.values.get("submit date", "")
        done = self.fields.values.get("done date", "")
        dates = read_dates(submit, done, self.zone, self.near)
        for key, written, date in (("submit date", submit, dates[0]), ("done date", done, dates[1])):
            if written and date is None:
                self._problem("date", key, written)
        return dates

    def _number(self, key: str) -> int | None:
        written = self.fields.values.get(key, "")
        # Longer ones are no counts, and Python refuses to read thousands of digits.
        if written.isascii() and written.isdigit() and len(written) <= 18:
            return int(written)
        if written:
            self._problem("number", key, written)
        return None
