"""Who answered: told from the first seconds of sound, human first.

    ear = Ear(on_beep=...)                                  # one a call
    together.hear(pieces=[(ear, sound), ...], judge=judge)   # all calls of a tick at once
    ear.decision                                             # None, then a verdict that stays

Without sound the media core's beginnings and ends of speech serve (`ear.hear`), without a judge the rhythm alone does.
"""

from rupor.engine.dialing.answer_detection.ear import Ear
from rupor.engine.dialing.answer_detection.judge import Judge
from rupor.engine.dialing.answer_detection.verdicts import Beep, Decision, Verdict

__all__ = ["Beep", "Decision", "Ear", "Judge", "Verdict"]
