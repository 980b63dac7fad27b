"""Every field has its place in the octets, and every octet has one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ycloud_console.smpp.pdu import COMMAND_IDS, read_pdu, read_udh, write_pdu
from ycloud_console.smpp.places import places
from ycloud_console.smpp.udh import UDH_INDICATOR

_BODY = st.one_of(
    st.binary(max_size=80),
    # What looks like fields: texts with their NULs, small numbers, parameters.
    st.lists(
        st.sampled_from([b"\0", b"\1", b"\2", b"\5", b"6581234567\0", b"a\0", b"\x04\x24\0\3abc", b"\x40"])
    ).map(b"".join),
)


def made(command: int, body: bytes, length: int | None) -> bytes:
    size = 16 + len(body) if length is None else length
    return size.to_bytes(4, "big") + command.to_bytes(4, "big") + bytes(4) + b"\0\0\0\1" + body


@given(st.sampled_from(sorted(COMMAND_IDS.values())), _BODY, st.none() | st.integers(0, 120))
def test_what_is_read_stands_where_it_is_said_to(command: int, body: bytes, length: int | None) -> None:
    octets = made(command, body, length)
    found = places(octets)
    assert b"".join(octets[place.start : place.end] for place in found) == octets
    pdu = read_pdu(octets)
    by_name = {place.name: place for place in found}
    for name, value in pdu.fields.items():
        at = by_name[name]
        held = octets[at.start : at.end]
        if isinstance(value, int):
            assert int.from_bytes(held, "big") == value
        elif isinstance(value, str):
            assert held.removesuffix(b"\0").decode("latin-1") == value
        else:
            assert held == value
    tlvs = [place for place in found if place.name == "tlv"]
    assert [(place.number, octets[slice(*place.value)]) for place in tlvs] == list(pdu.tlvs)


@given(st.binary(max_size=60), st.booleans())
def test_the_elements_of_a_header_are_opened(message: bytes, in_payload: bool) -> None:
    fields: dict[str, int | str | bytes] = {"esm_class": UDH_INDICATOR}
    if not in_payload:
        fields["short_message"] = message
    octets = write_pdu("submit_sm", fields=fields, tlvs=[(0x0424, message)] if in_payload else [])
    name = "tlv" if in_payload else "short_message"
    carrier = next(place for place in places(octets) if place.name == name)
    if not message:
        assert carrier.below == ()
        return
    udh = read_udh(message)
    header = carrier.below[0]
    assert header.end - header.start == udh.length
    assert [(each.number, octets[slice(*each.value)]) for each in header.below] == list(udh.elements)
    texts = [octets[each.start : each.end] for each in carrier.below if each.name == "user_data"]
    assert b"".join(texts) == message[udh.length :]
