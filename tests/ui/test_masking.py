"""With texts and numbers hidden neither is anywhere in the window, nor in what is copied out of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QWidget,
)

from tests.history.conftest import new_inbound, new_message, new_receipt
from tests.ui.conftest import until
from ycloud_console.accounts import Account, Settings
from ycloud_console.console import Console
from ycloud_console.smpp.pdu import write_pdu
from ycloud_console.smpp.wire import Wire
from ycloud_console.sms.masking import Mask
from ycloud_console.sms.message import MessageState
from ycloud_console.ui.application import Session
from ycloud_console.ui.bridge import Bridge
from ycloud_console.ui.deliveries.actions import Action
from ycloud_console.ui.deliveries.cells import Column
from ycloud_console.ui.deliveries.criteria import Criteria
from ycloud_console.ui.failure import Failures
from ycloud_console.ui.hiding import HidingButton
from ycloud_console.ui.masking import Masking
from ycloud_console.ui.roles import COPY_ROLE
from ycloud_console.ui.sidepages import NAMES
from ycloud_console.ui.tasks import Tasks
from ycloud_console.ui.window import MainWindow

pytestmark = pytest.mark.gui

WIRE = Wire("Sandbox")
BOTH = Mask(texts=True, numbers=True)
TO, PHONE, STRANGER = "+6581234567", "6587654321", "6585550123"
SECRETS = ("81234567", "87654321", "85550123", "zebra", "giraffe", b"zebra".hex(), b"giraffe".hex())
TEXT = "Your zebra is ready"
ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.StatusTipRole,
    COPY_ROLE,
)


@pytest.fixture
async def window(
    console: Console, bridge: Bridge, tasks: Tasks, sandbox_account: Account
) -> AsyncIterator[MainWindow]:
    """The window on a message with its receipt, a text from a phone, and a receipt without a message."""
    history, account = console.history, sandbox_account.id
    (view,) = await history.add([new_message(TO, text=TEXT, account_id=account, sender="6587654321")])
    segment = view.segments[0].id
    await history.mark_sent([segment], view.row.queued_at + 1)
    await history.answered(segment, 0, "4711", view.row.queued_at + 2)
    for message_id, source in (("4711", TO[1:]), ("4712", STRANGER)):
        raw = f"id:{message_id} stat:UNDELIV err:018 to:{source} text:{TEXT}"
        await history.receipt(
            new_receipt(
                message_id,
                MessageState.UNDELIVERABLE,
                err="018",
                account_id=account,
                raw=raw.encode(),
                text=raw,
                source=source,
            )
        )
    await history.inbound(new_inbound("a giraffe", account_id=account, source=PHONE, destination=STRANGER))
    receipt = f"id:4711 stat:UNDELIV err:018 text:{TEXT}".encode()
    for source, esm_class, octets in ((TO[1:], 4, receipt), (PHONE, 0, b"a giraffe")):
        fields: dict[str, int | str | bytes] = {"source_addr": source, "esm_class": esm_class}
        fields["short_message"] = octets
        console.trace.add(WIRE, False, view.row.queued_at, write_pdu("deliver_sm", sequence=1, fields=fields))
    made = MainWindow(console, bridge, tasks)
    made.restore_layout({})
    made.show_accounts(account)
    made.show()
    made.activateWindow()
    await until(lambda: made.deliveries.model.rowCount() == 1, "the message")
    made.deliveries.select_message(view.row.id)
    await until(lambda: made.details.message is not None, "the details")
    for name in NAMES:
        made.side.page(name)
    made.show_page("inbox")
    inbox = made.side.inbox
    await until(lambda: inbox.model.rowCount() and inbox.unmatched_model.rowCount(), "the inbox")
    inbox.view.selectRow(0)
    inbox.unmatched_view.selectRow(0)
    yield made
    made.rest()
    await tasks.close()
    made.close_for_good()
    made.deleteLater()


def said_by(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription())
    yield from (widget.windowTitle(), widget.statusTip(), widget.whatsThis())
    if isinstance(widget, QLabel | QLineEdit | QAbstractButton):
        yield widget.text()
    elif isinstance(widget, QTextEdit):
        yield from (widget.toPlainText(), widget.toHtml())
    elif isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    elif isinstance(widget, QComboBox):
        yield from (widget.itemText(number) for number in range(widget.count()))
    elif isinstance(widget, QMenu):
        yield from (action.text() for action in widget.actions())
    elif isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                yield from (str(model.index(row, column).data(role) or "") for role in ROLES)


def seen(window: MainWindow) -> set[str]:
    """Which of the secrets are anywhere in the window, however they are spaced."""
    found = set()
    for widget in (window, *window.findChildren(QWidget)):
        for text in said_by(widget):
            bare = "".join(character for character in text if character not in " \u00a0-")
            found |= {secret for secret in SECRETS if secret in bare}
    return found


async def test_all_of_it_is_there_as_long_as_nothing_is_hidden(window: MainWindow) -> None:
    """Else the next test could not fail."""
    assert seen(window) == set(SECRETS)


async def test_nothing_of_it_is_anywhere_once_it_is_hidden(window: MainWindow) -> None:
    window.deliveries.set_criteria(Criteria(recipient=TO))
    await until(lambda: window.deliveries.model.rowCount() == 1, "the message again")
    Masking.current().set_mask(BOTH)
    await until(lambda: not seen(window), "the chip with the number to be gone")
    for page in ("deliveries", "inbox", "monitor", "decoder", "protocol", "settings"):
        window.show_page(page)
        assert seen(window) == set(), page
    window.show_page("protocol")
    for row in range(2):
        window.side.protocol.table.selectRow(row)
        assert seen(window) == set(), f"PDU {row}"
    # Those of what comes later, too, and of what is chosen anew.
    window.show_page("deliveries")
    window.deliveries.view.selectRow(0)
    await until(lambda: window.details.message is not None, "the details again")
    menu = window.deliveries.view._menu(window.deliveries.view.rect().center())
    assert any("+65 •••• 4567" in action.text() for action in menu.actions())
    assert seen(window) == set()
    assert window.details.number.text() == "+65 •••• 4567"
    assert window.details.text.passage.toPlainText() == "•••• (19 characters)"
    assert "text:•••• (19 characters)" in window.details.receipt.passage.toPlainText()
    chips = window.deliveries.active.findChildren(QPushButton)
    assert any("+65 •••• 4567" in chip.text() for chip in chips)


async def test_nothing_of_it_is_copied(window: MainWindow) -> None:
    clipboard = QGuiApplication.clipboard()
    Masking.current().set_mask(BOTH)
    window.deliveries.view.selectRow(0)
    window.deliveries.view.tickets_wanted.emit(window.deliveries.view.chosen_rows())
    await until(lambda: "SMS delivery report" in clipboard.text(), "the ticket")
    copied = [clipboard.text()]
    for copy in (
        window.deliveries.view.copy_rows,
        lambda: window.deliveries.view.copy_cells(Column.TO),
        lambda: window.deliveries.view.copy_cells(Column.MESSAGE),
        window.details.copy_button.click,
        window.side.inbox.view.copy_row,
        window.side.inbox.unmatched_view.copy_row,
        window.side.inbox.details._copy.button.click,
        window.side.inbox.unmatched_details._copy.button.click,
    ):
        clipboard.setText("")
        copy()
        copied.append(clipboard.text())
    copied.append(window.deliveries.table_text())
    assert all("•" in text or "4712" in text for text in copied)
    bare = "".join(copied).replace(" ", "")
    assert not [secret for secret in SECRETS if secret in bare]


async def test_one_message_is_shown_until_another_is_chosen(window: MainWindow) -> None:
    details = window.details
    window.show_page("deliveries")
    assert not details.reveal.button.isVisible()
    Masking.current().set_mask(BOTH)
    assert details.reveal.button.isVisible()
    QTest.mouseClick(details.reveal.button, Qt.MouseButton.LeftButton)
    assert details.text.passage.toPlainText() == TEXT
    assert details.number.text() == "+65 8123 4567"
    # The list still hides it, and the copy is of what is shown.
    assert window.deliveries.model.index(0, 2).data() == "•••• (19 characters)"
    details.copy_button.click()
    assert TEXT in QGuiApplication.clipboard().text()
    # The same message, read again, stays shown; another does not.
    details.show_message(details.message)
    assert details.text.passage.toPlainText() == TEXT
    view = details.message
    details.show_message(None)
    details.show_message(view)
    assert details.text.passage.toPlainText() == "•••• (19 characters)"
    window.show_page("inbox")
    inbox = window.side.inbox.details
    inbox.reveal.button.click()
    assert inbox.text.toPlainText() == "a giraffe"
    Masking.current().set_mask(Mask(texts=True))
    assert inbox.text.toPlainText() == "•••• (9 characters)"
    assert inbox.heading.text() == "+65 8765 4321"


async def test_a_question_that_names_the_number_goes_away(window: MainWindow) -> None:
    window.show_page("deliveries")
    window.details.do(Action.RESEND)
    question = window.details.dealings.question
    assert question.isVisible()
    assert "+65 8123 4567" in question.sentence
    Masking.current().set_mask(BOTH)
    assert not question.isVisible()
    window.details.do(Action.RESEND)
    assert "+65 •••• 4567" in question.sentence


async def test_the_question_about_a_received_message_hides_its_number(window: MainWindow) -> None:
    window.show_page("inbox")
    window.side.inbox.view.selectRow(0)
    strip = window.side.inbox.delete_strip
    QTest.keyClick(window.side.inbox.view, Qt.Key.Key_Delete)
    assert "+65 8765 4321" in strip.notice.title
    Masking.current().set_mask(BOTH)
    assert strip.isVisible()
    assert "from •••• 4321" in strip.notice.title
    assert seen(window) == set()
    # Asked anew while it is hidden.
    QTest.keyClick(window.side.inbox.view, Qt.Key.Key_Delete)
    assert "from •••• 4321" in strip.notice.title
    assert PHONE not in strip.notice.accessibleName().replace(" ", "")
    assert seen(window) == set()


async def test_the_octets_of_a_receipt_show_no_number_either(window: MainWindow) -> None:
    window.show_page("inbox")
    details = window.side.inbox.unmatched_details
    hexed = STRANGER.encode().hex(" ")
    assert hexed in details.octets.toPlainText()
    Masking.current().set_mask(Mask(numbers=True))
    shown = details.octets.toPlainText()
    assert hexed not in shown
    assert f"{b'*'.hex()} {STRANGER[-4:].encode().hex(' ')}" in shown


async def test_search_finds_what_is_hidden(window: MainWindow) -> None:
    Masking.current().set_mask(BOTH)
    for term, count in (("zebra", 1), ("lion", 0), ("8123", 1)):
        window.top.search.setText(term)
        await until(lambda count=count: window.deliveries.model.rowCount() == count, term)  # type: ignore[misc]


async def test_the_eye_its_keys_and_the_settings_are_one(window: MainWindow) -> None:
    chosen: list[tuple[str, object]] = []
    window.preference_chosen.connect(lambda key, value: chosen.append((key, value)))
    eye = window.top.findChild(HidingButton)
    assert eye is not None
    assert (eye.isChecked(), window.status.hidden.isVisible()) == (False, False)
    window.resize(1600, 900)  # with room for the word beside the eye
    window.show_page("settings")
    window.side.settings.box("hide_numbers").click()
    assert Masking.current().mask == Mask(numbers=True)
    assert (eye.isChecked(), eye.text(), window.status.hidden.text()) == (
        True,
        "Hidden",
        "Numbers are hidden",
    )
    QTest.keyClick(
        window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert not Masking.current().mask.is_on
    assert not window.side.settings.box("hide_numbers").isChecked()
    # It brings back what was hidden last.
    QTest.mouseClick(eye, Qt.MouseButton.LeftButton)
    assert Masking.current().mask == Mask(numbers=True)
    assert eye.isChecked()
    assert window.side.settings.box("hide_numbers").isChecked()
    assert chosen[:3] == [("hide_numbers", True), ("hide_texts", False), ("hide_numbers", False)]
    assert chosen[-1] == ("hide_numbers", True)


async def test_an_export_is_masked_and_says_so(window: MainWindow, tmp_path: Path) -> None:
    Masking.current().set_mask(BOTH)
    strip = window.deliveries.export_strip
    dialog = strip.ask(window.deliveries.filter, 1)
    assert "masked" in dialog.windowTitle()
    assert "-masked.csv" in dialog.selectedFiles()[0]
    dialog.reject()
    # What was hidden when it was asked for stays so in the file.
    strip.start(window.deliveries.filter, 1, tmp_path / "out.csv")
    Masking.current().set_mask(Mask())
    await until(lambda: not strip.is_busy, "the export")
    written = (tmp_path / "out.csv").read_text("utf-8")
    assert "•••• (19 characters)" in written
    assert not [secret for secret in SECRETS if secret in written]
    assert "Texts and numbers are masked in it." in strip.notice.sentence


async def test_what_was_hidden_is_hidden_at_the_next_start(themed: QApplication, tmp_path: Path) -> None:
    home = tmp_path / "another"
    await asyncio.to_thread(lambda: Settings.load(home / "settings.toml").set_preferences(hide_numbers=True))
    session = Session(themed, Failures())
    living = asyncio.create_task(session.live(home, sandbox=False, account=None, tour=False))
    await until(lambda: session.window is not None and session.window.isVisible(), "the window")
    assert session.window is not None
    assert Masking.current().mask == Mask(numbers=True)
    assert session.window.side.settings.box("hide_numbers").isChecked()
    session.window.side.settings.box("hide_texts").click()
    session.window.close()
    assert await asyncio.wait_for(living, 20) == 0
    kept = Settings.load(home / "settings.toml").preferences
    assert (kept.hide_texts, kept.hide_numbers) == (True, True)
