"""How well a recogniser of phrases does: shares of hit, wrong and other, on voices that taught it nothing.

Hit: the phrase that was said. Wrong: another of the phrases. Other: «другое», the person is asked again. For speech
that is none of the phrases every phrase is wrong. Lines come worn: two laws, three noises at 10 to 25 dB, levels of
−32 to −20 dBFS.
"""

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from rupor.processes.bench.speakers import NOISES, Samples, Speakers, degrade, open_speakers, recordings
from rupor.processes.bench.speakers.speaker import Line
from rupor.providers.basic_recogniser import provider

SETS: dict[str, tuple[str, ...]] = {
    "да/нет": ("да", "нет"),
    "да/нет/позже/оператор": ("да", "нет", "позже", "оператор"),
    "хочу": ("хочу", "не интересно", "перезвоните", "отпишите"),
    "приду": ("подтверждаю", "отменить", "перенести"),
}
OTHERS = (
    "алло",
    "кто это",
    "что вы говорите",
    "я сейчас за рулём",
    "не слышу вас",
    "откуда у вас мой номер",
    "сколько это стоит",
    "подождите минуту",
    "вы робот",
    "какая компания",
    "ну не знаю",
    "сегодня хорошая погода",
)
REAL_DISTRACTORS = 3
LEAST_SOUNDS = 5


@dataclass(frozen=True, slots=True)
class Trial:
    """One utterance: who, which phrases were asked, what was said (empty: none of them)."""

    voice: str
    asked: tuple[str, ...]
    said: str
    sound: Samples


def run(*, seconds: float = 60.0, quick: bool = False) -> dict[str, Any]:
    """The built-in recogniser; `seconds` decides how many ways each word is said."""
    with open_speakers() as speakers:
        trials = spoken_trials(speakers, repeats=1 if quick else max(2, round(seconds / 15)))
        trials += recorded_trials(speakers, most=20 if quick else 400)
        recogniser = provider.BasicRecogniser(spoken=speakers.phones)
        try:
            judged = list(_judged(trials, recogniser))
        finally:
            recogniser.close()
    return {"name": "words", "recogniser": "basic", **figures(judged)}


def spoken_trials(speakers: Speakers, *, repeats: int) -> list[Trial]:
    """Every phrase of every set and the others, by every independent voice, `repeats` times each."""
    luck = np.random.default_rng(5)
    trials = []
    for speaker in speakers.independent:
        wanted = [
            (
                asked,
                said,
                Line(text, float(luck.uniform(0.85, 1.3)), float(luck.uniform(0.9, 1.15)), int(luck.integers(1 << 30))),
            )
            for asked in SETS.values()
            for said, text in (*((phrase, phrase) for phrase in asked), *(("", other) for other in OTHERS))
            for _ in range(repeats)
        ]
        sounds = speaker.say_all([line for _, _, line in wanted])
        trials += [
            Trial(speaker.name, asked, said, worn(sound, luck))
            for (asked, said, _), sound in zip(wanted, sounds, strict=True)
        ]
    return trials


def recorded_trials(speakers: Speakers, *, most: int) -> list[Trial]:
    """Words cut out of recorded sentences kept for tests: each is asked for beside three others of the recordings."""
    luck = np.random.default_rng(6)
    cuts = [
        (word.text, sentence.cut(number, number))
        for sentence in recordings.sentences(spoken=speakers.phones, parts=("test",))
        for number, word in enumerate(sentence.words)
        if word.after_pause + word.before_pause >= 1 and (len(word.text) >= LEAST_SOUNDS or word.text in {"да", "нет"})
    ]
    words = sorted({text for text, _ in cuts})
    trials = []
    for index in luck.permutation(len(cuts))[:most]:
        text, sound = cuts[int(index)]
        others = tuple(str(word) for word in luck.choice(words, REAL_DISTRACTORS + 1, replace=False) if word != text)
        padded = worn(np.pad(sound, (2000, 2000)), luck)
        trials.append(Trial("recorded", (text, *others[:REAL_DISTRACTORS]), text, padded))
        trials.append(Trial("recorded", others[:REAL_DISTRACTORS], "", padded))
    return trials


def worn(sound: Samples, luck: np.random.Generator) -> Samples:
    """As the telephone brings it."""
    return degrade(
        sound,
        codec="pcma" if luck.random() < 0.5 else "pcmu",
        noise=NOISES[int(luck.integers(len(NOISES)))] if luck.random() < 0.75 else "",
        snr_db=float(luck.uniform(10, 25)),
        level_db=float(luck.uniform(-32, -20)),
        seed=int(luck.integers(1 << 30)),
    )


def _judged(trials: Sequence[Trial], recogniser: provider.BasicRecogniser) -> Iterable[tuple[Trial, str]]:
    vocabularies: dict[tuple[str, ...], provider.BasicVocabulary] = {}
    for trial in trials:
        if trial.asked not in vocabularies:
            vocabularies[trial.asked] = recogniser.vocabulary(trial.asked)
        told = provider.whole(vocabularies[trial.asked], [trial.sound])[0]
        yield trial, told.phrase if told else ""


def figures(judged: Sequence[tuple[Trial, str]]) -> dict[str, Any]:
    """Shares by kind of voice, of «да» and «нет» apart, and word by word."""
    spoken = [one for one in judged if one[0].voice != "recorded"]
    recorded = [one for one in judged if one[0].voice == "recorded"]
    return {
        "utterances": len(judged),
        "independent": _shares(spoken, lambda trial: bool(trial.said)),
        "independent_yes_no": _shares(spoken, lambda trial: trial.said in {"да", "нет"}),
        "independent_none_of_them": _shares(spoken, lambda trial: not trial.said),
        "recorded": _shares(recorded, lambda trial: bool(trial.said)),
        "recorded_none_of_them": _shares(recorded, lambda trial: not trial.said),
        "by_voice": {
            voice: _shares(spoken, functools.partial(_said_by, voice))
            for voice in sorted({trial.voice for trial, _ in spoken})
        },
        "words": {
            word: _shares(spoken, functools.partial(_is, word))
            for word in sorted({trial.said for trial, _ in spoken if trial.said})
        },
    }


def _said_by(voice: str, trial: Trial) -> bool:
    return trial.voice == voice and bool(trial.said)


def _is(word: str, trial: Trial) -> bool:
    return trial.said == word


def _shares(judged: Sequence[tuple[Trial, str]], wanted: Callable[[Trial], bool]) -> dict[str, float]:
    counted = Counter(
        ("hit" if told == trial.said else "wrong") if told else ("other" if trial.said else "hit")
        for trial, told in judged
        if wanted(trial)
    )
    total = max(1, counted.total())
    return {"count": counted.total(), **{kind: round(counted[kind] / total, 4) for kind in ("hit", "wrong", "other")}}
