"""The composer driven as a person drives it, sending through a real Console to the practice SMSC."""

from __future__ import annotations

import asyncio

import msgspec
import pytest
from PySide6.QtCore import QDateTime, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.conftest import until
from ycloud_console.accounts import Account
from ycloud_console.console import Console, options_of
from ycloud_console.history.model import MessageFilter
from ycloud_console.sms.alphabet import Alphabet
from ycloud_console.sms.message import MessageState
from ycloud_console.sms.segments import LongMode, split
from ycloud_console.ui.composer import Composer

pytestmark = pytest.mark.gui

CONTROL = Qt.KeyboardModifier.ControlModifier
CHINESE = "【YCloud】" + "您的验证码是四八二九一三。" * 15


def type_into(field: QWidget, text: str) -> None:
    field.setFocus()
    QTest.keyClicks(field, text)


async def settled(composer: Composer) -> None:
    """All that was typed is read and measured."""
    await until(lambda: not composer.recipients.is_reading and not composer._timer.isActive(), "settled")


def sent_of(composer: Composer) -> list[int]:
    """Collects the IDs of what is sent from now on."""
    found: list[int] = []
    composer.sent.connect(found.extend)
    return found


async def test_typed_and_sent_with_the_keyboard_it_is_delivered(
    composer: Composer, console: Console, bound: Account
) -> None:
    sent = sent_of(composer)
    composer.set_account(bound)
    assert composer.sender_edit.text() == bound.default_sender
    type_into(composer.recipients.edit, "+65 8123 4567")
    type_into(composer.message, "hello")
    QTest.keyClick(composer.message, Qt.Key.Key_Return, CONTROL)
    await until(lambda: sent, "sent")
    await _until_state(console, sent[0], MessageState.DELIVERED)
    view = await console.history.message(sent[0])
    assert view is not None
    assert (view.row.recipient, view.row.text, view.row.sender) == ("+6581234567", "hello", "YCloud")
    assert view.row.segment_count == 1


async def test_after_sending_only_the_text_goes_and_can_be_brought_back(
    composer: Composer, bound: Account
) -> None:
    sent = sent_of(composer)
    composer.set_account(bound)
    composer.fill("YCloud", "+6581234567", "hello")
    composer.submit()
    assert composer.message.toPlainText() == "hello", "nothing goes before it is queued"
    await until(lambda: sent, "sent")
    assert composer.message.toPlainText() == ""
    assert composer.recipients.edit.toPlainText() == "+6581234567"
    assert composer.sender_edit.text() == "YCloud"
    assert composer.outcome.isVisible()
    QTest.keyClick(composer.message, Qt.Key.Key_Z, CONTROL)
    assert composer.message.toPlainText() == "hello"
    composer.message.replace_text("")
    composer.bring_back.click()
    assert composer.message.toPlainText() == "hello"


async def test_two_clicks_in_a_row_send_once(composer: Composer, console: Console, bound: Account) -> None:
    sent = sent_of(composer)
    composer.set_account(bound)
    composer.fill("YCloud", "+6581234567", "hello")
    composer.submit()
    composer.submit()
    assert not composer.send_button.isEnabled()
    await until(lambda: sent and composer.send_button.isEnabled(), "sent")
    assert sum((await console.history.counts(MessageFilter())).values()) == 1


async def test_the_meter_shows_what_is_sent(composer: Composer, console: Console, bound: Account) -> None:
    sent = sent_of(composer)
    composer.set_account(bound)
    composer.fill("YCloud", "+8613800138000\n+6581234567", CHINESE)
    await settled(composer)
    parts = split(CHINESE).parts
    assert composer.meter.summary.text() == f"UCS-2 · {len(parts)} segments"
    assert composer.total.text() == f"2 messages · {2 * len(parts)} segments"
    assert composer.send_button.text().startswith("Send 2 messages")
    composer.submit()
    await until(lambda: sent, "sent")
    for message_id in sent:
        view = await console.history.message(message_id)
        assert view is not None
        assert [one.units for one in view.segments] == [part.units for part in parts]


async def test_smart_characters_are_replaced_with_one_click(composer: Composer) -> None:
    composer.message.replace_text("Don’t share it — ever. " * 4)
    await settled(composer)
    assert composer.meter.summary.text() == "UCS-2 · 2 segments"
    assert "—" in composer.advice.forcing.title
    assert "’" in composer.advice.forcing.title
    QTest.mouseClick(composer.advice.replace, Qt.MouseButton.LeftButton)
    await settled(composer)
    assert composer.message.toPlainText() == "Don't share it - ever. " * 4
    assert composer.meter.summary.text() == "GSM-7 · 1 segment"
    assert not composer.advice.forcing.isVisible()
    QTest.keyClick(composer.message, Qt.Key.Key_Z, CONTROL)
    assert composer.message.toPlainText() == "Don’t share it — ever. " * 4


async def test_a_missing_signature_is_added_with_one_click(
    composer: Composer, sandbox_account: Account
) -> None:
    composer.set_account(msgspec.structs.replace(sandbox_account, signature="Acme"))
    composer.fill("YCloud", "+86 138 0013 8000", "hello")
    await settled(composer)
    assert "+86 138 0013 8000" in composer.advice.signature.sentence
    assert composer.advice.sign.text() == "Add 【Acme】"
    QTest.mouseClick(composer.advice.sign, Qt.MouseButton.LeftButton)
    await settled(composer)
    assert composer.message.toPlainText() == "【Acme】hello"
    assert not composer.advice.signature.isVisible()


async def test_a_recipient_that_looks_wrong_is_asked_about(
    composer: Composer, console: Console, bound: Account
) -> None:
    sent = sent_of(composer)
    composer.set_account(bound)
    composer.fill("YCloud", "12345", "hello")
    composer.submit()
    assert composer.question.isVisible()
    assert "12345" in composer.question.sentence
    composer.go_back.click()
    assert not composer.question.isVisible()
    assert composer.message.toPlainText() == "hello"
    composer.submit()
    composer.send_anyway.click()
    await until(lambda: sent, "sent")
    await _until_state(console, sent[0], MessageState.REJECTED)
    view = await console.history.message(sent[0])
    assert view is not None
    assert view.row.status == 4


async def test_editing_withdraws_the_question(composer: Composer, sandbox_account: Account) -> None:
    composer.set_account(sandbox_account)
    composer.fill("YCloud", "12345", "hello")
    composer.submit()
    composer.recipients.edit.setPlainText("+6581234567")
    assert not composer.question.isVisible()


async def test_what_has_no_number_is_left_out_only_with_consent(
    composer: Composer, console: Console, bound: Account
) -> None:
    sent = sent_of(composer)
    composer.set_account(bound)
    composer.fill("YCloud", "nobody\n+6581234567\n+6581234568", "hello")
    await settled(composer)
    assert "nobody" in composer.recipients.questions.text()
    assert composer.send_button.text().startswith("Send 2 messages")
    composer.submit()
    assert "nobody" in composer.question.sentence
    assert composer.send_anyway.text() == "Send the other 2"
    composer.send_anyway.click()
    await until(lambda: sent, "sent")
    assert len(sent) == 2


async def test_a_number_is_not_called_too_short_while_it_is_typed(composer: Composer) -> None:
    composer.activateWindow()
    await until(composer.isActiveWindow, "active")
    type_into(composer.recipients.edit, "12345")
    await settled(composer)
    assert not composer.recipients.questions.isVisible()
    QTest.keyClick(composer.recipients.edit, Qt.Key.Key_Tab)
    assert "12345" in composer.recipients.questions.text()


async def test_bad_recipients_are_removed_with_one_click(composer: Composer) -> None:
    composer.recipients.edit.setPlainText("nobody, +65 8123 4567; 12345")
    await settled(composer)
    QTest.mouseClick(composer.recipients.remove, Qt.MouseButton.LeftButton)
    await settled(composer)
    assert composer.recipients.edit.toPlainText() == "+65 8123 4567"
    assert not composer.recipients.questions.isVisible()


async def test_a_hundred_pasted_recipients_in_any_form(composer: Composer) -> None:
    numbers = [f"+65 8123 {n:04}" for n in range(100)]
    composer.recipients.edit.setPlainText("\t".join(numbers) + "\n" + "; ".join(numbers[:3]))
    await settled(composer)
    assert composer.recipients.summary.text().startswith("100 recipients · Singapore · 3 duplicates")


@pytest.mark.parametrize(
    ("sender", "recipients", "text"),
    [
        ("YCloud", "+6581234567", ""),
        ("YCloud", "", "hello"),
        ("", "+6581234567", "hello"),
        ("TwelveLetter", "+6581234567", "hello"),
        ("1234567890123456", "+6581234567", "hello"),
        ("YCloud", "nobody", "hello"),
        ("YCloud", "+6581234567", "中" * 20_000),
    ],
)
async def test_what_cannot_be_sent_has_its_fault_beside_the_field_and_nothing_is_lost(
    composer: Composer, console: Console, sandbox_account: Account, sender: str, recipients: str, text: str
) -> None:
    composer.set_account(sandbox_account)
    composer.fill(sender, recipients, text)
    composer.submit()
    faults = (composer.from_field.fault, composer.recipients.questions.text(), composer.text_fault.text())
    assert sum(bool(one) for one in faults) == 1, faults
    draft = composer.draft()
    assert (draft.sender, draft.recipients, draft.text) == (sender, recipients, text)
    assert not await console.history.counts(MessageFilter())


async def test_not_bound_it_is_queued_and_goes_out_after_the_bind(
    composer: Composer, console: Console, sandbox_account: Account
) -> None:
    sent = sent_of(composer)
    composer.set_account(sandbox_account)
    assert "Not bound" in composer.state.text()
    composer.fill("YCloud", "+6581234567", "hello")
    composer.submit()
    await until(lambda: sent, "queued")
    assert sandbox_account.name in composer.outcome.sentence
    view = await console.history.message(sent[0])
    assert view is not None
    assert view.row.state is MessageState.QUEUED
    await console.bind(sandbox_account.id)
    await _until_state(console, sent[0], MessageState.DELIVERED)
    await until(lambda: not composer.state.isVisible(), "the hint is gone")


async def test_the_bind_link_is_there_only_when_someone_listens(
    composer: Composer, sandbox_account: Account
) -> None:
    composer.set_account(sandbox_account)
    assert not composer.bind_link.isVisible()
    wanted: list[str] = []
    composer.bind_wanted.connect(wanted.append)
    composer.set_account(sandbox_account)
    composer.bind_link.click()
    assert wanted == [sandbox_account.id]


async def test_without_an_account_and_as_receiver_nothing_can_be_sent(
    composer: Composer, sandbox_account: Account
) -> None:
    assert not composer.send_button.isEnabled()
    composer.set_account(msgspec.structs.replace(sandbox_account, mode="receiver"))
    assert not composer.send_button.isEnabled()
    assert "receiver" in composer.state.text()
    composer.set_account(sandbox_account)
    assert composer.send_button.isEnabled()


async def test_the_default_sender_follows_the_account_unless_it_was_typed(
    composer: Composer, sandbox_account: Account
) -> None:
    other = msgspec.structs.replace(sandbox_account, id="other", default_sender="Acme")
    composer.set_account(sandbox_account)
    composer.set_account(other)
    assert composer.sender_edit.text() == "Acme"
    composer.sender_edit.setText("Mine")
    composer.set_account(sandbox_account)
    assert composer.sender_edit.text() == "Mine"


async def test_options_are_sent_and_come_back_to_be_sent_again(
    composer: Composer, console: Console, sandbox_account: Account
) -> None:
    sent = sent_of(composer)
    composer.set_account(sandbox_account)
    composer.fill("YCloud", "+6581234567", "hello")
    composer.options_link.click()
    panel = composer.options
    panel.validity.setValue(2)
    panel.later.setChecked(True)
    panel.when.setDateTime(QDateTime.currentDateTime().addSecs(3600))
    panel.alphabet.setCurrentText("UCS-2")
    panel.long_mode.setCurrentText("SAR fields")
    panel.priority.setCurrentText("2")
    panel.protocol_id.setValue(64)
    panel.service_type.setText("CMT")
    panel.flash.setChecked(True)
    panel.tlvs.setPlainText("1401 = 0x01")
    composer.report.setChecked(False)
    await settled(composer)
    assert composer.options_link.text() == "Options (9)"
    assert composer.meter.summary.text() == "UCS-2 · 1 segment"
    asked = composer.draft()
    composer.submit()
    await until(lambda: sent, "queued")
    view = await console.history.message(sent[0])
    assert view is not None
    stored = options_of(view.options)
    assert stored == asked.options
    assert (stored.validity, stored.alphabet, stored.long_mode) == (7200, Alphabet.UCS2, LongMode.SAR)
    assert (stored.registered_delivery, stored.tlvs) == (0, ((0x1401, b"\x01"),))
    composer.fill("", "", "")
    composer.options.set_defaults(type(stored)())
    composer.report.setChecked(True)
    composer.load(view)
    again = composer.draft()
    assert (again.sender, again.recipients, again.text) == ("YCloud", "+6581234567", "hello")
    assert again.options == stored


async def test_options_that_cannot_be_are_unfolded_and_said(
    composer: Composer, console: Console, sandbox_account: Account
) -> None:
    composer.set_account(sandbox_account)
    composer.fill("YCloud", "+6581234567", "hello")
    composer.options.tlvs.setPlainText("nonsense")
    composer.submit()
    assert composer.options.isVisible()
    assert composer.options.fault.text()
    assert not await console.history.counts(MessageFilter())


async def test_a_forced_alphabet_that_lacks_a_character_is_a_fault(
    composer: Composer, sandbox_account: Account
) -> None:
    composer.set_account(sandbox_account)
    composer.fill("YCloud", "+6581234567", "naïve 中")
    composer.options.alphabet.setCurrentText("GSM-7")
    await settled(composer)
    assert "中" in composer.text_fault.text()
    assert composer.meter.summary.text() == "Cannot be sent"


async def test_a_draft_survives_a_new_composer(composer: Composer, sandbox_account: Account) -> None:
    composer.set_account(sandbox_account)
    composer.fill("Acme", "+6581234567", "hello")
    composer.options.priority.setCurrentIndex(3)
    draft = composer.draft()
    composer.fill("", "", "")
    composer.options.priority.setCurrentIndex(0)
    composer.restore(draft)
    assert composer.draft() == draft


async def test_tab_goes_through_the_fields_in_their_order(
    composer: Composer, sandbox_account: Account
) -> None:
    composer.set_account(sandbox_account)
    composer.activateWindow()
    await until(composer.isActiveWindow, "active")
    composer.sender_edit.setFocus()
    seen: list[QWidget | None] = [composer.sender_edit]
    for _ in range(5):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen == [
        composer.sender_edit,
        composer.recipients.edit,
        composer.message,
        composer.report,
        composer.options_link,
        composer.send_button,
    ]


async def test_every_control_has_a_name(composer: Composer, sandbox_account: Account) -> None:
    composer.set_account(sandbox_account)
    composer.options.show()
    for kind in ("QAbstractButton", "QLineEdit", "QPlainTextEdit", "QComboBox", "QAbstractSpinBox"):
        for widget in _controls(composer, kind):
            buddies = [one for one in composer.findChildren(QWidget) if _buddy(one) is widget]
            text = getattr(widget, "text", str)()
            assert widget.accessibleName() or buddies or text, widget


def _controls(composer: Composer, kind: str) -> list[QWidget]:
    return [
        one
        for one in composer.findChildren(QWidget)
        if one.inherits(kind) and one.isVisible() and not one.objectName().startswith("qt_")
    ]


def _buddy(widget: QWidget) -> QWidget | None:
    buddy = getattr(widget, "buddy", None)
    return buddy() if buddy else None


@pytest.mark.parametrize("width", [280, 300, 420])
async def test_nothing_is_wider_than_the_pane(
    composer: Composer, sandbox_account: Account, width: int
) -> None:
    composer.set_account(sandbox_account)
    composer.options.show()
    composer.fill("YCloud", "+86 138 0013 8000, 12345, nobody", "Don’t share it — ever. " * 4)
    composer.resize(width, 600)
    await settled(composer)
    composer.submit()
    await until(lambda: composer.width() == width, "resized")
    QApplication.processEvents()
    right = composer.rect().right()
    for widget in composer.findChildren(QWidget):
        if (widget.isVisible() and widget.inherits("QLabel")) or widget.inherits("QAbstractButton"):
            end = widget.mapTo(composer, widget.rect().topRight()).x()
            assert not widget.isVisible() or end <= right, widget


async def _until_state(console: Console, message_id: int, state: MessageState) -> None:
    async with asyncio.timeout(20):
        while (view := await console.history.message(message_id)) is None or view.row.state is not state:
            await asyncio.sleep(0.01)
