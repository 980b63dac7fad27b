"""``history``: every filter, counts, order, inbound messages, masking, and what is said of wrong values."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.cli.conftest import Outcome, Run
from tests.history.conftest import new_inbound, new_message, new_receipt
from ycloud_console.accounts import Account, Settings
from ycloud_console.cli import Start, cli
from ycloud_console.cli.historyfilter import read_moment
from ycloud_console.history import History
from ycloud_console.sms.message import MessageState

DAYS = ("2026-03-01", "2026-03-02", "2026-03-03")

Ask = Callable[..., Outcome]


def micros(moment: str) -> int:
    """A local time."""
    return int(datetime.fromisoformat(moment).timestamp() * 1_000_000)


async def _fill(path: Path) -> None:
    """One delivered in Singapore, one undeliverable in China, one refused, one cancelled; two came in."""
    history = await History.open(path)
    for number, (recipient, country, text, day, account) in enumerate(
        (
            ("+6581234567", "SG", "Your code is 1", DAYS[0], "id-main"),
            ("+8613800000001", "CN", "Hello there", DAYS[1], "id-main"),
            ("+6581230000", "SG", "your order", DAYS[2], "id-other"),
            ("+6581239999", "SG", "never mind", DAYS[2], "id-gone"),
        )
    ):
        new = new_message(recipient, country=country, text=text, account_id=account)
        (view,) = await history.add([new], at=micros(f"{day}T12:00") + number)
        if account == "id-gone":
            await history.withdraw([view.row.id], "cancelled")
            continue
        segment = view.segments[0].id
        await history.mark_sent([segment], micros(f"{day}T12:01"))
        await history.answered(segment, 4 if account == "id-other" else 0, f"00AB{number}", 1)
    await history.receipt(new_receipt("00AB0", account_id="id-main", source="6581234567"))
    failed = new_receipt("00AB1", MessageState.UNDELIVERABLE, err="018", account_id="id-main")
    await history.receipt(failed)
    for day, text, source in ((DAYS[0], "yes please", "6581234567"), (DAYS[1], "stop", "8613800000001")):
        at = micros(f"{day}T13:00")
        await history.inbound(new_inbound(text, account_id="id-main", source=source, received_at=at))
    await history.close()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("history")
    asyncio.run(_fill(folder / "history.sqlite3"))
    settings = Settings.load(folder / "settings.toml")
    for account_id, name in (("id-main", "Main"), ("id-other", "Other one")):
        settings.put(Account(id=account_id, name=name, host="127.0.0.1", port=2775, system_id="x"))
    return folder


@pytest.fixture
def ask(home: Path) -> Ask:
    """The command in this process: quicker, and of the same code."""

    def ask(*arguments: str) -> Outcome:
        start = Start(lambda home, *, sandbox, account, accounts_file: 1, lambda: 1)
        done = CliRunner().invoke(cli, ["history", "--data-dir", str(home), *arguments], obj=start)
        return Outcome(done.exit_code, done.stdout, done.stderr)

    return ask


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ("", "never mind|your order|Hello there|Your code is 1"),
        ("--account Main", "Hello there|Your code is 1"),
        ("--account main --state delivered", "Your code is 1"),
        ("--account id-other", "your order"),
        ("--account id-gone", "never mind"),
        ("--account sandbox", ""),
        ("--state delivered --state rejected", "your order|Your code is 1"),
        # What was cancelled before it was sent has not failed, as in the window.
        ("--state failed", "your order|Hello there"),
        ("--state failed --state deleted", "never mind|your order|Hello there"),
        ("--state pending", ""),
        ("--to +65", "never mind|your order|Your code is 1"),
        ("--text YOUR", "your order|Your code is 1"),
        ("--search 1234567", "Your code is 1"),
        ("--search order", "your order"),
        ("--search ab1", "Hello there"),
        ("--id ab1", "Hello there"),
        ("--id 00AB1 --state delivered", ""),
        ("--error 018", "Hello there"),
        ("--error 18", "Hello there"),
        ("--error 19", ""),
        ("--status 4", "your order"),
        ("--country cn", "Hello there"),
        ("--since 2026-03-02", "never mind|your order|Hello there"),
        # A day with all of it, a time without itself.
        ("--until 2026-03-02", "Hello there|Your code is 1"),
        ("--until 2026-03-01T12:00", ""),
        ("--since 2026-03-02 --until 2026-03-02", "Hello there"),
        ("--reverse --limit 2", "Your code is 1|Hello there"),
        ("--sort text", "Hello there|Your code is 1|never mind|your order"),
        ("--sort recipient --reverse --limit 1", "Hello there"),
        ("--inbound", "stop|yes please"),
        ("--inbound --since 2026-03-02", "stop"),
        ("--inbound --until 2026-03-01", "yes please"),
        ("--inbound --search 658123 --account main", "yes please"),
        ("--inbound --account other\u00a0one", ""),
        ("--inbound --limit 1", "stop"),
    ],
)
def test_filters(ask: Ask, arguments: str, found: str) -> None:
    given = [each.replace("\u00a0", " ") for each in arguments.split(" ") if each]
    done = ask("--json", *given)
    assert done.code == 0, done.err
    assert [message["text"] for message in done.objects] == [text for text in found.split("|") if text]
    assert ("No message matches." in done.err) == (not found)


def test_counts(ask: Ask) -> None:
    assert json.loads(ask("--count", "--json").out) == {
        "delivered": 1,
        "undeliverable": 1,
        "deleted": 1,
        "rejected": 1,
        "total": 4,
    }
    assert json.loads(ask("--count", "--json", "--country", "SG", "--state", "failed").out) == {
        "rejected": 1,
        "total": 1,
    }
    assert ask("--count", "--account", "main").out == "1  delivered\n1  undeliverable\n2  total\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--account", "nobody"], "There is no account named “nobody”. Known: Main, Other one, sandbox."),
        (["--country", "Singapore"], "two letters"),
        (["--country", "ZZ"], "“ZZ” is no country"),
        (["--state", "lost"], "'lost' is not one of"),
        (["--sort", "colour"], "'colour' is not one of"),
        (["--since", "yesterday-ish"], "--since does not understand “yesterday-ish”"),
        (["--until", "2026-02-30"], "--until does not understand “2026-02-30”"),
        (["--since", "2026-03-02", "--until", "2026-03-01"], "nothing can be between them"),
        (["--count", "--limit", "1"], "--count goes without --limit"),
        (["--count", "--inbound"], "--count goes without --inbound"),
        (["--inbound", "--state", "failed", "--id", "7"], "--state, --id does not go with --inbound"),
        (["--inbound", "--text", "a", "--search", "b"], "--search or --text"),
        (["--export", "out.pdf"], ".csv, .xlsx or .jsonl"),
    ],
)
def test_wrong_values_get_a_sentence(ask: Ask, arguments: list[str], sentence: str) -> None:
    done = ask(*arguments)
    assert (done.code, done.out) == (2, "")
    assert sentence in " ".join(done.err.split())


def test_masked_everywhere(ask: Ask, tmp_path: Path) -> None:
    for command in ([], ["--json"], ["--inbound"], ["--inbound", "--json"]):
        out = ask("--mask-text", "--mask-numbers", *command).out
        assert "••••" in out
        for secret in ("81234567", "8123 4567", "13800000001", "Your code", "yes please"):
            assert secret not in out
        assert "4567" in out
    only = ask("--mask-numbers", "--json", "--state", "delivered").objects[0]
    assert (only["text"], only["to"]) == ("Your code is 1", "+65 •••• 4567")
    for name, options in (("sent.csv", []), ("in.csv", ["--inbound"])):
        done = ask("--mask-text", "--mask-numbers", "--export", str(tmp_path / name), *options)
        assert "Texts and numbers are masked in it." in done.err
        written = (tmp_path / name).read_text("utf-8")
        assert "81234567" not in written
        assert "Your code" not in written
        assert "yes please" not in written


def test_an_export_has_the_filter_the_order_and_the_names(ask: Ask, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    done = ask("--export", str(target), "--country", "SG", "--sort", "text")
    assert done.err == f"3 messages written to {target}.\n"
    rows = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [(row["text"], row["account"]) for row in rows] == [
        ("Your code is 1", "Main"),
        ("never mind", "id-gone"),
        ("your order", "Other one"),
    ]
    ask("--inbound", "--export", str(target))
    rows = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [(row["text"], row["account"], row["from"]) for row in rows] == [
        ("stop", "Main", "8613800000001"),
        ("yes please", "Main", "6581234567"),
    ]
    done = ask("--inbound", "--limit", "1", "--export", str(target))
    assert done.err == f"1 message written to {target}.\n"


def test_the_end_of_a_day() -> None:
    for day, hours in (("2026-03-01", 24), ("2026-12-31", 24)):
        first, last = read_moment("--since", day), read_moment("--until", day, is_end=True)
        assert last - first == hours * 3600 * 1_000_000
    zoned = read_moment("--until", "2026-03-01T00:00+08:00", is_end=True)
    assert zoned == int(datetime.fromisoformat("2026-02-28T16:00+00:00").timestamp()) * 1_000_000


def test_a_list_needs_neither_client_nor_keychain(run: Run, environment: dict[str, str]) -> None:
    """They take longer to import than most lists to be read."""
    home = Path(environment["YCLOUD_CONSOLE_HOME"])
    asyncio.run(_fill(home / "history.sqlite3"))
    done = run("history", "--json", PYTHONPROFILEIMPORTTIME="1")
    assert len(done.objects) == 4
    for package in ("aiosmpplib", "keyring", "cryptography", "phonenumbers", "openpyxl"):
        assert f" {package}\n" not in done.err
