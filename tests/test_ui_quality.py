"""The tab 质量 without a browser: which record is shown, what is said of it, the self-check."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.errors import DataDirectoryError, StoreError
from corpus.model import Regulation
from eval.__main__ import main as evaluate
from eval.dataset import read_items
from eval.metrics import judge
from eval.outcomes import Outcome as Judged
from eval.recording import corners, evaluation_of
from eval.reliability import Reliability
from eval.report import FIGURE_NAMES, Run
from indexing.index import RegulationIndex
from indexing.store import read_manifest
from qa import Assistant
from qa.checks import CHECKS
from qa.evaluation import COMMAND, Curve, Evaluation, Share, read_evaluation, save_evaluation
from qa.selfcheck import Outcome, Step
from tests.answerers import perfect
from tests.browsing import own_data
from tests.conftest import is_one_chinese_sentence
from ui.holder import Holder
from ui.quality.checkup import NAMES, done_html, examine, halted_html, running_html
from ui.quality.claims import claims_html, limits_html
from ui.quality.curve import curve_html
from ui.quality.environment import environment, environment_html
from ui.quality.figures import figures_html, groups_html, speed_html
from ui.quality.numbers import interval_of, percent, size_of, value_of
from ui.quality.overview import differences, overview, overview_html
from ui.quality.records import PUBLISHED, Shown, newest
from ui.services import Services

HOSTILE = "<img src=x onerror=alert(1)>"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture(scope="module")
def published() -> Evaluation:
    return read_evaluation(PUBLISHED)


def never() -> Holder[Assistant]:
    """The page must not load the assistant to show its figures."""

    def load(_: object) -> Assistant:
        raise AssertionError("loaded")

    return Holder(load)


@pytest.fixture
def services(data_dir: Path, tmp_path: Path, regulation: Regulation) -> Iterator[Services]:
    own = own_data(data_dir, tmp_path)
    holder = never()
    yield Services(holder, Holder(lambda _: pytest.fail("loaded")), regulation, own)
    assert holder.failure is None


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def with_share(found: Evaluation, name: str, **changed: float) -> Evaluation:
    """Return ``found`` with another value of one figure."""
    figures = tuple(
        replace(figure, share=replace(figure.share, **changed))
        if figure.share.name == name
        else figure
        for figure in found.figures
    )
    return replace(found, figures=figures)


# --- the record ------------------------------------------------------------------------------


def test_a_record_is_read_as_it_was_written(published: Evaluation, tmp_path: Path) -> None:
    save_evaluation(published, tmp_path / "e.json")
    assert read_evaluation(tmp_path / "e.json") == published
    assert [path.name for path in tmp_path.iterdir()] == ["e.json"]


def test_the_published_record_is_about_the_built_in_text(
    published: Evaluation, regulation: Regulation
) -> None:
    """Where this fails: python -m eval --split test --publish."""
    assert published.conditions.fingerprint == regulation.fingerprint
    assert published.conditions.split == "test"
    assert published.count == 355
    assert [figure.share.name for figure in published.figures] == list(FIGURE_NAMES)
    assert published.curve is not None
    assert sum(kind.count for kind in published.kinds) == published.count
    assert sum(user.count for user in published.users) == published.count


def not_json(text: str) -> str:
    return text[:-40]


def of_another_version(text: str) -> str:
    return text.replace('"format_version": 1', '"format_version": 2')


def beyond_one(text: str) -> str:
    return re.sub(r'"value": [\d.]+', '"value": 1.5', text, count=1)


def without_a_field(text: str) -> str:
    kept = json.loads(text)
    del kept["latency"]
    return json.dumps(kept)


def a_list(text: str) -> str:
    return "[]"


@pytest.mark.parametrize(
    "damage", [not_json, of_another_version, beyond_one, without_a_field, a_list]
)
def test_a_damaged_record_is_one_sentence(damage: Callable[[str], str], tmp_path: Path) -> None:
    text = PUBLISHED.read_text(encoding="utf-8")
    assert damage(text) != text
    path = tmp_path / "e.json"
    path.write_text(damage(text), encoding="utf-8")
    with pytest.raises(StoreError) as raised:
        read_evaluation(path)
    assert is_one_chinese_sentence(str(raised.value))
    assert COMMAND in str(raised.value)


def test_a_record_that_cannot_be_written_leaves_nothing(
    published: Evaluation, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DataDirectoryError, match="写不了评测记录"):
        save_evaluation(published, tmp_path / "file" / "e.json")
    (tmp_path / "folder").mkdir()
    with pytest.raises(DataDirectoryError, match="写不了评测记录"):
        save_evaluation(published, tmp_path / "folder")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_the_newest_record_is_shown_this_machine_s_first(
    published: Evaluation, tmp_path: Path
) -> None:
    own = tmp_path / "evaluation.json"
    assert newest(tmp_path) == Shown(published)
    later = replace(published, measured=published.measured + timedelta(days=1))
    save_evaluation(later, own)
    assert newest(tmp_path) == Shown(later, own=True)
    save_evaluation(published, own)
    assert newest(tmp_path) == Shown(published, own=True)
    save_evaluation(replace(published, measured=published.measured - timedelta(days=1)), own)
    assert newest(tmp_path) == Shown(published)
    own.write_text("{", encoding="utf-8")
    shown = newest(tmp_path)
    assert (shown.evaluation, shown.own, len(shown.faults)) == (published, False, 1)
    assert newest(tmp_path, tmp_path / "none.json").evaluation is None


def test_a_run_becomes_a_record(
    index: RegulationIndex, regulation: Regulation, tmp_path: Path
) -> None:
    items = read_items("dev")[:60]
    judged = [judge(item, perfect(item, regulation), regulation) for item in items]
    outcomes = tuple(
        Judged(item, perfect(item, regulation), judgement, None)
        for item, judgement in zip(items, judged, strict=True)
    )
    source = tmp_path / "questions"
    source.write_bytes(b"")
    run = Run("test", outcomes, (), (), (), Reliability((), 0.0, 0))
    found = evaluation_of(run, index, source, NOON)
    save_evaluation(found, tmp_path / "e.json")
    assert read_evaluation(tmp_path / "e.json") == found
    assert (found.count, found.measured) == (60, NOON)
    assert found.conditions.fingerprint == regulation.fingerprint
    assert found.conditions.questions.startswith("e3b0c442")  # SHA-256 of nothing
    for figure in found.figures:
        assert figure.shortfall == 0, figure
    assert sum(kind.count for kind in found.kinds) == 60
    asked = [item for item in items if item.answerable]
    first = found.figure("hit@1")
    assert first is not None
    assert first.share.count == len(asked)
    assert (found.curve is None) == (len(asked) == 60)


def test_corners_of_a_curve() -> None:
    straight = ((0.0, 0.0), (0.0, 0.5), (0.0, 1.0), (0.5, 1.0), (1.0, 1.0))
    assert corners(straight) == ((0.0, 0.0), (0.0, 1.0), (1.0, 1.0))
    bent = ((0.0, 0.0), (0.2, 0.4), (1.0, 1.0))
    assert corners(bent) == bent


@pytest.mark.parametrize("arguments", [[], ["--split", "dev"], ["--questions", "f"]])
def test_only_the_held_out_split_is_published(arguments: list[str]) -> None:
    with pytest.raises(Exception, match="--publish 只用于内置的 test 题集"):
        evaluate([*arguments, "--publish"])


# --- what is said ----------------------------------------------------------------------------


def test_numbers_as_they_are_written() -> None:
    assert [percent(value) for value in (0.9756, 0.95, 1.0, 0.0, 0.0139)] == [
        "97.6%", "95.0%", "100%", "0%", "1.4%",
    ]  # fmt: skip
    share = Share("hit@1", 0.9756, 0.9506, 0.9882, 287)
    assert (value_of(share), interval_of(share)) == ("97.6%", "95.1%–98.8%")
    mean = replace(share, name="mrr@10")
    assert (value_of(mean), interval_of(mean)) == ("0.976", "0.951–0.988")
    assert (size_of(11_700_000), size_of(17_165)) == ("11.7 MB", "17 KB")


def listed(html: str, title: str) -> list[str]:
    section = html.partition(f"<h3>{title}</h3>")[2].partition("</section>")[0]
    return re.findall(r"<h4>(.*?)</h4>", section)


def test_strengths_and_weaknesses_go_by_the_figures(published: Evaluation) -> None:
    made = with_share(published, "verdict", value=0.75, count=32)
    made = with_share(made, "refusal", value=0.9, count=50)
    made = with_share(made, "false refusal", value=0.02, count=200)
    html = claims_html(made)
    assert "32 道要下判断的题里，8 道没有判对。" in html  # 32 * (1 - 0.75)
    assert "50 道规则没有规定的题里，5 道仍然作了答。" in html
    assert "200 道规则有规定的题里，4 道被说成没有规定。" in html
    assert listed(html, "做得不够好的")[0] == "判断对错、可不可以"
    assert "有规定，却说没有" in listed(html, "做得好的")
    assert "没有规定的，如实说没有" in listed(html, "做得不够好的")
    better = claims_html(with_share(made, "verdict", value=0.96))
    assert "判断对错、可不可以" in listed(better, "做得好的")
    worse = claims_html(with_share(made, "false refusal", value=0.3))
    assert listed(worse, "做得不够好的")[0] == "有规定，却说没有"


def test_every_claim_tells_its_count_its_interval_and_what_to_do(published: Evaluation) -> None:
    items = claims_html(published).split("<li>")[1:]
    assert len(items) == 10
    for item in items:
        assert re.search(r"\d+ 题</span><span>区间 [\d.]+%–[\d.]+%", item)
        assert re.search(r'qa-advice">[^<]{8,}', item)


def test_the_weakest_kind_is_named(published: Evaluation) -> None:
    weakest = min(
        (kind for kind in published.kinds if kind.share("cite R")),
        key=lambda kind: getattr(kind.share("cite R"), "value", 1.0),
    )
    assert f"最弱的是“{weakest.label}”" in claims_html(published)


def test_tables_hold_every_figure_and_every_kind(published: Evaluation) -> None:
    table = plain(figures_html(published))
    for figure in published.figures:
        assert figure.label in table
        assert figure.meaning in table
    groups = plain(groups_html(published))
    for group in (*published.kinds, *published.users):
        assert group.label in groups


@pytest.mark.parametrize(("load", "said"), [(2.4, False), (9.0, True)])
def test_times_of_a_busy_machine_are_told_as_such(
    published: Evaluation, load: float, said: bool
) -> None:
    conditions = replace(published.conditions, cores=2, load=load)
    html = speed_html(replace(published, conditions=conditions))
    assert ("还有别的任务（平均负载 9）" in html) is said


def test_limits_name_the_text_and_are_escaped(regulation: Regulation) -> None:
    assert "乾政发〔2022〕2号，2022年6月17日" in limits_html(regulation)
    assert "不是法律意见" in limits_html(regulation)
    assert "<img" not in limits_html(replace(regulation, title=HOSTILE))


def test_the_curve_marks_where_the_assistant_stands() -> None:
    curve = Curve(((0.0, 0.0), (0.0, 0.5), (0.15, 0.9), (1.0, 1.0)), 0.93, (0.15, 0.9))
    html = curve_html(curve)
    x = 46 + (420 - 46 - 14) * 0.15 / 0.3
    y = 300 - 44 - (300 - 30 - 44) * 0.9
    assert f'<circle class="qa-curve-now" cx="{x:.1f}" cy="{y:.1f}"' in html
    points = re.search(r'<polyline[^>]*points="([^"]*)"', html)
    assert points is not None
    assert points[1].split()[-1].startswith(f"{420 - 14:.1f},")  # cut where the drawing ends
    assert 'role="img"' in html
    assert "误拒 15.0%，该拒而拒 90.0%" in html
    assert curve.at(0.05) == 0.5
    assert '<th scope="row">最多 5%</th><td>50.0%</td>' in html


def test_a_curve_far_out_is_drawn_whole() -> None:
    html = curve_html(Curve(((0.0, 0.0), (0.8, 0.9), (1.0, 1.0)), 0.5, (0.8, 0.9)))
    assert "横轴只画到" not in html
    assert 'text-anchor="end">现在：90.0%，误拒 80.0%' in html


def test_the_record_is_held_against_what_is_used_now(
    services: Services, published: Evaluation
) -> None:
    assert differences(services, published) == ()
    assert "就是现在用的" in overview(services)
    other = replace(published.conditions, fingerprint="0" * 64)
    [said] = differences(services, replace(published, conditions=other))
    assert "另一版文字" in said
    other = replace(published.conditions, fingerprint="0" * 64, regulation="某市规则")
    assert "另一部规章" in differences(services, replace(published, conditions=other))[0]
    other = replace(published.conditions, encoder="bge")
    changed = replace(published, conditions=other)
    [said] = differences(services, changed)
    assert "用模型 bge 测的" in said
    html = overview_html(services, Shown(changed))
    assert "就是现在用的" not in html
    assert 'class="qa-quality-warning"' in html


def test_a_language_model_that_is_on_is_told(
    services: Services, published: Evaluation, assistant: Assistant
) -> None:
    talking = Assistant.of(assistant.retriever.index)  # type: ignore[attr-defined]
    talking.model = object()  # type: ignore[assignment]
    holder: Holder[Assistant] = Holder(lambda _: talking)
    holder.get()
    [said] = differences(replace(services, assistant=holder), published)
    assert "不用语言模型测的" in said


def test_without_an_index_nothing_is_claimed_of_the_model(
    services: Services, published: Evaluation
) -> None:
    services = replace(services, data_dir=services.data_dir / "none")
    assert "还没有可用的索引" in differences(services, published)[0]
    assert "还没有索引" in plain(overview(services))


def test_no_record_is_a_state_with_the_way_out(services: Services) -> None:
    html = overview_html(services, Shown(None, faults=("评测记录坏了。",)))
    assert "还没有评测记录" in html
    assert f'data-copy="{COMMAND}"' in html
    assert "评测记录坏了。" in html
    assert "不是法律意见" in html
    assert "qa-claims" not in html


def test_whatever_a_record_says_is_shown_as_text(services: Services, published: Evaluation) -> None:
    figures = tuple(replace(f, label=HOSTILE, meaning=HOSTILE) for f in published.figures)
    kinds = tuple(replace(kind, label=HOSTILE) for kind in published.kinds)
    conditions = replace(
        published.conditions,
        regulation=HOSTILE,
        encoder=HOSTILE,
        questions=HOSTILE,
        fingerprint="x",
    )
    hostile = replace(published, figures=figures, kinds=kinds, users=kinds, conditions=conditions)
    html = overview_html(services, Shown(hostile, own=True, faults=(HOSTILE,)))
    assert "<img" not in html
    assert html.count("&lt;img") > 20


def test_headings_are_in_order(services: Services) -> None:
    levels = [int(level) for level in re.findall(r"<h(\d)", overview(services))]
    assert levels[0] == 2
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_what_the_installation_is_made_of(
    services: Services, monkeypatch: pytest.MonkeyPatch, published: Evaluation
) -> None:
    monkeypatch.setenv("QA_LLM_API_KEY", "sk-geheim")
    save_evaluation(published, services.data_dir / "evaluation.json")
    html = environment_html(environment(services))
    manifest = read_manifest(services.data_dir / "index")
    said = plain(html)
    assert f"格式版本 {manifest.format_version}" in said
    assert manifest.encoder in said
    assert "与现在的原文相符" in said
    assert str(services.data_dir) in said
    assert "evaluation.json" in said
    assert "gradio 6." in said
    assert "sk-geheim" not in said


# --- the self-check ----------------------------------------------------------------------------

MADE = tuple(Step(name, Outcome.PASSED, f"好 {HOSTILE}。", 0.5) for name in NAMES)


def test_the_self_check_is_shown_step_by_step(services: Services) -> None:
    shown = list(examine(services))
    assert [len(each.steps) for each in shown] == list(range(len(CHECKS) + 1))
    assert "第 1 步，共 10 步：原文" in shown[0].html
    assert shown[0].html.count("qa-check-waiting") == 9
    assert "一切正常" in shown[-1].html
    copied = re.search(r'data-copy="([^"]*)"', shown[-1].html)
    assert copied is not None
    text = unescape(copied[1])
    assert "[通过] 题库作答：" in text
    assert str(services.data_dir) in text


def test_a_failure_comes_first_in_words() -> None:
    broken = (*MADE[:3], Step(NAMES[3], Outcome.FAILED, "坏了。", 0.1), *MADE[4:])
    assert "有 1 步不通过" in done_html(broken, "")
    noted = (*MADE[:9], Step(NAMES[9], Outcome.WARNED, "留心。", 0.1))
    assert "一切正常，另有 1 处要知道。" in done_html(noted, "")


def test_the_steps_are_escaped() -> None:
    for html in (done_html(MADE, '"><img'), running_html(MADE[:4]), halted_html(MADE[:4])):
        assert "<img" not in html
    assert "做了 4 步，还有 6 步没有做" in halted_html(MADE[:4])
    assert halted_html(MADE[:4]).count("qa-check-skipped") == 6


def test_settings_that_cannot_be_read_are_one_sentence(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_LLM", "vielleicht")
    [shown] = examine(services)
    assert "QA_LLM 应为 on 或 off" in shown.html
