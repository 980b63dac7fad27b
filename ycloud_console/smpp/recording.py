"""PDUs on disk as they come: pcapng files of a bounded size, of which the last few are kept."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final

from ycloud_console.smpp.capturing import CaptureWriter, usual_comment
from ycloud_console.smpp.hiding import NOTHING_HIDDEN, TraceView
from ycloud_console.smpp.trace import Traced

_NAME: Final = "pdus-"
_ENDING: Final = ".pcapng"
MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class RecordingLimits:
    """How much a recording may take."""

    octets: int = 50 * MEGABYTE
    """Of one file, after which the next is begun."""
    files: int = 10
    """That are kept; with the next the oldest is deleted."""


class RecordingFiles:
    """The files of one folder. Every method may raise OSError; what is written until then stays.

    Only for one thread at a time. Older recordings in the folder count as files that are kept.
    """

    def __init__(self, folder: Path, limits: RecordingLimits, view: TraceView = NOTHING_HIDDEN) -> None:
        self.folder = folder
        self._limits = limits
        self._file: BinaryIO | None = None
        self._writer = CaptureWriter(view)
        self._size = 0
        self._begun = 0

    def write(self, pdus: Iterable[Traced]) -> int:
        """Write *pdus* and flush; returns the octets that took."""
        written = 0
        for traced in pdus:
            if self._file is None or self._size >= self._limits.octets:
                written += self._begin()
            block = self._writer.add(traced, usual_comment(traced))
            self._put(block)
            written += len(block)
        if self._file is not None:
            self._file.flush()
        return written

    def close(self) -> None:
        """Finish the file that is being written."""
        file, self._file = self._file, None
        if file is not None:
            file.close()

    @property
    def view(self) -> TraceView:
        """What the next PDU is written through."""
        return self._writer.view

    def look_through(self, view: TraceView) -> None:
        """Hide what *view* hides from the next PDU on; may be called from any thread."""
        self._writer.view = view

    def kept(self) -> list[Path]:
        """The recordings in the folder, the oldest first."""
        return sorted(self.folder.glob(f"{_NAME}*{_ENDING}"))

    def _begin(self) -> int:
        self.close()
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
        path = self.folder / f"{_NAME}{moment}-{self._begun:04d}{_ENDING}"
        self._begun += 1
        # For its owner alone: it holds what the messages say, and to whom.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._file = os.fdopen(handle, "wb")
        self._writer = CaptureWriter(self._writer.view)
        self._size = 0
        start = self._writer.start()
        self._put(start)
        for old in self.kept()[: -self._limits.files]:
            with suppress(OSError):
                old.unlink()
        return len(start)

    def _put(self, block: bytes) -> None:
        if self._file is not None:
            self._file.write(block)
            self._size += len(block)
