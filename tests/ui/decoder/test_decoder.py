"""The decoder page as an operator uses it: something is pasted, and read at once."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeWidgetItem

from tests.ui.conftest import until
from ycloud_console.smpp.pdu import write_pdu
from ycloud_console.ui.decoder.page import DecoderPage
from ycloud_console.ui.decoder.reader import Reader
from ycloud_console.ui.decoder.recognise import Kind, recognise
from ycloud_console.ui.tasks import Tasks

pytestmark = pytest.mark.gui

RECEIPT = (
    "id:11041301030001006668 sub:001 dlvrd:000 submit date:2111040501 done date:2111040502 "
    "stat:UNDELIV err:18 text:Your code"
)
SUBMIT = write_pdu("submit_sm", sequence=7, fields={"destination_addr": "6581234567", "short_message": b"hi"})
BIND = write_pdu("bind_transceiver", sequence=1, fields={"system_id": "demo", "password": "s3cret"})


@pytest.fixture
async def page(themed: QApplication, tasks: Tasks) -> AsyncIterator[DecoderPage]:
    made = DecoderPage(tasks)
    made.show()
    yield made
    made.deleteLater()


def rows(page: DecoderPage) -> list[list[str]]:
    found: list[list[str]] = []
    waiting = [page.tree.topLevelItem(index) for index in range(page.tree.topLevelItemCount())]
    while waiting:
        item = waiting.pop(0)
        assert isinstance(item, QTreeWidgetItem)
        found.append([item.text(column) for column in range(3)])
        waiting += [item.child(index) for index in range(item.childCount())]
    return found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (RECEIPT, Kind.RECEIPT),
        (SUBMIT.hex(), Kind.PDU),
        (SUBMIT.hex(" ").upper(), Kind.PDU),
        (SUBMIT[:20].hex(), Kind.PDU),
        (f"2024-01-02 10:11:12 DEBUG out {SUBMIT.hex()}", Kind.PDU),
        ("Your code is 493204", Kind.TEXT),
        ("12345678", Kind.TEXT),
        ("deadbeef" * 8, Kind.TEXT),
        ("my id: 7", Kind.TEXT),
    ],
)
def test_what_it_is_is_recognised(text: str, kind: Kind) -> None:
    assert recognise(text) is kind


async def test_a_receipt_says_who_must_act(page: DecoderPage) -> None:
    page.edit.setPlainText(RECEIPT)
    await until(lambda: page.reading is not None, "read")
    assert page.notice.title == "Invalid signature (err 18)"
    assert "The sender must act:" in page.notice.sentence
    assert ["stat", "UNDELIV", "Undeliverable"] in rows(page)
    assert page.read_as.text() == "Read as a delivery receipt."


async def test_several_pdus_with_problems_and_no_password(page: DecoderPage) -> None:
    page.set_text(BIND.hex() + "\n" + SUBMIT[:-1].hex())
    await until(lambda: page.reading is not None, "read")
    shown = rows(page)
    assert page.notice.title == "2 PDUs"
    assert any(row[0].startswith("Problem:") for row in shown)
    QTest.mouseClick(page.copy_json, Qt.MouseButton.LeftButton)
    copied = QApplication.clipboard().text()
    assert '"command": "bind_transceiver"' in copied
    QTest.mouseClick(page.copy_text, Qt.MouseButton.LeftButton)
    everything = copied + QApplication.clipboard().text() + str(shown)
    assert "s3cret" not in everything
    assert b"s3cret".hex() not in everything.replace(" ", "")


async def test_a_text_shows_its_segments_and_what_forces_them(page: DecoderPage) -> None:
    page.set_text("it’s " * 20)
    await until(lambda: page.reading is not None, "read")
    assert page.notice.title == "UCS-2 · 2 segments"
    assert ["U+2019", "’", "Plain form: '"] in rows(page)
    assert page.reading is not None
    assert json.loads(page.reading.as_json)["units_per_segment"] == [67, 33]


async def test_the_switch_has_the_last_word(page: DecoderPage) -> None:
    page.set_text(SUBMIT.hex(), Kind.TEXT)
    await until(lambda: page.reading is not None and page.reading.kind is Kind.TEXT, "read as text")
    page.set_text("no hex at all", Kind.PDU)
    await until(lambda: page.notice.title == "No PDU", "read as PDU")
    assert not page.copy_json.isEnabled()


async def test_a_long_text_is_read_aside_and_escape_empties(page: DecoderPage) -> None:
    page.set_text("a" * 60_000)
    await until(lambda: page.reading is not None, "read")
    assert "at most 255 segments" in page.notice.sentence
    page.edit.setFocus()
    QTest.keyClick(page.edit, Qt.Key.Key_Escape)
    await until(lambda: page.reading is None, "empty")
    assert page.edit.toPlainText() == ""
    assert not page.copy_text.isEnabled()


@pytest.mark.parametrize("text", ["id:1 stat:DELIVRD", SUBMIT.hex(), "é€ \ud800", "0" * 33, " "])
@pytest.mark.parametrize("kind", [None, *Kind])
def test_reading_never_raises(themed: QApplication, text: str, kind: Kind | None) -> None:
    for language in ("en", "zh"):
        reading = Reader().read(text, kind, language)
        assert reading.as_text
        assert all(isinstance(json.loads(json.dumps(each)), dict) for each in reading.answer)
