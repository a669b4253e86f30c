"""Sounds of phrases, their best place among sounds, and the rules that decide between phrases."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from rupor.providers.basic_recogniser import judging, matching, phones
from rupor.providers.basic_recogniser.forms import Form, Place, forms

IPA = {
    "да": "dˈɑ",
    "нет": "nʲˈet",
    "позже": "pˈoʒʒy",
    "ещё": "jɪɕˈɵ",
    "еще": "jˈeɕe",
    "оператор": "ʌpʲirˈɑtʌr",
    "отчёт": "ʌttʃʲˈɵt",
    "надоела": "nʌdʌjˈeɭʌ",
    "интересно": "ɪntʲirʲˈesnʌ",
    "не интересно": "nʲɪ ɪntʲirʲˈesnʌ",
}


def numbers(*names: str) -> tuple[int, ...]:
    return tuple(phones.NUMBERS[name] for name in names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("да", "d a"),
        ("позже", "p o zh y"),
        ("отчёт", "a t ch o t"),
        ("ещё", "j i sch o"),
        ("не интересно", "n i n t i r e s n a"),
    ],
)
def test_ipa_becomes_the_sounds_told_apart(text: str, names: str) -> None:
    assert phones.numbers(IPA[text]) == numbers(*names.split())


def test_stress_softness_and_pauses_are_kept_for_voices() -> None:
    said = phones.spoken("nʲˈet\ndˈɑ")
    assert [(phone.name, phone.stressed, phone.soft) for phone in said] == [
        ("n", False, True),
        ("e", True, False),
        ("t", False, False),
        ("#", False, False),
        ("d", False, False),
        ("a", True, False),
    ]


def spelled(text: str) -> str:
    """IPA of the table; for anything else its letters stand for their sounds."""
    letters = dict(zip("абдеёийклмнопрстухчщжзшвя", "abdeøijklmnoprstuxtɕʒzʃva", strict=True))
    return IPA.get(text) or " ".join(IPA.get(word) or "".join(map(letters.__getitem__, word)) for word in text.split())


def test_short_words_are_said_twice_and_in_company() -> None:
    yes = [form.sounds for form in forms("Да", spoken=spelled)]
    assert yes[:3] == [numbers("d", "a") * times for times in (1, 2, 3)]
    assert numbers(*"d a s p a s i b o".split()) in yes  # noqa: SIM905
    assert numbers("d", "a") + phones.numbers(IPA["нет"]) in [form.sounds for form in forms("нет", spoken=spelled)]


def test_long_words_have_other_endings() -> None:
    ways = forms("интересно", spoken={**IPA, **dict.fromkeys(("интёресно", "интерёсно"), IPA["интересно"])}.__getitem__)
    assert [len(form.sounds) for form in ways] == [9, 8]
    assert {form.place for form in ways} == {Place.ANYWHERE}


def test_a_word_written_without_dots_is_said_with_them() -> None:
    ways = forms("еще", spoken=spelled)
    assert phones.numbers(IPA["ещё"]) in {form.sounds for form in ways}


def said(*names: str, unsure: float = 0.0) -> matching.Losses:
    """Each sound on a step of its own, blanks around; `unsure` is what the wanted sound loses to another."""
    steps = [0]
    for name in names:
        steps += [phones.NUMBERS[name], 0]
    seen = np.full((len(steps), len(phones.PHONES) + 1), matching.WORST, np.float32)
    seen[np.arange(len(steps)), steps] = 0.0
    if unsure:
        for step, sound in enumerate(steps):
            if sound:
                seen[step, sound] = unsure
                seen[step, sound % len(phones.PHONES) + 1] = 0.0
    return seen


def judge(*phrases: str, thresholds: float = -1.0) -> judging.Judge:
    ways = [forms(phrase, spoken=spelled)[:1] for phrase in phrases]
    together = tuple(itertools.chain(*ways))
    return judging.Judge(
        forms=together,
        owners=tuple(range(len(phrases))),
        lattice=matching.Lattice.of(together),
        thresholds=np.full(len(together), thresholds, np.float32),
    )


@pytest.mark.parametrize(
    ("heard", "phrases", "chosen"),
    [
        ("d a", ("да", "нет"), 0),
        ("n e t", ("да", "нет"), 1),
        ("n u d a", ("да", "нет"), -1),
        ("k a g d a", ("да", "нет"), -1),
        ("n a d a j e l a", ("да", "нет"), -1),
        ("v a s a p i r a t a r a", ("оператор",), 0),
        ("n i n t i r e s n a", ("интересно", "не интересно"), 1),
        ("i n t i r e s n a", ("интересно", "не интересно"), 0),
        ("s l u sh a j u", ("интересно", "нет"), -1),
        ("d a v a j p o zh y", ("позже",), 0),
        ("p o zh y d a v a j", ("позже",), 0),
        ("d a p o zh y v u", ("позже",), -1),
    ],
)
def test_the_longest_that_fits_wins_and_short_words_stand_alone(
    heard: str, phrases: tuple[str, ...], chosen: int
) -> None:
    assert judge(*phrases).verdict(said(*heard.split())).phrase == chosen


def test_nothing_said_is_not_something_else() -> None:
    assert not judge("да").verdict(said()).anything
    assert judge("да").verdict(said("k", "o")).anything


def test_the_threshold_parts_a_doubtful_word_from_something_else() -> None:
    doubtful = said("d", "a", unsure=-0.8)
    assert judge("да", thresholds=-0.7).verdict(doubtful).phrase == -1
    strict = judge("да", thresholds=-0.9).verdict(doubtful)
    assert (strict.phrase, strict.margin) == (0, pytest.approx(0.1, abs=1e-3))


@settings(max_examples=60, deadline=None)
@given(some.lists(some.lists(some.floats(-5, 0), min_size=4, max_size=4), min_size=3, max_size=6), some.data())
def test_the_best_place_is_the_best_of_all(rows: list[list[float]], data: some.DataObject) -> None:
    seen = np.array(rows, np.float32)
    sounds = data.draw(some.sampled_from([(1,), (1, 2), (3, 1), (1, 2, 1)]))
    fit = matching.fits(matching.Lattice.of([Form(sounds, Place.ANYWHERE)]), seen)[0]
    states = [state for sound in sounds for state in (sound, 0)][:-1]
    best = -np.inf
    for begin in range(len(seen)):
        for path in paths(len(states), len(seen) - begin):
            for length in range(1, len(path) + 1):
                if path[length - 1] == len(states) - 1:
                    best = max(best, sum(seen[begin + at, states[path[at]]] for at in range(length)))
    assert fit.score * len(sounds) == pytest.approx(best if np.isfinite(best) else -1e9, rel=1e-4, abs=1e-3)


def paths(count: int, steps: int) -> list[tuple[int, ...]]:
    """Ways through the states from the first: staying, going on, or leaping over a blank between sounds."""
    found: list[tuple[int, ...]] = [(0,)]
    for _ in range(steps - 1):
        found = [
            (*path, state)
            for path in found
            for state in range(path[-1], min(count, path[-1] + 3))
            if state - path[-1] < 2 or path[-1] % 2 == 0
        ]
    return found


def test_a_block_of_lines_scores_as_each_alone() -> None:
    lattice = matching.Lattice.of([Form(phones.numbers(IPA[word]), Place.ALONE) for word in ("да", "нет")])
    lines = [said("d", "a", unsure=-0.5), said("n", "e", "t", "a", unsure=-0.2)]
    longest = max(map(len, lines))
    block = np.full((2, longest, lines[0].shape[1]), matching.WORST, np.float32)
    block[:, :, 0] = 0.0
    for row, line in enumerate(lines):
        block[row, : len(line)] = line
    together, _, _ = matching.fit_many(lattice, block)
    for row, line in enumerate(lines):
        assert together[row] == pytest.approx([fit.score for fit in matching.fits(lattice, line)], abs=1e-4)
