"""The times that a regulation states, read as typed facts with their exact words."""

from __future__ import annotations

import pytest

from corpus import Regulation, load_regulation
from corpus.errors import RegulationQAError
from corpus.parser import parse
from corpus.spacing import tight
from qa.facts.model import Fact, FactKind
from qa.facts.times import read_times
from tests.conftest import LAWS

# (article, paragraph, kind, whose, relation, the rule's words, under which condition)
STATED = (
    (10, 1, "limit", "县政府", "任期", "每届任期5年", ""),
    (40, 2, "limit", "简单咨询问题", "时限", "5个工作日内", ""),
    (55, 2, "frequency", "县政府全体会议", "频次", "每半年召开一次", ""),
    (56, 2, "frequency", "县政府党组会议", "频次", "每月召开1次", ""),
    (56, 2, "schedule", "县政府党组会议", "例会时间", "每月第3个星期四", ""),
    (57, 2, "frequency", "县政府常务会议", "频次", "每月召开2次", ""),
    (57, 2, "schedule", "县政府常务会议", "例会时间", "每月第1个和第3个星期四", ""),
    (57, 2, "limit", "县政府常务会议议题和文件", "时限", "会前", ""),
    (57, 3, "limit", "县政府全体会议和县政府常务会议讨论通过决定印发的文件", "时限",
     "会议结束后7个工作日内", ""),
    (58, 2, "frequency", "县长办公会议", "频次", "每月召开一次", ""),
    (62, 1, "frequency", "以县政府名义召开的全县性会议", "频次", "每年召开1次", ""),
    (62, 1, "frequency", "县政府部门召开本系统全县性会议", "频次", "每年不得超过1次", ""),
    (63, 3, "limit", "部门之间征求意见或会签文件", "时限", "7个工作日内", ""),
    (64, 1, "limit", "需要报请县政府审批的事项", "时限", "不少于14个工作日", "一般事项"),
    (64, 1, "limit", "需要报请县政府审批的事项", "时限", "不少于7个工作日", "紧急事项"),
    (64, 2, "limit", "需县政府审批的公文", "时限", "14个工作日", "一般事项"),
    (64, 2, "limit", "需县政府审批的公文", "时限", "7个工作日", "加急事项"),
    (64, 2, "limit", "需县政府审批的公文", "时限", "5个工作日", "特急事项"),
    (64, 2, "limit", "需县政府审批的公文", "时限", "3个工作日", "特急重要事项"),
    (64, 2, "limit", "县政府领导", "时限", "1个工作日内", "特急重要事项"),
    (71, 1, "schedule", "各议事协调机构办公室", "时间", "每年年底前", ""),
    (77, 5, "limit", "县长", "时限", "提前3天", "出差、出访，离开本县休假、学习"),
    (77, 5, "limit", "副县长", "时限", "事先", "出差、出访，离开本县休假、学习"),
    (77, 5, "limit", "各地、各部门主要负责人", "时限", "提前3天", "外出"),
    (81, 1, "frequency", "县政府领导", "频次", "每周至少安排1天", ""),
    (81, 1, "frequency", "县政府领导", "频次", "每年每人要确定1个以上", ""),
    (87, 1, "date", "本规则", "施行日期", "自发布之日", ""),
    (87, 1, "date", "《乾安县人民政府关于印发乾安县人民政府工作规则的通知》", "日期", "2018年5月28日", ""),
)  # fmt: skip
BLANKS_AND_NUMERALS = """测试办法

第一条 本办法自二〇二四年三月一日起施行。

第二条 主管部门应当自收到申请之日起 20 个 工作日内作出决定；特殊情况需要延长的，不得超过三十日。

第三条 审核委员会每两年至少召开 1 次全体会议，每季度第一个星期一研究工作。超过6个月未开业的，注销登记。

第四条 企业停业的，应当提前10日公告。2020年1月2日发布的《旧办法》同时废止。
"""


@pytest.fixture(scope="module")
def facts() -> tuple[Fact, ...]:
    return read_times(load_regulation())


@pytest.mark.parametrize("stated", STATED)
def test_a_stated_time_is_read(
    stated: tuple[int, int, str, str, str, str, str], facts: tuple[Fact, ...]
) -> None:
    read = [
        (f.article, f.paragraph, f.kind.value, f.subject, f.relation, f.value, f.condition)
        for f in facts
    ]
    assert read.count(stated) == 1


def test_nothing_else_but_doing_it_beforehand_is_a_time(facts: tuple[Fact, ...]) -> None:
    stated = {(article, value) for article, _, _, _, _, value, _ in STATED}
    others = [fact for fact in facts if (fact.article, fact.value) not in stated]
    assert {fact.value for fact in others} == {"会前", "事先"}
    assert {fact.article for fact in others} == {32, 61, 84}


def assert_spans_are_exact(regulation: Regulation, facts: tuple[Fact, ...]) -> None:
    for fact in facts:
        article = regulation.article(fact.article)
        assert tight(article.text[fact.start : fact.end]) == fact.value
        holding = [c for c in article.clauses if c.start <= fact.start and fact.end <= c.end]
        assert [clause.paragraph for clause in holding] == [fact.paragraph]
        assert fact.subject


def test_the_words_stand_where_the_fact_says(facts: tuple[Fact, ...]) -> None:
    assert_spans_are_exact(load_regulation(), facts)


def test_another_regulation_is_read_the_same_way() -> None:
    regulation = parse(BLANKS_AND_NUMERALS)
    facts = read_times(regulation)
    assert_spans_are_exact(regulation, facts)
    assert [(fact.article, fact.kind, fact.value) for fact in facts] == [
        (1, FactKind.DATE, "二〇二四年三月一日"),
        (2, FactKind.LIMIT, "自收到申请之日起20个工作日内"),
        (2, FactKind.LIMIT, "不得超过三十日"),
        (3, FactKind.FREQUENCY, "每两年至少召开1次"),
        (3, FactKind.SCHEDULE, "每季度第一个星期一"),
        (4, FactKind.LIMIT, "提前10日"),
        (4, FactKind.DATE, "2020年1月2日"),
    ]


def test_public_regulations_are_read() -> None:
    paths = sorted(LAWS.glob("*.md"))[::40]
    if not paths:
        pytest.skip("shared/laws is not beside this checkout")
    read = 0
    for path in paths:
        try:
            regulation = load_regulation(path)
        except RegulationQAError:
            continue
        facts = read_times(regulation)
        assert_spans_are_exact(regulation, facts)
        read += bool(facts)
    assert read >= 10
