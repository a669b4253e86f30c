"""The bench of words: what it counts, and that the kept figures belong to it and keep the promise."""

import numpy as np
import pytest

from rupor.processes.bench import words
from rupor.processes.bench.speakers import open_speakers, recordings
from rupor.providers.basic_recogniser import reach

QUIET = np.zeros(8000, np.int16)
MOST_WRONG = 0.03


def trial(said: str, kind: str = "word", voice: str = "dita") -> words.Trial:
    return words.Trial(voice, kind, ("да", "нет"), said, QUIET)


def test_shares_count_hits_wrongs_and_others() -> None:
    told = words.figures(
        [
            (trial("да"), "да"),
            (trial("да"), "нет"),
            (trial("нет"), ""),
            (trial("нет"), "нет"),
            (trial("", "none"), ""),
            (trial("", "none"), "да"),
        ]
    )
    assert told["independent"]["word"] == {"count": 4, "hit": 0.5, "wrong": 0.25, "other": 0.25}
    assert told["independent"]["none"] == {"count": 2, "hit": 0.5, "wrong": 0.5, "other": 0.0}
    assert told["wrong_branch"]["independent"] == pytest.approx(2 / 6, abs=1e-4)
    assert told["words"]["да"]["wrong"] == 0.5


def test_the_kept_figures_are_of_this_bench_and_keep_the_promise() -> None:
    kept = reach.reached()
    assert set(kept.words) == {phrase for asked in words.SETS.values() for phrase in asked}
    assert kept.utterances > 500
    assert max(kept.wrong_branch.values()) <= MOST_WRONG


def test_recordings_for_tests_teach_nothing() -> None:
    assert {recordings.part_of(number) for number in range(0, 620, 5)} == {"test"}
    assert sum(recordings.part_of(number) == "train" for number in range(1, 621)) > 400


def test_the_bench_runs_over_voices_that_taught_nothing() -> None:
    with open_speakers() as speakers:
        assert [speaker.name for speaker in speakers.independent] == ["dita", "machac"]
        trials = words.spoken_trials(speakers, repeats=1)
    assert {one.kind for one in trials} == set(words.KINDS)
    assert all(one.said in (*one.asked, "") for one in trials)
    assert len({one.sound.tobytes() for one in trials}) == len(trials)
