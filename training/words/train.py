"""Teaches the basic recogniser: one core, ten minutes, no graphics card.

python training/words/train.py --speech /tmp/words-speech.npz --out words.onnx --seed 1
"""

import argparse
import os
import random
import sys
import time
from pathlib import Path

# One core is asked for, so the library of matrices gets one thread: it must be told before it is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy as np
import torch

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
import network  # noqa: E402
import onnx  # noqa: E402
import wear  # noqa: E402

from rupor.providers.basic_recogniser import features, phones  # noqa: E402

PADDING = float(features.scaled(np.array(features.FLOOR, np.float32)))
FRAMES_A_BATCH = 5000
REPLAYS, KEPT_BATCHES = 2, 120


class Speech:
    """The lines of a file made by make_speech.py."""

    def __init__(self, path: Path) -> None:
        held = np.load(path)
        self.sounds = np.split(held["sound"], held["ends"][:-1])
        self.phones = np.split(held["phones"], held["phone_ends"][:-1])
        self.voices = [str(voice) for voice in held["voice"]]

    def lines(self, wanted) -> list[int]:  # type: ignore[no-untyped-def]
        return [number for number, voice in enumerate(self.voices) if wanted(voice) and len(self.phones[number])]


def batches(speech: Speech, numbers: list[int], luck: random.Random) -> list[list[int]]:
    """Lines of like length together, in random order."""
    ordered = sorted(numbers, key=lambda number: speech.sounds[number].size * luck.uniform(0.85, 1.15))
    made, current, longest = [], [], 0
    for number in ordered:
        longest = max(longest, speech.sounds[number].size // features.HOP + 80)
        current.append(number)
        if longest * len(current) > FRAMES_A_BATCH:
            made.append(current)
            current, longest = [], 0
    luck.shuffle(made)
    return made + ([current] if current else [])


def gathered(seen: list[np.ndarray]) -> tuple[torch.Tensor, torch.Tensor]:
    """Frames padded to the longest, and how many steps of the network each line has."""
    longest = max(len(frames) for frames in seen)
    block = np.full((len(seen), longest, features.BANDS), PADDING, np.float32)
    for row, frames in enumerate(seen):
        block[row, : len(frames)] = frames
    steps = torch.tensor([(len(frames) - 1) // network.STRIDE + 1 for frames in seen])
    return torch.from_numpy(block.transpose(0, 2, 1).copy()), steps


def replayed(speech: Speech, parts: list[list[int]], worn: wear.Wear, luck: random.Random):  # type: ignore[no-untyped-def]
    """Every batch once as it is worn, and about twice more later: wearing costs as much as learning."""
    kept: list[tuple[list[np.ndarray], list[int]]] = []
    for part in parts:
        fresh = ([features.log_mel(worn.worn(speech.sounds[n])) for n in part], part)
        yield fresh
        kept.append(fresh)
        for _ in range(REPLAYS):
            yield luck.choice(kept)
        if len(kept) > KEPT_BATCHES:
            kept.pop(luck.randrange(len(kept)))


def varied(frames: np.ndarray, luck: np.random.Generator) -> np.ndarray:
    """Another beginning, another colour; a band and a moment are hidden, so that nothing hangs on one of them."""
    frames = frames[int(luck.integers(0, network.STRIDE)) :].copy()
    frames += np.interp(np.arange(features.BANDS), np.linspace(0, 39, 4), luck.normal(0, 0.12, 4)).astype(np.float32)
    for _ in range(2):
        band, wide = int(luck.integers(0, features.BANDS - 5)), int(luck.integers(0, 6))
        frames[:, band : band + wide] = frames.mean()
    at = int(luck.integers(0, max(1, len(frames) - 6)))
    frames[at : at + int(luck.integers(0, 5))] = frames.mean()
    return frames


def errors(net: network.Network, speech: Speech, numbers: list[int], worn: wear.Wear | None) -> float:
    """The share of sounds wrong on the greedy path."""
    wrong = total = 0
    net.eval()
    with torch.no_grad():
        for begin in range(0, len(numbers), 32):
            part = numbers[begin : begin + 32]
            heard = [worn.worn(speech.sounds[n], hard=False) if worn else speech.sounds[n] for n in part]
            block, steps = gathered([features.log_mel(sound) for sound in heard])
            best = net(block).argmax(2).numpy()
            for row, number in enumerate(part):
                path = best[row, : int(steps[row])]
                said = [int(p) for before, p in zip([0, *path[:-1]], path, strict=True) if p and p != before]
                wrong += distance(said, [int(p) for p in speech.phones[number]])
                total += len(speech.phones[number])
    net.train()
    return wrong / max(1, total)


def distance(one: list[int], other: list[int]) -> int:
    row = list(range(len(other) + 1))
    for number, mine in enumerate(one, start=1):
        before, row[0] = row[0], number
        for place, theirs in enumerate(other, start=1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (mine != theirs))
    return row[-1]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--speech", type=Path, required=True)
    asked.add_argument("--out", type=Path, required=True)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--minutes", type=float, default=9.5)
    asked.add_argument(
        "--without", default="", help="a family of voices left out, such as `recorded`, by beginning of name"
    )
    asked.add_argument("--begin", type=Path, help="weights to go on from")
    asked.add_argument("--rate", type=float, default=3e-3, help="the highest rate of learning")
    given = asked.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(given.seed)
    luck, chance = random.Random(given.seed), np.random.default_rng(given.seed)
    speech = Speech(given.speech)
    held = {"krb": speech.lines(lambda v: v == "krb"), "recorded": speech.lines(lambda v: v == "recorded-dev")}
    left_out = tuple(given.without.split(",")) if given.without else ("-",)
    taught = speech.lines(lambda v: v not in {"krb", "recorded-dev"} and not v.startswith(left_out))
    net = network.Network(sounds=len(phones.PHONES))
    if given.begin:
        net.load_state_dict(torch.load(given.begin))
    worn = wear.Wear(others=[speech.sounds[n].astype(np.float32) for n in taught[::7]], seed=given.seed)
    best = torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=1e-2)
    loss_of = torch.nn.CTCLoss(blank=0, zero_infinity=True)
    began, step, epoch, smooth = time.process_time(), 0, 0, 0.0
    limit = given.minutes * 60
    while time.process_time() - began < limit:
        epoch += 1
        for seen, part in replayed(speech, batches(speech, taught, luck), worn, luck):
            gone = time.process_time() - began
            if gone >= limit:
                break
            # A short rise, then a cosine's fall by the time spent computing: a slower machine ends the same way.
            for group in best.param_groups:
                group["lr"] = given.rate * min(1.0, step / 150) * (0.5 + 0.5 * np.cos(np.pi * gone / limit)) + 1e-5
            block, steps = gathered([varied(frames, chance) for frames in seen])
            targets = torch.from_numpy(np.concatenate([speech.phones[n] for n in part]).astype(np.int64))
            lengths = torch.tensor([len(speech.phones[n]) for n in part])
            with torch.autocast("cpu", torch.bfloat16):
                told = net.raw(block)
            loss = loss_of(torch.log_softmax(told.float(), 1).permute(2, 0, 1), targets, steps, lengths)
            best.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            best.step()
            step += 1
            smooth = 0.98 * smooth + 0.02 * float(loss.detach()) if smooth else float(loss.detach())
            if step % 200 == 0:
                sys.stderr.write(f"{gone:5.0f} s  epoch {epoch}  step {step}  loss {smooth:.3f}\n")
        shown = {name: round(errors(net, speech, lines[:200], None), 3) for name, lines in held.items()}
        sys.stderr.write(f"epoch {epoch}: wrong sounds {shown}\n")
        save(net, given, {})
    quiet = wear.Wear(others=[speech.sounds[n].astype(np.float32) for n in taught[::7]], seed=99)
    shown = {name: round(errors(net, speech, lines, None), 4) for name, lines in held.items()}
    noisy = {name: round(errors(net, speech, lines, quiet), 4) for name, lines in held.items()}
    sys.stderr.write(f"wrong sounds of held-out voices: clean {shown}, worn {noisy}\n")
    save(net, given, {"clean": str(shown), "worn": str(noisy)})


def save(net: network.Network, given: argparse.Namespace, notes: dict[str, str]) -> None:
    """Both as onnxruntime wants it and as another run may go on from."""
    net.eval()
    onnx.save(network.to_onnx(net, {"seed": str(given.seed), "without": given.without, **notes}), given.out)
    torch.save(net.state_dict(), given.out.with_suffix(".pt"))
    net.train()


if __name__ == "__main__":
    main()
