"""The steps of a message: in order, with differences, and together when there are many."""

from __future__ import annotations

from tests.ui.messages import SECOND, make_receipt, make_row, make_segment, make_view
from ycloud_console.sms.message import MessageState
from ycloud_console.ui.details.timeline import differences, steps_of, timeline_html, timeline_lines


def test_one_segment_step_by_step() -> None:
    row = make_row(1, MessageState.REJECTED, error="18")
    receipt = make_receipt(1, row.queued_at + 2_114_000, "REJECTD", "18", MessageState.REJECTED, count=2)
    steps = steps_of(make_view(row, make_segment(1, row, receipts=(receipt,))))
    assert [(step.what, step.detail, step.tone) for step in steps] == [
        ("Queued", "", ""),
        ("submit_sm", "", ""),
        ("submit_sm_resp", "status 0", ""),
        ("deliver_sm", "REJECTD err 18 · came 2 times", "danger"),
    ]
    assert differences(steps) == [None, 4_000, 41_000, 2_069_000]


def test_a_receipt_that_came_before_the_response_stands_before_it() -> None:
    row = make_row(1)
    receipt = make_receipt(1, row.queued_at + 20_000, "DELIVRD", "000", MessageState.DELIVERED)
    steps = steps_of(make_view(row, make_segment(1, row, receipts=(receipt,))))
    assert [step.what for step in steps] == ["Queued", "submit_sm", "deliver_sm", "submit_sm_resp"]
    assert all(difference >= 0 for difference in differences(steps) if difference is not None)


def test_a_refusal_names_its_status() -> None:
    row = make_row(1, MessageState.REJECTED, status=4)
    step = steps_of(make_view(row))[-1]
    assert step.detail == "status 4 ESME_RINVBNDSTS"
    assert step.tone == "danger"


def test_an_answer_that_did_not_come_has_no_time() -> None:
    row = make_row(1, MessageState.IN_DOUBT, status=None)
    steps = steps_of(make_view(row))
    assert (steps[-1].at, steps[-1].what, steps[-1].detail) == (None, "submit_sm_resp", "did not come")
    assert differences(steps)[-1] is None


def test_few_segments_are_told_one_by_one_and_many_together() -> None:
    few = steps_of(make_view(make_row(1, segment_count=2)))
    assert [step.detail for step in few if step.what == "submit_sm"] == ["segment 1", "segment 2"]
    row = make_row(1, segment_count=200)
    many = steps_of(make_view(row))
    assert [step.detail for step in many if step.what == "submit_sm"] == ["first of 200", "last of 200"]


def test_among_many_segments_every_failure_is_told() -> None:
    row = make_row(1, MessageState.REJECTED, segment_count=9)
    segments = [make_segment(number, row) for number in range(1, 9)]
    segments.append(make_segment(9, row, status=6))
    steps = steps_of(make_view(row, *segments))
    answers = [step.detail for step in steps if step.what == "submit_sm_resp"]
    assert answers[:2] == ["first of 9", "so far 8 of 9"]
    assert answers[2].startswith("segment 9 · status 6")


def test_what_came_over_the_wire_is_escaped() -> None:
    row = make_row(1)
    receipt = make_receipt(1, row.queued_at + SECOND, "<b>X</b>", "<i>", MessageState.UNKNOWN)
    view = make_view(row, make_segment(1, row, receipts=(receipt,)))
    html = timeline_html(view, lambda _name: "#000000", "Mono")
    assert "&lt;b&gt;X&lt;/b&gt; err &lt;i&gt;" in html
    lines = timeline_lines(view, str)
    assert lines[-1] == f"{row.queued_at + SECOND}  deliver_sm: <b>X</b> err <i> (+955 ms)"
