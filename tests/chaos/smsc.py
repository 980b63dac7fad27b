"""The practice SMSC as a program of its own: ``python -m tests.chaos.smsc FOLDER SEED FAULTS``.

It prints its port, then obeys a line on stdin each: ``restart``, ``calm``, ``state`` (how much is still to be
delivered), ``ledger`` (what it took and told, as one JSON object).
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from tests.chaos.plan import numbered, part_of
from ycloud_console.sandbox import Accepted, Faults, Sandbox, SandboxOptions


async def main(folder: Path, seed: int, faults: dict[str, float]) -> None:
    options = SandboxOptions(
        rate=0.0,
        receipt_delay=0.3,
        early_gap=0.1,
        retry_delay=0.2,
        ledger_size=10_000_000,
        faults=Faults(seed=seed, **faults),
    )
    sandbox = await Sandbox.start(home=folder, options=options)
    say({"port": sandbox.port})
    loop = asyncio.get_running_loop()
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        match line.strip():
            case "restart":
                await sandbox.restart()
                say({})
            case "calm":
                sandbox.calm()
                say({})
            case "state":
                say(state(sandbox))
            case "ledger":
                say({"segments": [shown(each) for each in sandbox.submitted]})
    await sandbox.close()


def state(sandbox: Sandbox) -> dict[str, int]:
    """How much was accepted; how much has no fate yet; what was told and not acknowledged."""
    accepted = sandbox.submitted
    open_ = [one for each in accepted for one in each.deliveries if one.acknowledged_at is None]
    return {
        "accepted": len(accepted),
        "pending": sum(each.is_pending for each in accepted),
        "undelivered": len(open_),
    }


def shown(each: Accepted) -> dict[str, Any]:
    return {
        "number": numbered(each.destination_addr),
        "part": part_of(each.octets, each.esm_class),
        "id": each.message_id,
        "answered": each.answered,
        "state": each.state.name,
        "malformed": each.behaviour.malformed,
        "acknowledged": sum(one.acknowledged_at is not None for one in each.deliveries),
        "sent": sum(len(one.sent_at) for one in each.deliveries),
    }


def say(value: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3])))
