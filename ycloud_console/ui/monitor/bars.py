"""From figures to the bars of each chart: names, values, and which messages a click asks for."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from ycloud_console.history.statistics import Times
from ycloud_console.sms.countries import country_name
from ycloud_console.sms.message import FAILED, MessageState
from ycloud_console.sms.status import state_name
from ycloud_console.ui.language import current_language
from ycloud_console.ui.moments import about
from ycloud_console.ui.monitor.chart import Bar, Series, share
from ycloud_console.ui.monitor.figures import (
    TIME_EDGES,
    Counts,
    Figures,
    Group,
    country_groups,
    kinds,
    outcome_groups,
)
from ycloud_console.ui.monitor.ranges import MINUTE, Range, axis_label, interval

translate = QCoreApplication.translate

PERCENTILES = (0.5, 0.95, 0.99)
"""Of the times to deliver, as parts of one."""

_FEWEST = 6
"""Bars of times to deliver, so that a few do not become blocks."""


def counted(count: int, whole: int) -> str:
    """``1,234 (12.3 %)``"""
    number = QLocale().toString(count)
    return f"{number} ({share(count, whole)})" if whole else number


def outcome_bars(figures: Figures) -> tuple[list[Series], list[Bar]]:
    """One bar for each interval; a click on a part of it asks for the messages in that state."""
    groups = outcome_groups(current_language())
    width = figures.edges[1] - figures.edges[0]
    bars = []
    for place, counts in enumerate(figures.outcomes):
        begin, end = figures.edges[place], figures.edges[place + 1]
        is_named = _is_named(figures.wanted, begin, place)
        bars.append(
            Bar(
                interval(begin, end),
                tuple(group.count(counts) for group in groups),
                axis_label(figures.wanted, begin, width) if is_named else "",
                figures.filter(place),
                tuple(figures.filter(place, group.states) for group in groups),
            )
        )
    return _series(groups), bars


def _is_named(wanted: Range, begin: int, place: int) -> bool:
    """Whether a bar has a label: round minutes, and each day once."""
    if wanted is Range.HOUR:
        return begin // MINUTE % 5 == 0
    return wanted is not Range.WEEK or place % 4 == 0


def time_bars(times: Times) -> tuple[list[Series], list[Bar], list[tuple[float, str]]]:
    """How many messages took how long, and where the percentiles stand among those bars.

    Nothing is behind a click: messages cannot be filtered by how long they took.
    """
    counts = times.between(TIME_EDGES)
    filled = [place for place, count in enumerate(counts) if count] or [0]
    last = min(len(counts) - 1, filled[-1] + 1)
    first = max(0, min(filled[0] - 1, last + 1 - _FEWEST))
    bars = [
        Bar(_time_name(place), (counts[place],), _time_text(TIME_EDGES[place]))
        for place in range(first, last + 1)
    ]
    marks = []
    for part in PERCENTILES:
        micros = times.percentile(part)
        if micros is not None:
            marks.append((_position(micros) - first, f"p{part * 100:.0f}"))
    name = state_name(MessageState.DELIVERED, current_language())
    return [Series(name, "accent", 0.15)], bars, marks


def _time_text(micros: int) -> str:
    """A round time in its own unit: 0, 0.5 s, 20 s, 5 min, 6 h."""
    if micros % 1_000_000:
        return f"{micros / 1_000_000:g} s"
    return about(micros) if micros else "0"


def _time_name(place: int) -> str:
    begin = _time_text(TIME_EDGES[place])
    if place + 1 == len(TIME_EDGES):
        return f"> {begin}"
    return f"{begin} – {_time_text(TIME_EDGES[place + 1])}"


def _position(micros: int) -> float:
    """Where a time stands among the bars, between its edges as far as it is between them."""
    place = sum(1 for edge in TIME_EDGES if edge <= micros) - 1
    if place + 1 >= len(TIME_EDGES):
        return len(TIME_EDGES) - 0.5
    begin, end = TIME_EDGES[place], TIME_EDGES[place + 1]
    return place + (micros - begin) / (end - begin)


def error_bars(figures: Figures) -> tuple[list[Series], list[Bar]]:
    """One bar for each way to fail, the most frequent first."""
    bars = [
        Bar(
            kind.name,
            (kind.count,),
            target=figures.filter(None, kind.states, error=kind.error, status=kind.status),
        )
        for kind in kinds(figures.failures, current_language())
    ]
    return [Series(translate("MonitorWords", "Failed"), "danger")], bars


def country_bars(figures: Figures) -> tuple[list[Series], list[Bar]]:
    """One bar for each country, the one with most messages first."""
    groups = country_groups(current_language())
    found = sorted(figures.countries.items(), key=lambda item: (-item[1].total(), item[0]))
    return _series(groups), [_country_bar(figures, code, counts, groups) for code, counts in found]


def _country_bar(figures: Figures, code: str, counts: Counts, groups: list[Group]) -> Bar:
    name = country_name(code, current_language()) or translate("MonitorWords", "Unknown country")
    failed = sum(counts[state] for state in FAILED)
    note = ""
    if failed:
        note = translate("MonitorWords", "{share} failed").format(share=share(failed, counts.total()))
    values = tuple(group.count(counts) for group in groups)
    if not code:
        # Nothing can be filtered by no country: an empty one means any.
        return Bar(name, values, note=note)
    filters = tuple(figures.filter(None, group.states, country=code) for group in groups)
    return Bar(name, values, target=figures.filter(country=code), targets=filters, note=note)


def _series(groups: list[Group]) -> list[Series]:
    return [Series(group.name, group.colour, group.paleness) for group in groups]
