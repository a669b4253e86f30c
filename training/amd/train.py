"""Trains the judge of answer detection on the tuning half: torch here, numpy in the product.

    python training/amd/train.py --features amd.npz more.npz --out rupor/processes/voice/answering.npz

`--features` are files of `features.py` and `clips.py`. One thread, a few minutes. The voices that `clips.py` kept
aside, with words of their own, choose the epoch and are taught from no file. Where it kept none (`--all`) every voice
teaches and the last epoch holds. `--begin` goes on from earlier weights. The testing half is never opened here.
"""

import argparse
import sys

import numpy as np
import torch
from torch import nn

CLASSES = {
    "private": 0,
    "business": 0,
    "machine": 1,
    "music": 1,
    "assistant": 2,
    "announcement": 3,
    "silence": 4,
    "noise": 4,
}
STEP, FIRST, SECOND, THIRD, APART, UNITS = 5, 10, 5, 4, 4, 64
AFTER_STEPS = 5
ONSET_KNOWN = 2
BEFORE_SPEECH_WEIGHT = 0.2


class Net(nn.Module):
    """The layers of `rupor/engine/dialing/answer_detection/judge.py`, over whole clips at once."""

    def __init__(self, inputs: int, rhythm: int) -> None:
        super().__init__()
        self.w1 = nn.Linear(FIRST * inputs, UNITS)
        self.w2 = nn.Linear(SECOND * UNITS, UNITS)
        self.w3 = nn.Linear(THIRD * UNITS, UNITS)
        self.w4 = nn.Linear(3 * UNITS + rhythm, UNITS)
        self.w5 = nn.Linear(UNITS, 5)
        self.drop = nn.Dropout(0.2)

    def forward(self, x: torch.Tensor, rhythm: torch.Tensor) -> torch.Tensor:
        """(calls, frames, inputs), (calls, steps, rhythm) to (calls, steps, 5)."""
        first = torch.relu(self.w1(stacked(x, FIRST, 1, STEP)))
        second = torch.relu(self.w2(stacked(self.drop(first), SECOND, 1, 1)))
        third = torch.relu(self.w3(stacked(self.drop(second), THIRD, APART, 1)))
        steps = torch.arange(1, third.shape[1] + 1, device=x.device)[None, :, None]
        whole = torch.cat([third, third.cumsum(1) / steps, third.cummax(1).values], 2)
        return self.w5(self.drop(torch.relu(self.w4(torch.cat([self.drop(whole), rhythm], 2)))))


def stacked(x: torch.Tensor, count: int, apart: int, step: int) -> torch.Tensor:
    """At every `step`-th place the last `count` rows, `apart` from one another, oldest first; zeros before."""
    padded = nn.functional.pad(x, (0, 0, (count - 1) * apart, 0))
    length = x.shape[1]
    rows = [padded[:, n * apart + step - 1 : n * apart + length : step] for n in range(count)]
    return torch.stack(rows, 2).flatten(2)


def warped(x: torch.Tensor) -> torch.Tensor:
    """Throats of other lengths and lines of other colours: bands are stretched by up to 15 % and tilted."""
    calls, bands = x.shape[0], x.shape[2] - 2
    factor = torch.empty(calls, 1).uniform_(0.85, 1.15)
    place = ((torch.arange(bands)[None] + 2) * factor - 2).clamp(0, bands - 1.001)
    low = place.floor().long()
    part = (place - low)[:, None, :]
    index = low[:, None, :].expand(-1, x.shape[1], -1)
    moved = x[:, :, :bands].gather(2, index) * (1 - part) + x[:, :, :bands].gather(2, index + 1) * part
    tilt = torch.randn(calls, 1, 1) * 0.15 * torch.linspace(-1, 1, bands)
    colour = torch.randn(calls, 1, bands) * 0.08
    return torch.cat([moved + tilt + colour + torch.randn_like(moved) * 0.04, x[:, :, bands:]], 2)


def main() -> None:
    """Trains and writes the weights."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--features", required=True, nargs="+", help="files of features.py, one a seed")
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--begin", default="", help="weights to go on from")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(given.seed)
    net = trained(given)
    kept = {}
    for name, layer in net.named_children():
        if isinstance(layer, nn.Linear):
            number = name[1:]
            kept[f"w{number}"] = layer.weight.detach().numpy().T.astype(np.float16)
            kept[f"b{number}"] = layer.bias.detach().numpy().astype(np.float16)
    np.savez_compressed(given.out, **kept)


def trained(given: argparse.Namespace) -> Net:
    """The net of the epoch that did best on the voices kept aside."""
    files = [dict(np.load(name)) for name in given.features]
    kept = {name: np.concatenate([each[name] for each in files]) for name in ("x", "rhythm", "kind", "voice")}
    aside = np.concatenate([each.get("aside", np.zeros(len(each["kind"]), bool)) for each in files])
    known = np.isin(kept["kind"], list(CLASSES))
    x, rhythm = kept["x"][known], torch.tensor(kept["rhythm"][known])
    labels = torch.tensor([CLASSES[kind] for kind in kept["kind"][known]])
    unknown_voices = np.isin(kept["voice"], kept["voice"][aside])
    teach, check = np.flatnonzero(~unknown_voices[known]), np.flatnonzero(aside[known])
    net = Net(x.shape[2], rhythm.shape[2])
    if given.begin:
        begin(net, given.begin)
    best, best_loss = None, float("inf")
    optimiser = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=1e-3)
    batches = (len(teach) + 63) // 64
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 3e-3, total_steps=given.epochs * batches)
    for epoch in range(given.epochs):
        net.train()
        order = np.random.default_rng([given.seed, epoch]).permutation(teach)
        total = 0.0
        for chosen in np.array_split(order, batches):
            said = net(warped(torch.tensor(x[chosen], dtype=torch.float32)), rhythm[chosen])
            loss = loss_of(said, labels[chosen], rhythm[chosen])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        if not len(check):
            best = {name: value.clone() for name, value in net.state_dict().items()}
            sys.stdout.write(f"{epoch} {total / batches:.4f}\n")
            sys.stdout.flush()
            continue
        net.eval()
        with torch.no_grad():
            said = net(torch.tensor(x[check], dtype=torch.float32), rhythm[check])
            checked = loss_of(said, labels[check], rhythm[check]).item()
            human = (said.argmax(2) % 4 == 0)[:, [14, 19, 24, 34]]
            right = (human == (labels[check] % 4 == 0)[:, None]).float().mean(0)
        shares = " ".join(f"{share:.3f}" for share in right.tolist())
        sys.stdout.write(f"{epoch} {total / batches:.4f} {checked:.4f} human or not at 1.5 2 2.5 3.5 s: {shares}\n")
        sys.stdout.flush()
        if checked < best_loss:
            best, best_loss = {name: value.clone() for name, value in net.state_dict().items()}, checked
    assert best is not None
    net.load_state_dict(best)
    return net


def begin(net: Net, name: str) -> None:
    """Takes the weights of a file that `main` wrote."""
    with np.load(name) as kept, torch.no_grad():
        for layer, part in net.named_children():
            if isinstance(part, nn.Linear):
                part.weight.copy_(torch.tensor(kept[f"w{layer[1:]}"].T.astype(np.float32)))
                part.bias.copy_(torch.tensor(kept[f"b{layer[1:]}"].astype(np.float32)))


def loss_of(said: torch.Tensor, labels: torch.Tensor, rhythm: torch.Tensor) -> torch.Tensor:
    """Every step after the first half second; before anybody speaks there is little to know."""
    steps = said[:, AFTER_STEPS:]
    wanted = labels[:, None].expand(-1, steps.shape[1])
    losses = nn.functional.cross_entropy(
        steps.flatten(0, 1), wanted.flatten(), label_smoothing=0.02, reduction="none"
    ).view(wanted.shape)
    spoken = rhythm[:, AFTER_STEPS:, ONSET_KNOWN]
    weights = BEFORE_SPEECH_WEIGHT + (1 - BEFORE_SPEECH_WEIGHT) * spoken
    return (losses * weights).sum() / weights.sum()


if __name__ == "__main__":
    main()
