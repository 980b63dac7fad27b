"""Joining the parts of long inbound messages, whatever happens to them on the way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from ycloud_console.sms.parts import WITHIN, Joined, is_part, join

HOUR = 3600 * 1_000_000
GAP = "[part {part} of {parts} is missing]"


@dataclass(frozen=True)
class Row:
    id: int
    text: str
    part: int | None = None
    parts: int | None = None
    reference: int | None = 7
    received_at: int = 0
    account_id: str = "acme"
    source: str = "+6581234567"
    destination: str = "10086"
    count: int = 1

    @property
    def raw(self) -> bytes:
        return self.text.encode("utf-8", "surrogatepass")


def cut(text: str, parts: int, *, first_id: int = 1, at: int = 0, reference: int = 7) -> list[Row]:
    """*text* in *parts* parts that come a second apart."""
    size = -(-len(text) // parts)
    return [
        Row(
            first_id + n,
            text[n * size : (n + 1) * size],
            n + 1,
            parts,
            reference=reference,
            received_at=at + n * 1_000_000,
        )
        for n in range(parts)
    ]


def texts(joined: list[Joined[Row]]) -> list[str]:
    return [each.text(GAP) for each in joined]


@given(
    text=st.text(min_size=20, max_size=200),
    parts=st.integers(2, 9),
    order=st.randoms(use_true_random=False),
    repeated=st.lists(st.integers(0, 8), max_size=4),
)
def test_any_order_and_any_repetition_give_the_text(
    text: str, parts: int, order: Random, repeated: list[int]
) -> None:
    rows = cut(text, parts)
    rows += [
        replace(rows[number % parts], id=100 + n, received_at=HOUR + n) for n, number in enumerate(repeated)
    ]
    times = [row.received_at for row in rows]
    order.shuffle(times)
    rows = [replace(row, received_at=at) for row, at in zip(rows, times, strict=True)]
    order.shuffle(rows)
    (whole,) = join(rows)
    assert whole.text(GAP) == text
    assert whole.missing == ()
    most = max(([n % parts for n in repeated].count(n) for n in range(parts)), default=0)
    assert whole.count == 1 + most
    assert whole.first.received_at == min(times)


@given(text=st.text(min_size=20, max_size=100), parts=st.integers(2, 9), lost=st.sets(st.integers(1, 9)))
def test_what_is_missing_is_named_and_filled_in_later(text: str, parts: int, lost: set[int]) -> None:
    rows = cut(text, parts)
    here = [row for row in rows if row.part not in lost]
    if not here:
        assert join(here) == []
        return
    (torn,) = join(here)
    assert torn.missing == tuple(sorted(number for number in lost if number <= parts))
    for number in torn.missing:
        assert f"[part {number} of {parts} is missing]" in torn.text(GAP)
    late = [replace(row, received_at=HOUR) for row in rows if row.part in lost]
    assert texts(join([*late, *here])) == [text]


@given(first=st.text("abc", min_size=9, max_size=9), second=st.text("xyz", min_size=9, max_size=9))
def test_a_reference_that_comes_round_is_another_message(first: str, second: str) -> None:
    rows = cut(first, 3) + cut(second, 3, first_id=10, at=HOUR)
    assert texts(join(rows)) == [second, first]


def test_a_torn_message_does_not_take_the_parts_of_the_next() -> None:
    old, new = cut("aaabbb", 2), cut("xxxyyy", 2, first_id=10, at=HOUR)
    assert texts(join([old[0], *new])) == ["xxxyyy", "aaa[part 2 of 2 is missing]"]


def test_parts_too_far_apart_do_not_belong_together() -> None:
    first, second = cut("aaabbb", 2)
    within = replace(second, received_at=WITHIN)
    beyond = replace(second, received_at=WITHIN + 1)
    assert texts(join([first, within])) == ["aaabbb"]
    assert texts(join([first, beyond])) == ["[part 1 of 2 is missing]bbb", "aaa[part 2 of 2 is missing]"]


def test_parts_of_different_phones_accounts_and_lengths_stay_apart() -> None:
    first, second = cut("aaabbb", 2)
    for other in (
        replace(second, source="+6580000000"),
        replace(second, destination="999"),
        replace(second, account_id="other"),
        replace(second, reference=8),
        replace(second, parts=3),
    ):
        assert len(join([first, other])) == 2


def test_short_messages_are_themselves_newest_first() -> None:
    rows = [
        Row(1, "one", received_at=5),
        Row(2, "two", received_at=9, count=2),
        Row(3, "three", received_at=5),
    ]
    joined = join(rows)
    assert texts(joined) == ["two", "three", "one"]
    assert [each.count for each in joined] == [2, 1, 1]


def test_numbers_that_cannot_be_make_no_part() -> None:
    for part, parts in ((None, None), (1, 1), (0, 3), (4, 3), (1, None)):
        assert not is_part(Row(1, "x", part, parts))
    assert texts(join([Row(1, "x", 4, 3), Row(2, "y", 4, 3)])) == ["y", "x"]


def test_a_text_like_our_words_for_a_gap_is_left_as_it_is() -> None:
    assert texts(join([Row(1, "{part}")])) == ["{part}"]
    assert texts(join(cut("{part}{parts}x", 2))) == ["{part}{parts}x"]
