"""Open the index that the settings ask for, building it when there is none yet."""

from __future__ import annotations

from filelock import FileLock

from corpus.bank import BankQuestion, load_bank
from corpus.errors import DataDirectoryError, IndexMissingError, reason
from corpus.model import Regulation
from corpus.settings import Settings
from corpus.source import load_regulation
from indexing.encoder import Encoder, load_encoder
from indexing.index import Progress, RegulationIndex, build_index
from indexing.store import load_index, save_index


def open_index(settings: Settings, progress: Progress | None = None) -> RegulationIndex:
    """Return the index; build a missing one, refuse a damaged or foreign one by name."""
    regulation = load_regulation(settings.corpus)
    bank = load_bank(regulation, settings.bank)
    encoder = load_encoder(settings.encoder)
    try:
        return load_index(settings.index_dir, regulation, encoder, bank)
    except IndexMissingError:
        pass
    with _lock(settings):
        try:  # another process may have built it while this one waited
            return load_index(settings.index_dir, regulation, encoder, bank)
        except IndexMissingError:
            return _build(settings, regulation, bank, encoder, progress)


def rebuild_index(settings: Settings, progress: Progress | None = None) -> RegulationIndex:
    """Build the index anew and swap it in; two processes never build at once."""
    regulation = load_regulation(settings.corpus)
    bank = load_bank(regulation, settings.bank)
    encoder = load_encoder(settings.encoder)
    with _lock(settings):
        return _build(settings, regulation, bank, encoder, progress)


def _build(
    settings: Settings,
    regulation: Regulation,
    bank: tuple[BankQuestion, ...],
    encoder: Encoder,
    progress: Progress | None,
) -> RegulationIndex:
    index = build_index(regulation, encoder, settings.data_dir / "cache", progress, bank)
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
