"""The composer's pure pieces: optional parameters, invisible characters, files with numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ycloud_console.ui.composer.invisible import invisible, without_invisible
from ycloud_console.ui.composer.numberfile import MAX_NUMBERS, UnreadableFile, numbers_in, read_numbers
from ycloud_console.ui.composer.placeholders import filled_in, placeholders
from ycloud_console.ui.composer.tlv import TlvFault, TlvKind, TlvRow, read_tlv, write_tlv


@pytest.mark.parametrize(
    ("row", "read"),
    [
        (TlvRow("1401", TlvKind.TEXT, "héllo"), (0x1401, "héllo".encode())),
        (TlvRow(" 0x5 ", TlvKind.HEX, "01 ff:A0"), (5, b"\x01\xff\xa0")),
        (TlvRow("0X1401", TlvKind.HEX, "0x0102"), (0x1401, b"\x01\x02")),
        (TlvRow("1401", TlvKind.TEXT, ""), (0x1401, b"")),
        (TlvRow("1401", TlvKind.INT8, "255"), (0x1401, b"\xff")),
        (TlvRow("1401", TlvKind.INT16, "0x0102"), (0x1401, b"\x01\x02")),
        (TlvRow("1401", TlvKind.INT32, "1"), (0x1401, b"\0\0\0\x01")),
        (TlvRow("", TlvKind.TEXT, "x"), TlvFault.TAG),
        (TlvRow("14011", TlvKind.TEXT, "x"), TlvFault.TAG),
        (TlvRow("14zz", TlvKind.TEXT, "x"), TlvFault.TAG),
        (TlvRow("0424", TlvKind.TEXT, "x"), TlvFault.OURS),
        (TlvRow("20c", TlvKind.INT16, "1"), TlvFault.OURS),
        (TlvRow("1401", TlvKind.HEX, "0 1 2"), TlvFault.HEX),
        (TlvRow("1401", TlvKind.HEX, "xy"), TlvFault.HEX),
        (TlvRow("1401", TlvKind.INT8, "256"), TlvFault.NUMBER),
        (TlvRow("1401", TlvKind.INT8, "-1"), TlvFault.NUMBER),
        (TlvRow("1401", TlvKind.INT16, "one"), TlvFault.NUMBER),
        (TlvRow("1401", TlvKind.TEXT, "x" * 65_536), TlvFault.LONG),
    ],
)
def test_a_parameter_is_read_or_its_fault_is_known(row: TlvRow, read: object) -> None:
    assert read_tlv(row) == read


@given(st.integers(0x1400, 0x3FFF), st.binary(max_size=40))
def test_a_parameter_that_was_written_is_read_back(tag: int, value: bytes) -> None:
    assert read_tlv(write_tlv(tag, value)) == (tag, value)


@pytest.mark.parametrize(
    "text",
    ["plain", "您好\n\t", "👨‍👩‍👧 ❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "میخواهم", "नमस्\u200dते", "", "é ñ"],
)
def test_what_does_its_work_is_no_stray_character(text: str) -> None:
    assert not invisible(text)
    assert without_invisible(text) == text


def test_stray_characters_are_counted_and_can_be_removed() -> None:
    text = "\ufeffa\u200bb\u200b\u202e\u200dc\u00ad\x07"
    assert invisible(text) == {"\ufeff": 1, "\u200b": 2, "\u202e": 1, "\u200d": 1, "\u00ad": 1, "\x07": 1}
    assert without_invisible(text) == "abc"


@given(st.text())
def test_once_removed_nothing_stray_is_left_but_a_joiner_that_lost_its_neighbour(text: str) -> None:
    assert set(invisible(without_invisible(text))) <= {"\u200c", "\u200d"}


@given(st.dictionaries(st.sampled_from(["name", "code", "时间"]), st.text()), st.text())
def test_a_text_without_placeholders_is_left_alone(values: dict[str, str], text: str) -> None:
    if not placeholders(text):
        assert filled_in(text, values) == text


def test_one_number_a_line() -> None:
    found = numbers_in("+65 8123 4567\n\nnobody\n(415) 555-0133\n")
    assert found.numbers == ("+65 8123 4567", "(415) 555-0133")
    assert (found.without, found.lines) == (1, (3,))


@pytest.mark.parametrize(
    "table",
    [
        'name,phone,city\nMei,+6581234567,Singapore\n"Lee, A",+6581234568,Singapore\nX,,Y\n',
        "姓名;手机号码\nMei;+6581234567\nLee;+6581234568\nX;\n",
        "Mei\t+6581234567\nLee\t+6581234568\nX\t-\n",
        "order,number\n1000001,+6581234567\n1000002,+6581234568\n1000003,none\n",
    ],
)
def test_the_column_with_the_numbers_of_a_table(table: str) -> None:
    found = numbers_in(table)
    assert found.numbers == ("+6581234567", "+6581234568")
    assert found.without == 1


def test_a_list_with_commas_at_the_ends_is_no_table_of_nothing() -> None:
    assert numbers_in("+6581234567,\n+6581234568,\n").numbers == ("+6581234567", "+6581234568")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_files_of_other_programs_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "numbers.csv"
    path.write_bytes("号码,姓名\n+8613800138000,王芳\n".encode(encoding))
    assert read_numbers(path).numbers == ("+8613800138000",)


def test_no_more_than_the_most_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "numbers.txt"
    path.write_text("\n".join(f"+6581{n:06}" for n in range(MAX_NUMBERS + 1)))
    found = read_numbers(path)
    assert len(found.numbers) == MAX_NUMBERS
    assert found.is_cut


def test_a_file_that_is_not_there_says_why(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="No such file"):
        read_numbers(tmp_path / "none.txt")


@given(st.text(max_size=300))
def test_any_text_can_be_a_file_of_numbers(text: str) -> None:
    found = numbers_in(text)
    assert len(found.lines) <= found.without
