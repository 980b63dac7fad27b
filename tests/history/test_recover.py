"""A damaged history: what can be read of it is recovered, and nothing of that is sent a second time."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.history.conftest import START, accepted, new_inbound, new_message, new_receipt, state_of, unmatched
from ycloud_console.history import History, HistoryUnavailable
from ycloud_console.history.recover import recover
from ycloud_console.history.recovered import Recovered, in_words
from ycloud_console.history.sqlite import sqlitefile
from ycloud_console.history.sqlite.carve import Carver, Row
from ycloud_console.sms.copied import Copied
from ycloud_console.sms.message import MessageState

S = MessageState
PAGE = 4096
TABLES = ("message", "segment", "receipt", "inbound", "pause", "tally")


async def fill(path: Path, count: int = 300) -> None:
    """Messages in all states, long and short, with receipts, inbound messages and a pause; then closed."""
    history = await History.open(path)
    views = await history.add(
        [
            new_message(f"+86138{n:08}", parts=1 + n % 3, text=f"{n} " + "text " * (n % 40))
            for n in range(count)
        ],
        at=START,
    )
    await history.add([new_message(text="long 长文本 " * 900, options="{}")], at=START)
    segments = [part.id for view in views[: count * 3 // 4] for part in view.segments]
    await history.mark_sent(segments, START + 1)
    for each in segments[: len(segments) * 2 // 3]:
        history.answered(each, 0, f"M{each}", START + 2)
    for each in segments[: len(segments) // 2]:
        history.receipt(new_receipt(f"M{each}"))
    await history.receipt(new_receipt("of nobody"))
    for number in range(20):
        await history.inbound(new_inbound(f"answer {number}"))
    await history.pause("main", START + 9)
    await history.close()


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in TABLES
        }


def assert_sound(path: Path) -> None:
    """References hold, the tally counts, each message has its segments, and nothing waits to be sent."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        counted = "SELECT account_id, state, count(*) FROM message GROUP BY 1, 2 ORDER BY 1, 2"
        kept = "SELECT account_id, state, count FROM tally WHERE count > 0 ORDER BY 1, 2"
        assert connection.execute(counted).fetchall() == connection.execute(kept).fetchall()
        torn = (
            "SELECT id FROM message WHERE segment_count > "
            "(SELECT count(*) FROM segment WHERE message_id = message.id)"
        )
        assert connection.execute(torn).fetchall() == []
        for table in ("message", "segment"):
            waits = f"SELECT count(*) FROM {table} WHERE state IN ('queued', 'sent')"
            assert connection.execute(waits).fetchone() == (0,)


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole history, to be copied and damaged."""
    import asyncio

    path = tmp_path_factory.mktemp("sound") / "history.sqlite3"
    asyncio.run(fill(path))
    return path


@pytest.fixture
def damaged(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sound, tmp_path / "history.sqlite3"))


def test_of_a_whole_file_everything_is_read_but_nothing_can_be_sent(sound: Path, tmp_path: Path) -> None:
    target = tmp_path / "new.sqlite3"
    found = recover(sound, target)
    before, after = contents(sound), contents(target)
    assert (found.messages, found.lost) == (len(before["message"]), 0)
    assert (found.receipts, found.inbound) == (len(before["receipt"]), 20)
    assert found.in_doubt == sum(1 for row in before["message"] if {"queued", "sent"} & set(row))
    assert found.in_doubt > 40
    for table in ("receipt", "inbound", "pause"):
        assert after[table] == before[table]

    def settled(row: tuple[object, ...]) -> bool:
        return not {"queued", "sent", "in_doubt"} & set(row)

    for table in ("message", "segment"):
        assert len(after[table]) == len(before[table])
        assert [row for row in after[table] if settled(row)] == [
            row for row in before[table] if settled(row) and (table == "message" or row in after[table])
        ]
    assert_sound(target)


async def test_what_is_only_in_the_log_is_read_too(path: Path, tmp_path: Path) -> None:
    history = await History.open(path)
    await accepted(history, "1")
    crashed = tmp_path / "crashed.sqlite3"
    for side in ("", "-wal"):
        shutil.copy(path.with_name(path.name + side), crashed.with_name(crashed.name + side))
    await history.close()
    octets = bytearray(crashed.read_bytes())
    octets[:100] = bytes(100)  # SQLite itself refuses it now
    crashed.write_bytes(octets)
    assert recover(crashed, tmp_path / "new.sqlite3").messages == 1
    # A log of which the last part was not written whole: what was committed before counts.
    log = crashed.with_name(crashed.name + "-wal")
    log.write_bytes(log.read_bytes()[:-PAGE])
    with closing(sqlite3.connect(tmp_path / "new.sqlite3")) as connection:
        assert connection.execute("SELECT smsc_id FROM segment").fetchall() == [("1",)]
    assert recover(crashed, tmp_path / "new.sqlite3").messages == 1


@pytest.mark.parametrize("seed", range(12))
def test_flipped_octets_cost_what_they_hit_and_no_more(damaged: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    octets = bytearray(damaged.read_bytes())
    whole = len(contents(damaged)["message"])
    places = [chance.randrange(len(octets)) for _ in range(4 ** chance.randrange(1, 5))]
    for place in places:
        octets[place] ^= 1 << chance.randrange(8)
    damaged.write_bytes(octets)
    target = tmp_path / "new.sqlite3"
    found = recover(damaged, target)
    assert damaged.read_bytes() == octets
    assert_sound(target)
    # A page holds some twenty messages, and a hit in its head may cost them all.
    pages = len({place // PAGE for place in places})
    assert whole - 25 * pages <= found.messages <= whole


@pytest.mark.parametrize("seed", range(6))
def test_zeroed_pages_cost_the_rows_on_them(damaged: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    octets = bytearray(damaged.read_bytes())
    before = contents(damaged)
    for page in chance.sample(range(1, len(octets) // PAGE), 6):
        octets[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    damaged.write_bytes(octets)
    found = recover(damaged, tmp_path / "new.sqlite3")
    assert_sound(tmp_path / "new.sqlite3")
    missing = len(before["message"]) - found.messages
    assert 0 <= missing <= 6 * 25
    assert found.lost <= missing
    after = contents(tmp_path / "new.sqlite3")
    assert {row[0] for row in after["receipt"]} <= {row[0] for row in before["receipt"]}


def test_the_pages_above_the_rows_are_not_needed(damaged: Path, tmp_path: Path) -> None:
    """Where SQLite itself finds nothing any more: all inner pages and the schema are gone."""
    octets = bytearray(damaged.read_bytes())
    inner = [start for start in range(PAGE, len(octets), PAGE) if octets[start] in (0x02, 0x05)]
    assert inner
    for start in (0, *inner):
        octets[start : start + PAGE] = b"\xa5" * PAGE
    whole = len(contents(damaged)["message"])
    damaged.write_bytes(octets)
    with closing(sqlite3.connect(damaged)) as connection, pytest.raises(sqlite3.DatabaseError):
        connection.execute("SELECT count(*) FROM message")
    found = recover(damaged, tmp_path / "new.sqlite3")
    assert (found.messages, found.lost) == (whole, 0)
    assert_sound(tmp_path / "new.sqlite3")


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_short(damaged: Path, tmp_path: Path, share: float) -> None:
    octets = damaged.read_bytes()
    whole = len(contents(damaged)["message"])
    damaged.write_bytes(octets[: int(len(octets) * share)])
    found = recover(damaged, tmp_path / "new.sqlite3")
    assert_sound(tmp_path / "new.sqlite3")
    assert found.messages <= whole
    if share == 0:
        assert found == Recovered.nothing()
    if share > 0.99:
        assert found.messages == whole


def test_noise_gives_nothing_and_does_no_harm(tmp_path: Path) -> None:
    chance = random.Random(7)
    noise = tmp_path / "noise"
    octets = bytearray(chance.randbytes(100 * PAGE))
    for start in range(0, len(octets), PAGE):
        octets[start] = chance.choice((0x0D, 0x0A))  # each looks like a page of rows
    noise.write_bytes(b"SQLite format 3\0" + octets[16:])
    assert recover(noise, tmp_path / "new.sqlite3").messages == 0
    assert_sound(tmp_path / "new.sqlite3")


def test_a_message_whose_segments_are_lost_is_kept_and_in_doubt_if_it_waited(
    sound: Path, damaged: Path, tmp_path: Path
) -> None:
    octets = bytearray(damaged.read_bytes())
    for start in _pages_with(damaged, lambda row: len(row.values) == 16):
        octets[start : start + PAGE] = bytes(PAGE)
    damaged.write_bytes(octets)
    target = tmp_path / "new.sqlite3"
    found = recover(damaged, target)
    before, after = contents(sound), contents(target)
    assert found.messages == len(before["message"])
    states = {row[0]: row[12] for row in before["message"]}
    for row in after["message"]:
        wanted = "in_doubt" if states[row[0]] in ("queued", "sent") else states[row[0]]
        assert row[12] == wanted
    assert {row[15] for row in after["segment"] if row[7] == "in_doubt"} == {Copied.RECOVERED.value}
    # The receipts of lost segments are still there to be read.
    assert len(after["receipt"]) == len(before["receipt"])
    assert {row[1] for row in after["receipt"]} == {None}
    assert_sound(target)


def _segment_pages(path: Path) -> list[int]:
    return _pages_with(path, lambda row: len(row.values) == 16)


async def numbered(path: Path, *, deleted: range = range(0)) -> None:
    """Messages of one to three segments, all delivered, each to a number of its own; some deleted since."""
    history = await History.open(path)
    views = await history.add(
        [new_message(f"+86138{n:08}", parts=1 + n % 3) for n in range(600)],
        at=START,
    )
    parts = [(view.row.recipient, part.id) for view in views for part in view.segments]
    await history.mark_sent([part for _, part in parts], START + 1)
    for _, part in parts:
        history.answered(part, 0, f"{part:08X}", START + 2)
    for recipient, part in parts:
        history.receipt(new_receipt(f"{part:08X}", source=recipient.removeprefix("+")))
    await history.messages()
    await history.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute(
            "DELETE FROM message WHERE id BETWEEN ? AND ?", (deleted.start, max(deleted.stop - 1, 0))
        )
        connection.commit()


def _wipe(path: Path, pages: list[int]) -> None:
    octets = bytearray(path.read_bytes())
    for start in pages:
        octets[start : start + PAGE] = b"\xa5" * PAGE
    path.write_bytes(octets)


IDS = "SELECT message_id, number, smsc_id, id_key, state FROM segment ORDER BY message_id, number"


async def test_segments_that_receipts_still_name_get_their_ids_back(path: Path, tmp_path: Path) -> None:
    await numbered(path)
    with closing(sqlite3.connect(path)) as connection:
        before = connection.execute(IDS).fetchall()
    receipts = contents(path)["receipt"]
    pages = _segment_pages(path)
    _wipe(path, pages[3:8])
    target = tmp_path / "new.sqlite3"
    found = recover(path, target)
    assert found.segments_lost > 100
    assert (found.messages, found.lost, found.without_id, found.receipts_adrift) == (600, 0, 0, 0)
    with closing(sqlite3.connect(target)) as connection:
        assert connection.execute(IDS).fetchall() == before
    assert contents(target)["receipt"] == receipts
    assert_sound(target)


async def test_what_is_not_certain_stays_apart_and_is_counted(path: Path, tmp_path: Path) -> None:
    """Messages deleted in the middle of what is lost: which numbers the others had cannot be told."""
    await numbered(path, deleted=range(290, 300))
    with closing(sqlite3.connect(path)) as connection:
        before = {(m, n): smsc for m, n, smsc, _, _ in connection.execute(IDS)}
        (own,) = connection.execute("SELECT min(id) FROM segment WHERE message_id >= 300").fetchone()
    pages = [start for start in _segment_pages(path) if _holds(path, start, own)]
    assert len(pages) == 1
    _wipe(path, pages)
    target = tmp_path / "new.sqlite3"
    found = recover(path, target)
    assert found.segments_lost > 20
    assert found.without_id > 0
    assert found.receipts_adrift == found.without_id
    with closing(sqlite3.connect(target)) as connection:
        after = {(m, n): smsc for m, n, smsc, _, _ in connection.execute(IDS)}
        adrift = "SELECT count(*) FROM receipt WHERE segment_id IS NULL"
        assert connection.execute(adrift).fetchone() == (found.receipts_adrift,)
        joined = (
            "SELECT message.recipient, receipt.source FROM receipt"
            " JOIN segment ON segment.id = receipt.segment_id JOIN message ON message.id = message_id"
        )
        assert all(recipient == f"+{source}" for recipient, source in connection.execute(joined))
    assert sum(smsc is None for smsc in after.values()) == found.without_id
    assert all(smsc in (None, before[part]) for part, smsc in after.items())
    assert_sound(target)
    said = in_words(found)
    assert f"without message ID: {found.without_id:,}." in said
    assert f"show as unmatched: {found.receipts_adrift:,}." in said


async def test_a_receipt_of_another_number_is_not_taken_for_the_messages(path: Path, tmp_path: Path) -> None:
    await numbered(path)
    pages = _segment_pages(path)
    lost = next(n for n in range(1, 1200) if _holds(path, pages[3], n))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "UPDATE receipt SET source = '8613999999999', destination = '' WHERE segment_id = ?", (lost,)
        )
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    _wipe(path, pages[3:4])
    found = recover(path, tmp_path / "new.sqlite3")
    assert (found.without_id, found.receipts_adrift) == (1, 1)


@pytest.mark.parametrize("seed", range(4))
async def test_a_second_recovery_takes_nothing_for_another(path: Path, tmp_path: Path, seed: int) -> None:
    """What stood in since the first one says nothing of places."""
    chance = random.Random(seed)
    await numbered(path, deleted=range(100, 110))
    with closing(sqlite3.connect(path)) as connection:
        before = {(m, n): smsc for m, n, smsc, _, _ in connection.execute(IDS)}
    _wipe(path, chance.sample(_segment_pages(path), 4))
    first, second = tmp_path / "first.sqlite3", tmp_path / "second.sqlite3"
    recover(path, first)
    _wipe(first, chance.sample(_segment_pages(first), 4))
    recover(first, second)
    assert_sound(second)
    with closing(sqlite3.connect(second)) as connection:
        after = {(m, n): smsc for m, n, smsc, _, _ in connection.execute(IDS)}
    assert after.keys() == before.keys()
    assert all(smsc in (None, before[part]) for part, smsc in after.items())


def _holds(path: Path, start: int, segment_id: int) -> bool:
    """Whether the page that begins at *start* has that segment."""
    octets = path.read_bytes()
    single = path.with_name("page")
    single.write_bytes(octets[:PAGE] + octets[start : start + PAGE])
    return any(row.number == segment_id for _, row in Carver(single).rows(lambda _: False))


def test_messages_of_which_only_segments_are_left_are_counted(damaged: Path, tmp_path: Path) -> None:
    octets = bytearray(damaged.read_bytes())
    whole = len(contents(damaged)["message"])
    for start in _pages_with(damaged, lambda row: len(row.values) == 18):
        octets[start : start + PAGE] = bytes(PAGE)
    damaged.write_bytes(octets)
    found = recover(damaged, tmp_path / "new.sqlite3")
    # But for the one whose text goes on in other pages, which this test does not find.
    assert found.messages <= 1
    assert found.lost == whole - found.messages


def _pages_with(path: Path, wanted: Callable[[Row], bool]) -> list[int]:
    """Where the pages of rows begin of which the first is *wanted*."""
    octets = path.read_bytes()
    found = []
    for start in range(PAGE, len(octets), PAGE):
        if octets[start] == 0x0D:
            single = path.with_name("page")
            # The rest of long rows is not there, which makes no difference to what table it is.
            single.write_bytes(octets[:PAGE] + octets[start : start + PAGE])
            rows = [row for _, row in Carver(single).rows(lambda _: False)]
            if any(wanted(row) for row in rows if len(row.values) > 5):
                found.append(start)
    return found


async def test_old_states_on_free_pages_are_not_taken_for_rows(path: Path, tmp_path: Path) -> None:
    history = await History.open(path)
    views = await history.add([new_message(text="gone " * 100) for _ in range(200)], at=START)
    await history.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("DELETE FROM message WHERE id <= ?", (views[99].row.id,))
        connection.commit()
        assert connection.execute("PRAGMA freelist_count").fetchone()[0] > 0
    assert recover(path, tmp_path / "new.sqlite3").messages == 100


async def test_the_program_goes_on_with_what_was_recovered(path: Path) -> None:
    await fill(path)
    before = contents(path)
    octets = bytearray(path.read_bytes())
    octets[100:PAGE] = b"\xff" * (PAGE - 100)
    path.write_bytes(octets)
    history = await History.open(path)
    rescue = history.rescue
    assert rescue is not None
    assert rescue.recovered is not None
    assert rescue.aside.read_bytes() == octets
    assert f"{len(before['message']):,}" in rescue.sentence
    assert "in doubt" in rescue.sentence
    # Neither this run nor a later one sends anything of it.
    assert await history.queued("main") == []
    assert (await history.leftovers("main", START * 2)).count == 0
    counts = await history.counts()
    assert S.QUEUED not in counts
    were = {"queued", "in_doubt"}  # what was on the wire is in doubt since the program ended
    assert counts[S.IN_DOUBT] == sum(1 for row in before["message"] if were & set(row))
    assert list(await history.pauses()) == ["main"]
    (view,) = await history.add([new_message()])
    assert view.row.id > max(row[0] for row in before["message"] if isinstance(row[0], int))
    assert await state_of(history, view.row.id) is S.QUEUED
    await history.close()
    assert (await History.open(path, owner=False)).rescue is None


async def test_a_crash_while_the_damaged_file_is_set_aside_loses_nothing(path: Path) -> None:
    await fill(path, 10)
    path.rename(path.with_name(path.name + ".broken-20260101T000000.000000.ready"))
    path.with_name(path.name + ".recovering").write_bytes(b"half")
    history = await History.open(path)
    assert len(await history.messages()) == 11
    await history.close()
    assert not [*path.parent.glob("*.recover*"), *path.parent.glob("*.ready")]


async def test_without_room_for_recovering_nothing_is_changed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(path, 10)
    octets = bytearray(path.read_bytes())
    octets[:16] = bytes(16)
    path.write_bytes(octets)
    monkeypatch.setattr(sqlitefile, "free_room", lambda _: 1)
    with pytest.raises(HistoryUnavailable, match="disk space"):
        await History.open(path)
    assert path.read_bytes() == octets
    assert not list(path.parent.glob("*.broken*"))


async def test_a_damaged_file_is_not_moved_from_under_another_program(path: Path) -> None:
    history = await History.open(path)
    await accepted(history, "1")
    sound = path.read_bytes()
    path.write_bytes(bytes(100) + sound[100:])
    with pytest.raises(HistoryUnavailable, match="another program has it open"):
        await History.open(path, owner=False)
    path.write_bytes(sound)
    await history.close()


@pytest.mark.parametrize("seed", range(10))
async def test_however_it_is_damaged_it_is_usable_at_the_second_start(
    damaged: Path, path: Path, seed: int
) -> None:
    """What the first start does not see is met in use, said, and seen to by the next one."""
    chance = random.Random(seed)
    octets = bytearray(damaged.read_bytes())
    whole = len(contents(damaged)["message"])
    kind = seed % 4
    if kind == 0:
        octets = octets[: chance.randrange(1, len(octets))]
    elif kind == 1:
        for page in chance.sample(range(1, len(octets) // PAGE), 5):
            octets[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    elif kind == 2:
        for _ in range(500):
            octets[chance.randrange(len(octets))] ^= 0xFF
    else:
        octets[: chance.randrange(16, 3 * PAGE)] = chance.randbytes(16)
    path.parent.mkdir()
    path.write_bytes(octets)
    said: list[str] = []
    for _ in range(2):
        history = await History.open(path)
        try:
            rows = await history.messages(limit=1000)
            await history.views([row.id for row in rows])
            await history.inbox_page()
            await unmatched(history)
        except HistoryUnavailable as error:
            said.append(str(error))
        await history.close()
    assert all("damaged" in sentence for sentence in said)
    history = await History.open(path)
    rows = await history.messages(limit=1000)
    assert len(rows) <= whole
    assert len(await history.views([row.id for row in rows])) == len(rows)
    (view,) = await history.add([new_message()])
    assert await state_of(history, view.row.id) is S.QUEUED
    await history.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA quick_check").fetchone() is not None


@pytest.mark.parametrize("date", [-62_135_596_800_000_000, -1, 253_402_300_799_000_000 + 43_200_000_000])
async def test_a_receipt_with_an_odd_date_is_recovered(path: Path, tmp_path: Path, date: int) -> None:
    """SMSCs write 00010101000000 where they know no date, or the end of time, in a zone of theirs."""
    history = await History.open(path)
    await history.receipt(new_receipt("1", done_date=date, submit_date=date))
    await history.close()
    assert recover(path, tmp_path / "recovered.sqlite3").receipts == 1


async def test_of_odd_dates_those_are_kept_that_can_be_shown(path: Path, tmp_path: Path) -> None:
    first, last = -62_135_596_800_000_000, 253_402_300_799_000_000
    dates = {"1": (first, last), "2": (-1, 0), "3": (first - 1, START), "4": (START, last + 1_000_000)}
    history = await History.open(path)
    for name, (submit, done) in dates.items():
        await history.receipt(new_receipt(name, submit_date=submit, done_date=done))
    await history.close()
    recover(path, tmp_path / "recovered.sqlite3")
    history = await History.open(tmp_path / "recovered.sqlite3")
    found = {each.message_id: (each.submit_date, each.done_date) for each in await unmatched(history)}
    await history.close()
    assert found == {**dates, "3": (None, START), "4": (START, None)}
