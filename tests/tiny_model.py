"""A sentence-transformers model small enough to make in a test: a random vector a character."""

from __future__ import annotations

from pathlib import Path

from corpus import load_regulation


def make_tiny_model(folder: Path) -> Path:
    """Write a bag-of-characters model (256 dimensions, fixed seed) into ``folder``; return it."""
    import numpy as np
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers

    text = "".join(article.text for article in load_regulation().articles)
    vocabulary = {token: i for i, token in enumerate(["[UNK]", *sorted(set(text) - {"\n", " "})])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    vectors = np.random.default_rng(7).standard_normal((len(vocabulary), 256)).astype(np.float32)
    embedding = StaticEmbedding(tokenizer, embedding_weights=vectors)
    SentenceTransformer(modules=[embedding], device="cpu").save(str(folder))
    return folder
