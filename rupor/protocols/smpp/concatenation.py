"""Long messages: the header that joins parts (3GPP TS 23.040, 9.2.3.24.1 and .8), the SAR parameters, and reading.

Writers give the octets or parameters of one part; `read` tells of a received message which part of what it is.
"""

from collections.abc import Sequence

import msgspec

from rupor.protocols.smpp import bodies, names, tlvs

_REFERENCE_8, _REFERENCE_16 = 0x00, 0x08


class Part(msgspec.Struct, frozen=True):
    """`number` counts from 1. A message that stands alone is part 1 of 1 with reference 0."""

    octets: bytes
    reference: int = 0
    total: int = 1
    number: int = 1


def udh(*, reference: int, total: int, number: int, wide: bool = False) -> bytes:
    """The header to put before a part's octets; `wide` has a reference of 16 bits and one septet less of text."""
    if wide:
        return bytes((6, _REFERENCE_16, 4, reference >> 8 & 0xFF, reference & 0xFF, total, number))
    return bytes((5, _REFERENCE_8, 3, reference & 0xFF, total, number))


def sar(*, reference: int, total: int, number: int) -> bodies.Tlvs:
    """The same told by optional parameters, for centres that build the header themselves."""
    return {
        names.Tag.SAR_MSG_REF_NUM: (reference & 0xFFFF).to_bytes(2, "big"),
        names.Tag.SAR_TOTAL_SEGMENTS: bytes((total,)),
        names.Tag.SAR_SEGMENT_SEQNUM: bytes((number,)),
    }


def read(message: bodies.Message | bodies.Data) -> Part:
    """Never fails: a header that makes no sense is left out, and what follows it stands alone."""
    octets = message.payload
    if message.esm_class & names.EsmClass.UDHI and octets:
        header, octets = octets[1 : octets[0] + 1], octets[octets[0] + 1 :]
        joined = _joining_element(header)
        if joined is not None:
            reference, total, number = joined
            return _checked(octets, reference, total, number)
    reference_tlv = tlvs.number(message.tlvs, names.Tag.SAR_MSG_REF_NUM)
    if reference_tlv is None:
        return Part(octets)
    total_tlv = tlvs.number(message.tlvs, names.Tag.SAR_TOTAL_SEGMENTS) or 1
    number_tlv = tlvs.number(message.tlvs, names.Tag.SAR_SEGMENT_SEQNUM) or 1
    return _checked(octets, reference_tlv, total_tlv, number_tlv)


def _checked(octets: bytes, reference: int, total: int, number: int) -> Part:
    return Part(octets, reference, total, number) if 1 <= number <= total <= 255 else Part(octets)


def _joining_element(header: Sequence[int]) -> tuple[int, int, int] | None:
    at = 0
    while at + 2 <= len(header):
        kind, length = header[at], header[at + 1]
        element = header[at + 2 : at + 2 + length]
        if kind == _REFERENCE_8 and len(element) == 3:
            return element[0], element[1], element[2]
        if kind == _REFERENCE_16 and len(element) == 4:
            return element[0] << 8 | element[1], element[2], element[3]
        at += 2 + length
    return None
