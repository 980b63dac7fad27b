"""The decoder's choices for texts, and what a PDU that carries a receipt says."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import until
from tests.ui.decoder.test_decoder import rows
from ycloud_console.smpp.pdu import FieldValue, write_pdu
from ycloud_console.ui.decoder.page import DecoderPage
from ycloud_console.ui.decoder.recognise import Kind
from ycloud_console.ui.tasks import Tasks

pytestmark = pytest.mark.gui

LONG = "a" * 152 + "€ and so on"


@pytest.fixture
async def page(themed: QApplication, tasks: Tasks) -> AsyncIterator[DecoderPage]:
    made = DecoderPage(tasks)
    made.resize(1170, 616)
    made.show()
    yield made
    made.deleteLater()


async def show_text(page: DecoderPage, text: str) -> None:
    page.set_text(text, Kind.TEXT)
    await until(lambda: page.reading is not None, "read")


async def test_each_segment_has_its_header_and_its_octets(page: DecoderPage) -> None:
    await show_text(page, LONG)
    shown = rows(page)
    assert ["Segment 1", "a" * 152, "152 units"] in shown
    headers = [row[1] for row in shown if row[0] == "User data header"]
    assert headers == ["05 00 03 00 02 01", "05 00 03 00 02 02"]
    assert ["Octets", "61 " * 151 + "61", "152 octets"] in shown
    assert any(row[0] == "Octets" and row[1].startswith("1b 65 20") for row in shown)


async def test_the_way_of_long_messages_is_chosen_by_keyboard(page: DecoderPage) -> None:
    await show_text(page, LONG)
    page.choices.long_mode.setFocus()
    QTest.keyClick(page.choices.long_mode, Qt.Key.Key_Down)
    assert next(row[1] for row in rows(page) if row[0] == "User data header") == "06 08 04 00 00 02 01"
    QTest.keyClick(page.choices.long_mode, Qt.Key.Key_Down)
    assert ["0x020E sar_total_segments", "02", ""] in rows(page)
    QTest.keyClick(page.choices.long_mode, Qt.Key.Key_Down)
    assert page.notice.title == "GSM-7 · 1 segment"
    assert "On the phone: 2 segments." in page.notice.sentence


async def test_the_alphabet_is_chosen(page: DecoderPage) -> None:
    await show_text(page, "façade")
    assert page.notice.title == "UCS-2 · 1 segment"
    assert ["U+00E7", "ç", "Plain form: c"] in rows(page)
    page.choices.restore({"alphabet": "Latin-1"})
    assert page.notice.title == "Latin-1 · 1 segment"
    assert "134" in page.notice.sentence
    page.choices.restore({"alphabet": "GSM-7"})
    assert page.notice.title == "GSM-7 lacks characters of this text"
    assert ["U+00E7", "ç", "Plain form: c"] in rows(page)
    assert not page.copy_json.isEnabled()
    page.choices.restore({"alphabet": "UCS-2"})
    assert page.reading is not None
    assert json.loads(page.reading.as_json)["encoding"] == "UCS-2"


async def test_many_segments_are_closed_until_wanted(page: DecoderPage) -> None:
    await show_text(page, "a" * 700)
    first = page.tree.topLevelItem(0)
    assert first is not None
    assert not first.isExpanded()
    page.tree.setFocus()
    page.tree.setCurrentItem(first)
    QTest.keyClick(page.tree, Qt.Key.Key_Right)
    assert first.isExpanded()
    QTest.keyClick(page.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "a" * 153


async def test_choices_are_there_for_texts_only_and_are_kept(page: DecoderPage) -> None:
    assert not page.choices.isVisible()
    await show_text(page, "hello")
    assert page.choices.isVisible()
    page.choices.restore({"alphabet": "ASCII", "long_mode": "sar"})
    kept = page.layout_state()
    assert kept["decoder.alphabet"] == "ASCII"
    assert kept["decoder.long_mode"] == "sar"
    page.restore_layout({})
    assert page.layout_state()["decoder.long_mode"] == "udh8"
    page.restore_layout(kept)
    assert page.layout_state() == kept
    page.set_text("id:1 sub:001 stat:DELIVRD", Kind.RECEIPT)
    assert not page.choices.isVisible()


async def test_a_receipt_in_a_pdu_is_explained(page: DecoderPage) -> None:
    text = "id:9 sub:001 dlvrd:000 stat:REJECTD err:18 text:x"
    octets = write_pdu(
        "deliver_sm",
        fields={
            "source_addr": "8613800138000",
            "destination_addr": "YCloud",
            "esm_class": 4,
            "short_message": text.encode(),
        },
        tlvs=[(0x001E, b"42\0")],
    )
    page.set_text(octets.hex())
    await until(lambda: page.reading is not None, "read")
    assert "8613800138000 → YCloud: Invalid signature (err 18)" in page.notice.sentence
    shown = rows(page)
    assert ["id", "42", "The server's ID of the message"] in shown
    assert any(row[0].startswith("Problem:") and "receipted_message_id" in row[0] for row in shown)


async def test_a_message_in_a_pdu_is_said_in_short(page: DecoderPage) -> None:
    fields: dict[str, FieldValue] = {
        "source_addr": "YCloud",
        "destination_addr": "6581234567",
        "short_message": b"hi there",
    }
    page.set_text(write_pdu("submit_sm", fields=fields).hex())
    await until(lambda: page.reading is not None, "read")
    assert page.notice.sentence == "YCloud → 6581234567: hi there"
