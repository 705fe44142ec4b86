"""Verdicts: which questions ask for one, and what the text decides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus import load_regulation, parse
from corpus.model import Clause, Regulation
from eval.verdicts import Row, read_rows, training_rows
from eval.verdicts import fit as fit_model
from indexing.words import normalise
from qa.facts.reading import read_facts
from qa.verdict import scopes
from qa.verdict.claims import Frame, asks_verdict, is_statement, read_claim
from qa.verdict.comparison import compare
from qa.verdict.features import OWN, features
from qa.verdict.grams import bigrams
from qa.verdict.holders import fit
from qa.verdict.judging import Judge
from qa.verdict.limits import checks
from qa.verdict.manners import manners
from qa.verdict.offices import alike, parts
from qa.verdict.quantities import Measure, quantities

LAW = load_regulation()
JUDGE = Judge(LAW, read_facts(LAW))


def clauses(number: int, regulation: Regulation = LAW) -> list[tuple[int, Clause]]:
    return [(number, clause) for clause in regulation.article(number).clauses]


def best_first(question: str, number: int) -> list[tuple[int, Clause]]:
    """Order the clauses of an article as retrieval does, by what they share with the question."""
    asked = bigrams(question)
    return sorted(clauses(number), key=lambda found: -len(asked & bigrams(found[1].text)))


@pytest.mark.parametrize(
    "question",
    [
        "县政府一届干五年。",
        "网民的简单咨询应当在十个工作日内回应，对吗？",
        "送公文能直接给领导个人吗",
        "谁起草的文件谁来解读，对不对？",
        "不管谁召集的，纪要一律由县长签发。",
        "判断：党组的会只能一月一回，急事也得等到下个月。",
        "预留七个工作日够不够？",
        "干部信个教，允许不允许？",
        "定方案前，能不能听听企业怎么想？",
        "办完要多少天，是不是也得写出来？",
        "请外面的人来提意见，可以伐？",
        "征求意见只问体制内的，是这样？",
        "副职有没有资格召集专题会？有的话我就报他了。",
        "稿子没写是全文公开还是部分公开，就交了，行不行？",
        "归我们管的事能不能想几天办就几天办？",
    ],
)
def test_statements_and_polar_questions_ask_for_a_verdict(question: str) -> None:
    assert asks_verdict(question)


@pytest.mark.parametrize(
    "question",
    [
        "常务会纪要谁签发？",
        "会签几个工作日内回？",
        "规范性文件里哪些东西不能设？",
        "第57条",
        "审计监督权 独立 干涉",
        "设领导小组是报县长还是报县委？",
        "能不能告诉我纪要谁签发？",
        "会签是不是有期限，是几天？",
        "适用对象 直属事业单位",
        "",
    ],
)
def test_open_questions_look_ups_and_choices_ask_for_none(question: str) -> None:
    assert not asks_verdict(question)


def test_a_statement_is_told_from_a_question() -> None:
    assert is_statement("规则自发布之日起施行。")
    assert not is_statement("规则自发布之日起施行吗")


@pytest.mark.parametrize(
    ("text", "measure", "values"),
    [
        ("一届干五年", Measure.SPAN, (5 * 365.0,)),
        ("每半年召开一次", Measure.RATE, (2.0,)),
        ("一个月开两次", Measure.RATE, (2 * 12.0,)),
        ("第1个和第3个星期四", Measure.NTH, (1.0, 3.0)),
        ("2018年5月28日", Measure.DATE, (2018.0, 5.0, 28.0)),
        ("14 个工作日", Measure.SPAN, (14.0,)),
    ],
)
def test_quantities_are_read(text: str, measure: Measure, values: tuple[float, ...]) -> None:
    first = quantities(normalise(text))[0]
    assert (first.measure, first.values) == (measure, values)


@pytest.mark.parametrize(
    ("question", "sentence", "fits"),
    [
        ("我们提前两天报的，行吗？", "须提前3天报告。", False),
        ("我们提前五天报可以吗？", "须提前3天报告。", True),
        ("第四个工作日回的，行吗？", "应在5个工作日内回应。", True),
        ("第八个工作日才回，可以吗？", "应在5个工作日内回应。", False),
        ("县长须提前5天报告。", "须提前3天报告。", False),
        ("加急事项5个工作日办完。", "加急事项7个工作日、特急事项5个工作日完成审批。", False),
        ("特急事项5个工作日办完。", "加急事项7个工作日、特急事项5个工作日完成审批。", True),
    ],
)
def test_limits_have_a_direction_and_a_case(question: str, sentence: str, fits: bool) -> None:
    found = checks(read_claim(question), normalise(sentence), JUDGE.weight)
    assert [check.fits for check in found] == [fits]


def test_a_head_and_its_deputy_are_two_offices() -> None:
    assert alike("办公室主任", "县政府办公室主任")
    assert not alike("主任", "副主任")
    assert not alike("县长", "副县长")


def test_an_office_is_compared_with_the_holder_of_the_same_act() -> None:
    held = JUDGE.held(57)
    right = fit("县政府常务会议纪要由县长签发", held, JUDGE.weight)
    wrong = fit("县政府常务会议纪要由办公室主任签发", held, JUDGE.weight)
    assert right.value > 0 > wrong.value
    assert [fact.holders for _, fact in right.facts] == [("县长",)]


def test_an_office_beside_another_holder_is_not_the_only_one() -> None:
    held = JUDGE.held(65)
    assert fit("以县政府名义印发文件由县长签发", held, JUDGE.weight).others


def test_the_county_government_is_not_every_office() -> None:
    assert not alike("人大常委会", "县政府")
    assert alike("县长", "县政府领导")


def test_offices_of_a_condition_and_of_a_name_do_nothing() -> None:
    found = parts("县长外出的，由副县长主持")
    assert [(part.office, part.action) for part in found] == [("副县长", "主持")]
    assert parts("以县委、县政府名义发文") == ()


def test_a_period_alone_says_nothing_of_how_often() -> None:
    found = checks(read_claim("会定在每月头一个星期四。"), "每月召开2次", JUDGE.weight)
    assert [check.fits for check in found] == [True]


def test_what_must_come_first_is_a_duty_and_not_a_prohibition() -> None:
    claim = read_claim("没经过批准就不能发布。")
    assert (claim.frame, claim.forbids, claim.denies) == (Frame.DUTY, 0, ())


def test_the_contrast_of_a_claim_is_not_its_negation() -> None:
    assert read_claim("这事归县政府管，不归司法局。").denies == ()


def test_negations_are_counted_outside_conditions() -> None:
    claim = read_claim("县领导不能出席全体会议的，要在会前向主持人请假。")
    assert (claim.forbids, claim.waives, claim.denies) == (0, 0, ())
    assert read_claim("报告里不能夹带请示。").forbids == 1
    assert read_claim("规章不用征求意见。").waives == 1


@pytest.mark.parametrize(
    ("question", "main"),
    [
        ("教育局没报批就发了文，这样办合规不？", "教育局没报批就发了文这样办合规不"),
        ("同事说审计局归县纪委领导，是这样吗？", "审计局归县纪委领导"),
        ("先开会再补手续，小李觉得没问题，他想得对不对？", "先开会再补手续"),
    ],
)
def test_what_is_claimed_stands_before_the_words_that_only_ask(question: str, main: str) -> None:
    assert read_claim(question).main.startswith(main)


def test_what_cannot_be_avoided_is_no_negation() -> None:
    assert read_claim("公众参与是绕不开的程序。").denies == ()
    assert read_claim("县里没有自行抬高规格的余地。").forbids == 1


def test_the_asker_leaves_open_and_does_not_forbid() -> None:
    claim = read_claim("干部信个教，允许不允许？")
    assert (claim.forbids, claim.frame) == (0, Frame.PERMISSION)


def test_asking_whether_something_is_wrong_is_not_forbidding_it() -> None:
    assert read_claim("先斩后奏，准则里是不是不允许？").faults == 1
    assert read_claim("先斩后奏，准则里允许吗？").faults == 0


def test_a_negation_governs_its_part_of_the_sentence_only() -> None:
    text = "法制机构没审，挂网公布"
    assert [scopes.denies(text, text.index(word)) for word in ("法制", "审", "公布")] == [
        False,
        True,
        False,
    ]
    assert scopes.denied("不得不报")["报"] == frozenset({False})


def test_both_deny_alike_or_one_alone() -> None:
    def share(claim: str, clause: str) -> float:
        return scopes.agreement(claim, clause, len).share

    assert share("报告不能夹带请示", "报告不得夹带请示") == 1.0
    assert share("夹带请示", "不得夹带请示") == -1.0
    assert share("开车上班", "不得夹带请示") == 0.0


def test_what_is_left_undone_counts_where_the_rule_asks_for_it() -> None:
    asked = "由法制机构审查，报备案，不得收费"
    assert scopes.omitted("法制机构没审", asked, len) == len("审")
    assert scopes.omitted("没有收费", asked, len) == 0


def test_a_manner_denied_is_its_contrary() -> None:
    assert manners("悄悄办了")["wrong:hide"] == 1.0
    assert manners("不许悄悄办")["wrong:hide"] == -1.0
    assert manners("县政府一届五年") == {}


def test_a_named_bureau_may_be_any_department_but_no_named_one() -> None:
    assert alike("教育局", "主办部门")
    assert not alike("教育局", "审计部门")


def test_a_second_meeting_breaks_a_limit_of_one() -> None:
    clause = "每年不得超过1次"
    again, first = read_claim("入秋又开第二次，合规吗？"), read_claim("今年开一次，合规吗？")
    assert compare(again, clause, JUDGE.weight).numbers == -1.0
    assert compare(first, clause, JUDGE.weight).numbers == 1.0


def test_every_claim_has_the_features_of_every_group() -> None:
    claim = read_claim("特急件绕过办公室直接送县长行吗？")
    found = features(compare(claim, "上报公文不得向领导个人直接报文。", JUDGE.weight))
    named = ("agreement", "number", "office_action", "overlap", "scope", "dodge", "wrong")
    assert set(named) <= set(found)
    assert found[f"{OWN}绕过"] == 1.0
    assert f"{OWN}直接" not in found


@pytest.mark.parametrize(
    ("question", "article", "value"),
    [
        ("县政府一届干四年。", 10, False),
        ("县政府每届任期五年。", 10, True),
        ("县长办公会议由常务副县长主持。", 58, False),
        ("人员任免这类事项要由县长签署。", 65, True),
        ("报告里顺便夹带请示事项可以吗？", 63, False),
        ("报告不得夹带请示事项，对吗？", 63, True),
        ("下乡时可以接受地方的宴请吗？", 82, False),
        ("专题会必要时能请县长出席吗？", 60, True),
        ("党组会一般每季度召开一次。", 56, False),
        ("没有县里统一安排，县领导私下给老同学题个字，可以吗？", 84, False),
        ("今年已经开过一次本系统的全县会，又开第二次，合规吗？", 62, False),
    ],
)
def test_the_article_decides(question: str, article: int, value: bool) -> None:
    verdict = JUDGE.judge(question, best_first(question, article))
    assert verdict is not None
    assert verdict.value is value
    assert verdict.article == article
    assert verdict.clause in LAW.article(article).clauses
    assert verdict.reason


def test_the_reason_names_both_numbers() -> None:
    verdict = JUDGE.judge("网民的简单咨询应当在十个工作日内回应。", clauses(40)[::-1])
    assert verdict is not None
    assert verdict.reason == "规定为5个工作日，不是十个工作日"


def test_there_is_no_verdict_without_claim_or_clause() -> None:
    assert JUDGE.judge("常务会纪要谁签发？", clauses(57)) is None
    assert JUDGE.judge("常务会纪要由县长签发。", []) is None


def test_another_regulation_is_judged_by_its_own_text() -> None:
    law = parse(
        "某某办法\n第一条 为了规范申请，制定本办法。\n第二条 申请应当在十五日内提出。\n"
        "第三条 任何人不得转让许可证。\n"
    )
    judge = Judge(law, read_facts(law))
    late = judge.judge("申请可以在三十日内提出吗？", clauses(2, law))
    sold = judge.judge("许可证可以转让吗？", clauses(3, law))
    assert late is not None and late.value is False
    assert sold is not None and sold.value is False


def test_rows_know_their_half_and_both_are_fitted(tmp_path: Path) -> None:
    path = tmp_path / "judged.jsonl"
    raw = {"question": "纪要由县长签发。", "article": 57, "verdict": True, "form": "statement"}
    path.write_text(json.dumps(raw | {"half": "held"}) + "\n", encoding="utf-8")
    assert read_rows(path) == [
        Row("纪要由县长签发。", True, 57, "judged", form="statement", half="held")
    ]
    assert {row.half for row in training_rows() if row.source == "judged"} == {"work", "held"}


def test_the_model_is_fitted_to_what_separates() -> None:
    rows = [Row(f"问{number}", number % 2 == 0, number, "written") for number in range(20)]
    values = [{"agreement": 1.0 if row.verdict else -1.0, "own:某某": 1.0} for row in rows[:18]]
    values += [{"agreement": 1.0}, {"agreement": -1.0, "own:罕见": 1.0}]
    model = fit_model(rows, values)
    assert model.weights["agreement"] > 0
    assert "own:罕见" not in model.weights
    assert model.probability({"agreement": 1.0}) > 0.5 > model.probability({"agreement": -1.0})
