"""The fields of each command, arranged for reading and writing in few steps."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from ycloud_console.smpp.pdu_names import COMMAND_IDS, FIELDS, Fields, Kind

FieldValue = int | str | bytes


class Step(NamedTuple):
    """What is read or written at one go: one field, or a run of integers."""

    integers: struct.Struct | None
    """How the integers of ``names`` are packed; None for every other kind."""
    kind: Kind
    names: tuple[str, ...]
    name: str
    """The first of ``names``."""


Layout = tuple[Step, ...]

_FORMATS: Final = {Kind.U8: "B", Kind.U32: "I"}


def _arrange(fields: Fields) -> Layout:
    steps: list[Step] = []
    run: list[tuple[str, Kind]] = []

    def end_run() -> None:
        if run:
            packing = struct.Struct(">" + "".join(_FORMATS[kind] for _, kind in run))
            steps.append(Step(packing, run[0][1], tuple(name for name, _ in run), run[0][0]))
            run.clear()

    for name, kind in fields:
        if kind in _FORMATS:
            run.append((name, kind))
        else:
            end_run()
            steps.append(Step(None, kind, (name,), name))
    end_run()
    return tuple(steps)


LAYOUTS: Final[Mapping[int, Layout]] = {
    COMMAND_IDS[name]: _arrange(fields) for name, fields in FIELDS.items()
}
"""command_id -> the steps of its mandatory fields. Commands that are known by name only are missing."""


@cache
def destination(number: int) -> tuple[Layout, Layout, Layout]:
    """The flag, the address and the list name of one destination of submit_multi (4.5.1.1)."""
    return (
        _arrange(((f"dest_flag_{number}", Kind.U8),)),
        _arrange(_address_fields(number)),
        _arrange(((f"dl_name_{number}", Kind.TEXT),)),
    )


@cache
def failure(number: int) -> Layout:
    """One unsuccess_sme of submit_multi_resp (4.5.2.1)."""
    return _arrange((*_address_fields(number), (f"error_status_code_{number}", Kind.U32)))


def _address_fields(number: int) -> Fields:
    return (
        (f"dest_addr_ton_{number}", Kind.U8),
        (f"dest_addr_npi_{number}", Kind.U8),
        (f"destination_addr_{number}", Kind.TEXT),
    )


def integer(fields: Mapping[str, FieldValue], name: str) -> int:
    """An integer field; 0 when it is missing."""
    value = fields.get(name, 0)
    return value if isinstance(value, int) else 0
