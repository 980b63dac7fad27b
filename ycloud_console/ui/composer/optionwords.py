"""The options in a few words: what each choice is called, what differs, what must be mended."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QObject

from ycloud_console.sms.message import SubmitOptions
from ycloud_console.sms.segments import LongMode
from ycloud_console.ui.composer.check import OptionFault

NO_RECEIPT, EVERY_OUTCOME, FAILURES, INTERMEDIATE = 0, 1, 2, 17
"""registered_delivery (SMPP 3.4, 5.2.17): bits 0 and 1 the receipt, bit 4 intermediate notifications."""
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


class OptionWords(QObject):
    """Words only; nothing here changes anything."""

    def receipts(self, registered_delivery: int) -> str:
        """What the box calls this registered_delivery."""
        names = {
            NO_RECEIPT: self.tr("None"),
            EVERY_OUTCOME: self.tr("Every outcome"),
            FAILURES: self.tr("Failures only"),
            INTERMEDIATE: self.tr("Every outcome, and steps before"),
        }
        return names.get(registered_delivery) or f"registered_delivery 0x{registered_delivery:02X}"

    def long_mode(self, mode: LongMode) -> str:
        """What the box calls this way of sending a long message."""
        return {
            LongMode.UDH8: self.tr("8-bit UDH"),
            LongMode.UDH16: self.tr("16-bit UDH"),
            LongMode.SAR: self.tr("SAR fields"),
            LongMode.PAYLOAD: "message_payload",
        }[mode]

    def fault(self, fault: OptionFault) -> str:
        """What must be mended."""
        match fault:
            case OptionFault.SCHEDULED_IN_THE_PAST:
                return self.tr("The time to send it has passed: choose a later one.")
            case OptionFault.VALIDITY_BEFORE_SCHEDULE:
                return self.tr("It would expire before it is sent: make it valid for longer.")
            case OptionFault.BAD_SERVICE_TYPE:
                return self.tr("A service type has plain letters and digits only.")
            case OptionFault.BAD_TLV:
                return self.tr("One of the further parameters cannot be read.")

    def schedule(self, when: datetime) -> str:
        """The scheduled time as the SMSC reads it: “14:00 UTC on 2026-11-22, in 2 hours”."""
        utc = when.astimezone(UTC)
        said = self.tr("{time} UTC on {date}").format(time=f"{utc:%H:%M}", date=f"{utc:%Y-%m-%d}")
        wait = (when - datetime.now(UTC)).total_seconds()
        return self.tr("{time}, in {span}").format(time=said, span=self.span(wait)) if wait > 0 else said

    def span(self, seconds: float) -> str:
        """A length of time, roughly: “2 minutes”, “5 hours”, “3 days”."""
        for unit, one, many in (
            (_DAY, self.tr("1 day"), self.tr("{n} days")),
            (_HOUR, self.tr("1 hour"), self.tr("{n} hours")),
            (_MINUTE, self.tr("1 minute"), self.tr("{n} minutes")),
        ):
            count = round(seconds / unit)
            if seconds >= unit - 0.5:
                return one if count == 1 else many.format(n=f"{count:,}")
        count = max(1, round(seconds))
        return self.tr("1 second") if count == 1 else self.tr("{n} seconds").format(n=count)

    def differences(self, now: SubmitOptions, usual: SubmitOptions, tlvs: int) -> tuple[str, ...]:
        """What is not as the account has it; that no report is asked for is plain to see elsewhere."""
        said = []
        if now.registered_delivery not in (usual.registered_delivery, NO_RECEIPT):
            said.append(self.tr("report: {which}").format(which=self.receipts(now.registered_delivery)))
        if now.validity != usual.validity and now.validity:
            said.append(self.tr("valid for {span}").format(span=self.span(now.validity)))
        if now.scheduled is not None:
            local = now.scheduled.astimezone()
            said.append(self.tr("sent {time}").format(time=f"{local:%Y-%m-%d %H:%M}"))
        if now.alphabet != usual.alphabet:
            said.append(now.alphabet.value if now.alphabet else self.tr("alphabet chosen for the text"))
        if now.long_mode != usual.long_mode:
            said.append(self.long_mode(now.long_mode))
        if now.priority != usual.priority:
            said.append(self.tr("priority {n}").format(n=now.priority))
        return (*said, *self._technical(now, usual, tlvs))

    def _technical(self, now: SubmitOptions, usual: SubmitOptions, tlvs: int) -> list[str]:
        said = []
        if now.flash != usual.flash:
            said.append(self.tr("flash"))
        if now.protocol_id != usual.protocol_id:
            said.append(f"protocol_id {now.protocol_id}")
        if now.service_type != usual.service_type:
            said.append(f"service_type {now.service_type}")
        types = (now.source_ton, now.source_npi, now.dest_ton, now.dest_npi)
        if types != (usual.source_ton, usual.source_npi, usual.dest_ton, usual.dest_npi):
            said.append(self.tr("own TON and NPI"))
        if tlvs:
            said.append(self.tr("1 TLV") if tlvs == 1 else self.tr("{n} TLVs").format(n=tlvs))
        return said
