"""The doctor says what the far end answered and what to do: a wrong password, silence, a certificate, no such name."""

from pathlib import Path

import pytest

from rupor.engine.trunks import SETTINGS, TrunkSpec, TrunkState
from rupor.processes.doctor import trunks
from rupor.processes.doctor.verdict import Health, Verdict
from rupor.processes.voice.tests.test_ways import HERE, town
from rupor.protocols.sip.endpoint import Endpoint
from rupor.settings import Settings


async def one(spec: TrunkSpec, **more: object) -> Verdict:
    (verdict,) = await trunks.checked([spec], host=HERE, **more)  # type: ignore[arg-type]
    return verdict


async def test_a_trunk_that_answers_and_knows_us_is_good(tmp_path: Path) -> None:
    async with town(tmp_path, password="secret") as place:
        verdict = await one(place.spec("tls", registers=True, user="rupor", password="secret"))
        plain = await one(place.spec("udp", name=SETTINGS))
    assert verdict.health is Health.GOOD
    assert "answered 200 and knows us" in verdict.found
    assert (plain.part, plain.health) == ("trunk", Health.GOOD)


async def test_a_wrong_password_is_told_with_the_answer(tmp_path: Path) -> None:
    async with town(tmp_path, password="secret") as place:
        verdict = await one(place.spec("tcp", registers=True, user="rupor", password="wrong"))
    assert verdict.health is Health.BAD
    assert "REGISTER: 403" in verdict.found
    assert "password" in verdict.mend


async def test_a_gateway_that_tells_of_the_registration_is_believed(tmp_path: Path) -> None:
    told = {"tcp": TrunkState(name="tcp", reachable=True, registered=False, why="REGISTER: 404 Not Found")}
    async with town(tmp_path) as place:
        verdict = await one(place.spec("tcp", registers=True, user="rupor"), told=told)
        assert place.network.registrar.known == {}, "the doctor did not register beside the gateway"
    assert verdict.health is Health.BAD
    assert "404" in verdict.found


async def test_a_certificate_of_a_stranger_is_told(tmp_path: Path) -> None:
    async with town(tmp_path) as place:
        verdict = await one(place.spec("tls", ca=""))
    assert verdict.health is Health.BAD
    assert "certificate refused" in verdict.found
    assert "CA" in verdict.mend


@pytest.mark.parametrize(("transport", "word"), [("tcp", "refused"), ("udp", "no answer")])
async def test_nobody_there(transport: str, word: str) -> None:
    gone = await Endpoint.open(host=HERE, port=0, transport="TCP" if transport == "tcp" else "UDP")
    port = gone.port
    await gone.close()
    verdict = await one(TrunkSpec(name="a", host=HERE, port=port, transport=transport))
    assert verdict.health is Health.BAD
    assert word in verdict.found or "503" in verdict.found


async def test_a_name_nobody_knows() -> None:
    verdict = await one(TrunkSpec(name="a", host="nobody.invalid"))
    assert "name unknown" in verdict.found
    assert "DNS" in verdict.mend


def test_a_setting_that_is_none_is_told_by_its_name() -> None:
    verdict = trunks.own(Settings(sip_trunk="host:port"))
    assert isinstance(verdict, Verdict)
    assert "RUPOR_SIP_TRUNK" in verdict.mend
