"""Messages that were taken back before they were sent are explained as what they are."""

from __future__ import annotations

import pytest

from ycloud_console.history.recovery import ENDED_PROGRAM
from ycloud_console.sms.message import MessageState
from ycloud_console.sms.status import explain
from ycloud_console.sms.withdrawal import WITHDRAWN, Withdrawn


@pytest.mark.parametrize("reason", list(Withdrawn))
def test_each_reason_is_explained_in_both_languages(reason: Withdrawn) -> None:
    english = explain(MessageState.DELETED, doubt=reason.value)
    chinese = explain(MessageState.DELETED, doubt=reason.value, language="zh_CN")
    assert english == explain(MessageState.DELETED, doubt=reason.value, stat="DELETED", language="en")
    for meaning in (english, chinese):
        assert meaning.title
        assert meaning.sentence
        assert meaning.next_step
    assert english.title.isascii()
    assert not chinese.title.isascii()


def test_every_text_has_its_reason() -> None:
    assert set(WITHDRAWN) == {reason.value for reason in Withdrawn}


def test_a_message_that_the_smsc_deleted_is_not_said_to_have_been_taken_back() -> None:
    """Neither is one that was in doubt for a reason of its own before a receipt came."""
    by_smsc = explain(MessageState.DELETED, stat="DELETED")
    assert by_smsc.title == "Deleted (DELETED)"
    assert explain(MessageState.DELETED, stat="DELETED", doubt="connection_lost") == by_smsc
    assert explain(MessageState.DELIVERED, doubt="cancelled").title == explain(MessageState.DELIVERED).title


def test_a_program_that_ended_is_a_doubt_in_words() -> None:
    assert "before the program ended" in explain(MessageState.IN_DOUBT, doubt=ENDED_PROGRAM).sentence
