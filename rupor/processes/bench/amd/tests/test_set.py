"""The labelled set without its voices: what is drawn, how sound is laid out, how mistakes are counted."""

from collections import Counter

import numpy as np
import pytest

from rupor.engine.dialing.answer_detection import Decision, Verdict
from rupor.processes.bench.amd import hearing, running, scripts, stage
from rupor.processes.bench.speakers import Samples

VOICES = ["one", "two"]


def spoken(script: scripts.Script) -> dict[tuple[str, str, float], Samples]:
    """Every sentence is half a second of a buzz."""
    at = np.arange(4000) / 8000
    buzz = sum(np.sin(2 * np.pi * 150 * n * at) for n in range(2, 12)) * 2000
    return {key: np.asarray(buzz, dtype=np.int16) for key in stage.lines(script)}


def drawn(half: str, count: int = 400) -> list[scripts.Script]:
    return [scripts.draw(number=n, seed=1, half=half, voices=VOICES) for n in range(count)]


def test_a_clip_follows_from_its_number() -> None:
    assert drawn("test", 50) == drawn("test", 50)
    assert drawn("test", 50) != drawn("tune", 50)


def test_every_kind_is_drawn() -> None:
    assert set(Counter(script.kind for script in drawn("test"))) == set(scripts.KINDS)


def test_people_of_the_two_halves_share_no_greeting() -> None:
    words = {
        half: {script.words for script in drawn(half) if script.kind in ("business", "machine", "assistant")}
        for half in ("tune", "test")
    }
    assert words["tune"] & words["test"] == set()


@pytest.mark.parametrize("kind", scripts.KINDS)
def test_every_kind_can_be_performed(kind: str) -> None:
    script = next(each for each in drawn("test") if each.kind == kind)
    sound = stage.perform(script, spoken=spoken(script))
    assert sound.dtype == np.int16
    assert len(sound) >= stage.SECONDS * stage.RATE
    assert bool(np.abs(sound).max()) == (kind != "silence")


def test_mistakes_are_counted_by_the_kind_of_the_one_who_suffers() -> None:
    verdicts = {"private": Verdict.PERSON, "business": Verdict.MACHINE, "machine": Verdict.SILENCE}
    told = [script for script in drawn("test") if script.kind in verdicts]
    heard = [hearing.Heard(Decision(verdicts[script.kind], 1.5, 0.9, ("why",)), ()) for script in told]
    figures = running.figures(scripts=told, heard=heard)
    kinds = Counter(script.kind for script in told)
    share = kinds["business"] / (kinds["private"] + kinds["business"])
    assert figures["person_taken_for_machine_share"] == pytest.approx(share, abs=1e-4)
    assert figures["machine_taken_for_person_share"] == 1.0
    assert figures["person_seconds_p95"] == 1.5
    assert figures["confusion"]["machine"] == {"silence": kinds["machine"]}
