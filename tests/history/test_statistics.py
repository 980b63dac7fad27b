"""Figures over many messages, held against counting them one by one."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from tests.bench.generate import generate
from tests.history.conftest import SECOND, START, accepted, new_message, new_receipt
from ycloud_console.history import History
from ycloud_console.history.model import MessageFilter, MessageRow
from ycloud_console.history.statistics import Failure, Scope, Times
from ycloud_console.sms.message import FAILED, MessageState

S = MessageState
MESSAGES = 800


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("history") / "history.sqlite3"
    generate(path, MESSAGES, seed=3)
    return path


@pytest.fixture(params=[None, "acme-marketing"])
def account(request: pytest.FixtureRequest) -> str | None:
    found: str | None = request.param
    return found


async def all_rows(history: History, scope: Scope) -> list[MessageRow]:
    wanted = MessageFilter(account_id=scope.account_id, since=scope.since, until=scope.until)
    rows = await history.messages(wanted, limit=MESSAGES)
    assert rows
    return rows


async def test_outcomes_are_those_of_every_message(filled: Path, account: str | None) -> None:
    history = await History.open(filled, owner=False)
    try:
        first, last = await history.span(None) or (0, 0)
        dice = random.Random(5)
        edges = sorted({dice.randrange(first, last) for _ in range(12)})
        rows = await all_rows(history, Scope(account))
        expected = [
            Counter(row.state for row in rows if earlier <= row.queued_at < later)
            for earlier, later in pairwise(edges)
        ]
        found = await history.outcomes(account, edges)
        assert [+counts for counts in found] == expected
        assert sum(counts.total() for counts in found) > MESSAGES / 50
    finally:
        await history.close()


async def test_failures_countries_and_times_are_those_of_every_message(
    filled: Path, account: str | None
) -> None:
    history = await History.open(filled, owner=False)
    try:
        first, last = await history.span(account) or (0, 0)
        scope = Scope(account, first + (last - first) // 4, last - (last - first) // 4)
        rows = await all_rows(history, scope)
        failed = Counter((row.state, row.status or 0, row.error) for row in rows if row.state in FAILED)
        failures = await history.failures(scope)
        assert {(each.state, each.status, each.error): each.count for each in failures} == failed
        assert [each.count for each in failures] == sorted(failed.values(), reverse=True)
        found = await history.countries(scope)
        assert {(country, state): n for country, counts in found.items() for state, n in counts.items()} == (
            Counter((row.country, row.state) for row in rows)
        )
        exact = sorted(
            row.done_at - (row.sent_at if row.sent_at is not None else row.queued_at)
            for row in rows
            if row.state is S.DELIVERED and row.done_at is not None
        )
        times = await history.times_to_deliver(scope)
        assert times.total == len(exact)
        for share in (0.5, 0.95, 0.99, 1.0):
            true = exact[max(0, -(-round(share * 1000) * len(exact) // 1000) - 1)]
            near = times.percentile(share)
            assert near is not None
            # Up to a tenth of a second they are told apart to two milliseconds.
            assert near <= true <= near + max(2000, near // 45)
    finally:
        await history.close()


async def test_an_empty_history_has_no_figures(history: History) -> None:
    assert await history.span(None) is None
    assert await history.failures(Scope()) == []
    assert await history.countries(Scope()) == {}
    assert (await history.times_to_deliver(Scope())).percentile(0.5) is None
    assert [counts.total() for counts in await history.outcomes(None, [0, 10, 30])] == [0, 0]


async def test_pending_and_in_doubt_are_told_apart(history: History) -> None:
    views = await history.add([new_message(), new_message(), new_message()], at=START)
    sent, doubted = views[1].segments[0].id, views[2].segments[0].id
    await history.mark_sent([sent, doubted], START)
    await history.in_doubt([doubted], START, "no_answer")
    (counts,) = await history.outcomes(None, [START, START + 1])
    assert +counts == Counter({S.QUEUED: 1, S.SENT: 1, S.IN_DOUBT: 1})


async def test_a_refusal_and_a_failed_delivery_are_two_kinds_of_failure(history: History) -> None:
    (view,) = await history.add([new_message()], at=START)
    await history.mark_sent([view.segments[0].id], START)
    await history.answered(view.segments[0].id, 4, "", START + SECOND)
    await accepted(history, "77")
    await history.receipt(new_receipt("77", S.UNDELIVERABLE, "018"))
    assert set(await history.failures(Scope())) == {
        Failure(S.REJECTED, 4, "", 1),
        Failure(S.UNDELIVERABLE, 0, "018", 1),
    }


def test_times_fall_into_the_interval_they_belong_to() -> None:
    times = Times(((0, 2), (1_000_000, 3), (5_000_000, 1)))
    assert times.between([0, 1_000_000, 2_000_000]) == [2, 3, 1]
    assert [times.percentile(share) for share in (0.0, 0.33, 0.5, 0.84)] == [0, 0, 1_000_000, 5_000_000]


@pytest.mark.parametrize("account_id", [None, "main"])
async def test_what_was_cancelled_before_it_was_sent_is_in_no_figure(
    history: History, account_id: str | None
) -> None:
    kept, cancelled = await history.add([new_message(), new_message()], at=START)
    await history.withdraw([cancelled.row.id], "cancelled")
    edges = [START - SECOND, START + SECOND]
    assert [+each for each in await history.outcomes(account_id, edges)] == [Counter({S.QUEUED: 1})]
    assert await history.failures(Scope(account_id)) == []
    (counts,) = (await history.countries(Scope(account_id))).values()
    assert counts == Counter({S.QUEUED: 1})
    for wanted, expected in ((True, cancelled), (False, kept)):
        rows = await history.messages(MessageFilter(account_id=account_id, cancelled=wanted))
        assert [row.id for row in rows] == [expected.row.id]
