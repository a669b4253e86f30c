"""Who calls, as the far end is told: the number in its form, asserted, with privacy, with its signed proof."""

from rupor.engine.trunks import CallerForm, Privacy, TrunkSpec
from rupor.processes.voice.tests.test_ways import HERE, LISTENS, talk, trunks_of
from rupor.protocols.sip.endpoint import Endpoint
from rupor.protocols.sip.incoming import IncomingCall


async def test_our_number_is_shown_as_the_trunk_wants_it() -> None:
    seen: list[tuple[str, str]] = []

    def on_incoming(call: IncomingCall) -> None:
        seen.append((call.from_user, call.invite.first("p-asserted-identity")))
        call.reject(status=486)

    far = await Endpoint.open(host=HERE, port=0, on_incoming=on_incoming)
    spec = TrunkSpec(name="a", host=HERE, port=far.port, caller_form=CallerForm.PLUS, asserted_identity=True)
    async with trunks_of(spec) as trunks:
        await talk(trunks.place(phone=LISTENS, caller="74951234567"))
    await far.close()
    assert seen == [("+74951234567", f"<sip:+74951234567@{HERE}>")]


async def test_the_signed_proof_of_our_number_and_its_privacy_go_out() -> None:
    seen: list[tuple[str, str, str]] = []

    def on_incoming(call: IncomingCall) -> None:
        seen.append((call.identity, call.privacy, call.asserted))
        call.reject(status=486)

    far = await Endpoint.open(host=HERE, port=0, on_incoming=on_incoming)
    spec = TrunkSpec(name="a", host=HERE, port=far.port, asserted_identity=True, privacy=Privacy.ID)
    proof = "eyJhbGciOi.eyJhdHRlc3Qi.c2lnbg;info=<https://op.example/cert>;alg=ES256;ppt=shaken"
    async with trunks_of(spec) as trunks:
        await talk(trunks.place(phone=LISTENS, caller="74951234567", identity=proof))
    await far.close()
    assert seen == [(proof, "id", "74951234567")]
