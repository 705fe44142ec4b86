"""Fusion, vectors and BM25 do their arithmetic; search gives articles with evidence."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from indexing.fusion import best_by_owner, convex_fusion, min_max
from indexing.index import RegulationIndex
from indexing.lexical import LexicalIndex
from indexing.vectors import VectorIndex


def floats(*values: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.array(values, dtype=np.float32)


def test_min_max_scales_to_the_unit_interval() -> None:
    assert min_max(floats(2, 4, 3)).tolist() == [0, 1, (3 - 2) / (4 - 2)]
    assert min_max(floats(5, 5)).tolist() == [0, 0]


def test_convex_fusion_is_the_weighted_mean() -> None:
    fused = convex_fusion((floats(0, 1, 0.5), floats(10, 0, 0)), (1.0, 3.0))
    assert fused.tolist() == [(1 * 0 + 3 * 1) / 4, (1 * 1 + 3 * 0) / 4, (1 * 0.5 + 3 * 0) / 4]


def test_best_by_owner_takes_the_highest_clause() -> None:
    owners = np.array([0, 0, 2])
    assert best_by_owner(floats(0.25, 0.75, 0.5), owners, 3).tolist() == [0.75, -1, 0.5]


def test_vectors_score_every_unit_by_cosine() -> None:
    units = np.eye(3, dtype=np.float32)
    query = np.array([[0.6, 0.8, 0.0]], dtype=np.float32)
    assert VectorIndex.build(units).scores(query).tolist() == pytest.approx([0.6, 0.8, 0.0])


def test_bm25_scores_what_it_knows_and_zero_for_the_rest() -> None:
    engine = LexicalIndex.build([("出差", "报告"), ("会议",)])
    scores = engine.scores(("出差", "月球"))
    assert scores[0] > 0 == scores[1]
    assert engine.scores(("月球",)).tolist() == [0, 0]


def test_search_ranks_the_article_and_its_clause_first(index: RegulationIndex) -> None:
    best = index.search("县长出差要提前几天报告？")[0]
    article = index.regulation.article(best.article)
    clause = best.clauses[0]
    assert best.article == 77
    assert "须提前3天分别向市委、市政府、县委报告" in article.text[clause.start : clause.end]
    assert 0 <= best.score <= 1
    assert len(best.clauses) == len(article.clauses)


def test_scores_descend_and_articles_are_distinct(index: RegulationIndex) -> None:
    matches = index.search("请示报告", 87)
    assert [m.score for m in matches] == sorted((m.score for m in matches), reverse=True)
    assert len({m.article for m in matches}) == 87


def test_threads_get_the_same_answers(index: RegulationIndex) -> None:
    queries = ["急件几天批完", "党组会议几号开", "政务公开", "谁签发纪要"] * 10
    alone = [index.search(query, 3) for query in queries]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda query: index.search(query, 3), queries))
    assert [[m.article for m in found] for found in together] == [
        [m.article for m in found] for found in alone
    ]
