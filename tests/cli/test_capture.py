"""``decode pdu --capture``."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run

FOREIGN = Path(__file__).parents[1] / "smpp" / "captures" / "smpplib.pcap"


def test_every_pdu_of_a_capture(run: Run) -> None:
    done = run("decode", "pdu", "--capture", str(FOREIGN), "--json")
    assert done.code == 0
    pdus = done.objects
    assert len(pdus) == 44
    assert pdus[0]["command"] == "bind_transceiver"
    assert pdus[0]["fields"]["password"] == "********"
    assert "demo1234" not in done.out
    assert pdus[0]["from"] == pdus[1]["to"]
    assert pdus[0]["to"] == pdus[1]["from"]
    assert [each["time"] for each in pdus] == sorted(each["time"] for each in pdus)
    assert len(pdus[0]["time"]) == len("2026-11-29T19:31:41.368286Z")
    texts = [each["text"] for each in pdus if each["command"] == "submit_sm"]
    assert texts[0] == "hello"
    assert texts[1].startswith("【YCloud】您好")
    assert "Encrypted connections (TLS): 1." in done.err
    printed = run("decode", "pdu", "--capture", str(FOREIGN))
    assert printed.code == 0
    assert printed.out.count("command  ") == 44


def test_a_port_without_smpp(run: Run) -> None:
    done = run("decode", "pdu", "--capture", str(FOREIGN), "--port", "9", "--json")
    assert (done.code, done.out) == (1, "")
    assert "on port 9" in done.err


def test_wrong_usage_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("hello")
    for arguments, said in (
        (["pdu", "--capture", str(tmp_path / "text")], "is no capture"),
        (["pdu", "--capture", str(tmp_path / "missing")], "cannot be read"),
        (["text", "--capture", str(FOREIGN)], "--capture goes with pdu"),
        (["pdu", "00", "--capture", str(FOREIGN)], "--capture goes with pdu"),
        (["pdu", "00", "--port", "1"], "--port goes with --capture"),
        (["pdu"], "There is no VALUE"),
    ):
        done = run("decode", *arguments)
        assert done.code == 2
        assert said in done.err
