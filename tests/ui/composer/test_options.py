"""The options: what is chosen reaches the wire, what cannot be is said beside its field."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from PySide6.QtCore import QDateTime, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.composer.test_composer import sent_of, settled
from tests.ui.composer.wire import wire
from tests.ui.conftest import until
from ycloud_console.accounts import Account
from ycloud_console.console import Console, options_of
from ycloud_console.history.model import MessageFilter
from ycloud_console.sms.alphabet import Alphabet
from ycloud_console.sms.segments import LongMode
from ycloud_console.ui.composer import Composer
from ycloud_console.ui.composer.tlv import TlvKind, TlvRow

pytestmark = pytest.mark.gui

TLVS = (
    TlvRow("0x1401", TlvKind.TEXT, "hi"),
    TlvRow("1402", TlvKind.HEX, "01 FF"),
    TlvRow("0x1403", TlvKind.INT16, "258"),
)


def choose_everything(composer: Composer) -> None:
    """Every option is another than usual."""
    panel = composer.options
    panel.receipts.setCurrentText("Every outcome, and steps before")
    panel.validity.setValue(2)
    panel.later.setChecked(True)
    panel.when.setDateTime(QDateTime.currentDateTime().addSecs(3600))
    panel.alphabet.setCurrentText("UCS-2")
    panel.long_mode.setCurrentText("SAR fields")
    panel.flash.setChecked(True)
    panel.priority.setCurrentText("2")
    panel.protocol_id.setValue(64)
    panel.service_type.setText("CMT")
    panel.source_ton.setValue(2)
    panel.source_npi.setValue(3)
    panel.dest_ton.setValue(4)
    panel.dest_npi.setValue(8)
    panel.tlvs.set_rows(TLVS)


async def test_every_option_reaches_the_wire_and_comes_back_to_be_sent_again(
    composer: Composer, console: Console
) -> None:
    sent = sent_of(composer)
    async with wire() as smsc:
        console.add_guest(smsc.account, "secret")
        assert (await console.bind_once("wire")).is_bound
        composer.set_account(smsc.account)
        composer.fill("YCloud", "+6581234567", "hello " * 15)
        choose_everything(composer)
        await settled(composer)
        asked = composer.draft()
        composer.submit()
        await until(lambda: len(smsc.submitted) == 2, "both parts on the wire")
        first, second = smsc.submitted
        await console.unbind("wire")
    expected = {
        "service_type": "CMT", "source_addr": "YCloud", "source_addr_ton": 2, "source_addr_npi": 3,
        "destination_addr": "6581234567", "dest_addr_ton": 4, "dest_addr_npi": 8, "protocol_id": 64,
        "priority_flag": 2, "registered_delivery": 17, "validity_period": "000000020000000R",
        "data_coding": 0x18,
    }  # fmt: skip
    assert {name: first.fields[name] for name in expected} == expected
    assert asked.options.scheduled is not None
    assert str(first.fields["schedule_delivery_time"]).startswith(f"{asked.options.scheduled:%y%m%d%H%M}")
    tlvs = {tlv.tag: tlv.value for tlv in first.tlvs}
    assert tlvs.items() >= {0x1401: b"hi", 0x1402: b"\x01\xff", 0x1403: b"\x01\x02"}.items()
    assert {tlv.tag: tlv.value for tlv in second.tlvs}[0x020F] == b"\x02", "the SAR number of the second part"
    await until(lambda: sent, "told")
    view = await console.history.message(sent[0])
    assert view is not None
    assert options_of(view.options) == asked.options
    composer.options.reset.click()
    composer.load(view)
    assert composer.draft().options == asked.options


@pytest.mark.parametrize(("chosen", "expected"), [("None", 0), ("Every outcome", 1), ("Failures only", 2)])
async def test_which_receipts_are_asked_for(composer: Composer, chosen: str, expected: int) -> None:
    composer.options.receipts.setCurrentText(chosen)
    assert composer.draft().options.registered_delivery == expected
    assert composer.report.isChecked() is (expected != 0)


async def test_the_tick_of_the_delivery_report_brings_back_what_was_chosen(composer: Composer) -> None:
    composer.options.receipts.setCurrentText("Failures only")
    composer.report.click()
    assert composer.draft().options.registered_delivery == 0
    composer.report.click()
    assert composer.draft().options.registered_delivery == 2


async def test_folded_they_say_what_differs(composer: Composer, sandbox_account: Account) -> None:
    composer.set_account(sandbox_account)
    assert composer.options_link.text() == "Options"
    composer.options.validity.setValue(2)
    composer.options.flash.setChecked(True)
    composer.options.tlvs.set_rows(TLVS)
    await settled(composer)
    assert composer.options_link.text() == "Options (3)"
    assert composer.options_summary.text() == "valid for 2 hours · flash · 3 TLVs"
    assert composer.options_summary.isVisible()
    composer.options_link.click()
    assert not composer.options_summary.isVisible()
    composer.options.reset.click()
    assert composer.options_link.text() == "Options (3)"
    await settled(composer)
    assert composer.options_link.text() == "Options"


async def test_unfolded_they_are_in_sight_though_the_pane_is_low(
    composer: Composer, sandbox_account: Account
) -> None:
    composer.set_account(sandbox_account)
    composer.resize(280, 420)
    composer.fill("YCloud", "+6581234567\nnobody", "Hi {name}, don’t share it.")
    await settled(composer)
    composer.options_link.click()
    await until(lambda: not composer.options.validity.visibleRegion().isEmpty(), "scrolled to them")
    assert composer.rect().contains(composer.send_button.geometry()), "Send is always in sight"


async def test_options_follow_the_account_where_they_were_not_chosen(
    composer: Composer, sandbox_account: Account
) -> None:
    other = msgspec.structs.replace(sandbox_account, id="other", long_mode="sar")
    composer.set_account(sandbox_account)
    composer.options.priority.setCurrentIndex(3)
    composer.set_account(other)
    assert composer.draft().options.long_mode is LongMode.SAR
    assert composer.draft().options.priority == 3
    composer.options.long_mode.setCurrentText("message_payload")
    composer.set_account(sandbox_account)
    assert composer.draft().options.long_mode is LongMode.PAYLOAD


async def test_parameters_are_typed_with_the_keyboard_and_their_faults_stand_beside_them(
    composer: Composer, console: Console, sandbox_account: Account
) -> None:
    composer.activateWindow()
    await until(composer.isActiveWindow, "active")
    composer.set_account(sandbox_account)
    composer.fill("YCloud", "+6581234567", "hello")
    composer.options_link.click()
    composer.options.tlvs.add.click()
    tag = QApplication.focusWidget()
    assert isinstance(tag, QLineEdit)
    QTest.keyClicks(tag, "14zz")
    row = composer.options.tlvs._rows[0]
    assert "hexadecimal digits" in row.fault.text()
    composer.options_link.click()
    composer.submit()
    assert composer.options.isVisible(), "they unfold where something is wrong in them"
    assert QApplication.focusWidget() is tag
    assert composer.reason.text() == "Check the options"
    assert not await console.history.counts(MessageFilter())
    row.tag.clear()
    QTest.keyClicks(row.tag, "1401")
    passed = [QApplication.focusWidget()]
    for _ in range(4):
        QTest.keyClick(passed[-1] or row, Qt.Key.Key_Tab)
        passed.append(QApplication.focusWidget())
    assert passed == [row.tag, row.kind, row.value, row.remove, composer.options.tlvs.add]
    assert composer.draft().options.tlvs == ((0x1401, b""),)
    row.remove.click()
    assert composer.draft().options.tlvs == ()


async def test_a_time_that_has_passed_is_refused_beside_its_field(
    composer: Composer, sandbox_account: Account
) -> None:
    composer.set_account(sandbox_account)
    composer.fill("YCloud", "+6581234567", "hello")
    panel = composer.options
    panel.later.setChecked(True)
    assert "UTC" in panel.when_field.hint
    panel.when.setDateTime(QDateTime.currentDateTime().addSecs(-60))
    await settled(composer)
    assert "passed" in panel.when_field.fault
    assert not composer.send_button.isEnabled()
    panel.when.setDateTime(QDateTime.currentDateTime().addSecs(7200))
    panel.validity_unit.setCurrentIndex(0)
    panel.validity.setValue(5)
    await settled(composer)
    assert "expire" in panel.validity_field.fault
    scheduled = composer.draft().options.scheduled
    assert scheduled is not None
    assert scheduled.tzinfo is UTC
    assert scheduled > datetime.now(UTC)


async def test_the_wheel_scrolls_and_changes_no_field_by_accident(composer: Composer) -> None:
    composer.options.show()
    composer.sender_edit.setFocus()
    for box in (composer.options.priority, composer.options.protocol_id):
        before = composer.draft().options
        centre = QPointF(box.rect().center())
        turned = QWheelEvent(
            centre, box.mapToGlobal(centre), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(box, turned)
        assert composer.draft().options == before


async def test_options_of_another_program_are_shown_as_they_are(composer: Composer) -> None:
    options = composer.draft().options
    odd = type(options)(registered_delivery=0x1E, alphabet=Alphabet.LATIN1, validity=90)
    composer.options.set_options(odd)
    shown = composer.draft().options
    assert (shown.registered_delivery, shown.alphabet) == (0x1E, Alphabet.LATIN1)


async def test_the_smsc_s_default_validity_has_the_whole_line(composer: Composer) -> None:
    panel = composer.options
    composer.options_link.click()
    composer.resize(270, 700)
    validity = panel.validity
    await until(panel.isVisible, "unfolded")
    needed = validity.fontMetrics().horizontalAdvance(validity.specialValueText())
    edit = validity.lineEdit()
    await until(lambda: edit.width() - edit.textMargins().left() > needed, "room for its words")
    assert not panel.validity_unit.isVisible()
    validity.setValue(3)
    assert panel.validity_unit.isVisible()
    assert panel.options().validity == 3 * 3600
