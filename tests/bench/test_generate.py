"""The generator writes a history as the program would."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tests.bench.generate import NEEDLE, generate
from tests.history.conftest import unmatched
from ycloud_console.history import History, MessageFilter


async def test_a_generated_history_is_one(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite3"
    generate(path, 300)
    history = await History.open(path)
    assert history.warning is None
    rows = await history.messages(limit=1000)
    assert len(rows) == sum((await history.counts()).values()) == 300
    (found,) = await history.messages(MessageFilter(search=NEEDLE))
    (view,) = await history.views([found.id])
    assert len(view.segments) == found.segment_count
    for view in await history.views([row.id for row in rows]):
        assert view.row.message_id == view.segments[0].message_id
    assert await unmatched(history) == []
    await history.close()


def test_the_same_seed_gives_the_same_messages(tmp_path: Path) -> None:
    for name in ("one", "two"):
        generate(tmp_path / name, 50, seed=3)
    texts = [_texts(tmp_path / name) for name in ("one", "two")]
    assert texts[0] == texts[1]


def _texts(path: Path) -> list[tuple[str, str]]:
    connection = sqlite3.connect(path)
    found = connection.execute("SELECT recipient, text FROM message ORDER BY id").fetchall()
    connection.close()
    return found
