"""The tables, and the versions of them.

Times are integers, microseconds since 1970-01-01 UTC. Message IDs are text. The message row carries what its
segments roll up to, written in the same transaction, so that a list needs no join.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    func,
    insert,
    literal_column,
    select,
    text,
    update,
)

from ycloud_console.history.errors import HistoryTooNew
from ycloud_console.history.sqlite import grams
from ycloud_console.history.sqlite.dialect import ROW_ID, keep_tally, partial_index, table_names

metadata = MetaData()

meta = Table(
    "meta",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)

run = Table(
    "run",
    metadata,
    # When the run began (microseconds); also the name of its lock file. Like every number of a row, given
    # out by the writer.
    Column("id", ROW_ID, primary_key=True, autoincrement=False),
    Column("ended_at", BigInteger),
)

message = Table(
    "message",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=False),
    Column("account_id", String(64), nullable=False),
    Column("sender", String(64), nullable=False),
    Column("recipient", String(64), nullable=False),
    # The recipient's digits alone, for looking up.
    Column("number", String(64), nullable=False),
    Column("country", String(2), nullable=False),
    Column("text", Text, nullable=False),
    Column("encoding", String(16), nullable=False),
    Column("registered_delivery", Integer, nullable=False),
    Column("options", Text, nullable=False),
    Column("segment_count", Integer, nullable=False),
    Column("queued_at", BigInteger, nullable=False),
    # Rolled up from the segments.
    Column("state", String(16), nullable=False),
    Column("status", BigInteger),
    Column("error", String(64), nullable=False),
    Column("sent_at", BigInteger),
    Column("answered_at", BigInteger),
    Column("done_at", BigInteger),
)
Index("message_by_time", message.c.queued_at, message.c.id)
Index("message_by_account", message.c.account_id, message.c.queued_at, message.c.id)
Index("message_by_state", message.c.state, message.c.queued_at, message.c.id)
Index("message_by_number", message.c.number, message.c.queued_at, message.c.id)
partial_index(
    "message_by_error", message.c.error, message.c.queued_at, message.c.id, where=message.c.error != ""
)
# What the list can be sorted by, and filtered by country and submit status.
Index("message_by_sender", message.c.sender, message.c.queued_at, message.c.id)
Index("message_by_country", message.c.country, message.c.queued_at, message.c.id)
Index("message_by_encoding", message.c.encoding, message.c.queued_at, message.c.id)
Index("message_by_segments", message.c.segment_count, message.c.queued_at, message.c.id)
TEXT_START = func.substr(message.c.text, literal_column("1"), literal_column("24"))
"""The part of a text by which messages are sorted, so that the index stays small."""
Index("message_by_text", TEXT_START, message.c.queued_at, message.c.id)
partial_index(
    "message_by_status", message.c.status, message.c.queued_at, message.c.id, where=message.c.status > 0
)
TOOK = message.c.done_at - func.coalesce(message.c.sent_at, message.c.queued_at)
partial_index(
    "message_by_took", TOOK, message.c.queued_at, message.c.id, where=message.c.done_at.is_not(None)
)
partial_index(
    "message_by_done",
    message.c.done_at,
    message.c.queued_at,
    message.c.id,
    where=message.c.done_at.is_not(None),
)

tally = Table(
    "tally",
    metadata,
    # How many messages of an account are in a state: kept by triggers, since counting a million takes long.
    Column("account_id", String(64), primary_key=True),
    Column("state", String(16), primary_key=True),
    Column("count", BigInteger, nullable=False),
)

segment = Table(
    "segment",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=False),
    Column("message_id", ROW_ID, ForeignKey("message.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("units", Integer, nullable=False),
    # What goes on the wire; empty once the SMSC has answered.
    Column("wire", LargeBinary, nullable=False),
    # The run that has it in hand, while it is queued or sent.
    Column("run_id", ROW_ID),
    # The account's, once more: for looking up the SMSC's ID.
    Column("account_id", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("smsc_id", String(255)),
    # smsc_id without case and leading zeros.
    Column("id_key", String(255)),
    Column("status", BigInteger),
    Column("error", String(64), nullable=False),
    Column("sent_at", BigInteger),
    Column("answered_at", BigInteger),
    Column("done_at", BigInteger),
    Column("doubt", String(64), nullable=False),
)
Index("segment_by_message", segment.c.message_id)
partial_index(
    "segment_by_smsc_id", segment.c.id_key, segment.c.account_id, where=segment.c.id_key.is_not(None)
)
partial_index("segment_by_run", segment.c.run_id, where=segment.c.run_id.is_not(None))

receipt = Table(
    "receipt",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=False),
    # NULL: it matches no segment yet.
    Column("segment_id", ROW_ID, ForeignKey("segment.id", ondelete="CASCADE")),
    Column("account_id", String(64), nullable=False),
    Column("smsc_id", String(255), nullable=False),
    Column("id_key", String(255), nullable=False),
    # Whether its account's IDs may also match as decimal against hexadecimal.
    Column("hex_ids", Boolean, nullable=False),
    Column("stat", String(64), nullable=False),
    Column("err", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("decides", Boolean, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("submit_date", BigInteger),
    Column("done_date", BigInteger),
    Column("raw", LargeBinary, nullable=False),
    Column("text", Text, nullable=False),
    Column("source", String(64), nullable=False),
    Column("destination", String(64), nullable=False),
    Column("problems", Text, nullable=False),
    Column("count", Integer, nullable=False),
)
partial_index("receipt_by_segment", receipt.c.segment_id, where=receipt.c.segment_id.is_not(None))
partial_index("receipt_unmatched", receipt.c.id_key, where=receipt.c.segment_id.is_(None))

inbound = Table(
    "inbound",
    metadata,
    Column("id", ROW_ID, primary_key=True, autoincrement=False),
    Column("account_id", String(64), nullable=False),
    Column("source", String(64), nullable=False),
    Column("destination", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("data_coding", Integer, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("raw", LargeBinary, nullable=False),
    Column("reference", BigInteger),
    Column("part", Integer),
    Column("parts", Integer),
    Column("count", Integer, nullable=False),
)
Index("inbound_by_time", inbound.c.received_at, inbound.c.id)
Index("inbound_by_source", inbound.c.source, inbound.c.received_at)

pause = Table(
    "pause",
    metadata,
    # An account that was paused, since its balance is used up.
    Column("account_id", String(64), primary_key=True),
    Column("paused_at", BigInteger, nullable=False),
    # When the operator let it send again; NULL: it is paused.
    Column("resumed_at", BigInteger),
)


def _add_pauses(connection: Connection) -> None:
    columns = "account_id VARCHAR(64) NOT NULL, paused_at BIGINT NOT NULL, resumed_at BIGINT"
    connection.execute(text(f"CREATE TABLE pause ({columns}, PRIMARY KEY (account_id))"))


def _add_sorting(connection: Connection) -> None:
    for name, columns in (
        ("sender", "sender, queued_at, id)"),
        ("country", "country, queued_at, id)"),
        ("encoding", "encoding, queued_at, id)"),
        ("segments", "segment_count, queued_at, id)"),
        ("text", "substr(text, 1, 24), queued_at, id)"),
        ("status", "status, queued_at, id) WHERE status > 0"),
        ("took", "(done_at - coalesce(sent_at, queued_at)), queued_at, id) WHERE done_at IS NOT NULL"),
        ("done", "done_at, queued_at, id) WHERE done_at IS NOT NULL"),
    ):
        connection.execute(text(f"CREATE INDEX message_by_{name} ON message ({columns}"))
    columns = "account_id VARCHAR(64) NOT NULL, state VARCHAR(16) NOT NULL, count BIGINT NOT NULL"
    connection.execute(text(f"CREATE TABLE tally ({columns}, PRIMARY KEY (account_id, state))"))
    counted = "SELECT account_id, state, count(*) FROM message GROUP BY account_id, state"
    connection.execute(text(f"INSERT INTO tally {counted}"))
    keep_tally(connection)


def _add_grams(connection: Connection) -> None:
    # Empty at first: the writer fills it beside its other work.
    grams.create(connection)


Migration = Callable[[Connection], None]
MIGRATIONS: tuple[Migration, ...] = (_add_pauses, _add_sorting, _add_grams)
"""The step at position n takes a history from version n + 1 to n + 2. Never changed once released."""

NEWEST = 1 + len(MIGRATIONS)
"""The version of the tables above."""

_VERSION = "schema_version"


def prepare(
    connection: Connection,
    migrations: Sequence[Migration] = MIGRATIONS,
    stepped: Callable[[int, int], None] | None = None,
) -> None:
    """Make the tables, or bring those of an earlier version up to date; within the caller's transaction.

    *stepped* is called before each step with the steps done and all of them. Raises HistoryTooNew, having
    changed nothing, and NotAHistory.
    """
    newest = 1 + len(migrations)
    found = version(connection)
    if found is None:
        metadata.create_all(connection)
        keep_tally(connection)
        grams.create(connection)
        connection.execute(insert(meta).values(key=_VERSION, value=str(newest)))
        return
    if found > newest:
        raise HistoryTooNew(too_new(found, Path(connection.engine.url.database or "")))
    steps = migrations[found - 1 :]
    for number, step in enumerate(steps):
        if stepped:
            stepped(number, len(steps))
        step(connection)
    if found < newest:
        connection.execute(update(meta).where(meta.c.key == _VERSION).values(value=str(newest)))


def too_new(found: int, path: Path, otherwise: str = "use another data folder") -> str:
    """The sentence for the history at *path*, whose tables are of version *found*; *otherwise* helps, too."""
    return (
        f"The history in {path} was written by a later version of the program (its tables are version"
        f" {found}, this program knows {NEWEST}). It was not touched: install the later version again, or"
        f" {otherwise}."
    )


class NotAHistory(Exception):
    """The file is a database, but of something else."""


def version(connection: Connection) -> int | None:
    """The version of the tables; None for a file without any. Raises NotAHistory."""
    tables = table_names(connection)
    if not tables:
        return None
    found = None
    if meta.name in tables:
        found = connection.scalar(select(meta.c.value).where(meta.c.key == _VERSION))
    if found is None or not found.isdecimal() or int(found) < 1:
        raise NotAHistory
    return int(found)
