"""Which of the phrases was said: scores against thresholds, short words against everything else that was said."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rupor.providers.basic_recogniser import matching
from rupor.providers.basic_recogniser.forms import Form, Place

MOST_OF_IT = 0.6
"""The share of all sounds said that a short word must be."""
BEST_THRESHOLD, WORST_THRESHOLD = -0.25, -2.2
STRAY = 1
CLOSE = 0.6
"""A longer phrase wins over a shorter one when it fits at most so much worse."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A phrase's number, or -1 for something else; `margin` is how far above its threshold it was."""

    phrase: int
    margin: float
    anything: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A form that fits well enough."""

    score: float
    margin: float
    sounds: int
    phrase: int


@dataclass(frozen=True)
class Judge:
    """Phrases made ready: `owners` tells the phrase of each form; each form has its threshold."""

    forms: tuple[Form, ...]
    owners: tuple[int, ...]
    lattice: matching.Lattice
    thresholds: NDArray[np.float32]

    def verdict(self, seen: matching.Losses) -> Verdict:
        """What was said in this utterance."""
        begun = matching.said(seen)
        found = [
            Found(fit.score, float(fit.score - threshold), len(form.sounds), owner)
            for fit, form, owner, threshold in zip(
                matching.fits(self.lattice, seen), self.forms, self.owners, self.thresholds, strict=True
            )
            if fit.score >= threshold and stands(form, fit, begun)
        ]
        if not found:
            return Verdict(-1, 0.0, bool(begun.any()))
        best = max(one.score for one in found)
        chosen = max((one for one in found if one.score >= best - CLOSE), key=lambda one: (one.sounds, one.score))
        return Verdict(chosen.phrase, chosen.margin, True)


def stands(form: Form, fit: matching.Fit, begun: NDArray[np.bool_]) -> bool:
    """Whether the form has its place in what was said; one stray sound beyond an edge is forgiven."""
    if form.place is Place.ANYWHERE:
        return True
    before, after = int(begun[: fit.begin].sum()), int(begun[fit.end + 1 :].sum())
    if form.place is Place.EDGE:
        return min(before, after) <= STRAY
    return len(form.sounds) >= MOST_OF_IT * (len(form.sounds) + before + after)


def form_scores(form: Form, seen: NDArray[np.float32]) -> NDArray[np.float32]:
    """The score of a form in each of many padded lines, `WORST` where it does not stand: for calibration."""
    scores, begins, ends = matching.fit_many(matching.Lattice.of([form]), seen)
    told = np.full(len(seen), matching.WORST, np.float32)
    for line, padded in enumerate(seen):
        fit = matching.Fit(float(scores[line, 0]), int(begins[line, 0]), int(ends[line, 0]))
        if stands(form, fit, matching.said(padded)):
            told[line] = fit.score
    return told
