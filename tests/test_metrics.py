"""Every metric with its arithmetic in sight; the perfect, the empty and the greedy answerer."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from corpus import Regulation
from eval.compare import compare, randomisation
from eval.dataset import read_items
from eval.metrics import (
    first_rank,
    hit,
    judge,
    mean,
    ndcg,
    percentile,
    precision,
    recall,
    reciprocal_rank,
    span_recall,
    wilson,
)
from eval.systems import PROJECT, System, systems
from eval.table import comparison_lines, row
from indexing.index import RegulationIndex
from qa.proof import cite
from tests.answerers import answer, figures, perfect
from tests.conftest import Command


def test_rank_hit_and_reciprocal_rank() -> None:
    assert first_rank([5, 57, 9], [9, 57]) == 2
    assert first_rank([5], [9]) is None
    assert [hit(2, 1), hit(2, 3), hit(None, 5)] == [0, 1, 0]
    assert reciprocal_rank(4) == 1 / 4
    assert reciprocal_rank(11) == reciprocal_rank(None) == 0


def test_ndcg() -> None:
    """Needed articles at places 1 and 3 of two: (1 + 1/2) / (1 + 1/log2 3)."""
    assert ndcg([7, 1, 8], [7, 8]) == (1 + 1 / math.log2(4)) / (1 + 1 / math.log2(3))
    assert ndcg([7, 8], [7, 8]) == 1
    assert ndcg([], [7]) == 0


def test_precision_and_recall_count_places_once() -> None:
    assert precision([1, 1, 2], {1}) == 1 / 2
    assert recall([1, 1, 2], [1, 3, 4]) == 1 / 3


def test_span_recall_ignores_white_space() -> None:
    assert span_recall(["14个工作日", "7个工作日"], ["一般 14 个工作日内"]) == 1 / 2


def test_wilson_interval() -> None:
    """8 of 10: (0.8 + 1.96² / 20 ± 1.96 √(0.016 + 1.96² / 400)) / (1 + 1.96² / 10)."""
    z2 = 1.96**2
    half = 1.96 * math.sqrt(0.8 * 0.2 / 10 + z2 / 400)
    expected = (0.8 + z2 / 20 - half) / (1 + z2 / 10), (0.8 + z2 / 20 + half) / (1 + z2 / 10)
    assert wilson(8, 10) == pytest.approx(expected)
    assert wilson(0, 0) == (0, 1)


def test_percentile_and_mean() -> None:
    assert [percentile([4, 1, 3, 2], share) for share in (0.5, 0.95)] == [2, 4]
    assert mean([1, 2]) == 3 / 2
    assert math.isnan(mean([]))


def test_randomisation() -> None:
    """Ten wins of ten: two of 2¹⁰ sign patterns are as extreme, 2 / 1024."""
    assert randomisation([1.0] * 10, [0.0] * 10) == pytest.approx(2 / 1024, abs=1e-3)
    assert randomisation([1.0, 0.0], [1.0, 0.0]) == 1
    assert randomisation([1, 0, 1, 0], [0, 1, 0, 1]) > 0.5


def test_the_oracle_scores_one_everywhere(regulation: Regulation) -> None:
    judged = [judge(item, perfect(item, regulation), regulation) for item in read_items("dev")]
    scored = figures(judged)
    assert scored.pop("false refusal") == scored.pop("misattributed") == 0
    assert scored == {name: pytest.approx(1) for name in scored}


def test_an_empty_answerer_scores_nothing(regulation: Regulation) -> None:
    judged = [judge(item, answer((), ()), regulation) for item in read_items("dev")]
    scored = figures(judged)
    for name in ("hit@5", "mrr@10", "ndcg@10", "span recall", "cite R", "para R"):
        assert scored[name] == 0
    assert (scored["refusal"], scored["false refusal"]) == (1, 1)


def test_an_answerer_that_cites_everything_has_no_precision(regulation: Regulation) -> None:
    everything = tuple(
        cite(regulation, article, paragraph.start, paragraph.end)
        for article in regulation.articles
        for paragraph in article.paragraphs
    )
    greedy = answer(everything, tuple(range(1, 11)))
    judged = [judge(item, greedy, regulation) for item in read_items("dev")]
    scored = figures(judged)
    assert scored["span recall"] == 1
    assert scored["cite P"] < 0.05
    assert scored["refusal"] == 0
    assert row(judged)["median quoted characters"]["value"] > 15_000


def test_an_answerer_that_pastes_whole_articles_is_seen_by_its_length(
    regulation: Regulation,
) -> None:
    items = [item for item in read_items("dev") if item.kind == "fact"]
    right = [judge(item, perfect(item, regulation), regulation) for item in items]
    pasted = []
    for item in items:
        citations = tuple(
            cite(regulation, article, paragraph.start, paragraph.end)
            for number in range(max(1, item.articles[0] - 1), min(87, item.articles[0] + 1) + 1)
            for article in (regulation.article(number),)
            for paragraph in article.paragraphs
        )
        pasted.append(judge(item, answer(citations, item.articles), regulation))
    short, long = row(right), row(pasted)
    assert long["span recall"]["value"] == 1
    assert long["cite P"]["value"] < 0.5
    assert long["para P"]["value"] < 0.4
    length = "median quoted characters"
    assert long[length]["value"] > 3 * short[length]["value"]


def test_systems_rank_the_same_questions(index: RegulationIndex) -> None:
    items = [item for item in read_items("dev") if item.kind == "fact"]
    done = compare(systems(index), items, lambda at, of: None)
    by_name = {entry.name: entry for entry in done}
    assert len(done) >= 7  # two more where the peers extra is installed
    assert by_name[PROJECT].p_value is None
    assert by_name[PROJECT].hit1 >= max(entry.hit1 for entry in done)
    assert all(0 <= entry.hit1 <= entry.hit3 <= entry.hit5 <= 1 for entry in done)
    assert all(entry.count == len(items) for entry in done)
    assert PROJECT in comparison_lines(done, "dev")[-2]


def test_comparison_of_known_rankings() -> None:
    items = [item for item in read_items("dev") if item.kind == "fact"][:4]
    answers = {item.question: item.articles for item in items}
    oracle = System(PROJECT, lambda question: answers[question])
    blind = System("blind", lambda question: [])
    done = compare((blind, oracle), items, lambda at, of: None)
    assert (done[0].hit1, done[1].hit1, done[1].ndcg) == (0, 1, 1)
    assert done[0].p_value == pytest.approx(2 / 2**4, abs=0.01)


def test_the_command_prints_a_table(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    lines = (Path(__file__).parent.parent / "eval/questions/dev.jsonl").read_text(encoding="utf-8")
    path.write_text("\n".join(lines.splitlines()[:12]), encoding="utf-8")
    done = command("eval", "--questions", str(path))
    assert done.returncode == 0
    assert "hit@1" in done.stdout
    side_by_side = command("eval", "--questions", str(path), "--baselines")
    assert "BM25 + jieba" in side_by_side.stdout
    assert PROJECT in side_by_side.stdout
