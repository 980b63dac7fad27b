"""What the inbox keeps in hand while pages come and go."""

from __future__ import annotations

from ycloud_console.history.inbox import InboxFilter, InboxPage
from ycloud_console.history.model import InboundView, ReceiptView
from ycloud_console.history.unmatched import UnmatchedReceipt, Why
from ycloud_console.sms.message import MessageState
from ycloud_console.ui.inbox.loaded import Loaded, belongs

HISTORY = [InboundView(n, "main", "86", "10086", f"text {n}", 0, n, b"") for n in range(100)]


def page(newest: int, size: int = 10) -> InboxPage:
    """The *size* rows from that one down."""
    return InboxPage(tuple(HISTORY[max(0, newest - size + 1) : newest + 1][::-1]), ())


def ids(loaded: Loaded) -> list[int]:
    return sorted(row.id for row in loaded.rows)


def test_older_pages_follow_until_there_are_no_more() -> None:
    loaded = Loaded(10, 50)
    loaded.begin(page(24))
    assert (loaded.oldest, loaded.has_older) == ((15, 15), True)
    loaded.add_older(page(14))
    loaded.add_older(page(4))
    assert (loaded.oldest, loaded.has_older) == ((0, 0), False)
    assert ids(loaded) == list(range(25))
    loaded.add_older(InboxPage((), ()))
    assert loaded.oldest == (0, 0)


def test_the_newest_page_is_added_where_it_reaches_down_to_what_is_there() -> None:
    loaded = Loaded(10, 50)
    loaded.begin(page(24))
    loaded.add_newest(page(30), may_let_go=True)
    assert ids(loaded) == list(range(15, 31))
    assert loaded.oldest == (15, 15)


def test_after_a_gap_it_begins_anew() -> None:
    loaded = Loaded(10, 50)
    loaded.begin(page(24))
    loaded.add_newest(page(60), may_let_go=False)
    assert ids(loaded) == list(range(51, 61))
    assert (loaded.oldest, loaded.has_older) == ((51, 51), True)


def test_of_many_the_oldest_are_let_go_of_and_can_come_again() -> None:
    loaded = Loaded(10, 20)
    loaded.begin(page(9))
    for newest in range(14, 60, 5):
        loaded.add_newest(page(newest), may_let_go=newest > 49)
    assert len(loaded.rows) <= 2 * 20
    assert ids(loaded)[-1] == 59
    oldest = loaded.oldest
    assert oldest is not None
    assert oldest[1] == ids(loaded)[0]
    assert loaded.has_older
    loaded.add_older(page(oldest[1] - 1))
    assert ids(loaded) == list(range(ids(loaded)[0], 60))


def test_further_parts_do_not_move_where_was_read_to() -> None:
    loaded = Loaded(10, 50)
    loaded.begin(InboxPage(page(24).rows, (HISTORY[3],)))
    assert 3 in ids(loaded)
    assert loaded.oldest == (15, 15)


def test_a_receipt_belongs_by_account_and_by_any_of_its_words() -> None:
    view = ReceiptView(
        1,
        None,
        "main",
        "77AB",
        "UNDELIV",
        "018",
        MessageState.UNDELIVERABLE,
        0,
        None,
        None,
        b"",
        "id:77AB text:hi",
    )
    receipt = UnmatchedReceipt(view, "+6581234567", "YCloud", Why.UNKNOWN_ID)
    for search in ("", "77ab", "018", "undeliv", "8123", "ycloud", "HI"):
        assert belongs(InboxFilter(None, search), receipt)
        assert belongs(InboxFilter("main", search), receipt)
        assert not belongs(InboxFilter("other", search), receipt)
    assert not belongs(InboxFilter(None, "nothing of it"), receipt)
