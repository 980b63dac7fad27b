"""Any text, cut by us and put together again by smpplib's table and by the codecs, is the same text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from smpplib.gsm import GSM_CHARACTER_TABLE

from ycloud_console.sms.alphabet import Alphabet
from ycloud_console.sms.segments import LongMode, Split, TextTooLong, measure, split

# smpplib fills the places it does not know with a grave accent, and has no § in its table.
BACKTICK = "`"
GSM = sorted(set(GSM_CHARACTER_TABLE) - {BACKTICK, "\x1b"})
LIMITS = {
    Alphabet.GSM7: {LongMode.UDH8: 153, LongMode.UDH16: 152, LongMode.SAR: 153},
    Alphabet.UCS2: {LongMode.UDH8: 67, LongMode.UDH16: 66, LongMode.SAR: 67},
    Alphabet.LATIN1: {LongMode.UDH8: 134, LongMode.UDH16: 133, LongMode.SAR: 134},
    Alphabet.ASCII: {LongMode.UDH8: 153, LongMode.UDH16: 152, LongMode.SAR: 153},
}
SINGLE = {Alphabet.GSM7: 160, Alphabet.UCS2: 70, Alphabet.LATIN1: 140, Alphabet.ASCII: 160}

MODES = st.sampled_from([LongMode.UDH8, LongMode.UDH16, LongMode.SAR])
DEFAULTS = st.sampled_from([Alphabet.GSM7, Alphabet.LATIN1, Alphabet.ASCII])
PIECES = st.one_of(
    st.text(st.sampled_from(GSM), max_size=200),
    st.text(st.characters(codec="utf-8"), max_size=100),
    st.text(
        st.sampled_from("a€[]^\U0001f468\u200d\U0001f469\U0001f3fd\u0301\U0001f1e9\U0001f1ea中"), max_size=200
    ),
)
TEXTS = st.lists(PIECES, max_size=4).map("".join)


def read_gsm(octets: bytes) -> str:
    """By smpplib's table."""
    found = []
    extended = 0
    for octet in octets:
        if octet == 0x1B:
            extended = 0x80
        else:
            found.append("§" if extended + octet == 0x5F else GSM_CHARACTER_TABLE[extended + octet])
            extended = 0
    assert not extended, "an escape pair was cut"
    return "".join(found)


def read(alphabet: Alphabet, octets: bytes) -> str:
    if alphabet is Alphabet.GSM7:
        return read_gsm(octets)
    return octets.decode(
        {Alphabet.UCS2: "utf-16-be", Alphabet.LATIN1: "latin-1", Alphabet.ASCII: "ascii"}[alphabet]
    )


@given(text=TEXTS, mode=MODES, default=DEFAULTS)
def test_each_segment_is_whole_and_together_they_are_the_text(
    text: str, mode: LongMode, default: Alphabet
) -> None:
    made = split(text, reference=7, long_mode=mode, default=default)
    # Each part is read by itself: a pair that was cut could not be.
    assert "".join(read(made.alphabet, part.user_data) for part in made.parts) == text
    check_counts(made, text, mode, default)


def check_counts(made: Split, text: str, mode: LongMode, default: Alphabet) -> None:
    limit = LIMITS[made.alphabet][mode] if len(made.parts) > 1 else SINGLE[made.alphabet]
    width = 2 if made.alphabet is Alphabet.UCS2 else 1
    meter = measure(text, long_mode=mode, default=default)
    assert meter.units_per_segment == tuple(len(part.user_data) // width for part in made.parts)
    assert meter.encoding is made.alphabet
    assert max(meter.units_per_segment, default=0) <= limit
    if made.parts:
        assert meter.remaining == limit - meter.units_per_segment[-1]


@given(text=st.text(max_size=300))
def test_any_text_is_cut_or_refused(text: str) -> None:
    try:
        parts = split(text * 200).parts
    except TextTooLong:
        return
    assert "".join(part.text for part in parts) == text * 200
