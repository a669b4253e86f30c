"""How well a recogniser of phrases does: shares of hit, wrong and other, on voices that taught it nothing.

Hit: the phrase that was said. Wrong: another of the phrases. Other: «другое», the person is asked again. For speech
that is none of the phrases every phrase is wrong. Lines come worn: two laws, three noises at 10 to 25 dB, levels of
−32 to −20 dBFS.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
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
SENTENCES = {
    "да": ("да, конечно", "ну да", "да-да"),
    "нет": ("нет, спасибо", "нет-нет", "да нет"),
    "позже": ("давайте позже", "позже перезвоните"),
    "оператор": ("соедините меня с оператором", "оператора позовите"),
    "хочу": ("да, я хочу", "хочу узнать"),
    "не интересно": ("спасибо, мне не интересно", "нет, это не интересно"),
    "перезвоните": ("перезвоните мне завтра", "лучше перезвоните вечером"),
    "отпишите": ("отпишите меня, пожалуйста",),
    "подтверждаю": ("да, подтверждаю",),
    "отменить": ("хочу отменить запись",),
    "перенести": ("можно перенести на среду",),
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
KINDS = ("word", "sentence", "none")
REAL_DISTRACTORS = 3
LEAST_LETTERS = 5


@dataclass(frozen=True, slots=True)
class Trial:
    """One utterance: who, of which kind, which phrases were asked, what was said (empty: none of them)."""

    voice: str
    kind: str
    asked: tuple[str, ...]
    said: str
    sound: Samples


Judged = tuple[Trial, str]


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
    """Every phrase of every set, alone and in sentences, and the others, by every independent voice."""
    luck = np.random.default_rng(5)
    trials = []
    for speaker in speakers.independent:
        wanted = [
            (kind, asked, said, _line(text, luck))
            for asked in SETS.values()
            for kind, said, text in _texts(asked)
            for _ in range(repeats)
        ]
        sounds = speaker.say_all([line for _, _, _, line in wanted])
        trials += [
            Trial(speaker.name, kind, asked, said, worn(sound, luck))
            for (kind, asked, said, _), sound in zip(wanted, sounds, strict=True)
        ]
    return trials


def _texts(asked: tuple[str, ...]) -> list[tuple[str, str, str]]:
    words = [("word", phrase, phrase) for phrase in asked]
    sentences = [("sentence", phrase, text) for phrase in asked for text in SENTENCES[phrase]]
    return [*words, *sentences, *(("none", "", other) for other in OTHERS)]


def _line(text: str, luck: np.random.Generator) -> Line:
    return Line(text, float(luck.uniform(0.85, 1.3)), float(luck.uniform(0.9, 1.15)), int(luck.integers(1 << 30)))


def recorded_trials(speakers: Speakers, *, most: int) -> list[Trial]:
    """Cuts of the recorded sentences kept for tests: a word is asked for beside three others of the recordings.

    Pieces of one to four words are also asked for the phrases of the sets, which they are not.
    """
    luck = np.random.default_rng(6)
    sentences = recordings.sentences(spoken=speakers.phones, parts=("test",))
    cuts = [
        (word.text, sentence.cut(number, number))
        for sentence in sentences
        for number, word in enumerate(sentence.words)
        if word.after_pause + word.before_pause >= 1 and (len(word.text) >= LEAST_LETTERS or word.text in {"да", "нет"})
    ]
    words = sorted({text for text, _ in cuts})
    trials = []
    for index in luck.permutation(len(cuts))[:most]:
        text, sound = cuts[int(index)]
        others = tuple(str(word) for word in luck.choice(words, REAL_DISTRACTORS + 1, replace=False) if word != text)
        padded = worn(np.pad(sound, (2000, 2000)), luck)
        trials.append(Trial("recorded", "word", (text, *others[:REAL_DISTRACTORS]), text, padded))
        trials.append(Trial("recorded", "none", others[:REAL_DISTRACTORS], "", padded))
    return trials + [_stranger(sentences, luck) for _ in range(most)]


def _stranger(sentences: Sequence[recordings.Sentence], luck: np.random.Generator) -> Trial:
    """A piece of speech that holds none of the phrases of a set."""
    asked = list(SETS.values())[int(luck.integers(len(SETS)))]
    while True:
        sentence = sentences[int(luck.integers(len(sentences)))]
        first = int(luck.integers(len(sentence.words)))
        last = min(len(sentence.words) - 1, first + int(luck.integers(4)))
        if not {word.text for word in sentence.words[first : last + 1]} & {"да", "нет", "хочу", "позже"}:
            return Trial("recorded", "none", asked, "", worn(np.pad(sentence.cut(first, last), (2000, 2000)), luck))


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


def _judged(trials: Sequence[Trial], recogniser: provider.BasicRecogniser) -> Iterable[Judged]:
    vocabularies: dict[tuple[str, ...], provider.BasicVocabulary] = {}
    for trial in trials:
        if trial.asked not in vocabularies:
            vocabularies[trial.asked] = recogniser.vocabulary(trial.asked)
        told = provider.whole(vocabularies[trial.asked], [trial.sound])[0]
        yield trial, told.phrase if told else ""


def figures(judged: Sequence[Judged]) -> dict[str, Any]:
    """Shares by kind of voice, of «да» and «нет» apart, and word by word."""
    spoken = [one for one in judged if one[0].voice != "recorded"]
    recorded = [one for one in judged if one[0].voice == "recorded"]
    words = [one for one in spoken if one[0].kind == "word"]
    return {
        "utterances": len(judged),
        "wrong_branch": {"independent": _shares(spoken)["wrong"], "recorded": _shares(recorded)["wrong"]},
        "independent": {kind: _shares(_of(spoken, kind)) for kind in KINDS},
        "recorded": {kind: _shares(_of(recorded, kind)) for kind in ("word", "none")},
        "yes_no": _shares([one for one in words if one[0].said in {"да", "нет"}]),
        "voices": {
            voice: _shares([one for one in words if one[0].voice == voice])
            for voice in sorted({trial.voice for trial, _ in words})
        },
        "words": {
            word: _shares([one for one in spoken if one[0].said == word])
            for word in sorted({trial.said for trial, _ in words})
        },
    }


def _of(judged: Sequence[Judged], kind: str) -> list[Judged]:
    return [one for one in judged if one[0].kind == kind]


def _shares(judged: Sequence[Judged]) -> dict[str, float]:
    """For speech that is none of the phrases «другое» is the hit."""
    counted = Counter("hit" if told == trial.said else "wrong" if told else "other" for trial, told in judged)
    total = max(1, len(judged))
    return {"count": len(judged), **{kind: round(counted[kind] / total, 4) for kind in ("hit", "wrong", "other")}}
