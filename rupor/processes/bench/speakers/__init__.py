"""Speech of many voices, and the wear of the telephone, for benches and tests.

    with open_speakers() as speakers:
        for speaker in speakers.independent:
            sound = speaker.say("Да, конечно.")                                # 8 kHz, 16-bit
            heard = degrade(sound, codec="pcma", noise="babble", snr_db=15, level_db=-26, seed=7)

A voice is `independent` when nothing of ours was trained on it.
"""

from rupor.processes.bench.speakers.degrading import NOISES, degrade
from rupor.processes.bench.speakers.speaker import Samples, Speaker
from rupor.processes.bench.speakers.speakers import Speakers, open_speakers

__all__ = ["NOISES", "Samples", "Speaker", "Speakers", "degrade", "open_speakers"]
