"""People of the network in the box answer in real words over real SIP and RTP; the basic recogniser hears them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rupor.engine.flow.tests.flows import spoken_question, with_nodes
from rupor.processes.voice.tests import rig
from rupor.processes.voice.vocabularies import Vocabularies
from rupor.providers.basic_recogniser.provider import BasicRecogniser
from rupor.providers.espeak.pool import Pool

WORDS = ("да", "нет", "позже", "оператор")
ENDINGS = {"1210": "да", "1220": "нет", "1230": "позже", "1240": "оператор", "1250": "", "39": "да"}
NODES: dict[str, Any] = {
    name: {"cards": [{"do": "goal", "tag": name}, {"do": "hangup"}]} for name in (*WORDS, "other", "silent")
}
ASKING = with_nodes(
    a=spoken_question(
        *({"when": "words", "words": [word], "to": word} for word in WORDS),
        {"when": "other", "to": "other"},
        {"when": "silence", "to": "silent"},
    ),
    **NODES,
)


@pytest.fixture
def recogniser() -> Iterator[BasicRecogniser]:
    pool = Pool(size=1)
    opened = BasicRecogniser(spoken=lambda text: pool.phones(text=text))
    yield opened
    opened.close()
    pool.close()


@pytest.mark.parametrize("ending", ENDINGS)
async def test_a_spoken_word_opens_its_branch(ending: str, tmp_path: Path, recogniser: BasicRecogniser) -> None:
    async with rig.rig(tmp_path) as line:
        line.carrier.vocabularies = Vocabularies(recogniser)
        phone = "7916000" + ending.rjust(4, "0")
        result = await line.call(phone, flow=ASKING, action_wait_seconds=5)
    assert result.path == ["a", ENDINGS[ending] or "other"]
    assert [said.phrase for said in result.heard] == [ENDINGS[ending]]
