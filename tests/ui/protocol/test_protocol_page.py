"""The Protocol page, over a real link to the practice SMSC."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.ui.conftest import until
from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.smpp.capture import read_capture
from ycloud_console.smpp.hiding import TraceView
from ycloud_console.smpp.pairs import Pairs
from ycloud_console.smpp.pdu import write_pdu
from ycloud_console.smpp.trace import Traced
from ycloud_console.smpp.wire import Wire
from ycloud_console.ui.protocol.copying import Form
from ycloud_console.ui.protocol.entries import Entry
from ycloud_console.ui.protocol.hexview import hex_lines
from ycloud_console.ui.protocol.model import Column
from ycloud_console.ui.protocol.page import ProtocolPage
from ycloud_console.ui.tasks import Tasks

pytestmark = pytest.mark.gui

WIRE = Wire("A")
FOREIGN = Path(__file__).parents[2] / "smpp" / "captures" / "smpplib.pcap"


@pytest.fixture
async def page(qtbot: QtBot, console: Console, tasks: Tasks) -> AsyncIterator[ProtocolPage]:
    made = ProtocolPage(console, tasks)
    qtbot.addWidget(made)
    made.resize(1180, 680)
    made.show()
    yield made
    made.close_down()


def commands(page: ProtocolPage) -> list[str]:
    return [page.model.entry(row).command for row in range(page.model.rowCount())]


def cell(page: ProtocolPage, row: int, column: Column) -> str:
    return str(page.model.index(row, column).data())


async def test_a_bind_and_a_message_are_shown_with_what_they_say(
    page: ProtocolPage, console: Console, bound: Account, qtmodeltester: ModelTester
) -> None:
    await console.send(bound.id, "YCloud", ["+6581234567"], "Hello")
    await until(lambda: "deliver_sm_resp" in commands(page), "the receipt's PDUs")
    assert commands(page) == [
        "bind_transceiver",
        "bind_transceiver_resp",
        "submit_sm",
        "submit_sm_resp",
        "deliver_sm",
        "deliver_sm_resp",
    ]
    assert cell(page, 2, Column.TO) == "6581234567"
    assert cell(page, 2, Column.DIRECTION) == "→ out"
    assert cell(page, 3, Column.STATUS) == "0 ESME_ROK"
    assert cell(page, 3, Column.ROUND_TRIP)
    page.table.selectRow(2)
    assert page.inspector.title.text().startswith("submit_sm · ")
    assert "Hello" in page.inspector.hex.toPlainText()
    page.inspector.copy_json.click()
    assert '"command": "submit_sm"' in QApplication.clipboard().text()
    qtmodeltester.check(page.model)


async def test_the_password_of_a_bind_is_nowhere(
    page: ProtocolPage, console: Console, bound: Account
) -> None:
    await until(lambda: "bind_transceiver_resp" in commands(page), "the bind")
    password = await console.password(bound)
    page.table.selectRow(0)
    for copy in (page.inspector.copy_hex, page.inspector.copy_text, page.inspector.copy_json):
        copy.click()
        copied = QApplication.clipboard().text()
        assert password not in copied
        assert password.encode().hex(" ") not in copied
    assert not any(password.encode() in each.octets for each in console.trace.since(0))


async def test_from_a_response_to_its_request_and_back(
    qtbot: QtBot, page: ProtocolPage, console: Console, bound: Account
) -> None:
    await console.send(bound.id, "YCloud", ["+6581234567"], "Hello")
    await until(lambda: "submit_sm_resp" in commands(page), "the response")
    page.table.selectRow(commands(page).index("submit_sm_resp"))
    qtbot.mouseClick(page.inspector.partner, Qt.MouseButton.LeftButton)
    assert page.inspector.title.text().startswith("submit_sm · ")
    qtbot.mouseClick(page.inspector.partner, Qt.MouseButton.LeftButton)
    assert page.inspector.title.text().startswith("submit_sm_resp · ")


async def test_filters_hold_for_what_comes_later(
    page: ProtocolPage, console: Console, bound: Account
) -> None:
    await until(lambda: len(commands(page)) == 2, "the bind")
    page.filters.search.setText("+6581110004")
    await until(lambda: page.model.rowCount() == 0, "nothing of that number yet")
    await console.send(bound.id, "YCloud", ["+6581110004", "+6581234567"], "Hello")
    await until(lambda: "deliver_sm_resp" in commands(page), "its PDUs")
    assert commands(page) == ["submit_sm", "submit_sm_resp", "deliver_sm", "deliver_sm_resp"]
    page.filters.search.clear()
    page.filters.command.setCurrentIndex(page.filters.command.findData("submit_sm"))
    await until(lambda: sorted(commands(page)) == ["submit_sm"] * 2 + ["submit_sm_resp"] * 2, "two pairs")


async def test_refusals_alone(page: ProtocolPage, console: Console, bound: Account) -> None:
    await console.send(bound.id, "YCloud", ["+12345", "+6581234567"], "Hello")
    page.filters.status.setCurrentIndex(page.filters.status.findText("Refused"))
    await until(lambda: commands(page) == ["submit_sm_resp"], "the refusal")
    assert cell(page, 0, Column.STATUS) == "4 Invalid phone number (ESME_RINVBNDSTS)"


async def test_columns_and_octets_fit_a_small_window(
    page: ProtocolPage, console: Console, bound: Account
) -> None:
    page.resize(1108, 580)
    await console.send(bound.id, "YCloud", ["+6581234567"], "Hello")
    await until(lambda: "submit_sm" in commands(page), "the submit")
    page.table.selectRow(commands(page).index("submit_sm"))
    await until(lambda: page.inspector.hex.width() > 500, "laid out")
    assert page.table.horizontalScrollBar().maximum() == 0
    assert page.inspector.hex.horizontalScrollBar().maximum() == 0


async def test_a_pause_keeps_the_list_and_loses_nothing(
    page: ProtocolPage, console: Console, bound: Account
) -> None:
    await until(lambda: len(commands(page)) == 2, "the bind")
    page.pause.click()
    await console.send(bound.id, "YCloud", ["+6581234567"], "Hello")
    await until(lambda: console.trace.total >= 6, "the message's PDUs")
    assert len(commands(page)) == 2
    page.pause.click()
    await until(lambda: len(commands(page)) == 6, "what came meanwhile")


async def test_the_list_says_what_it_no_longer_has(page: ProtocolPage, console: Console) -> None:
    trace = console.trace
    trace._capacity = 3
    await until(lambda: page.isVisible())
    for sequence in range(10):
        trace.add(WIRE, True, sequence, write_pdu("unbind", sequence=sequence + 1))
    await until(lambda: page.model.rowCount() == 3, "the last three")
    assert "of 10" in page.count.text()
    for sequence in range(10, 12):
        trace.add(WIRE, True, sequence, write_pdu("unbind", sequence=sequence + 1))
    await until(lambda: cell(page, 2, Column.SEQUENCE) == "12", "the newest")
    assert [cell(page, row, Column.SEQUENCE) for row in range(page.model.rowCount())] == ["10", "11", "12"]


async def test_enquire_link_is_hidden_until_asked_for(page: ProtocolPage, console: Console) -> None:
    console.trace.add(WIRE, True, 1, write_pdu("enquire_link", sequence=1))
    console.trace.add(WIRE, False, 2, write_pdu("enquire_link_resp", sequence=1))
    await until(lambda: "0 of 2" in page.count.text(), "both read")
    page.filters.pulse.click()
    await until(lambda: commands(page) == ["enquire_link", "enquire_link_resp"], "the pulse")


def test_a_response_is_paired_on_its_own_bind_only() -> None:
    wires = {1: Wire("A", 1), 2: Wire("A", 2)}
    pairs: Pairs[Entry] = Pairs()
    entries = []
    for number, (bind, outgoing, pdu) in enumerate(
        (
            (1, True, write_pdu("submit_sm", sequence=7)),
            (2, True, write_pdu("submit_sm", sequence=7)),
            (1, False, write_pdu("enquire_link", sequence=7)),
            (2, False, write_pdu("submit_sm_resp", sequence=7)),
        )
    ):
        entry = Entry(Traced(number, wires[bind], outgoing, number * 10, pdu))
        request = pairs.join(entry.traced, entry)
        if request is not None:
            entry.pair(request)
        entries.append(entry)
    first, second, theirs, answer = entries
    assert [answer.partner, answer.round_trip] == [second, 20]
    assert first.partner is None
    assert theirs.partner is None
    second.part()
    assert [answer.partner, answer.round_trip] == [None, 20]


async def test_a_field_and_its_octets_lead_to_each_other(
    qtbot: QtBot, page: ProtocolPage, console: Console, bound: Account
) -> None:
    await console.send(bound.id, "YCloud", ["+6581234567"], "A long text, in two segments. " * 8)
    await until(lambda: "submit_sm" in commands(page), "the submit")
    page.table.selectRow(commands(page).index("submit_sm"))
    inspector = page.inspector
    octets = page.model.entry(page.table.currentIndex().row()).traced.octets
    items = inspector.tree.findItems(
        "destination_addr", Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive, 0
    )
    inspector.tree.setCurrentItem(items[0])
    start, end = inspector.hex.marked
    assert octets[start:end] == b"6581234567\0"
    # The caret, put on an octet of the concatenation element with the keyboard, chooses that element.
    at = octets.index(bytes.fromhex("050003")) + 3
    inspector.hex.setFocus()
    qtbot.keyClick(inspector.hex, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _ in range(at // 16):
        qtbot.keyClick(inspector.hex, Qt.Key.Key_Down)
    while inspector.hex.octet_at_caret() != at:
        qtbot.keyClick(inspector.hex, Qt.Key.Key_Right)
    current = inspector.tree.currentItem()
    assert current is not None
    assert current.text(0) == "0x00"
    start, end = inspector.hex.marked
    assert octets[start:end].startswith(bytes.fromhex("0003"))
    assert end - start == 5


async def test_several_are_copied_in_each_form(page: ProtocolPage, console: Console, bound: Account) -> None:
    await console.send(bound.id, "YCloud", ["+6581234567"], "Hello")
    await until(lambda: "submit_sm_resp" in commands(page), "the response")
    page.table.selectAll()
    count = page.model.rowCount()
    page.table.copy_wanted.emit(Form.HEX)
    lines = QApplication.clipboard().text().splitlines()
    kept = [each.octets for each in console.trace.since(0)]
    assert [bytes.fromhex(line) for line in lines] == kept[:count]
    page.table.copy_wanted.emit(Form.JSON)
    objects = [json.loads(line) for line in QApplication.clipboard().text().splitlines()]
    assert [each["command"] for each in objects] == commands(page)[:count]
    page.table.copy_wanted.emit(Form.TEXT)
    assert "destination_addr: 6581234567" in QApplication.clipboard().text()
    assert await console.password(bound) not in QApplication.clipboard().text()


async def test_keys_lead_to_the_partner_and_to_the_message(
    qtbot: QtBot, page: ProtocolPage, console: Console, bound: Account
) -> None:
    (view,) = await console.send(bound.id, "YCloud", ["+12345"], "Hello")
    await until(lambda: "submit_sm_resp" in commands(page), "the refusal")
    row = commands(page).index("submit_sm_resp")
    page.table.selectRow(row)
    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(page.table, Qt.Key.Key_J, control)
    assert page.inspector.entry is page.model.entry(commands(page).index("submit_sm"))
    qtbot.keyClick(page.table, Qt.Key.Key_J, control)
    assert page.inspector.entry is page.model.entry(row)
    wanted: list[int] = []
    page.message_wanted.connect(wanted.append)
    # Refused: it has no ID, and is found by what the link knows of it.
    qtbot.keyClick(page.table, Qt.Key.Key_M, control)
    await until(lambda: wanted == [view.row.id], "its message")
    said: list[str] = []
    page.trouble.connect(lambda _subject, title, _sentence: said.append(title))
    page.table.selectRow(0)
    page.inspector.message.click()
    await until(lambda: said, "that a bind belongs to no message")


async def test_the_pdus_of_one_message_also_those_still_to_come(
    page: ProtocolPage, console: Console, bound: Account
) -> None:
    await console.send(bound.id, "YCloud", ["+6581234567"], "Another one")
    (view,) = await console.send(bound.id, "YCloud", ["+6581230004"], "Hello")
    page.show_message(view)
    await until(lambda: "deliver_sm_resp" in commands(page), "its receipt")
    assert commands(page) == ["submit_sm", "submit_sm_resp", "deliver_sm", "deliver_sm_resp"]
    assert cell(page, 0, Column.TO) == "6581230004"
    assert cell(page, 2, Column.STATUS).startswith("REJECTD 4 ")
    assert page.filters.message.isVisible()
    page.filters.message.click()
    await until(lambda: len(commands(page)) > 8, "all of them")


async def test_choosers_and_where_to_look(page: ProtocolPage, console: Console, bound: Account) -> None:
    await console.send(bound.id, "YCloud", ["+12345", "+6589999999"], "About 12345")
    await until(lambda: "deliver_sm_resp" in commands(page), "the receipt")
    status = page.filters.status
    status.setCurrentIndex(status.findData("4"))
    await until(lambda: commands(page) == ["submit_sm_resp"], "the one with that status")
    page.filters.clear()
    page.filters.only("number", "12345")
    await until(lambda: commands(page) == ["submit_sm", "submit_sm_resp"], "by number, not by text")
    page.filters.clear()
    page.filters.only("text", "about")
    await until(lambda: commands(page).count("submit_sm") == 2, "by text")


async def test_what_is_hidden_is_hidden_everywhere(
    page: ProtocolPage, console: Console, bound: Account, tmp_path: Path
) -> None:
    await console.send(bound.id, "YCloud", ["+6581234567"], "A secret text")
    await until(lambda: "deliver_sm_resp" in commands(page), "the receipt")
    page.set_view(TraceView(hide_texts=True, hide_numbers=True))
    await until(lambda: not page.feed.is_filtering, "filtered anew")
    page.table.selectAll()
    shown = [cell(page, row, column) for row in range(page.model.rowCount()) for column in Column]
    for form in Form:
        page.table.copy_wanted.emit(form)
        shown.append(QApplication.clipboard().text())
    page.table.selectRow(commands(page).index("submit_sm"))
    shown += [page.inspector.title.text(), page.inspector.hex.toPlainText()]
    target = tmp_path / "hidden.pcapng"
    page.captures.export(console.trace.since(0), target, page.model.glass.view)
    await until(lambda: not page.captures.is_busy, "exported")
    written = target.read_bytes()
    for secret in ("6581234567", "A secret text"):
        assert not any(secret in text or secret.encode().hex(" ") in text for text in shown)
        assert secret.encode() not in written
    assert "******4567" in shown
    page.set_view(TraceView())
    await until(lambda: "6581234567" in cell(page, 2, Column.TO), "all shown again")


async def test_a_capture_is_opened_beside_the_live_pdus(
    page: ProtocolPage, console: Console, bound: Account
) -> None:
    await until(lambda: len(commands(page)) == 2, "the live bind")
    page.captures.open(FOREIGN)
    await until(lambda: page.model.rowCount() == 44, "the PDUs of the file")
    assert "TLS" in page.captures.notice.sentence
    assert "smpplib.pcap" in page.captures.notice.title
    page.filters.only("number", "8613800138000")
    await until(lambda: commands(page).count("submit_sm") == 4, "narrowed as the live ones are")
    page.captures.close_capture()
    await until(lambda: commands(page) == ["bind_transceiver", "bind_transceiver_resp"], "the live ones")


async def test_what_is_no_capture_is_told(page: ProtocolPage, tmp_path: Path) -> None:
    page.captures.open(tmp_path / "missing.pcap")
    await until(lambda: page.captures.notice.title == "Not opened", "not there")
    (tmp_path / "text.txt").write_text("hello, world")
    await until(lambda: not page.captures.is_busy)
    page.captures.open(tmp_path / "text.txt")
    await until(lambda: "is no capture" in page.captures.notice.sentence, "no capture")


async def test_an_export_that_fails_says_what_to_do(
    page: ProtocolPage, console: Console, bound: Account, tmp_path: Path
) -> None:
    page.captures.export(console.trace.since(0), tmp_path / "missing" / "x.pcapng", TraceView())
    await until(lambda: page.captures.notice.title == "Not exported", "the failure")
    assert "Choose another folder" in page.captures.notice.sentence


async def test_a_recording_is_started_goes_on_unseen_and_is_ended(
    page: ProtocolPage, console: Console, bound: Account
) -> None:
    page.record.click()
    assert str(console.recorder.folder) in page.recording.notice.sentence
    page.recording.start_button.click()
    page.hide()
    await console.send(bound.id, "YCloud", ["+6581234567"], "Hello")
    await until(lambda: console.trace.total >= 6, "its PDUs")
    await until(lambda: console.recorder.octets, "written")
    page.recording.stop()
    await until(lambda: not console.recorder.is_on, "ended")
    (file,) = console.recorder.folder.iterdir()
    read = [each.octets for each in read_capture(file).pdus]
    assert read == [each.octets for each in console.trace.since(2)]
    password = await console.password(bound)
    assert password.encode() not in file.read_bytes()


async def test_a_recording_that_cannot_go_on_says_so_and_the_link_does(
    page: ProtocolPage, console: Console, bound: Account
) -> None:
    console.recorder.folder.write_text("a file in the way")
    said: list[str] = []
    page.trouble.connect(lambda _subject, _title, sentence: said.append(sentence))
    page.recording.start()
    await console.send(bound.id, "YCloud", ["+6581234567"], "Hello")
    await until(lambda: said, "why it ended")
    assert "Free some space" in said[0]
    assert not console.recorder.is_on
    await until(lambda: "deliver_sm_resp" in commands(page), "the link goes on")


async def test_what_is_in_sight_stays_when_the_oldest_go(page: ProtocolPage, console: Console) -> None:
    trace = console.trace
    trace._capacity = 300
    for sequence in range(300):
        trace.add(WIRE, True, sequence, write_pdu("unbind", sequence=sequence + 1))
    await until(lambda: page.model.rowCount() == 300, "all of them")
    page.table.scrollTo(page.model.index(200, 0), QAbstractItemView.ScrollHint.PositionAtTop)
    top = cell(page, page.table.rowAt(2), Column.SEQUENCE)
    for sequence in range(300, 350):
        trace.add(WIRE, True, sequence, write_pdu("unbind", sequence=sequence + 1))
    await until(lambda: cell(page, 299, Column.SEQUENCE) == "350", "the newest")
    assert cell(page, page.table.rowAt(2), Column.SEQUENCE) == top
    # At the end it follows.
    page.table.go_to_newest()
    trace.add(WIRE, True, 350, write_pdu("unbind", sequence=351))
    await until(lambda: cell(page, 299, Column.SEQUENCE) == "351", "one more")
    bar = page.table.verticalScrollBar()
    await until(lambda: bar.value() == bar.maximum(), "followed")


async def test_the_context_menu_offers_what_can_be_done(
    page: ProtocolPage, console: Console, bound: Account
) -> None:
    await console.send(bound.id, "YCloud", ["+6581234567"], "Hello")
    await until(lambda: "submit_sm_resp" in commands(page), "the response")
    page.table.selectRow(commands(page).index("submit_sm_resp"))
    entries = {action.text().split("\t")[0]: action for action in page.table.menu().actions()}
    for words in (
        "Copy as text",
        "Copy as hex",
        "Copy as JSON",
        "Export…",
        "Go to its request",
        "Show message",
    ):
        assert entries[words].isEnabled()
    entries["Only the number 6581234567"].trigger()
    assert page.filters.search.text() == "6581234567"


def test_hex_lines() -> None:
    lines = list(hex_lines(bytes(range(0x41, 0x41 + 18))))
    assert lines[0] == "0000  41 42 43 44 45 46 47 48  49 4a 4b 4c 4d 4e 4f 50  ABCDEFGHIJKLMNOP"
    assert lines[1].split() == ["0010", "51", "52", "QR"]


async def test_an_empty_list_says_why(page: ProtocolPage, console: Console, bound: Account) -> None:
    await until(lambda: len(commands(page)) == 2, "the bind")
    assert page.empty.isHidden()
    page.filters.search.setText("nobody")
    await until(page.empty.isVisible, "nothing is left")
    assert page.empty.text() == "No PDU matches."
    page.filters.search.clear()
    await until(lambda: len(commands(page)) == 2 and page.empty.isHidden(), "all again")
    page.clear.click()
    await until(page.empty.isVisible, "cleared")
    assert page.empty.text().startswith("Nothing has gone over the wire yet.")
