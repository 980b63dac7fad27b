"""What the composer says: sentences for a plan, a fault, a question and its outcome."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence

from ycloud_console.accounts import Account
from ycloud_console.smpp.model import BindMode, LinkStatus
from ycloud_console.sms.address import Recipient
from ycloud_console.sms.segments import MAX_PARTS
from ycloud_console.ui.composer.check import (
    Part,
    Plan,
    RecipientCheck,
    SenderCheck,
    TextCheck,
    TextFault,
    name_of_character,
    shown_number,
)
from ycloud_console.ui.composer.optionwords import OptionWords
from ycloud_console.ui.widgets import Tone

_LISTED = 3
"""Most recipients that a question names; the rest is counted."""
_COUNTRIES = 4
"""Most countries that a question names."""
_SLOW = 2
"""Seconds from which on it is said how long sending takes."""
_ALPHANUMERIC, _INTERNATIONAL, _NATIONAL, _NETWORK = 5, 1, 2, 3
"""Types of number (SMPP 3.4, 5.2.5)."""


class Words(QObject):
    """Plain sentences; nothing here changes anything."""

    def sender_hint(self, sender: SenderCheck) -> str:
        """What kind of sender it is: “Alphanumeric sender · TON 5, NPI 0”."""
        if sender.address is None:
            return self.tr("A name of up to 11 letters, a number, or a short code")
        kinds = {
            _ALPHANUMERIC: self.tr("Alphanumeric sender"),
            _INTERNATIONAL: self.tr("International number"),
            _NATIONAL: self.tr("National number"),
            _NETWORK: self.tr("Short code"),
        }
        kind = kinds.get(sender.address.ton, self.tr("Number"))
        return f"{kind} · TON {sender.address.ton}, NPI {sender.address.npi}"

    def text_fault(self, text: TextCheck) -> str:
        """Why the text cannot be sent; empty when it can."""
        match text.fault:
            case TextFault.EMPTY:
                return self.tr("Type the text of the message.")
            case TextFault.TOO_LONG:
                segments = text.meter.segments if text.meter else 0
                if segments > MAX_PARTS:
                    return self.tr(
                        "Too long: {n} segments, and one message has at most {most}. "
                        "Shorten it or send it as several."
                    ).format(n=segments, most=MAX_PARTS)
                return self.tr("Too long for one message_payload. Shorten it or send it as several.")
            case TextFault.NOT_IN_ALPHABET:
                strangers = "  ".join(name_of_character(ch) for ch in text.strangers[:6])
                return self.tr(
                    "The alphabet chosen in the options does not have: {characters}. "
                    "Replace them, or choose Automatic."
                ).format(characters=strangers)
            case None:
                return ""

    def recipients_fault(self, recipients: RecipientCheck) -> str:
        """Why there is nobody to send to."""
        if recipients.is_empty:
            return self.tr("Enter at least one phone number.")
        return self.tr("None of these can be sent to.")

    def reason(self, plan: Plan, *, is_reading: bool) -> str:
        """What keeps the message from being sent, in a few words; empty when nothing does.

        *is_reading*: a long list of recipients is not read to its end yet.
        """
        if is_reading:
            return self.tr("Reading the recipients…")
        if not plan.faults:
            return ""
        match plan.faults[0]:
            case Part.SENDER:
                return self.tr("Check the sender") if plan.sender.given else self.tr("Fill in the sender")
            case Part.RECIPIENTS:
                is_empty = plan.recipients.is_empty
                return self.tr("Add a recipient") if is_empty else self.tr("Check the recipients")
            case Part.PLACEHOLDERS:
                if len(plan.unfilled) == 1:
                    return self.tr("Fill in {name}").format(name=f"{{{plan.unfilled[0]}}}")
                return self.tr("Fill in {n} placeholders").format(n=len(plan.unfilled))
            case Part.TEXT:
                is_empty = plan.text.fault is TextFault.EMPTY
                return self.tr("Type the text") if is_empty else self.tr("Check the text")
            case Part.OPTIONS:
                return self.tr("Check the options")

    def question(self, plan: Plan, rate: float) -> tuple[str, str, str]:
        """Title, sentence and consent for what is not sent without being asked about once.

        *rate*: segments a second of the account, 0 for no limit.
        """
        doubtful, impossible = plan.recipients.doubtful, plan.recipients.impossible
        lines = []
        if plan.is_large:
            lines += self._size(plan, rate)
        if doubtful:
            lines.append(self._doubt(doubtful))
        if impossible:
            lines.append(self._impossible(impossible))
        sentence = "\n".join(lines)
        if plan.is_large:
            send = self._send(plan)
            return self.tr("{send}?").format(send=send), sentence, send
        title = self.tr("Check the recipients")
        if not impossible:
            return title, sentence, self.tr("Send anyway")
        if plan.messages == 1:
            return title, sentence, self.tr("Send the other one")
        return title, sentence, self.tr("Send the other {n}").format(n=f"{plan.messages:,}")

    def _size(self, plan: Plan, rate: float) -> list[str]:
        """To where, how many segments, how long."""
        found = plan.recipients.countries
        named = [f"{name} {count:,}" for name, count in found[:_COUNTRIES]]
        more = sum(count for _, count in found[_COUNTRIES:])
        if more:
            named.append(self.tr("elsewhere {n}").format(n=f"{more:,}"))
        lines = [", ".join(named)] if named else []
        lines.append(self._segments(plan) + self.tr(", charged also where they are not delivered"))
        seconds = plan.seconds(rate)
        if seconds >= _SLOW:
            lines.append(
                self.tr("About {span} at {rate} segments a second").format(
                    span=OptionWords(self).span(seconds), rate=f"{rate:g}"
                )
            )
        return lines

    def _doubt(self, doubtful: tuple[Recipient, ...]) -> str:
        if len(doubtful) == 1:
            return self.tr("{number} does not look like a phone number. {reason}").format(
                number=shown_number(doubtful[0]), reason=doubtful[0].reason
            )
        return self.tr("{n} do not look like phone numbers: {numbers}").format(
            n=f"{len(doubtful):,}", numbers=self._list(doubtful)
        )

    def _impossible(self, impossible: tuple[Recipient, ...]) -> str:
        if len(impossible) == 1:
            return self.tr("“{text}” cannot be sent to. {reason}").format(
                text=shown_number(impossible[0]), reason=impossible[0].reason
            )
        return self.tr("{n} cannot be sent to: {numbers}").format(
            n=f"{len(impossible):,}", numbers=self._list(impossible)
        )

    def _list(self, recipients: tuple[Recipient, ...]) -> str:
        shown = ", ".join(shown_number(one) for one in recipients[:_LISTED])
        more = len(recipients) - _LISTED
        return self.tr("{numbers} and {n} more").format(numbers=shown, n=f"{more:,}") if more > 0 else shown

    def success(
        self,
        count: int,
        account: str,
        *,
        is_bound: bool,
        is_paused: bool = False,
        scheduled: datetime | None = None,
    ) -> tuple[Tone, str]:
        """Tone and sentence once messages are queued; what becomes of them is not known yet.

        *scheduled*: when the SMSC is to deliver them, if not at once.
        """
        n = f"{count:,}"
        if is_paused and count == 1:
            return "info", self.tr("The message waits: sending is paused.")
        if is_paused:
            return "info", self.tr("{n} messages wait: sending is paused.").format(n=n)
        if is_bound and scheduled is not None:
            time = f"{scheduled.astimezone():%Y-%m-%d %H:%M}"
            if count == 1:
                return "success", self.tr("1 message queued. It will be delivered at {time}.").format(
                    time=time
                )
            return "success", self.tr("{n} messages queued. They will be delivered at {time}.").format(
                n=n, time=time
            )
        if is_bound and count == 1:
            return "success", self.tr("1 message queued.")
        if is_bound:
            return "success", self.tr("{n} messages queued.").format(n=n)
        if count == 1:
            return "info", self.tr("The message waits: it goes out once {account} is bound.").format(
                account=account
            )
        return "info", self.tr("{n} messages wait: they go out once {account} is bound.").format(
            n=f"{count:,}", account=account
        )

    def stopped(self, written: int) -> str:
        """What was sent of a send that was stopped, or failed half way."""
        if not written:
            return self.tr("Nothing was sent.")
        return self.tr("{n} messages were queued and go out. The others are still in the list.").format(
            n=f"{written:,}"
        )

    def put_aside(self) -> str:
        """That a text half written gave way to an answer."""
        return self.tr("What stood here was put aside.")

    def sent_as(self) -> str:
        """What the text with its placeholders filled in is called."""
        return self.tr("The text as it is sent")

    def options_title(self, changed: int) -> str:
        """The link that unfolds the options; it says when some are not the usual ones."""
        return self.tr("Options ({n})").format(n=changed) if changed else self.tr("Options")

    def send_button(self, plan: Plan, *, is_sending: bool) -> str:
        """“Send 2 messages · 6 segments”; what is one segment each does not say so."""
        if is_sending:
            return self.tr("Sending…")
        if plan.segments > plan.messages:
            return f"{self._send(plan)} · {self._segments(plan)}"
        control = QKeySequence(Qt.KeyboardModifier.ControlModifier | Qt.Key.Key_A)
        prefix = control.toString(QKeySequence.SequenceFormat.NativeText)[:-1]
        send = self._send(plan) if plan.messages > 1 else self.tr("Send message")
        return f"{send}   {prefix}↵"

    def _send(self, plan: Plan) -> str:
        if plan.messages == 1:
            return self.tr("Send 1 message")
        return self.tr("Send {n} messages").format(n=f"{plan.messages:,}")

    def _segments(self, plan: Plan) -> str:
        if plan.segments == 1:
            return self.tr("1 segment")
        return self.tr("{n} segments").format(n=f"{plan.segments:,}")

    def progress(self, written: int, total: int) -> str:
        """How far the writing of many messages is."""
        return self.tr("{n} of {total} messages queued").format(n=f"{written:,}", total=f"{total:,}")

    def restored(self, saved_at: float) -> str:
        """That the fields hold what was being written before, *saved_at* seconds since 1970."""
        return self.tr("Not sent yet, from {time}").format(time=_when(saved_at))

    def being_sent(self, saved_at: float) -> str:
        """That the fields hold what was being sent when the program ended."""
        sentence = self.tr(
            "This was being sent when the program ended ({time}). What was queued by then is among the "
            "deliveries and goes out: look there before you send it again."
        )
        return sentence.format(time=_when(saved_at))

    def state_hint(self, account: Account | None, status: LinkStatus | None) -> str:
        """What keeps messages from going out at once; empty when nothing does."""
        if account is None:
            return self.tr("Choose an account to send from.")
        if account.mode == BindMode.RECEIVER:
            return self.tr(
                "{account} binds as receiver and cannot send: choose transceiver in its settings."
            ).format(account=account.name)
        if status is not None and status.paused:
            return self.tr("Paused, since the balance was used up: messages wait until sending is resumed.")
        if status is not None and status.is_bound:
            return ""
        return self.tr("Not bound: messages wait until {account} is bound.").format(account=account.name)


def _when(seconds: float) -> str:
    """The time of day, or the day too when that is not today."""
    when = datetime.fromtimestamp(seconds).astimezone()
    is_today = when.date() == datetime.now().astimezone().date()
    return f"{when:%H:%M}" if is_today else f"{when:%Y-%m-%d %H:%M}"
