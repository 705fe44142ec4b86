"""A question after another: made whole where it leans on it, left alone where it does not."""

from __future__ import annotations

import time

import pytest

from corpus.model import Regulation
from eval.dataset import read_items
from indexing.words import Words
from qa.followup import understand


@pytest.fixture(scope="module")
def words(regulation: Regulation) -> Words:
    return Words.derive(
        paragraph.text for article in regulation.articles for paragraph in article.paragraphs
    )


LEANING = [
    # another thing in the same place
    (("常务会议纪要谁签发？",), "那党组会议呢？", "党组会议纪要谁签发？"),
    (("局长外出怎么报告？",), "换成副县长呢", "副县长外出怎么报告？"),
    (("副县长出差怎么请假？",), "县长呢？", "县长出差怎么请假？"),
    (("加急件办结时限",), "特急呢", "特急件办结时限？"),
    (("提交常务会议的议题由谁确定？",), "全体会议的呢？", "提交全体会议的议题由谁确定？"),
    (("以县政府名义印发的文件由谁解读？",), "以部门名义印发的呢？", "以部门名义印发的文件由谁解读？"),
    (("领导个人能公开出书吗？",), "给人家题字呢", "领导个人能给人家题字吗？"),
    (("规范性文件能不能设定行政处罚？",), "行政许可呢？", "规范性文件能不能设定行政许可？"),
    (("议事协调机构怎么设立？",), "撤销呢？", "议事协调机构怎么撤销？"),
    (("常务会议能临时召开吗？",), "县长办公会议行不行？", "县长办公会议能临时召开吗？"),
    (("规章 谁签署",), "人员任免", "人员任免 谁签署？"),
    (("县政府文件谁签发",), "办公室名义的", "办公室名义的文件谁签发？"),
    # something else of the same topic, without the old asking
    (("县长办公会议的主要任务是什么？",), "多长时间开一次？", "县长办公会议多长时间开一次？"),
    (("谁签发常务会议纪要？",), "几天内签发？", "常务会议纪要几天内签发？"),
    (("政府规章由谁审议？",), "草案归谁起草？", "政府规章的草案归谁起草？"),
    (("专题会议谁召集？",), "县长要参加吗？", "专题会议县长要参加吗？"),
    (("领导干部可以公开出版著作吗？",), "需要谁批准？", "领导干部公开出版著作，需要谁批准？"),
    # pronouns
    (("县政府有法律顾问中心吗？",), "它要列席哪个会？", "县政府法律顾问中心要列席哪个会？"),
    (("常务会议的议题由谁提出？",), "这个会一个月开几次？", "常务会议一个月开几次？"),
    (("规则提出建立哪五项机制？",), "它们最终要形成什么？", "五项机制最终要形成什么？"),
    (("副县长能去外地学习吗？",), "他要向谁请假？", "副县长去外地学习要向谁请假？"),
    # conditions and more of the same
    (("会签文件几天回复",), "超期了呢", "会签文件超期了怎么办？"),
    (("上级的文件我们能转发吗？",), "要是公开了呢", "上级的文件我们能转发吗，要是公开了呢？"),
    (("重大决策的程序里有公众参与。",), "还有呢？", "重大决策的程序里有公众参与，还有哪些？"),
    # the topic of two questions ago
    (("常务会议多久开一次？", "由谁主持？"), "纪要由谁签发？", "常务会议的纪要由谁签发？"),
    (("常务会请假找谁", "列席的呢"), "专题会呢", "列席专题会的人请假找谁？"),
    (("第57条",), "那第二款呢？", "第五十七条第二款"),
]  # fmt: skip
ALONE = [
    ("领导发表讲话要报批吗？", "专题会议纪要由谁签发？"),
    ("会签几天回", "规章 谁签署"),
    ("党组会议由哪些人组成？", "公款吃喝有什么规定？"),
    ("议事协调机构谁审批？", "县政府一届是几年？"),
    ("常务会议有哪些人列席？", "对了，协办部门要怎么做？"),
    ("县长办公会议多久开一次？", "还有，政务公开遵循哪些原则？"),
    ("县长的职责是什么？", "另起一题：“五大工程”包括哪些？"),
    ("党组会议几号开？", "第57条"),
    ("五个乾安", "审计监督"),
]


@pytest.mark.parametrize(("history", "question", "understood"), LEANING)
def test_a_leaning_question_is_made_whole(
    history: tuple[str, ...], question: str, understood: str, words: Words
) -> None:
    assert understand(question, history, words) == understood


@pytest.mark.parametrize(("earlier", "question"), ALONE)
def test_a_question_with_a_topic_of_its_own_is_left_alone(
    earlier: str, question: str, words: Words
) -> None:
    assert understand(question, (earlier,), words) == question


@pytest.mark.parametrize("history", [(), ("",), (" ", "？"), ("。。。",)])
def test_nothing_is_made_of_an_empty_history(history: tuple[str, ...], words: Words) -> None:
    assert understand("那党组会议呢？", history, words) == "那党组会议呢？"


@pytest.mark.parametrize(
    "question", ["呢", "那呢？", "的", "？", "还有", "它", "他们", "的呢", "要是", "a", "1"]
)
@pytest.mark.parametrize(
    "earlier", ["谁", "常务会议", "吗", "的", "会", "县长能吗？", "a b c", "，", "第"]
)
def test_scraps_are_read_without_a_fault(question: str, earlier: str, words: Words) -> None:
    understood = understand(question, (earlier, earlier), words)
    assert understood
    assert "？？" not in understood.removesuffix(question)


def test_what_is_understood_keeps_the_words_that_were_typed(words: Words) -> None:
    """Only joining words are added: 的, 人, 怎么办, 还有哪些, 呢 and marks."""
    joining = set("的人怎么办还有哪些呢，？") | set("第五十七条款")
    for history, question, understood in LEANING:
        assert set(understood) <= set("".join(history)) | set(question) | joining


def test_a_question_is_read_in_little_time(words: Words) -> None:
    """0.2 ms each on one core (2026-11-23); of its own time, for others wait for the core too."""
    pairs = [(item.question, item.history) for item in read_items("dev") if item.history]
    rounds = []
    for _ in range(5):
        started = time.process_time()
        for question, history in pairs:
            understand(question, history, words)
        rounds.append((time.process_time() - started) / len(pairs))
    assert min(rounds) < 0.002
