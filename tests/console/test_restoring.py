"""Restoring through the console: to its end once the files are exchanged, and nothing is left behind."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.history.conftest import new_inbound, new_message
from tests.history.test_restoring import Gate, names, no_lock
from ycloud_console.accounts import SettingsUnavailable
from ycloud_console.console import Console
from ycloud_console.history import History, HistoryUnavailable, backup, file
from ycloud_console.history.progress import Stage, Step
from ycloud_console.history.retention import Keep
from ycloud_console.sms.withdrawal import Withdrawn

LONG_AGO = 1_700_000_000_000_000


@pytest.fixture
async def saved(console: Console, tmp_path: Path) -> Path:
    """A backup with three messages of long ago, and one from a phone; the history has one more since."""
    views = await console.history.add([new_message() for _ in range(3)], at=LONG_AGO)
    await console.history.withdraw([view.row.id for view in views], Withdrawn.CANCELLED)
    await console.history.inbound(new_inbound("in both", received_at=LONG_AGO))
    await console.upkeep.back_up(tmp_path / "backup.sqlite3")
    await console.history.inbound(new_inbound("only here", source="8613800000002"))
    return tmp_path / "backup.sqlite3"


async def test_a_cancelled_restoration_ends_whole(
    console: Console, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate(monkeypatch)
    restoring = asyncio.create_task(console.upkeep.restore(saved))
    await gate.reached.wait()
    restoring.cancel()
    for _ in range(10):
        await asyncio.sleep(0)
    assert not restoring.done()
    gate.open()
    with pytest.raises(asyncio.CancelledError):
        await restoring
    assert [each.text for each in (await console.history.inbox_page()).rows] == ["in both"]
    await console.history.inbound(new_inbound("acknowledged"))
    path = console.history.path
    await console.history.close()
    again = await History.open(path)
    assert {each.text for each in (await again.inbox_page()).rows} == {"in both", "acknowledged"}
    await again.close()


async def test_stopped_before_that_nothing_has_changed(console: Console, saved: Path) -> None:
    steps: list[Step] = []

    def stop(step: Step) -> None:
        steps.append(step)
        restoring.cancel()

    restoring = asyncio.create_task(console.upkeep.restore(saved, stop))
    with pytest.raises(asyncio.CancelledError):
        await restoring
    assert Stage.REPLACING not in {step.stage for step in steps}
    assert names(console.history.path) <= {"settings.toml", "settings.toml.lock"}
    assert len((await console.history.inbox_page()).rows) == 2
    await console.upkeep.restore(saved)
    assert len((await console.history.inbox_page()).rows) == 1


async def test_it_is_said_what_waited_and_is_not_sent(console: Console, saved: Path) -> None:
    views = await console.history.add([new_message() for _ in range(5)])
    await console.history.mark_sent([views[0].segments[0].id], LONG_AGO)
    assert await console.upkeep.under_way() == 5
    done = await console.upkeep.restore(saved)
    assert done.not_sent == 5
    assert await console.upkeep.under_way() == 0


async def test_limits_are_off_where_they_would_delete_what_was_restored(
    console: Console, saved: Path
) -> None:
    console.settings.set_preferences(keep_days=90, keep_messages=1000)
    done = await console.upkeep.restore(saved)
    assert (done.beyond.messages, done.beyond.inbound) == (3, 1)
    assert console.upkeep.keep.everything
    await console.upkeep.trim()
    assert sum((await console.history.counts()).values()) == 3
    assert len((await console.history.inbox_page()).rows) == 1


async def test_limits_stay_where_they_delete_nothing(console: Console, saved: Path) -> None:
    console.settings.set_preferences(keep_messages=1000)
    assert not (await console.upkeep.restore(saved)).beyond.is_any
    assert console.upkeep.keep == Keep(0, 1000)


async def test_limits_stay_where_nothing_was_restored(console: Console, saved: Path) -> None:
    console.settings.set_preferences(keep_days=90)
    other = await History.open(console.history.path)
    with pytest.raises(HistoryUnavailable, match="Another program"):
        await console.upkeep.restore(saved)
    assert console.upkeep.keep == Keep(90, 0)
    await other.close()


async def test_nothing_is_restored_where_the_limits_cannot_be_switched_off(
    console: Console, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    console.settings.set_preferences(keep_days=90)

    def refuse(**_changes: int) -> None:
        raise SettingsUnavailable("The settings cannot be written.")

    monkeypatch.setattr(console.settings, "set_preferences", refuse)
    with pytest.raises(HistoryUnavailable, match="Nothing was restored"):
        await console.upkeep.restore(saved)
    assert len((await console.history.inbox_page()).rows) == 2


async def test_limits_stay_also_where_what_failed_was_cancelled(
    console: Console, saved: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    console.settings.set_preferences(keep_days=90)
    gate = Gate(monkeypatch, fails=True)
    restoring = asyncio.create_task(console.upkeep.restore(saved))
    await gate.reached.wait()
    assert console.upkeep.keep.everything
    restoring.cancel()
    gate.open()
    with pytest.raises(asyncio.CancelledError):
        await restoring
    assert console.upkeep.keep == Keep(90, 0)
    assert len((await console.history.inbox_page()).rows) == 2


def _breaks(*_: object) -> None:
    raise RuntimeError("can't start new thread")


@pytest.mark.parametrize(
    ("owner", "name", "broken", "raised"),
    [(file, "locked", no_lock, HistoryUnavailable), (backup, "take_its_place", _breaks, RuntimeError)],
)
async def test_limits_come_back_whatever_is_raised(
    console: Console,
    saved: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    owner: object,
    name: str,
    broken: object,
    raised: type[Exception],
) -> None:
    console.settings.set_preferences(keep_days=90)
    monkeypatch.setattr(owner, name, broken)
    with pytest.raises(raised):
        await console.upkeep.restore(saved)
    assert console.upkeep.keep == Keep(90, 0)
    assert len((await console.history.inbox_page()).rows) == 2
