"""The index on disk: written aside, hashed, swapped in by one atomic rename.

    <data>/index/manifest.json      what the index belongs to, and the hash of every file
    <data>/index/g-xxxxxxxx/        the files of the generation that the manifest names
    <data>/index/g-yyyyyyyy/        the generation before it, for readers that had begun

The manifest is the pointer: replacing it (os.replace) swaps the whole index, so a reader
sees the old one or the new one and never a mixture.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import secrets
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np

from corpus.bank import BankQuestion, bank_fingerprint
from corpus.errors import (
    DataDirectoryError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    StoreError,
    reason,
)
from corpus.model import Regulation
from indexing.encoder import Encoder
from indexing.index import RegulationIndex
from indexing.lexical import LexicalIndex
from indexing.ranking import load_weights
from indexing.vectors import VectorIndex
from indexing.words import Words

FORMAT_VERSION: Final = 3
MANIFEST: Final = "manifest.json"
REBUILD: Final = "请运行 python -m indexing build 重建索引。"
_ARTICLE_VECTORS: Final = "articles.faiss"
_CLAUSE_VECTORS: Final = "clauses.faiss"
_ARTICLE_WORDS: Final = "bm25-articles"
_CLAUSE_WORDS: Final = "bm25-clauses"
_QUESTION_VECTORS: Final = "questions.faiss"
_UNANSWERABLE_VECTORS: Final = "unanswerable.faiss"
_CENTRE: Final = "centre.npy"
_SOUNDS: Final = "bm25-sounds"
_TERMS: Final = "terms.txt"
_BANK_WORDS: Final = "bank-words.txt"
"""A line for each bank question: cutting thousands of them took a second of every first answer."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index belongs to. ``files`` maps each file's name to its SHA-256 (hex)."""

    format_version: int
    regulation: str
    corpus_hash: str
    bank_hash: str
    encoder: str
    dimension: int
    articles: int
    clauses: int
    questions: int
    terms: int
    generation: str
    files: dict[str, str]


def save_index(index: RegulationIndex, folder: Path) -> Manifest:
    """Write ``index`` aside and swap it in; raise DataDirectoryError where that is impossible."""
    generation = f"g-{secrets.token_hex(4)}"
    aside = folder / generation
    try:
        aside.mkdir(parents=True)
        _write(index, aside)
        manifest = _describe(index, generation, aside)
        previous = _current_generation(folder)
        _swap(folder, manifest)
    except OSError as error:
        with contextlib.suppress(OSError):
            shutil.rmtree(aside)
        raise DataDirectoryError(
            f"写不了索引目录 {folder}：{reason(error)}。"
            "请检查权限和磁盘空间，或用 QA_DATA_DIR 指定另一个目录。"
        ) from error
    _remove_others(folder, keep={generation, previous})
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest; raise IndexMissingError, IndexDamagedError or IndexMismatchError."""
    path = folder / MANIFEST
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise IndexMissingError(f"还没有索引（{folder}）。{REBUILD}") from error
    except (OSError, ValueError, RecursionError) as error:
        raise IndexDamagedError(f"索引清单 {path} 已损坏，读不出来。{REBUILD}") from error
    if not isinstance(raw, dict) or "format_version" not in raw:
        raise IndexDamagedError(f"索引清单 {path} 的内容不完整。{REBUILD}")
    version = raw["format_version"]
    if version != FORMAT_VERSION or type(version) is not int:
        raise IndexMismatchError(
            f"索引的格式版本是 {version!r}，本程序需要 {FORMAT_VERSION}。{REBUILD}"
        )
    return _checked_manifest(raw, path)


def load_index(
    folder: Path,
    regulation: Regulation,
    encoder: Encoder,
    bank: tuple[BankQuestion, ...] = (),
    unanswerable: tuple[str, ...] = (),
) -> RegulationIndex:
    """Return the index of ``regulation`` by ``encoder``; refuse by name what does not belong."""
    manifest = read_manifest(folder)
    _check_belongs(manifest, regulation, encoder, bank, unanswerable)
    files = folder / manifest.generation
    _check_files(manifest, files)
    try:
        return RegulationIndex(
            regulation=regulation,
            bank=bank,
            encoder=encoder,
            centre=np.load(files / _CENTRE),
            article_vectors=VectorIndex.load(files / _ARTICLE_VECTORS),
            clause_vectors=VectorIndex.load(files / _CLAUSE_VECTORS),
            question_vectors=VectorIndex.load(files / _QUESTION_VECTORS) if bank else None,
            article_words=LexicalIndex.load(files / _ARTICLE_WORDS),
            clause_words=LexicalIndex.load(files / _CLAUSE_WORDS),
            article_sounds=LexicalIndex.load(files / _SOUNDS),
            weights=load_weights(with_bank=bool(bank)),
            unanswerable=unanswerable,
            unanswerable_vectors=VectorIndex.load(files / _UNANSWERABLE_VECTORS)
            if unanswerable
            else None,
            words=_read_words(files, bank, folder.parent / "cache"),
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise IndexDamagedError(f"索引 {files} 读不出来。{REBUILD}") from error


def _write(index: RegulationIndex, aside: Path) -> None:
    index.article_vectors.save(aside / _ARTICLE_VECTORS)
    index.clause_vectors.save(aside / _CLAUSE_VECTORS)
    if index.question_vectors is not None:
        index.question_vectors.save(aside / _QUESTION_VECTORS)
    if index.unanswerable_vectors is not None:
        index.unanswerable_vectors.save(aside / _UNANSWERABLE_VECTORS)
    np.save(aside / _CENTRE, index.centre)
    index.article_words.save(aside / _ARTICLE_WORDS)
    index.clause_words.save(aside / _CLAUSE_WORDS)
    index.article_sounds.save(aside / _SOUNDS)
    (aside / _TERMS).write_text("\n".join(index.words.terms), encoding="utf-8")
    cut = [" ".join(index.words.content(entry.question)) for entry in index.bank]
    (aside / _BANK_WORDS).write_text("".join(f"{words}\n" for words in cut), encoding="utf-8")


def _read_words(files: Path, bank: tuple[BankQuestion, ...], cache_dir: Path) -> Words:
    terms = (files / _TERMS).read_text(encoding="utf-8").split()
    cut = (files / _BANK_WORDS).read_text(encoding="utf-8").splitlines()
    known = {entry.question: tuple(line.split()) for entry, line in zip(bank, cut, strict=True)}
    return Words(terms, cache_dir, known)


def _describe(index: RegulationIndex, generation: str, aside: Path) -> Manifest:
    files = sorted(path for path in aside.rglob("*") if path.is_file())
    return Manifest(
        format_version=FORMAT_VERSION,
        regulation=index.regulation.title,
        corpus_hash=index.regulation.fingerprint,
        bank_hash=bank_fingerprint(index.bank, index.unanswerable),
        encoder=index.encoder.name,
        dimension=index.encoder.dimension,
        articles=index.article_vectors.count,
        clauses=index.clause_vectors.count,
        questions=len(index.bank),
        terms=len(index.words.terms),
        generation=generation,
        files={path.relative_to(aside).as_posix(): _hash(path) for path in files},
    )


def _swap(folder: Path, manifest: Manifest) -> None:
    written = folder / f"{manifest.generation}.json"
    with written.open("w", encoding="utf-8") as stream:
        json.dump(asdict(manifest), stream, ensure_ascii=False, indent=2)
        stream.flush()
        os.fsync(stream.fileno())
    written.replace(folder / MANIFEST)


def _current_generation(folder: Path) -> str:
    try:
        return read_manifest(folder).generation
    except StoreError:
        return ""


def _remove_others(folder: Path, keep: set[str]) -> None:
    for path in folder.glob("g-*"):
        if path.name not in keep:
            with contextlib.suppress(OSError):
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def _checked_manifest(raw: dict[str, object], path: Path) -> Manifest:
    try:
        manifest = Manifest(**raw)  # type: ignore[arg-type]
        sound = re.fullmatch(r"g-[0-9a-f]{8}", manifest.generation) is not None
        names = manifest.files.keys()
        sound = sound and {_ARTICLE_VECTORS, _CLAUSE_VECTORS, _CENTRE, _TERMS, _BANK_WORDS} <= names
        sound = sound and (_QUESTION_VECTORS in names) == bool(manifest.questions)
        sound = sound and all(re.fullmatch(r"[\w-]+(?:/[\w-]+)?(?:\.\w+)+", n) for n in names)
        sound = sound and all(
            any(name.startswith(f"{part}/") for name in names)
            for part in (_ARTICLE_WORDS, _CLAUSE_WORDS, _SOUNDS)
        )
    except (TypeError, AttributeError):
        sound = False
    if not sound:
        raise IndexDamagedError(f"索引清单 {path} 的内容不完整。{REBUILD}")
    return manifest


def _check_belongs(
    manifest: Manifest,
    regulation: Regulation,
    encoder: Encoder,
    bank: tuple[BankQuestion, ...],
    unanswerable: tuple[str, ...],
) -> None:
    if manifest.corpus_hash != regulation.fingerprint:
        same = "（同名，但文字不同）" if manifest.regulation == regulation.title else ""
        raise IndexMismatchError(
            f"索引是为《{manifest.regulation}》建的，现在要用的是《{regulation.title}》{same}。{REBUILD}"
        )
    if manifest.bank_hash != bank_fingerprint(bank, unanswerable):
        raise IndexMismatchError(
            f"索引是按另一份题库（{manifest.questions} 题）建的，"
            f"现在的题库有 {len(bank)} 题。{REBUILD}"
        )
    if (manifest.encoder, manifest.dimension) != (encoder.name, encoder.dimension):
        raise IndexMismatchError(
            f"索引是用模型 {manifest.encoder}（{manifest.dimension} 维）建的，"
            f"现在要用的是 {encoder.name}（{encoder.dimension} 维）。{REBUILD}"
        )


def _check_files(manifest: Manifest, files: Path) -> None:
    for name, expected in manifest.files.items():
        path = files / name
        try:
            found = _hash(path)
        except OSError as error:
            raise IndexDamagedError(f"索引缺少文件 {path}。{REBUILD}") from error
        if found != expected:
            raise IndexDamagedError(f"索引文件 {path} 已损坏（内容与清单不符）。{REBUILD}")


def _hash(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
