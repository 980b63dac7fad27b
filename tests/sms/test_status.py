"""What an agent reads: YCloud's meaning first, nothing left without words, in both languages."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ycloud_console.sms.message import MessageState
from ycloud_console.sms.receipt import STATE_WORDS
from ycloud_console.sms.receipt_texts import WORDS
from ycloud_console.sms.status import (
    Meaning,
    Who,
    bind_meaning,
    explain,
    receipt_meaning,
    standard_name,
    state_name,
    submit_meaning,
    who_name,
)
from ycloud_console.sms.status_texts import NAMES, STANDARD

LANGUAGES = st.sampled_from(["en", "zh", "zh_CN"])
SMPP_34 = {
    *range(0x09),
    *range(0x0A, 0x10),
    0x11,
    0x13,
    0x14,
    0x15,
    0x33,
    0x34,
    0x40,
    0x42,
    0x43,
    0x44,
    0x45,
}
SMPP_34 |= {
    0x48,
    0x49,
    0x50,
    0x51,
    0x53,
    0x54,
    0x55,
    0x58,
    *range(0x61, 0x68),
    *range(0xC0, 0xC5),
    0xFE,
    0xFF,
}


def complete(meaning: Meaning, language: str) -> bool:
    """Whether nothing is empty or unfilled, and it is in the language asked for."""
    texts = (meaning.title, meaning.sentence, meaning.next_step)
    chinese = [bool(re.search("[\u4e00-\u9fff]", text)) for text in texts]
    expected = language.startswith("zh")
    filled = all(text and "{" not in text for text in texts)
    return filled and all(found is expected for found in chinese) and isinstance(meaning.who, Who)


@pytest.mark.parametrize(
    ("status", "title", "name"),
    [
        (0, "Bound (status 0)", "ESME_ROK"),
        (3, "Invalid SMPP system ID and password (status 3)", "ESME_RINVCMDID"),
        (4, "Wrong bind for this command (status 4)", "ESME_RINVBNDSTS"),
        (5, "Exceeds connection limit (status 5)", "ESME_RALYBND"),
        (6, "Invalid priority (status 6)", "ESME_RINVPRTFLG"),
        (13, "Bind failed (status 13, 0x0D)", "ESME_RBINDFAIL"),
    ],
)
def test_binding(status: int, title: str, name: str) -> None:
    meaning = bind_meaning(status)
    assert (meaning.title, meaning.name, meaning.code) == (title, name, str(status))


@pytest.mark.parametrize(
    ("status", "title", "name"),
    [
        (0, "Accepted (status 0)", "ESME_ROK"),
        (3, "Invalid command ID (status 3)", "ESME_RINVCMDID"),
        (4, "Invalid phone number (status 4)", "ESME_RINVBNDSTS"),
        (5, "Already bound (status 5)", "ESME_RALYBND"),
        (6, "Exceeds connection limit (status 6)", "ESME_RINVPRTFLG"),
        (88, "Sent too fast (status 88, 0x58)", "ESME_RTHROTTLED"),
        (0x410, "Refused for a reason of the server's own (status 1040, 0x410)", "vendor specific"),
        (0x700, "Refused with an unlisted status (status 1792, 0x700)", "reserved"),
    ],
)
def test_submitting(status: int, title: str, name: str) -> None:
    meaning = submit_meaning(status)
    assert (meaning.title, meaning.name) == (title, name)


def test_ycloud_s_meaning_has_the_standard_one_beside_it() -> None:
    assert "ESME_RINVBNDSTS" in submit_meaning(4).sentence
    assert "ESME_RINVCMDID" in bind_meaning(3, "zh").sentence
    assert "ESME_" not in submit_meaning(3).sentence


def test_every_status_of_the_specification_is_known() -> None:
    assert {code for code in NAMES if code < 0x100} == SMPP_34
    assert set(STANDARD) == SMPP_34 | set(range(0x100, 0x107))
    assert all(standard_name(code).startswith("ESME_R") for code in SMPP_34)
    assert len({entry.english.title for entry in STANDARD.values()}) == len(STANDARD)
    assert len({entry.chinese.title for entry in STANDARD.values()}) == len(STANDARD)


@given(st.integers(0, 0x600) | st.integers(0, 0xFFFFFFFF), LANGUAGES)
def test_no_status_is_without_words(status: int, language: str) -> None:
    for meaning in (bind_meaning(status, language), submit_meaning(status, language)):
        assert complete(meaning, language)
        assert str(status) in meaning.title


@pytest.mark.parametrize(
    ("err", "title", "who"),
    [
        ("3", "Insufficient balance (err 3)", Who.SENDER),
        ("4", "Sensitive words are not allowed (err 4)", Who.SENDER),
        ("10", "The number is blacklisted (err 10)", Who.RECIPIENT),
        ("18", "Invalid signature (err 18)", Who.SENDER),
        ("018", "Invalid signature (err 018)", Who.SENDER),
        ("65", "Rejected by YCloud (err 65)", Who.YCLOUD),
        ("065", "Rejected by YCloud (err 065)", Who.YCLOUD),
    ],
)
@pytest.mark.parametrize("stat", ["", "UNDELIV", "REJECTD", "EXPIRED", "FAILED"])
def test_ycloud_s_errors_say_more_than_the_word(err: str, title: str, who: Who, stat: str) -> None:
    meaning = receipt_meaning(err, stat)
    assert (meaning.title, meaning.who, meaning.name) == (title, who, stat)


@pytest.mark.parametrize(
    ("err", "stat", "title"),
    [
        ("0", "DELIVRD", "Delivered (DELIVRD)"),
        ("18", "DELIVRD", "Delivered (DELIVRD)"),
        ("000", "UNDELIV", "Undeliverable (UNDELIV)"),
        ("21b", "UNDELIV", "Undeliverable (err 21b)"),
        ("0A1", "", "Unlisted error (err 0A1)"),
        ("", "failed", "Failed (FAILED)"),
        ("", "BUFFERED", "Waiting in the network (BUFFERED)"),
        ("", "WHATEVER", "Unlisted result (WHATEVER)"),
        ("0", "", "No error"),
        ("", "", "No result in the receipt"),
    ],
)
def test_receipts(err: str, stat: str, title: str) -> None:
    assert receipt_meaning(err, stat).title == title


def test_an_unlisted_error_is_said_to_be_unlisted() -> None:
    assert "does not list err 21b" in receipt_meaning("21b", "UNDELIV").sentence
    assert "WHATEVER" in receipt_meaning("", "WHATEVER").sentence


def test_a_brace_in_what_came_is_left_alone() -> None:
    assert "{x}" in receipt_meaning("{x}", "{0}").sentence


@given(
    st.sampled_from(["", "0", "000", "3", "018", "21b", "999"]),
    st.sampled_from(["", "FOO", *WORDS]),
    LANGUAGES,
)
def test_no_receipt_is_without_words(err: str, stat: str, language: str) -> None:
    assert complete(receipt_meaning(err, stat, language), language)


@pytest.mark.parametrize("state", MessageState)
def test_every_state_has_a_name(state: MessageState) -> None:
    assert state_name(state)[0].isupper()
    assert re.search("[\u4e00-\u9fff]", state_name(state, "zh_CN"))


def test_state_names_differ() -> None:
    for language in ("en", "zh"):
        assert len({state_name(state, language) for state in MessageState}) == len(MessageState)
    assert state_name(MessageState.IN_DOUBT) == "In doubt"


@given(
    st.sampled_from(MessageState),
    st.sampled_from([None, 0, 4, 88, 0x400]),
    st.sampled_from(["", "0", "018", "21b"]),
    st.sampled_from(["", "FOO", *WORDS]),
    st.sampled_from(["", "connection_lost", "no_answer", "something else"]),
    LANGUAGES,
)
def test_everything_can_be_explained(
    state: MessageState, status: int | None, error: str, stat: str, doubt: str, language: str
) -> None:
    meaning = explain(state, status=status, error=error, stat=stat, doubt=doubt, language=language)
    assert complete(meaning, language)


@pytest.mark.parametrize(
    ("state", "status", "error", "stat", "title"),
    [
        (MessageState.REJECTED, 4, "", "", "Invalid phone number (status 4)"),
        (MessageState.REJECTED, 0, "18", "REJECTD", "Invalid signature (err 18)"),
        (MessageState.UNDELIVERABLE, 0, "018", "UNDELIV", "Invalid signature (err 018)"),
        (MessageState.UNDELIVERABLE, 0, "", "", "Undeliverable (UNDELIV)"),
        (MessageState.UNDELIVERABLE, 0, "", "DELIVRD", "Undeliverable (UNDELIV)"),
        (MessageState.DELIVERED, 0, "", "DELIVRD", "Delivered (DELIVRD)"),
        (MessageState.DELIVERED, 0, "18", "UNDELIV", "Delivered (DELIVRD)"),
        (MessageState.ACCEPTED, 0, "", "", "Accepted"),
        (MessageState.ACCEPTED, 0, "", "ACCEPTD", "Accepted"),
        (MessageState.ACCEPTED, 0, "", "ENROUTE", "On its way (ENROUTE)"),
        (MessageState.ACCEPTED, 0, "", "BUFFERED", "Waiting in the network (BUFFERED)"),
        (MessageState.ACCEPTED, 0, "", "DELIVRD", "Accepted"),
        (MessageState.QUEUED, None, "", "", "Queued"),
        (MessageState.IN_DOUBT, None, "", "", "In doubt"),
        (MessageState.EXPIRED, 0, "", "EXPIRED", "Expired (EXPIRED)"),
    ],
)
def test_explanations(state: MessageState, status: int | None, error: str, stat: str, title: str) -> None:
    assert explain(state, status=status, error=error, stat=stat).title == title


def test_doubt_says_why() -> None:
    assert "connection was lost" in explain(MessageState.IN_DOUBT, doubt="connection_lost").sentence
    assert "等待超时" in explain(MessageState.IN_DOUBT, doubt="no_answer", language="zh").sentence


def test_who_has_to_act_in_words() -> None:
    assert {who_name(who) for who in Who} == {
        "The sender",
        "The recipient",
        "YCloud",
        "The recipient's network",
        "Nobody",
    }
    assert who_name(Who.SENDER, "zh") == "发送方"


def test_every_word_that_decides_is_explained() -> None:
    assert set(STATE_WORDS) <= set(WORDS)
