"""``watch``, ``decode``, ``history`` and ``sandbox``."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run

YCLOUD_RECEIPT = (
    "id:11041301030001006668 sub:001 dlvrd:001 submit date:2111040501 done date:2111040501"
    " stat:DELIVRD err:0 text:none"
)


def test_decode_receipt(run: Run) -> None:
    done = run("decode", "receipt", YCLOUD_RECEIPT, "--json")
    assert done.code == 0
    assert done.objects == [
        {
            "id": "11041301030001006668",
            "sub": 1,
            "dlvrd": 1,
            "submit_date": "2021-11-04T05:01:00Z",
            "done_date": "2021-11-04T05:01:00Z",
            "stat": "DELIVRD",
            "err": "0",
            "text": "none",
            "state": "delivered",
            "problems": [],
        }
    ]


def test_an_empty_receipt_is_told(run: Run) -> None:
    done = run("decode", "receipt", " ")
    assert done.code == 2
    assert "There is no receipt here" in done.err


def test_decode_text(run: Run) -> None:
    (short,) = run("decode", "text", "hello [€]", "--json").objects
    assert short == {
        "encoding": "GSM-7",
        "segments": 1,
        "units": 12,
        "units_per_segment": [12],
        "remaining": 148,
        "forcing": [],
    }
    (smart,) = run("decode", "text", "it’s", "--json").objects
    assert (smart["encoding"], smart["forcing"], smart["remaining"]) == ("UCS-2", ["’"], 66)


def test_decode_pdu_masks_the_password(run: Run) -> None:
    bind = "0000002100000009000000000000000164656d6f0064656d6f313233340000340000" + "00"
    bind = f"{len(bind) // 2:08x}{bind[8:]}"
    (pdu,) = run("decode", "pdu", bind, "--json").objects
    assert (pdu["command"], pdu["sequence"], pdu["problems"]) == ("bind_transceiver", 1, [])
    assert pdu["fields"]["system_id"] == "demo"
    assert "demo1234" not in json.dumps(pdu)
    assert b"demo1234".hex() not in json.dumps(pdu)


def test_decode_lines_in_their_order(run: Run) -> None:
    lines = "\n".join(json.dumps(text) for text in ("a", "é\n", "验"))
    done = run("decode", "text", "-", stdin=lines)
    assert done.code == 0
    assert [answer["encoding"] for answer in done.objects] == ["GSM-7", "GSM-7", "UCS-2"]


def test_a_line_that_is_no_json_string_is_answered_with_an_error(run: Run) -> None:
    done = run("decode", "text", "-", stdin='"a"\n17\n"b"\n')
    assert done.code == 1
    assert [("error" in answer) for answer in done.objects] == [False, True, False]


def test_history_finds_what_was_sent(run: Run) -> None:
    run(
        "send",
        "--sandbox",
        "--to",
        "+6581234567",
        "--to",
        "12345",
        "--from",
        "YCloud",
        "hello",
        "--wait",
        "9",
    )
    run("send", "--sandbox", "--to", "+4915123456789", "--from", "YCloud", "good bye", "--wait", "9")

    everything = run("history", "--json").objects
    assert [message["to"] for message in everything] == ["+4915123456789", "12345", "+6581234567"]
    assert [m["to"] for m in run("history", "--json", "--state", "rejected").objects] == ["12345"]
    assert [m["to"] for m in run("history", "--json", "--to", "+65").objects] == ["+6581234567"]
    assert [m["to"] for m in run("history", "--json", "--text", "bye").objects] == ["+4915123456789"]
    assert run("history", "--json", "--since", "2h").objects == everything
    assert run("history", "--json", "--since", "2999-01-01").objects == []
    assert len(run("history", "--limit", "1", "--json").objects) == 1


def test_history_says_that_there_is_none(run: Run) -> None:
    done = run("history")
    assert done.code == 1
    assert "no history" in done.err


def test_history_does_not_understand_a_time(run: Run) -> None:
    done = run("history", "--since", "yesterday-ish")
    assert done.code == 2
    assert "yesterday-ish" in done.err


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".jsonl"])
def test_export(run: Run, tmp_path: Path, ending: str) -> None:
    text = '=HYPERLINK("x"),\n"quoted" 【签名】'
    run("send", "--sandbox", "--to", "+6581234567", "--from", "YCloud", text, "--wait", "9")
    target = tmp_path / f"out{ending}"
    done = run("history", "--export", str(target))
    assert done.code == 0, done.err
    assert done.out == ""
    if ending == ".csv":
        assert target.read_bytes().startswith(b"\xef\xbb\xbf")
        with target.open(encoding="utf-8-sig", newline="") as file:
            (row,) = csv.DictReader(file)
        assert row["text"] == f"'{text}"
        assert row["to"] == "'+6581234567"
    elif ending == ".jsonl":
        row = json.loads(target.read_text("utf-8"))
        assert (row["text"], row["to"]) == (text, "+6581234567")
        assert len(row["message_ids"]) == row["segments"] == 1
    else:
        sheet = openpyxl.load_workbook(target).worksheets[0]
        titles, values = list(sheet.iter_rows())
        cells = {title.value: value for title, value in zip(titles, values, strict=True)}
        assert cells["text"].value == text
        assert cells["text"].data_type == "s"
        assert cells["to"].value == "+6581234567"
        assert isinstance(cells["queued_at"].value, datetime)
    assert [path.name for path in tmp_path.glob(".out*")] == []


def test_export_to_another_ending_is_refused(run: Run, tmp_path: Path) -> None:
    run("send", "--sandbox", "--to", "+6581234567", "--from", "YCloud", "x")
    done = run("history", "--export", str(tmp_path / "out.pdf"))
    assert done.code == 2
    assert ".csv" in done.err


def test_watch_ends_after_its_time(run: Run) -> None:
    done = run("watch", "--sandbox", "--for", "0.2", "--json")
    assert (done.code, done.out) == (0, "")
    assert "Bound to 127.0.0.1" in done.err


def test_the_sandbox_port_in_use_is_said(run: Run) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("sandbox", "--port", str(taken.getsockname()[1]))
    assert done.code == 2
    assert "another port" in done.err


def test_help_and_version(run: Run) -> None:
    assert run("--help").code == 0
    assert run("--version").out.startswith("ycloud-console")
    assert run("nonsense").code == 2


def test_decode_answers_hostile_lines_and_goes_on(run: Run) -> None:
    nested = "[" * 50_000
    done = run("decode", "text", "-", stdin=f'"\\ud800"\n{nested}\n"b"\n')
    assert done.code == 1
    assert [each.get("segments") for each in done.objects] == [1, None, 1]
    assert done.objects[0]["forcing"] == ["\ud800"]


def test_decode_text_says_that_it_is_too_long(run: Run) -> None:
    (said,) = run("decode", "text", "a" * (153 * 255 + 1), "--json").objects
    assert said["segments"] == 256
    assert "at most" in said["problems"][0] or "can have 255" in said["problems"][0]


def test_being_terminated_unbinds_first(environment: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ycloud_console", "watch", "--sandbox"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stderr is not None
        assert "Bound" in process.stderr.readline()
        process.terminate()
        assert process.wait(20) == 128 + signal.SIGTERM
        assert "Traceback" not in process.stderr.read()
    assert not list((tmp_path / "home" / "runs").glob("*.lock"))
