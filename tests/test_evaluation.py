"""Planted errors are caught by name; the gate, the curve, the report and a user's own file."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import Regulation
from corpus.errors import CommandError
from eval import gate
from eval.curve import refusal_curve
from eval.dataset import Fault, Item, read_file, read_items
from eval.metrics import FIGURES, judge, misattribution
from eval.outcomes import STAGES, confused, score
from eval.reliability import calibration
from eval.report import FIGURE_NAMES, KIND_NAMES, SYSTEM_NAMES, Run, render
from eval.table import ABLATED, row
from qa import Answer, Assistant
from qa.proof import cite
from tests.answerers import answer, figures, perfect
from tests.conftest import Command

DEV = read_items("dev")
CONDITIONS = {"规章": "x", "向量模型": "y", "题集": "z"}


def changed_digit(item: Item, given: Answer, regulation: Regulation) -> Answer:
    """The first quote's first digit (or last character) is another."""
    first = given.citations[0]
    digit = next((c for c in first.quote if c.isdigit()), first.quote[-1])
    other = "8" if digit != "8" else "9"
    wrong = replace(first, quote=first.quote.replace(digit, other, 1))
    return replace(given, citations=(wrong, *given.citations[1:]))


def swapped_citation(item: Item, given: Answer, regulation: Regulation) -> Answer:
    """Right words, wrong article: the reader is sent to a place where they do not stand."""
    wrong = [replace(c, article=c.article % 87 + 1) for c in given.citations]
    return replace(given, citations=tuple(wrong))


def wrong_paragraph(item: Item, given: Answer, regulation: Regulation) -> Answer:
    wrong = [replace(c, paragraph=c.paragraph + 1) for c in given.citations]
    return replace(given, citations=tuple(wrong))


def always_answering(item: Item, given: Answer, regulation: Regulation) -> Answer:
    article = regulation.article(1)
    end = article.paragraphs[0].end
    return given if not given.refused else answer((cite(regulation, article, 0, end),), (1,))


def always_refusing(item: Item, given: Answer, regulation: Regulation) -> Answer:
    return replace(given, refused=True, citations=(), verdict=None, computed=())


def last_first(item: Item, given: Answer, regulation: Regulation) -> Answer:
    """The needed articles come after ten others."""
    others = [n for n in range(1, 88) if n not in item.articles][:10]
    return replace(given, ranked_articles=(*others, *given.ranked_articles))


def opposite_verdict(item: Item, given: Answer, regulation: Regulation) -> Answer:
    return replace(given, verdict=None if given.verdict is None else not given.verdict)


def a_day_late(item: Item, given: Answer, regulation: Regulation) -> Answer:
    return replace(
        given, computed=tuple(f"{day[:-2]}{int(day[-2:]) % 28 + 1:02}" for day in given.computed)
    )


PLANTED: dict[Callable[[Item, Answer, Regulation], Answer], dict[str, tuple[float, float]]] = {
    changed_digit: {"verbatim": (0, 0.5)},
    swapped_citation: {"cite P": (0, 0.1), "misattributed": (0.9, 1), "verbatim": (0, 0.05)},
    wrong_paragraph: {"para P": (0, 0.15)},
    always_answering: {"refusal": (0, 0), "false refusal": (0, 0)},
    always_refusing: {"refusal": (1, 1), "false refusal": (1, 1), "span recall": (0, 0)},
    last_first: {"hit@5": (0, 0), "mrr@10": (0, 0), "ndcg@10": (0, 0)},
    opposite_verdict: {"verdict": (0, 0)},
    a_day_late: {"dates": (0, 0)},
}
"""What is planted into perfect answers, and the figures (lowest, highest) that must show it."""


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_a_planted_error_is_caught_by_name(
    plant: Callable[[Item, Answer, Regulation], Answer], regulation: Regulation
) -> None:
    judged = []
    for item in DEV:
        given = perfect(item, regulation)
        touched = plant in (always_answering, always_refusing) or not given.refused
        wrong = plant(item, given, regulation) if touched else given
        judged.append(judge(item, wrong, regulation))
    scored = figures(judged)
    for name, (lowest, highest) in PLANTED[plant].items():
        assert lowest <= scored[name] <= highest, (name, scored[name])
    perfectly = figures([judge(item, perfect(item, regulation), regulation) for item in DEV])
    for name in PLANTED[plant]:
        if (plant, name) not in {(always_refusing, "refusal"), (always_answering, "false refusal")}:
            assert scored[name] != perfectly[name]


def test_words_that_are_true_of_another_article_do_not_count(regulation: Regulation) -> None:
    """7个工作日 stands in 64 and 66; a question about one is not answered from the other."""
    item = replace(
        next(item for item in DEV if item.kind == "fact"),
        articles=(64,),
        paragraphs=((64, 2),),
        answers=("7个工作日",),
        also=(),
    )
    giver = next(
        article
        for article in regulation.articles
        if article.number != 64 and "7个工作日" in article.text.replace(" ", "")
    )
    paragraph = next(p for p in giver.paragraphs if "7个工作日" in p.text.replace(" ", ""))
    elsewhere = cite(regulation, giver, paragraph.start, paragraph.end)
    judged = judge(item, answer((elsewhere,), (giver.number,)), regulation)
    assert (judged.spans, judged.misattributed, judged.citation_precision) == (0, 1, 0)
    here = regulation.article(64).paragraph(2)
    right = cite(regulation, regulation.article(64), here.start, here.end)
    assert misattribution(item, [right, elsewhere], regulation) == 0


def test_the_curve_has_a_known_area(regulation: Regulation) -> None:
    """Confidences 0.9, 0.4 answerable and 0.6, 0.1 not: 3 of 4 pairs are in order."""
    answerable = [item for item in DEV if item.answerable][:2]
    not_answerable = [item for item in DEV if not item.answerable][:2]
    given = zip([*answerable, *not_answerable], (0.9, 0.4, 0.6, 0.1), strict=True)
    judged = [
        judge(item, answer((), (), confidence=confidence, refused=confidence < 0.5), regulation)
        for item, confidence in given
    ]
    curve = refusal_curve(judged)
    assert curve is not None
    assert curve.area == 3 / 4
    assert curve.operating == (1 / 2, 1 / 2)
    assert (curve.at(0), curve.at(1 / 2)) == (1 / 2, 1)
    assert refusal_curve(judged[:2]) is None


def test_calibration_error_is_the_distance_of_score_and_truth() -> None:
    """Two at 0.9, one right: |0.9 - 1/2| twice; one at 0.2, wrong: 0.2; (2 × 0.4 + 0.2) / 3."""
    found = calibration([(0.9, True), (0.9, False), (0.2, False)])
    assert found.error == pytest.approx((2 * 0.4 + 0.2) / 3)
    assert [(each.count, each.right) for each in found.bins] == [(1, 0), (2, 1 / 2)]
    assert calibration([(1.0, True)]).error == 0
    assert calibration([]).count == 0


def test_the_gate_lets_two_points_pass_and_no_more(
    regulation: Regulation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "BASELINE", tmp_path / "baseline.json")
    now = row([judge(item, perfect(item, regulation), regulation) for item in DEV])
    with pytest.raises(CommandError, match="读不出来"):
        gate.differences(now, CONDITIONS)
    gate.accept(now, CONDITIONS)
    assert not any(entry.worse for entry in gate.differences(now, CONDITIONS))
    lower = now | {"hit@1": {**now["hit@1"], "value": 0.98}}
    assert not any(entry.worse for entry in gate.differences(lower, CONDITIONS))
    lower["hit@1"]["value"] = 0.979
    lower["false refusal"] = {**now["false refusal"], "value": 0.021}
    lower["refusal"] = {**now["refusal"], "value": 0.9}
    found = gate.differences(lower, CONDITIONS)
    assert {e.figure for e in found if e.worse} == {"hit@1", "false refusal", "refusal"}
    assert sum("worse by more" in line for line in gate.difference_lines(found)) == 3
    with pytest.raises(CommandError, match="题集 已改变"):
        gate.differences(now, CONDITIONS | {"题集": "other"})


def test_the_committed_figures_are_of_this_text_and_these_questions(regulation: Regulation) -> None:
    saved = json.loads(gate.BASELINE.read_text(encoding="utf-8"))
    assert saved["conditions"]["规章"] == regulation.fingerprint[:12]
    assert set(saved["figures"]) == set(gate.GATED) == set(FIGURES)


def test_every_miss_names_a_stage(assistant: Assistant) -> None:
    items = [item for item in DEV if item.kind in {"colloquial", "multi", "unanswerable", "lookup"}]
    outcomes = score(items, assistant, lambda at, of: None)
    for outcome in outcomes:
        judged = outcome.judgement
        assert outcome.stage is None or outcome.stage in STAGES
        good = judged.refused if not judged.item.answerable else judged.rank == 1
        if not good:
            assert outcome.stage is not None
        if judged.item.answerable and outcome.stage is None:
            assert (judged.citation_recall, judged.refused) == (1, False)
    pairs = confused(outcomes)
    assert all(needed != ranked for needed, ranked, _ in pairs)
    assert [count for *_, count in pairs] == sorted((c for *_, c in pairs), reverse=True)


def test_the_report_shows_everything_as_text(assistant: Assistant) -> None:
    item = replace(DEV[0], question="<script>alert(1)</script> 急件几天批完", articles=(1,))
    items = [item, *(item for item in DEV if item.kind == "unanswerable")][:6]
    outcomes = score(items, assistant, lambda at, of: None)
    run = Run("自备题", outcomes, (Fault(3, "不是 JSON"),), (), (), calibration([(0.9, True)]))
    page = render(run, assistant.regulation, CONDITIONS)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "没有计分的行" in page
    assert page.count("<svg") == 3
    for outside in ("http://", "https://"):
        linked = [part for part in page.split(outside)[1:] if not part.startswith("www.w3.org")]
        assert [
            p
            for p in linked
            if not p.startswith(("purl.org", "creativecommons.org", "matplotlib.org"))
        ] == []
    assert set(FIGURE_NAMES) == set(FIGURES)
    assert set(ABLATED) <= set(FIGURES)
    assert {item.kind for item in DEV} <= set(KIND_NAMES)
    assert "this project" in SYSTEM_NAMES


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "不是 JSON"),
        ("[1]", "不是 JSON 对象"),
        ('{"id": "x"}', "缺少字段 question、articles"),
        ('{"question": "问", "articles": [], "colour": 1}', "不认识的字段 colour"),
        ('{"question": 5, "articles": []}', "字段 question 应为文字"),
        ('{"question": "问", "articles": ["57"]}', "字段 articles 应为条号"),
        ('{"question": "问", "articles": [true]}', "字段 articles 应为条号"),
        ('{"question": "？", "articles": [1]}', "只有标点"),
        ('{"question": "问", "articles": [88]}', "没有第八十八条"),
        ('{"question": "问", "articles": [1], "paragraphs": [[1, 2]]}', "没有第二款"),
        ('{"question": "问", "articles": [1], "paragraphs": [[2, 1]]}', "不在 articles 里"),
        ('{"question": "问", "articles": [1], "answers": ["三个月"]}', "所引条款里没有“三个月”"),
        ('{"question": "问", "articles": [], "answerable": true}', "可答的题要有 articles"),
        ('{"question": "问", "articles": [1], "computed": ["9月15日"]}', "字段 computed 应为日期"),
        ('{"question": "问", "articles": [1], "verdict": "对"}', "字段 verdict 应为"),
        ('{"question": "问", "articles": [1], "regulation": "某某办法"}', "现在的规章是"),
        ('{"id": "good", "question": "问", "articles": [1]}', "编号 good 前面已经用过"),
    ],
)
def test_a_bad_line_is_named_and_the_others_are_kept(
    line: str, reason: str, tmp_path: Path, regulation: Regulation
) -> None:
    path = tmp_path / "q.jsonl"
    good = '{"id": "good", "question": "急件几天批完", "articles": [64]}'
    path.write_text(f"\ufeff{good}\n\n{line}\n", encoding="utf-8")
    file = read_file(path, regulation)
    assert [item.id for item in file.items] == ["good"]
    assert [fault.line for fault in file.faults] == [3]
    assert reason in file.faults[0].reason


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path, regulation: Regulation) -> None:
    with pytest.raises(CommandError, match="读不到"):
        read_file(tmp_path / "none.jsonl", regulation)


def test_the_command_scores_a_file_line_by_line(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    lines = [
        '{"question": "县长出差要提前几天报告？", "articles": [77], "answers": ["提前3天"]}',
        '{"question": "今天股市怎么样", "articles": []}',
        '{"question": "第99条", "articles": [99]}',
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    done = command(
        "eval", "--questions", str(path), "--output", str(tmp_path / "out"), "--ablations"
    )
    assert done.returncode == 1
    assert "第 3 行没有计分" in done.stderr
    assert "no clause vectors" in done.stdout
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "第 99" not in page
    assert "没有第九十九条" in page
    record = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert record["figures"]["all"]["hit@1"]["count"] == 1
    assert record["not_scored"][0]["line"] == 3
    path.write_text(lines[2], encoding="utf-8")
    nothing = command("eval", "--questions", str(path))
    assert nothing.returncode == 2
    assert "没有可以计分的题" in nothing.stderr
    assert "只用于内置" in command("eval", "--split", "test", "--gate").stderr
