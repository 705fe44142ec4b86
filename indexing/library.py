"""Open the index that the settings ask for, building it when there is none yet."""

from __future__ import annotations

from dataclasses import dataclass

from filelock import FileLock

from corpus.bank import BankQuestion, load_bank, load_unanswerable
from corpus.errors import DataDirectoryError, IndexMissingError, reason
from corpus.model import Regulation
from corpus.settings import Settings
from corpus.source import load_regulation
from indexing.building import Progress, build_index
from indexing.encoder import Encoder, load_encoder
from indexing.index import RegulationIndex
from indexing.store import load_index, save_index


@dataclass(frozen=True, slots=True)
class Ingredients:
    """What an index is made from and belongs to."""

    regulation: Regulation
    encoder: Encoder
    bank: tuple[BankQuestion, ...]
    unanswerable: tuple[str, ...]


def gather(settings: Settings) -> Ingredients:
    """Read the text, its question bank and the encoder that ``settings`` ask for."""
    regulation = load_regulation(settings.corpus)
    bank = load_bank(regulation, settings.bank)
    unanswerable = load_unanswerable(regulation)
    return Ingredients(regulation, load_encoder(settings.encoder), bank, unanswerable)


def load_saved(settings: Settings, made_from: Ingredients) -> RegulationIndex:
    """Return the saved index; raise IndexMissingError, or refuse by name what does not belong."""
    return load_index(
        settings.index_dir,
        made_from.regulation,
        made_from.encoder,
        made_from.bank,
        made_from.unanswerable,
    )


def open_index(settings: Settings, progress: Progress | None = None) -> RegulationIndex:
    """Return the index; build a missing one, refuse a damaged or foreign one by name."""
    made_from = gather(settings)
    try:
        return load_saved(settings, made_from)
    except IndexMissingError:
        pass
    with _lock(settings):
        try:  # another process may have built it while this one waited
            return load_saved(settings, made_from)
        except IndexMissingError:
            return _build(settings, made_from, progress)


def rebuild_index(settings: Settings, progress: Progress | None = None) -> RegulationIndex:
    """Build the index anew and swap it in; two processes never build at once."""
    made_from = gather(settings)
    with _lock(settings):
        return _build(settings, made_from, progress)


def _build(
    settings: Settings, made_from: Ingredients, progress: Progress | None
) -> RegulationIndex:
    index = build_index(
        made_from.regulation,
        made_from.encoder,
        settings.data_dir / "cache",
        progress,
        made_from.bank,
        made_from.unanswerable,
    )
    save_index(index, settings.index_dir)
    return index


def _lock(settings: Settings) -> FileLock:
    lock = FileLock(settings.data_dir / "index.lock")
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        with lock:  # an unwritable folder shows here, before the work is done
            return lock
    except (OSError, NotImplementedError) as error:
        raise DataDirectoryError(
            f"写不了数据目录 {settings.data_dir}：{reason(error)}。"
            "请检查权限，或用 QA_DATA_DIR 指定另一个目录。"
        ) from error
