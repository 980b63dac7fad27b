"""What can be wrong with a history as a whole. The texts are sentences for the operator."""

from __future__ import annotations


class HistoryUnavailable(Exception):
    """It could not be read or written: disk full, locked, no permission, damaged. Later tries may work."""


class HistoryReplaced(HistoryUnavailable):
    """Another file did take its place, but cannot be used as it should before the next start."""


class HistoryDamaged(HistoryUnavailable):
    """The file is damaged: only the next start of the program, which recovers what can be read, helps."""


class HistoryTooNew(Exception):
    """The file was written by a later version of the program; it is left untouched."""


class UnknownSegment(LookupError):
    """There is no segment of that ID."""
