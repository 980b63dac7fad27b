"""The parts a connection is made of: the stream, open requests, pace and back-off; all without a clock."""

from __future__ import annotations

from itertools import cycle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ycloud_console.smpp import upstream
from ycloud_console.smpp.pace import Backoff, Pace
from ycloud_console.smpp.stream import LONGEST, BadLength, PduStream, masked
from ycloud_console.smpp.window import OpenRequest, OpenRequests

PDUS = st.lists(st.binary(min_size=12, max_size=300), max_size=20)


@given(PDUS, st.lists(st.integers(1, 50), min_size=1, max_size=30))
def test_a_stream_gives_the_same_pdus_however_it_is_cut(bodies: list[bytes], sizes: list[int]) -> None:
    pdus = [(len(body) + 4).to_bytes(4, "big") + body for body in bodies]
    octets = b"".join(pdus)
    stream, found, position = PduStream(), [], 0
    for size in cycle(sizes):
        if position >= len(octets):
            break
        stream.feed(octets[position : position + size])
        position += size
        while (pdu := stream.next()) is not None:
            found.append(pdu)
    assert found == pdus
    assert stream.next() is None


@pytest.mark.parametrize("length", [0, 4, 15, LONGEST + 1, 0xFFFFFFFF])
def test_an_impossible_length_is_said_again_and_again(length: int) -> None:
    stream = PduStream()
    good = (16).to_bytes(4, "big") + b"x" * 12
    stream.feed(good + length.to_bytes(4, "big") + b"rest")
    assert stream.next() == good
    for _ in range(2):
        with pytest.raises(BadLength) as caught:
            stream.next()
        assert caught.value.length == length
        assert caught.value.start.endswith(b"rest")


def test_the_longest_pdu_is_taken() -> None:
    stream = PduStream()
    stream.feed(LONGEST.to_bytes(4, "big") + bytes(LONGEST - 4))
    pdu = stream.next()
    assert pdu is not None
    assert len(pdu) == LONGEST


@given(st.binary(max_size=80), st.sampled_from([1, 2, 9, 0x0B]))
def test_masking_leaves_neither_password_nor_its_length(body: bytes, command: int) -> None:
    pdu = (16 + len(body)).to_bytes(4, "big") + command.to_bytes(4, "big") + bytes(8) + body
    shown = masked(pdu)
    assert int.from_bytes(shown[:4], "big") == len(shown)
    name, _, rest = body.partition(b"\0")
    if b"\0" in body:
        _password, end, after = rest.partition(b"\0")
        assert shown[16:] == name + b"\0" + b"*" * 8 + end + after
    else:
        # Where the password would begin is not known: it may be anything of it.
        assert shown == pdu[:16] + b"*" * len(body)


def requests(start: int = 1, timeout: float = 10.0) -> OpenRequests[str]:
    numbers = iter(range(start, start + 1000))
    return OpenRequests(timeout, lambda: next(numbers))


def test_a_response_finds_its_request_once_and_only_its_own_kind() -> None:
    table = requests()
    sequence = table.add(0x80000004, "segment", 0.0)
    assert table.take(sequence, 0x80000015) is None
    assert table.take(sequence + 1, 0x80000004) is None
    taken = table.take(sequence, 0x80000004)
    assert taken is not None
    assert (taken[0].subject, taken[1]) == ("segment", False)
    assert table.take(sequence, 0x80000004) is None
    other = table.add(0x80000004, "another", 0.0)
    assert table.take(other, None) is not None


def test_time_runs_out_in_order_and_a_late_answer_is_known() -> None:
    table = requests(timeout=10.0)
    first, second = table.add(4, "first", 0.0), table.add(4, "second", 5.0)
    assert table.deadline() == 10.0
    assert [each.subject for each in table.expire(9.9)] == []
    assert [each.subject for each in table.expire(10.0)] == ["first"]
    assert table.deadline() == 15.0
    late = table.take(first, 4)
    assert late is not None
    assert late[1] is True
    assert [each.subject for each in table.drain()] == ["second"]
    assert len(table) == 0
    assert table.take(second, 4) is None


def test_no_step_looks_at_all_that_are_open() -> None:
    """As many looks with 10,000 open requests as with 10."""
    looks = 0

    class Watched(dict[int, OpenRequest[str]]):
        def values(self) -> Any:
            nonlocal looks
            for each in super().values():
                looks += 1
                yield each

    found = []
    for count in (10, 10_000):
        table: OpenRequests[str] = OpenRequests(10.0, iter(range(1, 1 << 20)).__next__)
        table._open = Watched()
        for _ in range(count):
            table.add(4, "x", 5.0)
        looks = 0
        table.add(4, "one more", 6.0)
        assert table.expire(7.0) == []
        assert table.deadline() == 15.0
        assert table.take(count // 2, 4) is not None
        found.append(looks)
    assert found == [2, 2]


def test_a_sequence_number_in_use_is_not_given_again() -> None:
    numbers = iter([1, 2, 1, 2, 3])
    table: OpenRequests[str] = OpenRequests(1.0, lambda: next(numbers))
    assert [table.add(4, "x", 0.0) for _ in range(3)] == [1, 2, 3]


def test_sequence_numbers_wrap() -> None:
    generator = upstream.sequence_generator()
    assert generator.next_sequence() == 1
    generator.sequence_num = 0x7FFFFFFF
    assert generator.next_sequence() == 1


def sent_in(pace: Pace, begin: float, seconds: float, step: float = 0.01) -> int:
    total = 0
    for tick in range(round(seconds / step)):
        now = begin + tick * step
        count = pace.available(now)
        pace.spend(count, now)
        total += count
    return total


@pytest.mark.parametrize("rate", [0.5, 10.0, 333.0])
def test_the_rate_is_kept_over_any_time(rate: float) -> None:
    total = sent_in(Pace(rate, 0.0), 0.0, 20.0)
    assert 20 * rate - 2 <= total <= 20 * rate + max(1.0, rate / 10) + 1


def test_without_a_rate_nothing_holds() -> None:
    pace = Pace(0, 0.0)
    assert pace.available(0.0) >= 1_000_000
    assert pace.delay(0.0) == 0


def test_refused_holds_halves_and_comes_back() -> None:
    pace = Pace(100.0, 0.0)
    sent_in(pace, 0.0, 5.0)
    pace.refused(5.0)
    pace.refused(5.01)  # the rest of the same window
    assert pace.rate == 50.0
    assert pace.available(5.1) == 0
    assert pace.delay(5.1) > 0
    after = sent_in(pace, 5.5, 1.0)
    assert 0 < after < 60
    sent_in(pace, 6.5, 60.0)
    assert pace.rate == 100.0


def test_refused_again_and_again_holds_longer_until_one_is_accepted() -> None:
    pace, now, holds = Pace(10.0, 0.0), 0.0, []
    for _ in range(8):
        pace.refused(now)
        holds.append(pace.delay(now))
        now += holds[-1] + 0.001
    assert holds[-1] > holds[0]
    assert max(holds) <= 32
    pace.accepted()
    pace.refused(now)
    assert pace.delay(now) < holds[-1]


def test_an_unlimited_link_finds_a_rate_and_loses_it_again() -> None:
    pace = Pace(0, 0.0)
    for second in range(3):
        pace.spend(1000, float(second))
    pace.refused(3.0)
    assert pace.rate == 500.0
    for tick in range(200):
        pace.available(4.0 + tick)
    assert pace.available(300.0) >= 1_000_000


def test_back_off_grows_between_its_bounds_and_starts_again() -> None:
    backoff = Backoff(1.0, 60.0)
    waits = [backoff.next() for _ in range(200)]
    assert waits[0] <= 2
    assert all(1.0 <= wait <= 60.0 for wait in waits)
    assert max(waits) > 30
    assert len(set(waits)) > 190
    backoff.held(1.0)  # a short one changes nothing
    assert max(backoff.next() for _ in range(50)) > 30
    backoff.held(3600.0)
    assert backoff.next() <= 2
    assert all(30 <= backoff.next(slow=True) <= 60 for _ in range(50))
