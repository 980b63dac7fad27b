"""The composer driven as a person drives it, sending through a real Console to the practice SMSC."""

from __future__ import annotations

import asyncio

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from tests.ui.conftest import until
from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.history.model import MessageFilter
from ycloud_console.sms.message import MessageState
from ycloud_console.sms.segments import split
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


async def test_what_is_told_of_messages_queued_is_true_and_goes(
    composer: Composer, console: Console, bound: Account
) -> None:
    sent = sent_of(composer)
    composer.set_account(bound)
    composer.fill("YCloud", "+6581234567", "hello")
    composer.submit()
    await until(lambda: sent, "sent")
    assert composer.outcome.sentence == "1 message queued."
    composer.recipients.edit.insertPlainText(" ")
    assert not composer.outcome.isVisible(), "the next edit withdraws it"
    for seconds in (1, 0):
        sent.clear()
        composer.fill("YCloud", "+6581234567", f"hello {seconds}")
        composer.submit()
        await until(lambda: sent, "sent")
        assert composer.outcome.isVisible()
        if seconds:
            await console.unbind(bound.id)
            await until(lambda: not composer.outcome.isVisible(), "it follows the link")
            continue
        assert "The message waits" in composer.outcome.sentence
        composer._told.setInterval(1)
        await until(lambda: not composer.outcome.isVisible(), "it goes by itself")


async def test_a_scheduled_message_is_said_to_be_delivered_later(composer: Composer, bound: Account) -> None:
    sent = sent_of(composer)
    composer.set_account(bound)
    composer.fill("YCloud", "+6581234567\n+6581234568", "hello")
    composer.options.later.setChecked(True)
    due = composer.options.when.dateTime().toString("yyyy-MM-dd HH:mm")
    composer.submit()
    await until(lambda: sent, "sent")
    assert composer.outcome.sentence == f"2 messages queued. They will be delivered at {due}."


async def test_the_text_stays_in_sight_above_what_is_told(
    composer: Composer, sandbox_account: Account
) -> None:
    composer.set_account(sandbox_account)
    composer.resize(270, 420)
    composer.fill("YCloud", "\n".join(f"+6581234{n:03}" for n in range(9)), "hello")
    composer.message.setFocus()
    sent = sent_of(composer)
    composer.submit()
    await until(lambda: sent and composer.outcome.isVisible(), "told")
    lines = composer.message.fontMetrics().lineSpacing()
    await until(lambda: composer.message.visibleRegion().boundingRect().height() >= 4 * lines, "in sight")
    assert composer.send_button.visibleRegion().boundingRect() == composer.send_button.rect()


async def test_a_list_shows_no_blank_lines_below_its_end(composer: Composer) -> None:
    edit = composer.recipients.edit
    edit.insertPlainText("\n".join(f"+6581234{n:03}" for n in range(20)))
    await settled(composer)
    bar = edit.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.maximum() == 20 - 6


async def test_two_clicks_in_a_row_send_once(composer: Composer, console: Console, bound: Account) -> None:
    sent = sent_of(composer)
    composer.set_account(bound)
    composer.fill("YCloud", "+6581234567", "hello")
    composer.submit()
    composer.submit()
    assert not composer.send_button.isEnabled()
    await until(lambda: sent, "sent")
    assert sum((await console.history.counts(MessageFilter())).values()) == 1


async def test_the_meter_shows_what_is_sent(composer: Composer, console: Console, bound: Account) -> None:
    sent = sent_of(composer)
    composer.set_account(bound)
    composer.fill("YCloud", "+8613800138000\n+6581234567", CHINESE)
    await settled(composer)
    parts = split(CHINESE).parts
    assert composer.meter.summary.text() == f"UCS-2 · {len(parts)} segments"
    assert composer.send_button.text() == f"Send 2 messages · {2 * len(parts)} segments"
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


async def test_one_character_alone_can_be_replaced(composer: Composer) -> None:
    composer.message.replace_text("Don’t share it — ever. " * 4)
    await settled(composer)
    assert [each.text() for each in composer.advice.replace_each if each.isVisible()] == ["’ → '", "— → -"]
    QTest.mouseClick(composer.advice.replace_each[1], Qt.MouseButton.LeftButton)
    await settled(composer)
    assert composer.message.toPlainText() == "Don’t share it - ever. " * 4
    assert composer.advice.replace.text() == "Replace it"


async def test_invisible_characters_are_named_and_removed_with_one_click(composer: Composer) -> None:
    composer.message.replace_text("您好\u200e，4821\u200b\u200b")
    await settled(composer)
    assert "left-to-right mark (U+200E) × 1" in composer.advice.unseen.sentence
    assert "zero width space (U+200B) × 2" in composer.advice.unseen.sentence
    (remove,) = composer.advice.unseen.findChildren(QPushButton)
    QTest.mouseClick(remove, Qt.MouseButton.LeftButton)
    await settled(composer)
    assert composer.message.toPlainText() == "您好，4821"
    assert not composer.advice.unseen.isVisible()


async def test_a_signature_in_the_wrong_brackets_gets_the_right_ones(
    composer: Composer, sandbox_account: Account
) -> None:
    composer.set_account(sandbox_account)
    composer.fill("YCloud", "+8613800138000", "[Acme] hello")
    assert composer.advice.sign.text() == "Add 【Acme】"
    composer.advice.sign.click()
    assert composer.message.toPlainText() == "【Acme】hello"


async def test_the_signature_that_was_typed_is_remembered_for_the_account(
    composer: Composer, console: Console
) -> None:
    account = Account(id="acme", name="Acme support", default_sender="Acme")
    console.settings.put(account)
    composer.set_account(account)
    composer.fill("Acme", "+8613800138000", "【Acme】hello")
    assert composer.advice.remember.text() == "Remember 【Acme】 for Acme support"
    composer.advice.remember.click()
    await until(lambda: console.account("acme").signature == "Acme", "kept")
    await until(lambda: not composer.advice.remember.isVisible(), "no longer offered")
    composer.message.replace_text("hello")
    await settled(composer)
    assert composer.advice.sign.text() == "Add 【Acme】"


async def test_a_signature_that_was_remembered_late_does_not_bring_its_account_back(
    composer: Composer, console: Console, sandbox_account: Account
) -> None:
    account = Account(id="acme", name="Acme support", default_sender="Acme")
    console.settings.put(account)
    composer.set_account(account)
    composer.fill("Acme", "+8613800138000", "【Acme】hello")
    composer.advice.remember.click()
    composer.set_account(sandbox_account)
    remembered: list[str] = []
    composer._cures.remembered.connect(remembered.append)
    await until(lambda: remembered, "kept")
    assert console.account("acme").signature == "Acme"
    assert composer.sender_edit.text() == sandbox_account.default_sender, "the other account is still chosen"


async def test_what_was_queued_is_told_of_the_account_it_was_sent_from(
    composer: Composer, console: Console, bound: Account
) -> None:
    sent = sent_of(composer)
    other = Account(id="acme", name="Acme support", default_sender="Acme")
    console.settings.put(other)
    composer.set_account(bound)
    composer.fill("YCloud", "+6581234567", "hello")
    composer.submit()
    composer.set_account(other)
    await until(lambda: sent, "sent")
    assert composer.outcome.sentence == "1 message queued.", "not that it waits for the other account"
    await console.unbind(bound.id)
    await until(composer.outcome.isHidden, "no longer so")


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
    composer.fill("YCloud", "12", "hello")
    composer.submit()
    assert composer.question.isVisible()
    assert "12" in composer.question.sentence
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
    composer.fill("YCloud", "99999999999", "hello")
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
    type_into(composer.recipients.edit, "99999999999")
    await settled(composer)
    assert not composer.recipients.questions.isVisible()
    QTest.keyClick(composer.recipients.edit, Qt.Key.Key_Tab)
    assert "99999999999" in composer.recipients.questions.text()


async def test_bad_recipients_are_removed_with_one_click(composer: Composer) -> None:
    composer.recipients.edit.setPlainText("nobody, +65 8123 4567; 99999999999")
    await settled(composer)
    QTest.mouseClick(composer.recipients.remove, Qt.MouseButton.LeftButton)
    await settled(composer)
    assert composer.recipients.edit.toPlainText() == "+65 8123 4567"
    assert not composer.recipients.questions.isVisible()


async def test_a_short_code_is_a_recipient_and_what_has_no_number_is_not_counted(composer: Composer) -> None:
    composer.recipients.edit.setPlainText("10086\nabc12")
    await settled(composer)
    assert composer.recipients.summary.text() == "1 recipient"
    assert "10086" in composer.recipients.remarks.text()
    assert "10086" not in composer.recipients.questions.text()
    QTest.mouseClick(composer.recipients.remove, Qt.MouseButton.LeftButton)
    assert composer.recipients.edit.toPlainText() == "10086"
    assert composer.plan().numbers == ["10086"]


async def test_a_click_on_what_is_wrong_selects_it_in_the_field(composer: Composer) -> None:
    composer.recipients.edit.setPlainText("+65 8123 4567\n🎉 nobody <b>\n99999999999; +6581234568")
    await settled(composer)
    assert "line 2" in composer.recipients.questions.text()
    assert "nobody &lt;b&gt;" in composer.recipients.questions.text()
    composer.recipients.questions.linkActivated.emit("0")
    assert composer.recipients.edit.textCursor().selectedText() == "🎉 nobody <b>"
    composer.recipients.questions.linkActivated.emit("1")
    assert composer.recipients.edit.textCursor().selectedText() == "99999999999"


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
    composer.fill("YCloud", "+6581234567", "hello")
    assert not composer.send_button.isEnabled()
    composer.set_account(msgspec.structs.replace(sandbox_account, mode="receiver"))
    assert not composer.send_button.isEnabled()
    assert "receiver" in composer.state.text()
    composer.set_account(sandbox_account)
    assert composer.send_button.isEnabled()


async def test_what_is_missing_stands_beside_the_button_and_a_click_goes_there(
    composer: Composer, sandbox_account: Account
) -> None:
    composer.activateWindow()
    await until(composer.isActiveWindow, "active")
    composer.set_account(sandbox_account)
    composer.fill("", "", "")
    missing: list[tuple[str, QWidget | None]] = []
    for field in (composer.sender_edit, composer.recipients.edit, composer.message):
        assert not composer.send_button.isEnabled()
        QTest.mouseClick(composer.reason, Qt.MouseButton.LeftButton)
        missing.append((composer.reason.text(), QApplication.focusWidget()))
        QTest.keyClicks(field, "+6581234567")
        await settled(composer)
    assert missing == [
        ("Fill in the sender", composer.sender_edit),
        ("Add a recipient", composer.recipients.edit),
        ("Type the text", composer.message),
    ]
    assert composer.send_button.isEnabled()
    assert not composer.reason.isVisible()


async def test_each_account_has_the_sender_that_was_used_last_with_it(
    composer: Composer, sandbox_account: Account
) -> None:
    other = msgspec.structs.replace(sandbox_account, id="other", default_sender="Acme")
    bare = msgspec.structs.replace(sandbox_account, id="bare", default_sender="")
    composer.set_account(sandbox_account)
    composer.set_account(other)
    assert composer.sender_edit.text() == "Acme"
    composer.sender_edit.setText("Mine")
    composer.set_account(sandbox_account)
    assert composer.sender_edit.text() == "YCloud"
    composer.set_account(other)
    assert composer.sender_edit.text() == "Mine"
    composer.set_account(bare)
    assert composer.sender_edit.text() == "Mine", "an account that has none takes what stands there"
    composer.set_account(msgspec.structs.replace(other, default_sender="New"))
    assert composer.sender_edit.text() == "Mine"


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
    composer.fill("YCloud", "", "hello")
    composer.activateWindow()
    await until(composer.isActiveWindow, "active")
    composer.sender_edit.setFocus()
    seen: list[QWidget | None] = [composer.sender_edit]
    for _ in range(8):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen == [
        composer.sender_edit,
        composer.recipients.edit,
        composer.recipients.from_file,
        composer.message,
        composer.templates_link,
        composer.report,
        composer.options_link,
        composer.reason,
        composer.sender_edit,
    ]


async def test_every_control_has_a_name(composer: Composer, sandbox_account: Account) -> None:
    composer.set_account(sandbox_account)
    composer.options.show()
    composer.options.tlvs.add.click()
    composer.fill("YCloud", "nobody", "Hi {name} “you”")
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
    composer.fill("YCloud", "+86 138 0013 8000, 99999999999, nobody", "Don’t share it — ever. " * 4)
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
