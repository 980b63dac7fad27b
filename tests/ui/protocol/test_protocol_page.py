"""The Protocol page, over a real link to the practice SMSC."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.ui.conftest import until
from ycloud_console.accounts import Account
from ycloud_console.console import Console
from ycloud_console.smpp.pdu import write_pdu
from ycloud_console.smpp.trace import Traced
from ycloud_console.ui.protocol.entries import Entry, Pairs
from ycloud_console.ui.protocol.inspector import hex_lines
from ycloud_console.ui.protocol.model import Column
from ycloud_console.ui.protocol.page import ProtocolPage
from ycloud_console.ui.tasks import Tasks

pytestmark = pytest.mark.gui


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
    assert page.inspector.title.text() == "submit_sm"
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
    assert page.inspector.title.text() == "submit_sm"
    qtbot.mouseClick(page.inspector.partner, Qt.MouseButton.LeftButton)
    assert page.inspector.title.text() == "submit_sm_resp"


async def test_filters_hold_for_what_comes_later(
    page: ProtocolPage, console: Console, bound: Account
) -> None:
    await until(lambda: len(commands(page)) == 2, "the bind")
    page.search.setText("+6581110004")
    await until(lambda: page.model.rowCount() == 0, "nothing of that number yet")
    await console.send(bound.id, "YCloud", ["+6581110004", "+6581234567"], "Hello")
    await until(lambda: "deliver_sm_resp" in commands(page), "its PDUs")
    assert commands(page) == ["submit_sm", "submit_sm_resp", "deliver_sm", "deliver_sm_resp"]
    page.search.clear()
    page.command.setCurrentIndex(page.command.findData("submit_sm"))
    await until(lambda: sorted(commands(page)) == ["submit_sm"] * 2 + ["submit_sm_resp"] * 2, "two pairs")


async def test_refusals_alone(page: ProtocolPage, console: Console, bound: Account) -> None:
    await console.send(bound.id, "YCloud", ["+12345", "+6581234567"], "Hello")
    page.failures.click()
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
        trace.add("A", 1, True, sequence, write_pdu("unbind", sequence=sequence + 1))
    await until(lambda: page.model.rowCount() == 3, "the last three")
    assert "of 10" in page.count.text()
    for sequence in range(10, 12):
        trace.add("A", 1, True, sequence, write_pdu("unbind", sequence=sequence + 1))
    await until(lambda: cell(page, 2, Column.SEQUENCE) == "12", "the newest")
    assert [cell(page, row, Column.SEQUENCE) for row in range(page.model.rowCount())] == ["10", "11", "12"]


async def test_enquire_link_is_hidden_until_asked_for(page: ProtocolPage, console: Console) -> None:
    console.trace.add("A", 1, True, 1, write_pdu("enquire_link", sequence=1))
    console.trace.add("A", 1, False, 2, write_pdu("enquire_link_resp", sequence=1))
    await until(lambda: "0 of 2" in page.count.text(), "both read")
    page.pulse.click()
    await until(lambda: commands(page) == ["enquire_link", "enquire_link_resp"], "the pulse")


def test_a_response_is_paired_on_its_own_bind_only() -> None:
    def entry(number: int, bind: int, outgoing: bool, pdu: bytes) -> Entry:
        return Entry(Traced(number, "A", bind, outgoing, number * 10, pdu))

    first = entry(0, 1, True, write_pdu("submit_sm", sequence=7))
    second = entry(1, 2, True, write_pdu("submit_sm", sequence=7))
    theirs = entry(2, 1, False, write_pdu("enquire_link", sequence=7))
    answer = entry(3, 2, False, write_pdu("submit_sm_resp", sequence=7))
    pairs = Pairs()
    for each in (first, second, theirs, answer):
        pairs.join(each)
    assert answer.partner is second
    assert answer.round_trip == 20
    assert first.partner is None
    assert theirs.partner is None


def test_hex_lines() -> None:
    lines = list(hex_lines(bytes(range(0x41, 0x41 + 18))))
    assert lines[0] == "0000  41 42 43 44 45 46 47 48  49 4a 4b 4c 4d 4e 4f 50  ABCDEFGHIJKLMNOP"
    assert lines[1].split() == ["0010", "51", "52", "QR"]
