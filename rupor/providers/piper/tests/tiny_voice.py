"""A voice of piper's form small enough to be written by hand: each sound is 512 samples of a tone."""

import json
from pathlib import Path

import numpy as np

_INT64, _FLOAT = 7, 1
_BEAT = 512


def write(folder: Path, *, name: str = "ru_RU-irina-medium", signs: str = "abdefijklmnoprstuvxzɡʃʌɪɭʲˈ ") -> Path:
    """The model and its description."""
    model = folder / f"{name}.onnx"
    model.write_bytes(_model())
    ids = {sign: [number] for number, sign in enumerate(signs, 3)} | {"_": [0], "^": [1], "$": [2]}
    told = {"audio": {"sample_rate": 22050}, "espeak": {"voice": "ru"}, "phoneme_id_map": ids, "num_speakers": 1}
    model.with_name(model.name + ".json").write_text(json.dumps(told))
    return model


def _model() -> bytes:
    beat = (np.sin(np.arange(_BEAT) / 12) * np.hanning(_BEAT)).astype("<f4")
    nodes = [
        _node("Cast", ["input"], ["numbers"], attribute=_text(1, "to") + _number(3, _FLOAT) + _number(20, 2)),
        _node("Reshape", ["numbers", "column"], ["tall"]),
        _node("MatMul", ["tall", "beat"], ["output"]),
    ]
    graph = b"".join(_bytes(1, node) for node in nodes) + _text(2, "tiny")
    graph += _bytes(5, _tensor("column", [2], _INT64, np.array([-1, 1], dtype="<i8").tobytes()))
    graph += _bytes(5, _tensor("beat", [1, _BEAT], _FLOAT, beat.tobytes()))
    graph += _bytes(11, _value("input", _INT64, ["one", "n"])) + _bytes(11, _value("input_lengths", _INT64, ["one"]))
    graph += _bytes(11, _value("scales", _FLOAT, ["three"])) + _bytes(12, _value("output", _FLOAT, ["n", "m"]))
    return _number(1, 8) + _bytes(7, graph) + _bytes(8, _text(1, "") + _number(2, 13))


def _node(kind: str, inputs: list[str], outputs: list[str], *, attribute: bytes = b"") -> bytes:
    named = b"".join(_text(1, name) for name in inputs) + b"".join(_text(2, name) for name in outputs)
    return named + _text(4, kind) + (_bytes(5, attribute) if attribute else b"")


def _tensor(name: str, dims: list[int], kind: int, raw: bytes) -> bytes:
    return b"".join(_number(1, dim) for dim in dims) + _number(2, kind) + _text(8, name) + _bytes(9, raw)


def _value(name: str, kind: int, dims: list[str]) -> bytes:
    shape = b"".join(_bytes(1, _text(2, dim)) for dim in dims)
    return _text(1, name) + _bytes(2, _bytes(1, _number(1, kind) + _bytes(2, shape)))


def _varint(number: int) -> bytes:
    out = b""
    while number > 127:
        out, number = out + bytes([number & 127 | 128]), number >> 7
    return out + bytes([number])


def _number(field: int, number: int) -> bytes:
    return _varint(field << 3) + _varint(number)


def _bytes(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _text(field: int, text: str) -> bytes:
    return _bytes(field, text.encode())
