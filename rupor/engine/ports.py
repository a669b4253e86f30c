"""What crosses the bus between the dispatcher and the gateways: orders go down, facts come up.

Both sides speak only these structures, so a gateway needs no database and the rooms need no protocol. The encoding is
JSON by msgspec; a field that is absent means its default, which lets two neighbouring versions work side by side.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec

from rupor.engine.trunks import TrunkState


class Channel(StrEnum):
    """The ways a person is reached."""

    VOICE = "voice"
    SMS = "sms"


class MachineAction(StrEnum):
    """What is done when not a person took the call.

    `play`: what plays goes on to its end, then the call ends. `after_beep`: the first clip is played from its start
    after the beep, then the call ends. `as_person`: it is only noted.
    """

    HANG_UP = "hang_up"
    PLAY = "play"
    AFTER_BEEP = "after_beep"
    AS_PERSON = "as_person"


class Clip(msgspec.Struct, frozen=True, omit_defaults=True):
    """A thing to be played: a stored prompt, or a text that the gateway has spoken for this person.

    `prompt` is a path, relative to the storage folder, of an 8 kHz mono 16-bit WAV file; `text` is final, without
    placeholders.
    """

    material: int
    prompt: str = ""
    text: str = ""
    voice: str = ""
    recognition_start_seconds: float = 0.0


class CallOrder(msgspec.Struct, frozen=True, omit_defaults=True):
    """One call to make. Times are instants in UTC; after `not_after` the order is refused, not dialled.

    `identity` is the signed proof of the caller's number (RFC 8224), by whoever may sign for it; it goes out as given.
    """

    attempt: int
    account: int
    campaign: int
    phone: str
    caller: str
    flow: dict[str, Any]
    clips: dict[str, Clip]
    not_after: datetime
    answer_wait_seconds: int = 27
    action_wait_seconds: int = 7
    max_talk_seconds: int = 120
    record: bool = False
    detect_machine: bool = False
    detect_silence: bool = False
    machine_action: MachineAction = MachineAction.HANG_UP
    variables: dict[str, str] = {}
    urgent: bool = False
    identity: str = ""


class IncomingCall(msgspec.Struct, frozen=True, omit_defaults=True):
    """A call that came to us, as its gateway asks the house about it: what is to be heard on it?

    `caller` and `called` are as the network wrote them, `caller` empty when even we are not told; `private`: it may
    be shown to nobody who does not know it (RFC 3323). (gateway, call_id) is the call's identity, and asking twice
    gets the same answer. `identity` is the network's signed proof (RFC 8224).
    """

    gateway: str
    call_id: str
    caller: str
    called: str
    at: datetime
    trunk: str = ""
    identity: str = ""
    private: bool = False


class IncomingAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """An order to carry out on the call, whose attempt is the gateway's already; or a SIP status to refuse it with."""

    order: CallOrder | None = None
    status: int = 0


class SmsOrder(msgspec.Struct, frozen=True, omit_defaults=True):
    """One text message to send; the gateway cuts it into parts by the rules of GSM 03.38 and UCS-2."""

    attempt: int
    account: int
    campaign: int
    phone: str
    sender: str
    text: str
    not_after: datetime
    validity_seconds: int = 43_200
    urgent: bool = False


class Outcome(StrEnum):
    """How an attempt ended. `unknown` is honest doubt: the gateway was lost after it had taken the order."""

    ANSWERED = "answered"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    UNREACHABLE = "unreachable"
    REJECTED = "rejected"
    INVALID = "invalid"
    PROVIDER_ERROR = "provider_error"
    CANCELLED = "cancelled"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """Kinds of facts. `refused`: the order was given back untouched; `finished` ends a call; `sent` and `receipt` tell
    of a message.

    `webhook_requested`: `node`, `integration`, `text` (JSON object of the person's variables). `follow_up`: `node`,
    `tag` (its title), `text`. `transferred`: one for each operator that was rung, when that leg is over: `node`,
    `phone` (the operator as the flow names him) and `call`, whose outcome is `answered` when the two talked.
    """

    REFUSED = "refused"
    ANSWERED = "answered"
    LEAD = "lead"
    STOP_LISTED = "stop_listed"
    SMS_REQUESTED = "sms_requested"
    WEBHOOK_REQUESTED = "webhook_requested"
    FOLLOW_UP = "follow_up"
    TRANSFERRED = "transferred"
    FINISHED = "finished"
    SENT = "sent"
    RECEIPT = "receipt"
    REPLY = "reply"


class Key(msgspec.Struct, frozen=True, omit_defaults=True):
    """A key the person pressed; the instant counts from the answer, `node` is where the talk was then."""

    digit: str
    at_seconds: float
    node: str = ""


class Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the person said: the recognised text and the asked phrase found in it (empty: none)."""

    text: str
    phrase: str
    at_seconds: float
    node: str = ""


class CallResult(msgspec.Struct, frozen=True, omit_defaults=True):
    """All that is known of an ended call. `sip_status` is 0 when the far end never spoke, `q850_cause` 0 when none was
    given.

    `answered_by`: "person", "machine", "assistant", "announcement", "silence", or empty when nobody listened for it.
    `rang`: the person's own telephone was heard to ring.
    `listened`: percent by material's number of every clip that was played. `transferred_to`: the operator who took it.
    """

    outcome: Outcome
    ring_seconds: float = 0.0
    talk_seconds: float = 0.0
    sip_status: int = 0
    q850_cause: int = 0
    hung_up_by: str = ""
    digits: str = ""
    path: list[str] = []
    machine: bool = False
    listened_percent: int = 0
    recording: str = ""
    late_packets: int = 0
    lost_packets: int = 0
    detail: str = ""
    answered_by: str = ""
    keys: list[Key] = []
    heard: list[Said] = []
    listened: dict[str, int] = {}
    transferred_to: str = ""
    trunk: str = ""
    rang: bool = False


class Event(msgspec.Struct, frozen=True, omit_defaults=True):
    """One fact. (attempt, n) is its identity: hearing it twice changes nothing. `n` counts from 0 in an attempt.

    `receipt` and `reply` carry no attempt (0): `message_ids` and `route` find the message, `n` means nothing and the
    identity is (route, message id, status).
    """

    kind: Kind
    attempt: int
    n: int
    at: datetime
    gateway: str
    call: CallResult | None = None
    node: str = ""
    tag: str = ""
    text: str = ""
    sender: str = ""
    stop_list: str = ""
    route: str = ""
    message_ids: list[str] = []
    status: Outcome | None = None
    status_code: str = ""
    phone: str = ""
    detail: str = ""
    integration: int = 0


class OnLine(msgspec.Struct, frozen=True, omit_defaults=True):
    """Calls that stand alike at one gateway. `state` is "dialling", "ringing", "talking" or "transferred"; `campaign`
    0: none; `trunk` is empty while none was chosen."""

    state: str
    trunk: str
    account: int
    campaign: int
    calls: int


class Heartbeat(msgspec.Struct, frozen=True):
    """A gateway's pulse, once a second. `taking` is false while it drains before a stop or its trunk/SMSC is away."""

    gateway: str
    channel: Channel
    capacity: int
    busy: int
    taking: bool
    starts_per_second: int = 0
    trunks: list[TrunkState] = []
    line: list[OnLine] = []


encode = msgspec.json.Encoder().encode
decode_call_order = msgspec.json.Decoder(CallOrder).decode
decode_incoming_call = msgspec.json.Decoder(IncomingCall).decode
decode_incoming_answer = msgspec.json.Decoder(IncomingAnswer).decode
decode_sms_order = msgspec.json.Decoder(SmsOrder).decode
decode_events = msgspec.json.Decoder(list[Event]).decode
decode_heartbeat = msgspec.json.Decoder(Heartbeat).decode
