"""What the PDUs carry. submit_sm and deliver_sm share one layout, so they share one structure; so do all three binds.

Texts of the protocol (ids, addresses) are Latin-1: any octet an operator invents survives the way there and back.
Optional parameters are kept raw, in a dict by tag; `tlvs.py` gives the known ones their meaning.
"""

import msgspec

from rupor.protocols.smpp import names

Tlvs = dict[int, bytes]


class Bind(msgspec.Struct):
    system_id: str
    password: str = ""
    system_type: str = ""
    interface_version: int = 0x34
    addr_ton: int = 0
    addr_npi: int = 0
    address_range: str = ""


class BindResp(msgspec.Struct):
    system_id: str = ""
    tlvs: Tlvs = {}


class Message(msgspec.Struct):
    """submit_sm and deliver_sm."""

    source: str = ""
    destination: str = ""
    short_message: bytes = b""
    source_ton: int = 0
    source_npi: int = 0
    destination_ton: int = 0
    destination_npi: int = 0
    esm_class: int = 0
    protocol_id: int = 0
    priority_flag: int = 0
    schedule_delivery_time: str = ""
    validity_period: str = ""
    registered_delivery: int = 0
    replace_if_present: int = 0
    data_coding: int = 0
    sm_default_msg_id: int = 0
    service_type: str = ""
    tlvs: Tlvs = {}

    @property
    def payload(self) -> bytes:
        """The octets of the message, wherever they were put."""
        return self.short_message or self.tlvs.get(names.Tag.MESSAGE_PAYLOAD, b"")


class Data(msgspec.Struct):
    """data_sm: the message is always in the TLV message_payload."""

    source: str = ""
    destination: str = ""
    source_ton: int = 0
    source_npi: int = 0
    destination_ton: int = 0
    destination_npi: int = 0
    esm_class: int = 0
    registered_delivery: int = 0
    data_coding: int = 0
    service_type: str = ""
    tlvs: Tlvs = {}

    @property
    def payload(self) -> bytes:
        return self.tlvs.get(names.Tag.MESSAGE_PAYLOAD, b"")


class MessageResp(msgspec.Struct):
    """The answer to submit_sm, deliver_sm (id empty) and data_sm."""

    message_id: str = ""
    tlvs: Tlvs = {}


class Query(msgspec.Struct):
    message_id: str
    source: str = ""
    source_ton: int = 0
    source_npi: int = 0


class QueryResp(msgspec.Struct):
    message_id: str = ""
    final_date: str = ""
    message_state: int = names.MessageState.UNKNOWN
    error_code: int = 0


class Cancel(msgspec.Struct):
    message_id: str
    source: str = ""
    destination: str = ""
    source_ton: int = 0
    source_npi: int = 0
    destination_ton: int = 0
    destination_npi: int = 0
    service_type: str = ""


class Empty(msgspec.Struct, frozen=True):
    """enquire_link, unbind, generic_nack and the answers that say only a status."""


EMPTY = Empty()

Body = Bind | BindResp | Message | Data | MessageResp | Query | QueryResp | Cancel | Empty


class Pdu(msgspec.Struct):
    command: int
    status: int
    sequence: int
    body: Body = EMPTY

    @property
    def is_response(self) -> bool:
        return bool(self.command & names.RESPONSE)
