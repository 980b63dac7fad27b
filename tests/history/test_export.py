"""Exports: what is in the files, that they are whole or not there, and that a long one is steady."""

from __future__ import annotations

import asyncio
import csv
import json
import os
import re
import sqlite3
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.history.conftest import SECOND, START, accepted, new_inbound, new_message, new_receipt
from ycloud_console.history import History, MessageFilter
from ycloud_console.history import export as exporting
from ycloud_console.history.columns import Column, Kind
from ycloud_console.history.export import COLUMNS, ExportFormat, export, export_inbound
from ycloud_console.history.exportfile import Draft, open_sheet
from ycloud_console.history.inbox import InboxFilter
from ycloud_console.history.model import Order, SortColumn
from ycloud_console.history.xlsx import Workbook
from ycloud_console.sms.masking import Mask
from ycloud_console.sms.message import MessageState

EVERYTHING = MessageFilter()
HOSTILE = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x"),
    *("  =1", "\u00a0=1", "\u200b=1", "\ufeff=1", "\u3000＝1"),
)
HARMLESS = ("a=1", "1-2", "  two", "【YCloud】", "'=1", "", " ")


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def read_json(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def read_xlsx(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for sheet in openpyxl.load_workbook(path).worksheets:
        titles, *rows = sheet.iter_rows(values_only=True)
        found += [dict(zip(map(str, titles), map(unescaped, row), strict=True)) for row in rows]
    return found


def unescaped(value: object) -> object:
    """A cell as a spreadsheet shows it: openpyxl leaves OOXML's escapes (ECMA-376, 22.9.2.19) as they are."""
    if not isinstance(value, str):
        return value
    return re.sub("_x([0-9A-F]{4})_", lambda match: chr(int(match[1], 16)), value)


READERS = {ExportFormat.CSV: read_csv, ExportFormat.JSONL: read_json, ExportFormat.XLSX: read_xlsx}


async def fill(history: History, texts: Sequence[str]) -> None:
    for number, text in enumerate(texts):
        await history.add([new_message(f"+65812345{number:02d}", text=text)], at=START + number * SECOND)


@pytest.mark.parametrize("kind", ExportFormat)
async def test_every_text_comes_back(history: History, tmp_path: Path, kind: ExportFormat) -> None:
    texts = [
        *HOSTILE,
        *HARMLESS,
        'say "hi", you\nand\r\nyou\rtoo',
        "a & b <c> ]]>",
        "_x0041_ 🎉",
        "x" * 40_000,
    ]
    await fill(history, texts)
    target = tmp_path / f"out{kind}"
    seen: list[int] = []
    assert await export(history, EVERYTHING, target, kind, progress=seen.append) == len(texts)
    assert seen == [len(texts)]
    rows = READERS[kind](target)[::-1]
    assert [row["to"].lstrip("'") for row in rows] == [
        f"+65812345{number:02d}" for number in range(len(texts))
    ]
    for text, row in zip(texts, rows, strict=True):
        found = row["text"] or ""
        if kind is ExportFormat.CSV:
            assert found == (f"'{text}" if text in HOSTILE else text)
        elif kind is ExportFormat.JSONL:
            assert found == text
        elif len(text) > 32_767:
            assert found == text[:32_766] + "…"
        else:
            assert found == text


async def test_a_row_has_all_ids_and_times(history: History, tmp_path: Path) -> None:
    (view,) = await history.add([new_message(parts=2)], at=START)
    await history.mark_sent([each.id for each in view.segments], START + SECOND)
    for each in view.segments:
        await history.answered(each.id, 0, f"2026000000000000000{each.number}", START + 2 * SECOND)
        await history.receipt(new_receipt(f"2026000000000000000{each.number}"))
    for kind, ids in (
        (ExportFormat.CSV, "20260000000000000001 20260000000000000002"),
        (ExportFormat.XLSX, "20260000000000000001 20260000000000000002"),
        (ExportFormat.JSONL, ["20260000000000000001", "20260000000000000002"]),
    ):
        target = tmp_path / f"out{kind}"
        await export(history, EVERYTHING, target, kind, account_names={"main": "Main account"})
        (row,) = READERS[kind](target)
        assert list(row) == [column.name for column in COLUMNS]
        assert (row["message_ids"], row["account"], row["state"]) == (ids, "Main account", "delivered")
        assert int(row["segments"]) == 2
        if kind is ExportFormat.XLSX:
            assert row["queued_at"] == datetime.fromisoformat("2026-05-28T20:26:40")
            assert row["done_at"] == datetime.fromisoformat("2026-05-28T20:26:45")
        else:
            assert row["queued_at"] == "2026-05-28T20:26:40.000Z"
            assert row["done_at"] == "2026-05-28T20:26:45.000Z"


async def test_numbers_are_text_and_times_are_dates(history: History, tmp_path: Path) -> None:
    await accepted(history, "11041301030001006668")
    await export(history, EVERYTHING, tmp_path / "out.xlsx", ExportFormat.XLSX)
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets[0]
    titles, cells = list(sheet.iter_rows())
    row = {title.value: cell for title, cell in zip(titles, cells, strict=True)}
    assert (row["to"].data_type, row["message_ids"].data_type, row["segments"].data_type) == ("s", "s", "n")
    assert (row["to"].number_format, row["queued_at"].data_type) == ("@", "d")
    assert row["done_at"].value is None
    assert sheet.freeze_panes == "A2"


def test_a_full_sheet_is_followed_by_another(tmp_path: Path) -> None:
    with (tmp_path / "out.xlsx").open("wb") as file:
        book = Workbook(file, [Column("n")], sheet_rows=4)
        book.add([[str(number) for number in range(8)]])
        book.close()
    sheets = openpyxl.load_workbook(tmp_path / "out.xlsx").worksheets
    assert [[row[0] for row in sheet.values] for sheet in sheets] == [
        ["n", "0", "1", "2"],
        ["n", "3", "4", "5"],
        ["n", "6", "7"],
    ]


@pytest.mark.parametrize("kind", ExportFormat)
async def test_the_masked_file_has_neither_text_nor_number(
    history: History, tmp_path: Path, kind: ExportFormat
) -> None:
    await fill(history, ["Your code is 271828."])
    target = tmp_path / f"out{kind}"
    await export(history, EVERYTHING, target, kind, mask=Mask(texts=True, numbers=True))
    (row,) = READERS[kind](target)
    assert row["text"] == "•••• (20 characters)"
    assert row["to"].lstrip("'") == "+65 •••• 4500"
    assert row["from"] == "YCloud"


async def test_the_order_is_the_wanted_one_over_all_pages(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "_PAGE", 3)
    texts = ["c", "a", "b", "e", "d", "a", "g", "f"]
    await fill(history, texts)
    target = tmp_path / "out.jsonl"
    order = Order(SortColumn.TEXT, descending=False)
    assert await export(history, EVERYTHING, target, ExportFormat.JSONL, order=order) == 8
    assert [row["text"] for row in read_json(target)] == sorted(texts)
    assert await export(history, EVERYTHING, target, ExportFormat.JSONL, limit=4) == 4
    assert [row["text"] for row in read_json(target)] == texts[:3:-1]
    assert await export(history, MessageFilter(text="zzz"), target, ExportFormat.JSONL) == 0
    assert target.read_text() == ""


async def test_none_twice_and_none_missing_while_messages_come_and_change(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "_PAGE", 2)
    await fill(history, [str(number) for number in range(9)])
    segments = [view.segments[0].id for view in await history.views(range(1, 10))]
    coming: list[asyncio.Future[Any]] = []

    def go_on(count: int) -> None:
        """A new message comes, and one that was written already moves to where the export will be."""
        new = new_message(text=f"new {count}")
        coming.append(asyncio.ensure_future(history.add([new], at=START + (100 + count) * SECOND)))
        coming.append(history.mark_sent([segments[9 - count]], START + 200 * SECOND))
        coming.append(history.answered(segments[9 - count], 4, "", START + 200 * SECOND))

    target = tmp_path / "out.jsonl"
    order = Order(SortColumn.STATE, descending=False)
    await export(history, EVERYTHING, target, ExportFormat.JSONL, order=order)
    before = [row["text"] for row in read_json(target)]
    count = await export(history, EVERYTHING, target, ExportFormat.JSONL, order=order, progress=go_on)
    await asyncio.gather(*coming)
    assert (count, [row["text"] for row in read_json(target)]) == (9, before)


async def test_one_that_is_gone_when_its_turn_comes_is_left_out(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "_PAGE", 2)
    await fill(history, [str(number) for number in range(6)])
    (path,) = tmp_path.rglob("*.sqlite3")

    def delete(count: int) -> None:
        if count == 2:
            other = sqlite3.connect(path)
            other.executescript("PRAGMA foreign_keys=ON; DELETE FROM message WHERE id IN (3, 4, 1)")
            other.close()

    target = tmp_path / "out.jsonl"
    assert await export(history, EVERYTHING, target, ExportFormat.JSONL, progress=delete) == 3
    assert [row["text"] for row in read_json(target)] == ["5", "4", "1"]


@pytest.mark.parametrize("kind", ExportFormat)
async def test_cancelled_it_leaves_what_was_there(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: ExportFormat
) -> None:
    monkeypatch.setattr(exporting, "_PAGE", 1)
    await fill(history, ["a", "b", "c"])
    target = tmp_path / "sub" / f"out{kind}"
    target.parent.mkdir()
    target.write_text("before")

    def stop(_count: int) -> None:
        working.cancel()

    working = asyncio.ensure_future(export(history, EVERYTHING, target, kind, progress=stop))
    with pytest.raises(asyncio.CancelledError):
        await working
    assert target.read_text() == "before"
    assert [path.name for path in target.parent.iterdir()] == [target.name]


@pytest.mark.parametrize("kind", ExportFormat)
async def test_a_failure_leaves_what_was_there(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: ExportFormat
) -> None:
    def full(_draft: Draft) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Draft, "sync", full)
    await fill(history, ["a"])
    target = tmp_path / "sub" / f"out{kind}"
    target.parent.mkdir()
    with pytest.raises(OSError, match="No space"):
        await export(history, EVERYTHING, target, kind)
    assert list(target.parent.iterdir()) == []
    (tmp_path / f"folder{kind}").mkdir()
    with pytest.raises(OSError, match="Is a directory"):
        await export(history, EVERYTHING, tmp_path / f"folder{kind}", kind)
    with pytest.raises(OSError, match="No such file"):
        await export(history, EVERYTHING, tmp_path / "nowhere" / f"out{kind}", kind)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_a_new_file_is_for_its_owner_and_an_old_one_stays_for_whom_it_is(tmp_path: Path) -> None:
    def write(target: Path) -> None:
        draft = Draft(target)
        assert (os.fstat(draft.file.fileno()).st_mode & 0o777) == (0o640 if target.exists() else 0o600)
        draft.file.write(b"x")
        draft.sync()
        draft.keep()
        draft.drop()

    before = os.umask(0o002)
    try:
        write(tmp_path / "new")
        (tmp_path / "old").touch()
        (tmp_path / "old").chmod(0o640)
        write(tmp_path / "old")
        (tmp_path / "link").symlink_to("old")
        write(tmp_path / "link")
    finally:
        os.umask(before)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "old").stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "old").read_bytes() == b"x"


def test_a_table_may_be_empty(tmp_path: Path) -> None:
    for kind in ExportFormat:
        with (tmp_path / f"out{kind}").open("wb") as file:
            open_sheet(file, kind, [Column("a"), Column("b", Kind.NUMBER)]).close()
            assert not file.closed
        assert READERS[kind](tmp_path / f"out{kind}") == []


async def test_inbound_messages_are_written_whole_and_once(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "_INBOUND_PAGE", 2)
    parts = {"reference": 7, "parts": 3}
    await history.inbound(new_inbound("one ", part=1, received_at=START, **parts))
    await history.inbound(new_inbound("alone", received_at=START + SECOND))
    await history.inbound(new_inbound("two ", part=2, received_at=START + 2 * SECOND, **parts))
    await history.inbound(new_inbound("torn", part=3, received_at=START + 3 * SECOND, reference=8, parts=3))
    await history.inbound(new_inbound("three", part=3, received_at=START + 4 * SECOND, **parts))
    target = tmp_path / "in.jsonl"

    async def texts(**span: Any) -> list[str]:
        await export_inbound(history, InboxFilter(), target, ExportFormat.JSONL, **span)
        return [row["text"] for row in read_json(target)]

    torn = "[part 1 of 3 is missing][part 2 of 3 is missing]torn"
    assert sorted(await texts()) == sorted(["one two three", torn, "alone"])
    assert await texts(since=START + 3 * SECOND) == [torn]
    assert await texts(until=START + 2 * SECOND, since=START + SECOND) == ["alone"]
    assert await texts(limit=1) == [(await texts())[0]]
    row = read_json(target)[0]
    assert list(row) == ["received_at", "account", "from", "to", "text", "parts", "missing"]


async def test_a_message_is_found_by_its_whole_id(history: History) -> None:
    wanted = await accepted(history, "00AB12")
    await accepted(history, "ab123")
    for given in ("00AB12", "ab12", "0ab12"):
        (row,) = await history.messages(MessageFilter(message_id=given))
        assert row.id == wanted
    assert await history.counts(MessageFilter(message_id="ab12")) == {MessageState.ACCEPTED: 1}
    assert await history.messages(MessageFilter(message_id="b12")) == []
