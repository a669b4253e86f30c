"""The network: a small time-delay net over frames of 30 ms, and its way into ONNX."""

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

BANDS, STRIDE = 40, 3
DILATIONS = (1, 1, 2, 2, 3, 3, 4)


class Block(nn.Module):
    """One layer with a short cut."""

    def __init__(self, width: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.conv = nn.Conv1d(width, width, 3, padding=dilation, dilation=dilation)
        self.norm = nn.BatchNorm1d(width)
        self.drop = nn.Dropout(dropout)

    def forward(self, seen: torch.Tensor) -> torch.Tensor:
        return seen + self.drop(torch.relu(self.norm(self.conv(seen))))


class Network(nn.Module):
    """(lines, bands, frames) → logarithms of chances (lines, frames / 3, sounds + blank)."""

    def __init__(self, *, sounds: int, width: int = 176, dropout: float = 0.1) -> None:
        super().__init__()
        self.first = nn.Conv1d(BANDS, width, 7, stride=STRIDE, padding=3)
        self.norm = nn.BatchNorm1d(width)
        self.blocks = nn.ModuleList(Block(width, dilation, dropout) for dilation in DILATIONS)
        self.last = nn.Conv1d(width, sounds + 1, 1)

    def raw(self, seen: torch.Tensor) -> torch.Tensor:
        """Before the logarithms: (lines, sounds + blank, steps)."""
        seen = torch.relu(self.norm(self.first(seen)))
        for block in self.blocks:
            seen = block(seen)
        return self.last(seen)

    def forward(self, seen: torch.Tensor) -> torch.Tensor:
        return torch.log_softmax(self.raw(seen), 1).transpose(1, 2)


def _folded(conv: nn.Conv1d, norm: nn.BatchNorm1d) -> tuple[np.ndarray, np.ndarray]:
    """Weights with the normalisation inside them."""
    assert conv.bias is not None
    scale = norm.weight / torch.sqrt(norm.running_var + norm.eps)
    weight = conv.weight * scale[:, None, None]
    bias = (conv.bias - norm.running_mean) * scale + norm.bias
    return weight.detach().numpy(), bias.detach().numpy()


def to_onnx(network: Network, notes: dict[str, str]) -> onnx.ModelProto:
    """For onnxruntime: in `bands` (lines, 40, frames), out `chances` (lines, steps, sounds + blank)."""
    nodes, weights = [], []

    def conv(name: str, source: str, pair: tuple[np.ndarray, np.ndarray], **how: object) -> str:
        for part, value in zip(("w", "b"), pair, strict=True):
            # Kept in half the room; onnxruntime widens them once, when it opens the file.
            weights.append(numpy_helper.from_array(value.astype(np.float16), f"{name}.{part}.half"))
            nodes.append(helper.make_node("Cast", [f"{name}.{part}.half"], [f"{name}.{part}"], to=TensorProto.FLOAT))
        nodes.append(helper.make_node("Conv", [source, f"{name}.w", f"{name}.b"], [name], **how))
        return name

    def relu(source: str) -> str:
        nodes.append(helper.make_node("Relu", [source], [f"{source}.on"]))
        return f"{source}.on"

    at = relu(conv("first", "bands", _folded(network.first, network.norm), strides=[STRIDE], pads=[3, 3]))
    for number, (block, wide) in enumerate(zip(network.blocks, DILATIONS, strict=True)):
        heard = relu(conv(f"block{number}", at, _folded(block.conv, block.norm), dilations=[wide], pads=[wide, wide]))
        nodes.append(helper.make_node("Add", [at, heard], [f"sum{number}"]))
        at = f"sum{number}"
    last = (network.last.weight.detach().numpy(), network.last.bias.detach().numpy())
    nodes.append(helper.make_node("Transpose", [conv("last", at, last)], ["turned"], perm=[0, 2, 1]))
    nodes.append(helper.make_node("LogSoftmax", ["turned"], ["chances"], axis=-1))
    graph = helper.make_graph(
        nodes,
        "words",
        [helper.make_tensor_value_info("bands", TensorProto.FLOAT, ["lines", BANDS, "frames"])],
        [helper.make_tensor_value_info("chances", TensorProto.FLOAT, ["lines", "steps", network.last.out_channels])],
        weights,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    helper.set_model_props(model, notes)
    onnx.checker.check_model(model)
    return model
