"""What is searched is found, in the indexes or not yet: exactly what reading everything finds."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from tests.console.peers import until
from tests.history.conftest import START, accepted, new_message
from ycloud_console.history import History, MessageFilter, keeping, schema
from ycloud_console.history.model import Order, SortColumn
from ycloud_console.history.search import Search
from ycloud_console.history.sqlite import dialect, grams

TEXTS = (
    "Your code is 271828.",
    "【YCloud】您的验证码是 123456，请勿泄露",
    "À bientôt, 100% sûr_e !",
    'She said "hello" -- and* (left)',
    "🎉 party tonight",
    "ab",
    "",
    "Ünïcödé ÄÖÜ",
    "x" * 300 + "needle",
)
NEEDLES = (
    *(
        "code",
        "CODE",
        "271828",
        "28.",
        "验证码",
        "验证",
        "码",
        "您",
        "à bien",
        "À BIEN",
        "100%",
        "r_e",
        "_",
        "%",
    ),
    *('"hello"', "-- and*", "AND", "NOT", "(left)", "🎉", "🎉 p", "ab", "b", "Zz", "needle", "xneedle", "öd"),
    *(
        "+8613800000001",
        "3800000",
        "0138",
        "01",
        "9",
        "  ",
        "8.  86",
        "A1",
        "a1b2c3",
        "1b2",
        "b2c3d4e5f6a7b8c9d0",
    ),
)


async def filled(history: History) -> None:
    for number, content in enumerate(TEXTS * 3):
        await history.add([new_message(f"+86138{number:08d}", text=content)], at=START + number)
    await accepted(history, "A1B2C3D4E5F6A7B8C9D0", text="has an ID")
    await accepted(history, "000123", text="has a short ID")


def ids_of(path: Path) -> Callable[[str], set[int]]:
    """What reading everything with the words' own meaning finds: text, digits of the number, whole IDs."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT id, text, number FROM message").fetchall()
        keys = connection.execute("SELECT message_id, id_key FROM segment WHERE id_key NOT NULL").fetchall()

    def found(needle: str) -> set[int]:
        term = needle.strip().lower()
        number = "".join(each for each in term if each.isdigit())
        is_number = bool(number) and all(each in "0123456789+ ()./-" for each in term)
        key = term.lstrip("0") or term[:1]
        found = {row for row, content, _ in rows if term in content.lower()}
        if is_number:
            found |= {row for row, _, digits in rows if number in digits}
        if term.isascii() and " " not in term:
            for row, smsc_id in keys:
                inside = 4 <= len(term) < 16 and any(each.isdigit() for each in term) and term in smsc_id
                if inside or smsc_id == key or (len(term) not in range(4, 16) and smsc_id.startswith(key)):
                    found.add(row)
        return found

    return found


async def all_taken_in(path: Path) -> None:
    async def is_empty() -> bool:
        with closing(sqlite3.connect(path)) as connection:
            (left,) = connection.execute(
                "SELECT (SELECT count(*) FROM message_grams_due) + (SELECT count(*) FROM segment_grams_due)"
            ).fetchone()
        return bool(left == 0)

    await until(is_empty, "everything is in the indexes")


@pytest.mark.parametrize("is_taken_in", [False, True])
async def test_what_is_searched_is_found_as_by_reading_everything(
    history: History, path: Path, is_taken_in: bool
) -> None:
    await filled(history)
    if is_taken_in:
        await all_taken_in(path)
    expected = ids_of(path)
    for needle in NEEDLES:
        if not needle.strip():
            continue
        rows = await history.messages(MessageFilter(search=needle))
        assert {row.id for row in rows} == expected(needle), needle
        counts = await history.counts(MessageFilter(search=needle))
        assert sum(counts.values()) == len(rows), needle


async def test_words_of_random_texts_are_found_wherever_they_stand(history: History, path: Path) -> None:
    chance = random.Random(7)
    alphabet = "aAb é验码🎉%_\"'*"
    texts = ["".join(chance.choices(alphabet, k=chance.randrange(1, 12))) for _ in range(200)]
    await history.add([new_message(text=each) for each in texts], at=START)
    await all_taken_in(path)
    for _ in range(300):
        whole = chance.choice(texts)
        start = chance.randrange(len(whole))
        needle = whole[start : start + chance.randrange(1, 6)]
        found = await history.messages(MessageFilter(text=needle))
        assert sorted(row.text for row in found) == sorted(
            each for each in texts if needle.lower() in each.lower()
        ), needle


async def test_a_search_reads_the_few_messages_that_the_index_names(history: History, path: Path) -> None:
    await history.add([new_message(text=f"message {number}") for number in range(2000)], at=START)
    await history.add([new_message(text="xylophone")], at=START)
    await all_taken_in(path)
    for needle in ("xylophone", "zzy", "message 1999"):
        assert (await history._read(Search.of, MessageFilter(search=needle))).is_narrow, needle
    (row,) = await history.messages(MessageFilter(search="xylophone"))
    assert row.text == "xylophone"


async def test_what_many_have_is_read_along_the_list(
    history: History, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ycloud_console.history.search._FEW", 50)
    await history.add([new_message(f"+65{n:07d}", text=f"promo {n}") for n in range(300)], at=START)
    await history.add([new_message(text="other")], at=START)
    await all_taken_in(path)
    wanted = MessageFilter(search="promo")
    assert (await history._read(Search.of, wanted)).is_common
    for column in SortColumn:
        for descending in (False, True):
            order = Order(column, descending)
            first = await history.page(wanted, order, limit=120)
            rest = await history.page(wanted, order, limit=500, skip=120)
            assert len(first) == 120
            assert len(rest) == 180
            assert not {row.id for row in first} & {row.id for row in rest}
    assert sum((await history.counts(wanted)).values()) == 300


async def test_the_index_forgets_what_is_deleted(history: History, path: Path) -> None:
    await filled(history)
    await all_taken_in(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("DELETE FROM message WHERE text LIKE '%code%' OR text LIKE '%ID%'")
        for table in ("message_grams", "segment_grams"):
            asked = '"cod"' if table == "message_grams" else '"b2c"'
            query = f"SELECT count(*) FROM {table} WHERE {table} MATCH ?"
            assert connection.execute(query, (asked,)).fetchone() == (0,)
    assert await history.messages(MessageFilter(search="code")) == []
    (view,) = await history.add([new_message(text="code again")])
    await all_taken_in(path)
    assert [row.id for row in await history.messages(MessageFilter(search="code"))] == [view.row.id]


async def test_without_fts5_everything_is_read_through(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grams, "create", lambda connection: None)
    history = await History.open(path)
    try:
        await filled(history)
        expected = ids_of(path)
        for needle in ("code", "验证", "a1b2c3", "3800000"):
            rows = await history.messages(MessageFilter(search=needle))
            assert {row.id for row in rows} == expected(needle)
    finally:
        await history.close()


async def test_what_an_earlier_version_kept_is_taken_in_while_idle(path: Path) -> None:
    """A migrated history has everything still to be taken in: it happens beside the other work."""
    path.parent.mkdir()
    dialect.create_private(path)
    engine = dialect.writer_engine(path)
    with engine.connect() as connection, connection.begin():
        schema.prepare(connection, schema.MIGRATIONS)
        for number in range(2500):
            connection.exec_driver_sql(
                "INSERT INTO message (id, account_id, sender, recipient, number, country, text, encoding,"
                " registered_delivery, options, segment_count, queued_at, state, error)"
                f" VALUES ({number + 1}, 'main', 'Y', '+1', '1', '', 'text {number}', 'GSM-7', 1, '{{}}', 1,"
                f" {START + number}, 'delivered', '')"
            )
    engine.dispose()
    history = await History.open(path)
    try:
        await all_taken_in(path)
        (row,) = await history.messages(MessageFilter(search="text 2042"))
        assert row.id == 2043
    finally:
        await history.close()


async def test_a_full_disk_does_not_stop_the_writer_that_extends_the_index(
    history: History, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def fail(connection: Connection, count: int) -> int:
        calls.append(count)
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(grams, "extend", fail)
    await history.add([new_message()])

    async def was_asked() -> bool:
        return bool(calls)

    await until(was_asked, "the index is extended")
    (view,) = await history.add([new_message(text="still written")])
    assert (await history.rows([view.row.id]))[0].text == "still written"


def test_the_indexes_are_asked_with_words_that_fts5_reads(path: Path) -> None:
    """Every character that means something to FTS5 is quoted: no search ends in a syntax error."""
    engine = dialect.writer_engine(path.parent.parent / "x.sqlite3")
    seen: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    with engine.connect() as connection, connection.begin():
        schema.prepare(connection)
        for needle in (
            '"""',
            'a"b',
            "*:^",
            "{}()",
            "NEAR(",
            "-- x",
            "'';--",
            "+1 2",
            "a\0b",
            "\u0001\u0002\u0003",
        ):
            grams.MESSAGES.look_up(connection, [needle], 10)
    engine.dispose()
    assert any("MATCH" in each for each in seen)


async def test_an_id_that_is_answered_anew_is_found_by_its_parts(history: History, path: Path) -> None:
    message = await accepted(history, "AAAA1111BBBB")
    (view,) = await history.views([message])
    await all_taken_in(path)
    await history.answered(view.segments[0].id, 0, "CCCC2222DDDD", START + 9)
    for _ in range(2):
        assert await history.messages(MessageFilter(search="C2222D")) != []
        assert await history.messages(MessageFilter(search="A1111B")) == []
        await all_taken_in(path)


async def test_a_damaged_index_is_passed_over_and_made_again(path: Path) -> None:
    history = await History.open(path)
    await filled(history)
    await all_taken_in(path)
    await history.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE message_grams_data SET block = x'00' WHERE id > 100")
    history = await History.open(path)
    try:
        wanted = MessageFilter(search="code")
        for _ in range(2):
            rows = await history.messages(wanted)
            assert {row.id for row in rows} == ids_of(path)("code")
            await history.add([new_message(text="code again")], at=START + 99)

        async def is_made_again() -> bool:
            return (await history._read(Search.of, wanted)).is_narrow

        await until(is_made_again, "the index is of use again")
        await all_taken_in(path)
        assert {row.id for row in await history.messages(wanted)} == ids_of(path)("code")
    finally:
        await history.close()


async def test_a_damaged_index_keeps_nobody_from_deleting(path: Path) -> None:
    history = await History.open(path)
    views = await history.add([new_message() for _ in range(50)], at=START)
    ids = [view.row.id for view in views]
    await history.withdraw(ids, "cancelled")
    await all_taken_in(path)
    await history.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE message_grams_data SET block = x'ffffffffffffffff' WHERE id > 1")
    history = await History.open(path)
    try:
        assert (await keeping.remove(history, ids)).removed == len(ids)
        assert not path.with_name(path.name + ".damaged").exists()
    finally:
        await history.close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE {}_data SET block = x'ffffffffffffffff' WHERE id = 10",  # SQLite does not open it then
        "UPDATE {}_data SET block = x'00' WHERE id = 10",  # nor know what it has written already
        "DELETE FROM {}_data",
        "UPDATE {}_data SET block = x'' WHERE id = 1",
        "DELETE FROM {}_config",
        "UPDATE {}_config SET v = 99",
    ],
)
async def test_whatever_of_the_index_is_damaged_it_is_made_again(path: Path, damage: str) -> None:
    history = await History.open(path)
    await filled(history)
    message = await accepted(history, "AAAA1111BBBB")
    (view,) = await history.views([message])
    (gone,) = await history.add([new_message(text="going")])
    await history.withdraw([gone.row.id], "cancelled")
    await all_taken_in(path)
    await history.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        for table in ("message_grams", "segment_grams"):
            connection.execute(damage.format(table))
    history = await History.open(path)
    try:
        # Each meets the damage of another index.
        assert (await keeping.remove(history, [gone.row.id])).removed == 1
        await history.answered(view.segments[0].id, 0, "CCCC2222DDDD", START + 9)
        await all_taken_in(path)
        for needle in ("code", "going", "C2222D", "A1111B"):
            wanted = MessageFilter(search=needle)
            assert (await history._read(Search.of, wanted)).is_narrow
            assert {row.id for row in await history.messages(wanted)} == ids_of(path)(needle), needle
        assert not path.with_name(path.name + ".damaged").exists()
        with closing(sqlite3.connect(path)) as connection:
            names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master")]
            assert not [name for name in names if "blank" in name]
    finally:
        await history.close()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO meta VALUES ('schema_version', '1')",
        "INSERT INTO meta VALUES ('x', NULL)",
        "UPDATE segment SET message_id = 99",
    ],
)
async def test_what_a_table_refuses_is_no_damage_of_an_index(
    history: History, path: Path, statement: str
) -> None:
    await history.add([new_message()])
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        with pytest.raises(sqlite3.IntegrityError) as caught:
            connection.execute(statement)
    assert not grams.is_damaged(caught.value)
