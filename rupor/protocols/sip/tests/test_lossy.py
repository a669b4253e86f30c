"""Calls over a network that loses, doubles and reorders packets: every call ends, at both ends, as it should."""

import pytest

from rupor.protocols.sip.events import LAST, Answered, CallEvent, Ended
from rupor.protocols.sip.incoming import IncomingCall
from rupor.protocols.sip.outgoing import OutgoingCall
from rupor.protocols.sip.tests.network import Network
from rupor.protocols.sip.tests.test_calls import ANSWER, Pair

CALLS = 60
FATES = (
    "robot hangs up",
    "subscriber hangs up",
    "both hang up",
    "refused",
    "cancelled while ringing",
    "cancelled at answer",
)


class Run:
    """Many calls at once, each with a fate by its number."""

    def __init__(self, network: Network) -> None:
        self.pair = Pair(network=network)
        self.calls: list[OutgoingCall] = []
        for number in range(CALLS):
            self.calls.append(
                self.pair.robot.call(
                    target=("10.0.0.2", 5060),
                    to_uri=f"sip:{number}@10.0.0.2",
                    from_uri="sip:robot@10.0.0.1",
                    sdp=b"v=0\r\n",
                )
            )
        self.pair.run(40)
        self._meet()
        self.pair.run(40)
        self._part()
        self.pair.run(140)

    def _meet(self) -> None:
        for taken in self.pair.taken:
            fate = self.fate(taken)
            if fate == "refused":
                taken.reject(status=486, q850_cause=17)
            elif fate == "cancelled while ringing":
                taken.ring()
                self.call_of(taken).cancel()
            elif fate == "cancelled at answer":
                self.call_of(taken).cancel()
                taken.accept(sdp=ANSWER)
            else:
                taken.accept(sdp=ANSWER)

    def _part(self) -> None:
        for taken in self.pair.taken:
            fate = self.fate(taken)
            if fate in ("robot hangs up", "both hang up"):
                self.call_of(taken).hang_up()
            if fate in ("subscriber hangs up", "both hang up"):
                taken.hang_up()

    def fate(self, taken: IncomingCall) -> str:
        return FATES[int(taken.to_user) % len(FATES)]

    def call_of(self, taken: IncomingCall) -> OutgoingCall:
        return self.calls[int(taken.to_user)]


def lasts(events: list[CallEvent]) -> list[CallEvent]:
    return [event for event in events if isinstance(event, LAST)]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("loss", "doubling", "delay"), [(0.0, 0.5, 0.4), (0.2, 0.1, 0.1), (0.4, 0.3, 0.8)])
def test_every_call_ends_once_at_both_ends(seed: int, loss: float, doubling: float, delay: float) -> None:
    run = Run(Network(seed=seed, loss=loss, doubling=doubling, delay=delay))
    users = [taken.to_user for taken in run.pair.taken]
    assert len(users) == len(set(users)), "a packet that came twice made two calls"
    for call in run.calls:
        assert len(lasts(call.drain())) == 1
    for taken in run.pair.taken:
        assert len(lasts(taken.drain())) == 1
    assert run.pair.settled()


@pytest.mark.parametrize("seed", range(4))
def test_a_fifth_of_all_packets_lost_changes_no_outcome(seed: int) -> None:
    run = Run(Network(seed=seed, loss=0.2, delay=0.05))
    assert len(run.pair.taken) == CALLS
    for taken in run.pair.taken:
        told = run.call_of(taken).drain()
        fate = run.fate(taken)
        if fate == "robot hangs up" or fate == "both hang up":
            assert told[-2:] == [Answered(ANSWER), Ended(by="near", q850_cause=16)]
        elif fate == "subscriber hangs up":
            assert told[-2:] == [Answered(ANSWER), Ended(by="far", q850_cause=16)]
        elif fate == "refused":
            assert (told[-1].status, told[-1].q850_cause) == (486, 17)  # type: ignore[union-attr]
        elif fate == "cancelled while ringing":
            assert told[-1].status == 487  # type: ignore[union-attr]


def test_the_same_seed_is_the_same_run() -> None:
    one, two = (Run(Network(seed=9, loss=0.3, doubling=0.2, delay=0.3)) for _ in range(2))
    assert one.pair.methods() == two.pair.methods()
    assert len(one.pair.methods()) > 6 * CALLS
