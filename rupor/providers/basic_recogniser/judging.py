"""Which of the phrases was said: scores against thresholds, short words against everything else that was said."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rupor.providers.basic_recogniser import matching
from rupor.providers.basic_recogniser.forms import Form

MOST_OF_IT = 0.6
"""The share of all sounds said that a short word must be."""
BEST_THRESHOLD, WORST_THRESHOLD = -0.25, -2.2
CLOSE = 0.6
"""A longer phrase wins over a shorter one when it fits at most so much worse."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A phrase's number, or -1 for something else; `margin` is how far above its threshold it was."""

    phrase: int
    margin: float
    anything: bool


@dataclass(frozen=True)
class Judge:
    """Phrases made ready: `owners` tells the phrase of each form, `thresholds` belong to phrases."""

    forms: tuple[Form, ...]
    owners: tuple[int, ...]
    lattice: matching.Lattice
    thresholds: NDArray[np.float32]

    def verdict(self, seen: matching.Losses) -> Verdict:
        """What was said in this utterance."""
        begun = matching.said(seen)
        found = [
            (fit, form, owner)
            for fit, form, owner in zip(matching.fits(self.lattice, seen), self.forms, self.owners, strict=True)
            if fit.score >= self.thresholds[owner] and stands(form, fit, begun)
        ]
        if not found:
            return Verdict(-1, 0.0, bool(begun.any()))
        best = max(fit.score for fit, _, _ in found)
        fit, _, owner = max(
            (one for one in found if one[0].score >= best - CLOSE), key=lambda one: (len(one[1].sounds), one[0].score)
        )
        return Verdict(owner, float(fit.score - self.thresholds[owner]), True)


def stands(form: Form, fit: matching.Fit, begun: NDArray[np.bool_]) -> bool:
    """Whether a short word is most of what was said; a long one may stand anywhere."""
    if not form.alone:
        return True
    inside = int(begun[fit.begin : fit.end + 1].sum())
    return len(form.sounds) >= MOST_OF_IT * (len(form.sounds) + int(begun.sum()) - inside)


def phrase_scores(forms: Sequence[Form], lattice: matching.Lattice, seen: NDArray[np.float32]) -> NDArray[np.float32]:
    """The best standing score of these forms in each of many padded lines: what calibration looks at."""
    scores, begins, ends = matching.fit_many(lattice, seen)
    best = np.full(len(seen), matching.WORST, np.float32)
    for line, padded in enumerate(seen):
        begun = matching.said(padded)
        for row, form in enumerate(forms):
            fit = matching.Fit(float(scores[line, row]), int(begins[line, row]), int(ends[line, row]))
            if fit.score > best[line] and stands(form, fit, begun):
                best[line] = fit.score
    return best
