"""The trace keeps the last PDUs within its bounds, and numbers them all."""

from __future__ import annotations

from ycloud_console.smpp.pdu import write_pdu
from ycloud_console.smpp.trace import Trace
from ycloud_console.smpp.wire import Wire

WIRE = Wire("A")


def test_what_was_added_comes_back_in_order() -> None:
    trace = Trace()
    for sequence in range(5):
        trace.add(WIRE, sequence % 2 == 0, sequence, write_pdu("enquire_link", sequence=sequence))
    assert [each.number for each in trace.since(0)] == [0, 1, 2, 3, 4]
    assert [each.at for each in trace.since(3)] == [3, 4]
    assert trace.since(5) == []
    assert [each.number for each in trace.since(1, 2)] == [1, 2]
    assert [each.number for each in trace.since(3, 20)] == [3, 4]
    assert (trace.first, trace.total) == (0, 5)


def test_only_the_last_are_kept_and_numbers_go_on() -> None:
    trace = Trace(capacity=3)
    for at in range(10):
        trace.add(WIRE, True, at, b"x" * 16)
    assert [each.number for each in trace.since(0)] == [7, 8, 9]
    assert (trace.first, trace.total) == (7, 10)


def test_few_large_ones_are_as_much_as_many_small_ones() -> None:
    trace = Trace(capacity=100, octets=1000)
    for at in range(10):
        trace.add(WIRE, True, at, b"x" * 400)
    assert [each.number for each in trace.since(0)] == [8, 9]


def test_cleared_it_goes_on_counting() -> None:
    trace = Trace()
    trace.add(WIRE, True, 1, b"x" * 16)
    trace.clear()
    assert (trace.first, trace.total, trace.since(0)) == (1, 1, [])
    trace.add(WIRE, True, 2, b"y" * 16)
    assert [each.number for each in trace.since(0)] == [1]
