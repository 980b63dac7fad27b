"""One text from a phone, or one receipt without a message: whole, and as it came."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ycloud_console.console.receiptproblems import kept_problems
from ycloud_console.history.model import InboundView
from ycloud_console.history.unmatched import UnmatchedReceipt
from ycloud_console.sms.masking import Mask
from ycloud_console.sms.status import receipt_meaning
from ycloud_console.ui.details.markup import colour, fields_html
from ycloud_console.ui.details.passage import Passage
from ycloud_console.ui.inbox.words import AccountName, Message, text_of, why_sentence, why_title
from ycloud_console.ui.language import current_language
from ycloud_console.ui.masking import masked_address, masked_octets, masked_receipt, shown_number
from ycloud_console.ui.moments import clock, full_local, full_utc
from ycloud_console.ui.revealing import Reveal
from ycloud_console.ui.theme import Theme, mono_font
from ycloud_console.ui.widgets import FlowLayout, Notice, button, card, label

_COPIED_MS = 2000
"""How long a button says that it has copied."""
_SHOWN_OCTETS = 1000
"""Octets that are shown in hex; all are copied."""


class _Pane(QWidget):
    """A card that scrolls, with room for words, passages and buttons; or a hint while nothing is chosen."""

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(270)
        frame = card()
        self._hint = label(hint, "caption", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._inside = QWidget()
        self._inside.setProperty("role", "scrolled")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(14, 12, 14, 12)
        self._column.setSpacing(8)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._inside)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(frame)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self._hint, 1)
        outer.addWidget(self._scroll, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(frame)
        self.reveal = Reveal(self)
        self.reveal.changed.connect(self.refresh)
        Theme.current().changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show again what is shown, in today's colours."""

    def _begin(self, *, is_other: bool) -> None:
        """Show what is to be shown now; what is hidden of another thing is hidden again."""
        if is_other:
            self.reveal.begin_again()
        self.refresh()

    def _show_anything(self, shows: bool) -> None:
        self._hint.setVisible(not shows)
        self._scroll.setVisible(shows)

    def _section(self, caption: str, passage: Passage) -> None:
        self._column.addSpacing(4)
        self._column.addWidget(label(caption, "subheading"))
        self._column.addWidget(passage)

    def _buttons(self, *buttons: QPushButton) -> None:
        row = QWidget()
        flow = FlowLayout(row, spacing=6)
        for each in buttons:
            flow.addWidget(each)
        self._column.addWidget(row)

    def _copier(self, name: str) -> _CopyButton:
        return _CopyButton(button(name), name, self.tr("Copied"))


class _CopyButton:
    """A button that copies, and says so for a moment."""

    def __init__(self, made: QPushButton, name: str, copied: str) -> None:
        self.button = made
        self._name, self._copied = name, copied
        self._timer = QTimer(made, singleShot=True, interval=_COPIED_MS)
        self._timer.timeout.connect(lambda: made.setText(self._name))

    def copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.button.setText(self._copied)
        self._timer.start()


class InboundDetails(_Pane):
    """A message from a phone.

    Signals:
        reply_wanted(str, str, str): account, sender and recipient of the answer.
    """

    reply_wanted = Signal(str, str, str)

    def __init__(self, account_name: AccountName, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._hint.setText(self.tr("Select a message to read it whole."))
        self._account_name = account_name
        self._message: Message | None = None
        self.heading = label("", "heading", wrap=True, selectable=True)
        self.when = label("", "caption", wrap=True)
        self.missing = Notice()
        self.text = Passage(self.tr("Text"))
        self.reply = button(self.tr("Reply"), "primary")
        self.reply.clicked.connect(self._reply)
        self._copy = self._copier(self.tr("Copy text"))
        self._copy.button.clicked.connect(lambda: self._copy.copy(self._text()))
        self.fields = Passage(self.tr("Fields"))
        self.parts = Passage(self.tr("As it came"))
        self._column.addWidget(self.heading)
        self._column.addWidget(self.when)
        self._column.addWidget(self.missing)
        self._column.addWidget(self.text)
        self._buttons(self.reply, self.reveal.button, self._copy.button)
        self._section(self.tr("Fields"), self.fields)
        self._section(self.tr("As it came"), self.parts)
        self._column.addStretch(1)
        self.show_message(None)

    @property
    def message(self) -> Message | None:
        """What is shown."""
        return self._message

    def show_message(self, message: Message | None) -> None:
        """Show it whole; None: the hint."""
        is_other = message is None or self._message is None or message.first.id != self._message.first.id
        self._message = message
        self._begin(is_other=is_other)

    def refresh(self) -> None:
        message = self._message
        self._show_anything(message is not None)
        if message is None:
            return
        first, mask = message.first, self.reveal.mask
        self.heading.setText(shown_number(first.source, mask))
        self.when.setText(full_local(first.received_at))
        self.when.setToolTip(full_utc(first.received_at))
        self._show_missing(message)
        self.text.show_plain(text_of(message, mask))
        self.fields.show_html(fields_html(self._fields(message)))
        self.parts.show_html(_parts_html(message.pieces, mask))

    def _show_missing(self, message: Message) -> None:
        self.missing.setVisible(bool(message.missing))
        if message.missing:
            numbers = ", ".join(map(str, message.missing))
            self.missing.show_text(
                "warning",
                self.tr("Not all of it has come"),
                self.tr("Missing of {total} parts: {numbers}. It is filled in when it comes.").format(
                    total=message.total, numbers=numbers
                ),
            )

    def _fields(self, message: Message) -> Sequence[tuple[str, str]]:
        first = message.first
        return (
            (self.tr("From"), masked_address(first.source, self.reveal.mask)),
            (self.tr("To"), masked_address(first.destination, self.reveal.mask)),
            (self.tr("Account"), self._account_name(first.account_id)),
            (self.tr("Received (UTC)"), full_utc(first.received_at)),
            (self.tr("Parts"), f"{len(message.pieces)}/{message.total}" if message.total > 1 else ""),
            (self.tr("Reference"), str(first.reference) if message.total > 1 else ""),
            (self.tr("Times it came"), str(message.count) if message.count > 1 else ""),
            ("data_coding", ", ".join(dict.fromkeys(str(piece.data_coding) for piece in message.pieces))),
        )

    def _text(self) -> str:
        return text_of(self._message, self.reveal.mask) if self._message else ""

    def _reply(self) -> None:
        if self._message:
            first = self._message.first
            self.reply_wanted.emit(first.account_id, first.destination, first.source)


class UnmatchedDetails(_Pane):
    """A receipt without a message.

    Signals:
        decode_wanted(str): the receipt's text is to be taken apart.
    """

    decode_wanted = Signal(str)

    def __init__(self, account_name: AccountName, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._hint.setText(self.tr("Select a receipt to see why it matches no message."))
        self._account_name = account_name
        self._unmatched: UnmatchedReceipt | None = None
        self.why = Notice()
        self.raw = Passage(self.tr("Receipt"), mono_font())
        self._copy = self._copier(self.tr("Copy"))
        self._copy.button.clicked.connect(lambda: self._copy.copy(self._raw()))
        self.decode = button(self.tr("Open in decoder"))
        self.decode.clicked.connect(lambda: self.decode_wanted.emit(self._raw()))
        self.fields = Passage(self.tr("Fields"))
        self.octets = Passage(self.tr("Octets"), mono_font())
        self._column.addWidget(self.why)
        self._section(self.tr("Receipt"), self.raw)
        self._buttons(self.reveal.button, self._copy.button, self.decode)
        self._section(self.tr("Fields"), self.fields)
        self._section(self.tr("Octets"), self.octets)
        self._column.addStretch(1)
        self.show_receipt(None)

    @property
    def unmatched(self) -> UnmatchedReceipt | None:
        """What is shown."""
        return self._unmatched

    def show_receipt(self, unmatched: UnmatchedReceipt | None) -> None:
        """Show it; None: the hint."""
        before = self._unmatched
        is_other = unmatched is None or before is None or unmatched.receipt.id != before.receipt.id
        self._unmatched = unmatched
        self._begin(is_other=is_other)

    def refresh(self) -> None:
        unmatched = self._unmatched
        self._show_anything(unmatched is not None)
        if unmatched is None:
            return
        names, mask = self._account_name, self.reveal.mask
        title, sentence = why_title(unmatched, names, mask), why_sentence(unmatched, names, mask)
        self.why.show_text("warning", title, sentence)
        self.raw.show_plain(self._raw())
        self.fields.show_html(fields_html(self._fields(unmatched)))
        self.octets.show_plain(_hex(unmatched.receipt.raw, mask, (unmatched.source, unmatched.destination)))

    def _fields(self, unmatched: UnmatchedReceipt) -> Sequence[tuple[str, str]]:
        receipt = unmatched.receipt
        says = bool(receipt.stat or receipt.err)
        meaning = receipt_meaning(receipt.err, receipt.stat, current_language()).title if says else ""
        return (
            (self.tr("Message ID"), receipt.message_id),
            ("stat", receipt.stat),
            ("err", receipt.err),
            (self.tr("Meaning"), meaning),
            (self.tr("Source"), masked_address(unmatched.source, self.reveal.mask)),
            (self.tr("Destination"), masked_address(unmatched.destination, self.reveal.mask)),
            (self.tr("Account"), self._account_name(receipt.account_id)),
            (self.tr("Received"), full_local(receipt.received_at)),
            (self.tr("Received (UTC)"), full_utc(receipt.received_at)),
            (self.tr("Submit date (UTC)"), _utc(receipt.submit_date)),
            (self.tr("Done date (UTC)"), _utc(receipt.done_date)),
            (self.tr("Times it came"), str(receipt.count) if receipt.count > 1 else ""),
            (self.tr("Problems"), "\n".join(kept_problems(receipt.problems, current_language()))),
        )

    def _raw(self) -> str:
        if self._unmatched is None:
            return ""
        numbers = (self._unmatched.source, self._unmatched.destination)
        return masked_receipt(self._unmatched.receipt.text, numbers, self.reveal.mask)


def _utc(micros: int | None) -> str:
    return "" if micros is None else full_utc(micros)


def _hex(octets: bytes, mask: Mask, numbers: Sequence[str]) -> str:
    if mask.texts:
        return masked_octets(octets, mask)
    shown = masked_octets(mask.starred(octets, numbers)[:_SHOWN_OCTETS], mask)
    return f"{shown} …" if len(octets) > _SHOWN_OCTETS else shown


def _parts_html(pieces: Sequence[InboundView], mask: Mask) -> str:
    """Each piece: its number, when it came, and its octets in hex."""
    muted = colour("text_muted")
    rows = []
    for piece in pieces:
        head = [clock(piece.received_at), f"data_coding {piece.data_coding}"]
        if piece.parts:
            head.insert(0, f"<b>{piece.part}/{piece.parts}</b>")
        if piece.count > 1:
            head.append(f"×{piece.count}")
        rows.append(
            f"<div style='font-size:12px; color:{muted}'>{' · '.join(head)}</div>"
            f"<div style='font-family:\"{mono_font().family()}\"; font-size:12px; margin-bottom:6px'>"
            f"{escape(_hex(piece.raw, mask, (piece.source, piece.destination)))}</div>"
        )
    return "".join(rows)
