"""PDUs of a real link to the practice SMSC: whose they are, and as a capture that tshark reads."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from tests import tshark
from ycloud_console.accounts import Account
from ycloud_console.console import Console, default_options
from ycloud_console.console.tracing import Belonging, OfMessage, belongings, export_pdus
from ycloud_console.sandbox import SandboxOptions
from ycloud_console.smpp.capture import read_capture
from ycloud_console.smpp.hiding import NOTHING_HIDDEN, TraceView
from ycloud_console.smpp.pairs import Pairs
from ycloud_console.smpp.pdu import read_pdu
from ycloud_console.smpp.trace import Trace, Traced
from ycloud_console.sms.segments import LongMode

_TEXTS = (
    ("+6581234567", "Hello"),
    ("+6581234567", "Long, in septets: € and [brackets] cost two. " * 9),
    ("+8613800138000", "【YCloud】您的验证码是 482913，五分钟内有效。" * 4),
    ("+14155552912", "See you tonight! 🎉"),
    ("+6581230018", "refused later"),
    ("+6581230093", "a malformed receipt"),
    ("12345", "refused at once"),
    ("10086", "我的验证码一直没有收到"),
)


async def _run(console: Console) -> Account:
    """A run with long, Chinese, emoji, odd and failing messages, and its end."""
    account = await console.open_sandbox(SandboxOptions(receipt_delay=0.02))
    status = await console.bind_once(account.id)
    assert status.is_bound
    for recipient, text in _TEXTS:
        await console.send(account.id, "YCloud", [recipient], text)
    for mode in (LongMode.UDH16, LongMode.SAR, LongMode.PAYLOAD):
        options = replace(default_options(account), long_mode=mode)
        await console.send(account.id, "YCloud", ["+6581234567"], "In another way, and long. " * 9, options)
    for _ in range(500):
        messages = await console.history.messages(limit=100)
        if (
            sum(row.done_at is not None or row.status not in (0, None) for row in messages)
            >= len(messages) - 1
            and (await console.history.inbox_page()).rows
        ):
            break
        await asyncio.sleep(0.02)
    else:
        pytest.fail("the receipts did not come")
    await console.unbind(account.id)
    return account


async def test_tshark_reads_the_export_as_we_do(console: Console, tmp_path: Path) -> None:
    await _run(console)
    pdus = console.trace.since(0)
    assert len(pdus) > 60
    target = tmp_path / "run.pcapng"
    owned = await belongings(console.history, console.accounts, pdus)
    told: list[int] = []
    count = await export_pdus(pdus, target, view=NOTHING_HIDDEN, belonging=owned, progress=told.append)
    assert count == len(pdus) == told[-1]
    assert [path.name for path in tmp_path.glob("*.pcapng*")] == ["run.pcapng"]
    remote = pdus[0].wire.remote
    assert remote is not None
    assert tshark.faulty(target, remote.port) == []
    layers = tshark.packets(target, remote.port, "smpp")
    assert len(layers) == len(pdus)
    for traced, layer in zip(pdus, layers, strict=True):
        assert tshark.theirs(layer["smpp"]) == tshark.ours(traced.octets)
        seconds, _, parts = layer["frame"]["frame.time_epoch"].partition(".")
        assert int(seconds) * 1_000_000 + int(parts[:6]) == traced.at
        wire = traced.wire
        ends = (wire.local, wire.remote) if traced.outgoing else (wire.remote, wire.local)
        seen = layer["ip"]["ip.src"], int(layer["tcp"]["tcp.srcport"]), int(layer["tcp"]["tcp.dstport"])
        assert ends[0] is not None
        assert ends[1] is not None
        assert seen == (*ends[0], ends[1].port)
        comment = layer["pkt_comment"]["frame.comment"]
        assert comment.startswith("Account Sandbox, bind 1")
        if traced.number in owned:
            assert f", message {owned[traced.number].message_id}, segment" in comment


async def test_each_pdu_is_given_to_its_message(console: Console) -> None:
    await _run(console)
    pdus = console.trace.since(0)
    owned = await belongings(console.history, console.accounts, pdus)
    rows = await console.history.messages(limit=100)
    views = await console.history.views([row.id for row in rows])
    counted = 0
    for view in views:
        which, pairs = OfMessage(view), Pairs[Traced]()
        mine = [each for each in pdus if which.takes(each, pairs.join(each, each))]
        assert {each.number for each in mine} == {
            number for number, whose in owned.items() if whose.message_id == view.row.id
        }
        submits = [read_pdu(each.octets) for each in mine if read_pdu(each.octets).command == "submit_sm"]
        assert len(submits) == view.row.segment_count
        assert {pdu.text("destination_addr") for pdu in submits} == {view.row.recipient.lstrip("+")}
        numbers = [owned[each.number].segment for each in mine if each.key >= 0]
        assert numbers == list(range(1, view.row.segment_count + 1))
        counted += len(mine)
    others = {read_pdu(each.octets).command for each in pdus if each.number not in owned}
    assert "submit_sm" not in others
    assert "submit_sm_resp" not in others
    assert {"bind_transceiver", "bind_transceiver_resp", "unbind", "unbind_resp"} <= others
    assert counted == len(owned)


async def test_a_link_made_anew_is_a_stream_of_its_own(console: Console, tmp_path: Path) -> None:
    account = await console.open_sandbox(SandboxOptions(receipt_delay=0.02))
    for _ in range(2):
        await console.bind_once(account.id)
        await console.unbind(account.id)
    pdus = console.trace.since(0)
    target = tmp_path / "twice.pcapng"
    await export_pdus(pdus, target, view=NOTHING_HIDDEN)
    remote = pdus[0].wire.remote
    assert remote is not None
    layers = tshark.packets(target, remote.port, "smpp")
    assert [layer["tcp"]["tcp.stream"] for layer in layers] == ["0"] * 4 + ["1"] * 4
    assert len(tshark.packets(target, remote.port, "tcp.flags.syn == 1 && tcp.flags.ack == 0")) == 2


async def test_what_is_exported_can_be_opened_again(console: Console, tmp_path: Path) -> None:
    await _run(console)
    pdus = console.trace.since(0)
    target = tmp_path / "again.pcapng"
    await export_pdus(pdus, target, view=NOTHING_HIDDEN)
    capture = read_capture(target)
    assert capture.findings == ()
    assert [(each.outgoing, each.at, each.octets) for each in capture.pdus] == [
        (each.outgoing, each.at, each.octets) for each in pdus
    ]
    assert {each.wire.link for each in capture.pdus} == {"Sandbox"}


async def test_neither_password_nor_what_is_hidden_leaves(console: Console, tmp_path: Path) -> None:
    account = await _run(console)
    password = await console.password(account)
    pdus = console.trace.since(0)
    target = tmp_path / "hidden.pcapng"
    await export_pdus(pdus, target, view=TraceView(hide_texts=True, hide_numbers=True))
    written = target.read_bytes()
    assert password.encode() not in written
    assert password not in repr(pdus)
    assert not any(password.encode() in each.octets for each in pdus)
    for recipient, text in _TEXTS:
        assert recipient.lstrip("+").encode() not in written or len(recipient) < 8
        assert text.encode("ascii", "ignore")[:20] not in written or not text.isascii()
        assert text.encode("utf-16-be")[:20] not in written
    # What happened can still be read.
    assert b"stat:REJECTD err:18" in written
    assert tshark.faulty(target, 1) == []


async def test_an_export_that_fails_leaves_nothing(console: Console, tmp_path: Path) -> None:
    trace = Trace()
    await console.open_sandbox()
    with pytest.raises(OSError, match="No such file"):
        await export_pdus(trace.since(0), tmp_path / "missing" / "x.pcapng", view=NOTHING_HIDDEN)

    def stop(_count: int) -> None:
        raise InterruptedError

    target = tmp_path / "kept.pcapng"
    target.write_text("as it was")
    account = console.accounts[0]
    await console.bind_once(account.id)
    with pytest.raises(InterruptedError):
        await export_pdus(console.trace.since(0), target, view=NOTHING_HIDDEN, progress=stop)
    assert target.read_text() == "as it was"
    assert [path.name for path in tmp_path.iterdir() if "kept" in path.name] == ["kept.pcapng"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
async def test_a_new_capture_is_for_its_owner_and_an_old_one_stays_for_whom_it_is(tmp_path: Path) -> None:
    old, link, new = (tmp_path / name for name in ("old.pcapng", "link.pcapng", "new.pcapng"))
    old.touch()
    old.chmod(0o640)
    link.symlink_to(old)
    for target in (new, link):
        await export_pdus([], target, view=NOTHING_HIDDEN)
    assert (new.stat().st_mode & 0o777, old.stat().st_mode & 0o777) == (0o600, 0o640)
    assert link.is_symlink()
    assert old.read_bytes() == new.read_bytes() != b""


async def test_what_the_history_does_not_know_belongs_to_nobody(console: Console) -> None:
    await _run(console)
    submit = next(each for each in console.trace.since(0) if each.key >= 0)
    stranger = structs.replace(submit, key=10**12)
    owned = await belongings(console.history, console.accounts, [stranger])
    assert owned == {}
    owned = await belongings(console.history, console.accounts, [submit])
    assert owned == {submit.number: Belonging(1, 1)}
