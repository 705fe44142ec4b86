"""Forty items over the built-in regulation, written by hand, with true citations."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from corpus import Regulation
from corpus.spacing import tight
from qa.model import Citation
from qa.quiz.model import BLANK_MARK, Difficulty, Item, ItemKind, Option

EASY, MEDIUM, HARD = Difficulty
_LETTERS = "ABCDEFGH"


def cite(regulation: Regulation, article: int, words: str) -> Citation:
    """Cite the first clause of an article that holds ``words``, blanks aside."""
    found = regulation.article(article)
    clause = next(clause for clause in found.clauses if tight(words) in tight(clause.text))
    return Citation(
        regulation.title, article, clause.paragraph, clause.start, clause.end, clause.text
    )


class _Maker:
    def __init__(self, regulation: Regulation) -> None:
        self._regulation = regulation
        self.items: list[Item] = []

    def add(
        self,
        kind: ItemKind,
        article: int,
        words: str,
        stem: str,
        key: Sequence[str],
        fact: str,
        *,
        options: Sequence[Option] = (),
        accept: Sequence[Sequence[str]] = (),
        difficulty: Difficulty = MEDIUM,
        also: Sequence[tuple[int, str]] = (),
    ) -> None:
        found = self._regulation.article(article)
        citations = [
            cite(self._regulation, place, quote) for place, quote in [(article, words), *also]
        ]
        number = sum(1 for item in self.items if item.kind is kind) + 1
        self.items.append(
            Item(
                id=f"{kind.value}-{number:03d}",
                kind=kind,
                stem=stem,
                options=tuple(options),
                key=tuple(key),
                accept=tuple(tuple(variants) for variants in accept),
                explanation=f"《规则》{found.reference(citations[0].paragraph)}规定：“{citations[0].quote}”",
                citations=tuple(citations),
                chapter=found.chapter,
                difficulty=difficulty,
                fact=fact,
                article_hash=hashlib.sha256(found.text.encode()).hexdigest()[:16],
            )
        )


def choices(*texts: str) -> list[Option]:
    return [Option(label, text) for label, text in zip(_LETTERS, texts, strict=False)]


def columns(left: Sequence[str], right: Sequence[str]) -> list[Option]:
    return [*(Option(str(n), text) for n, text in enumerate(left, start=1)), *choices(*right)]


def hand_made(regulation: Regulation) -> tuple[Item, ...]:
    """Return the items, in the order of their kinds."""
    maker = _Maker(regulation)
    for part in (_singles, _multiples, _true_false, _blanks, _matching, _ordering, _written):
        part(maker)
    return tuple(maker.items)


def awkward(item: Item, text: str) -> Item:
    """Return an item whose every text that people edit carries ``text``."""
    return replace(
        item,
        stem=text + item.stem + text,
        explanation=text + item.explanation + text,
        options=tuple(Option(option.label, option.text + text) for option in item.options),
    )


def _singles(maker: _Maker) -> None:
    kind = ItemKind.SINGLE
    rows = (
        (
            64,
            "一般事项 14 个工作日",
            "需县政府审批的公文，一般事项应当在几个工作日内完成审批？",
            ("3个工作日", "5个工作日", "7个工作日", "14个工作日"),
            "D",
            "公文审批|一般事项",
            EASY,
        ),
        (
            64,
            "特急重要事项应在 1 个工作日内签批",
            "县政府领导签批特急重要事项的时限是多少？",
            ("1个工作日内", "3个工作日内", "5个工作日内", "7个工作日内"),
            "A",
            "签批|特急重要事项",
            MEDIUM,
        ),
        (
            57,
            "会议结束后 7 个工作日内印发",
            "县政府全体会议和县政府常务会议讨论通过决定印发的文件，原则上须在会议结束后几个工作日内印发？",
            ("3个工作日", "7个工作日", "5个工作日", "14个工作日"),
            "B",
            "会议文件|印发时限",
            MEDIUM,
        ),
        (
            57,
            "县政府常务会议纪要一般由县长签发",
            "县政府常务会议纪要一般由谁签发？",
            ("县长", "县政府党组书记", "主持会议或委托召开会议的县政府领导", "县政府办公室主任"),
            "A",
            "常务会议纪要|签发",
            EASY,
        ),
        (
            56,
            "县政府党组会议纪要一般由办公室分管副主任核报县政府党组书记签发",
            "县政府党组会议纪要一般由办公室分管副主任核报谁签发？",
            ("县长", "县政府办公室主任", "县政府党组书记", "主持会议的县政府领导"),
            "C",
            "党组会议纪要|签发",
            MEDIUM,
        ),
        (
            55,
            "一般每半年召开一次",
            "县政府全体会议一般多久召开一次？",
            ("每周一次", "每月一次", "每半年一次", "每年一次"),
            "C",
            "全体会议|频次",
            EASY,
        ),
        (
            81,
            "每周至少安排1天到基层调研",
            "县政府领导一般每周至少安排几天到基层调研？",
            ("1天", "2天", "3天", "5天"),
            "A",
            "基层调研|频次",
            EASY,
        ),
        (
            40,
            "简单咨询问题应在5个工作日内回应",
            "对政府网站上的简单咨询问题，应在几个工作日内回应？",
            ("3个工作日", "5个工作日", "7个工作日", "14个工作日"),
            "B",
            "咨询回应|时限",
            HARD,
        ),
    )
    for article, words, stem, options, key, fact, level in rows:
        maker.add(
            kind, article, words, stem, [key], fact, options=choices(*options), difficulty=level
        )


def _multiples(maker: _Maker) -> None:
    kind = ItemKind.MULTIPLE
    rows = (
        (
            10,
            "县政府由县长、副县长",
            "县政府由下列哪些人员组成？",
            ("县长", "副县长", "县政府工作部门主要负责人", "县政府法律顾问", "县人大代表"),
            "ABC",
            "县政府|组成",
            EASY,
        ),
        (
            15,
            "县长外出期间",
            "关于县长外出期间的安排，下列哪些说法符合规定？",
            (
                "可委托负责常务工作的副县长主持县政府全面工作",
                "须由县政府办公室主任主持县政府全面工作",
                "由县委另行指定人员主持县政府全面工作",
                "主持全面工作的副县长由县长委托",
            ),
            "AD",
            "县长外出|委托",
            HARD,
        ),
        (
            30,
            "法定程序",
            "重大决策的法定程序包括下列哪些？",
            ("公众参与", "专家论证", "风险评估", "合法性审查", "集体讨论"),
            "ABCDE",
            "重大决策|法定程序",
            MEDIUM,
        ),
        (
            54,
            "县政府实行县政府全体会议",
            "县政府实行下列哪些会议制度？",
            ("县政府全体会议", "县政府党组会议", "县长办公会议", "部门联席会议"),
            "ABC",
            "会议制度|种类",
            MEDIUM,
        ),
        (
            72,
            "严格遵守党的政治纪律",
            "县政府组成人员须严格遵守党的哪些纪律？",
            ("政治纪律", "组织纪律", "财经纪律", "群众纪律"),
            "ABD",
            "纪律|种类",
            MEDIUM,
        ),
    )
    for article, words, stem, options, key, fact, level in rows:
        maker.add(
            kind, article, words, stem, list(key), fact, options=choices(*options), difficulty=level
        )


def _true_false(maker: _Maker) -> None:
    kind = ItemKind.TRUE_FALSE
    rows = (
        (
            12,
            "县政府实行县长负责制",
            "县政府实行县长负责制，县长领导县政府全面工作。",
            "对",
            "县长负责制",
            EASY,
        ),
        (
            58,
            "县长办公会议一般每月召开一次",
            "县长办公会议一般每半年召开一次。",
            "错",
            "县长办公会议|频次",
            MEDIUM,
        ),
        (
            63,
            "应当一文一事",
            "各地、各部门报送县政府的请示，应当一文一事。",
            "对",
            "请示|一文一事",
            EASY,
        ),
        (
            57,
            "不再临时增加议题",
            "县政府常务会议方案一经县长审定不再临时增加议题。",
            "对",
            "常务会议|议题",
            MEDIUM,
        ),
        (
            77,
            "县长出差",
            "县长出差（参加省、市或全国性重要会议活动除外），须提前5天分别向市委、市政府、县委报告。",
            "错",
            "县长外出|报告",
            HARD,
        ),
        (
            64,
            "一般事项 14 个工作日",
            "需县政府审批的公文，一般事项7个工作日完成审批。",
            "错",
            "公文审批|一般事项",
            MEDIUM,
        ),
    )
    for article, words, stem, key, fact, level in rows:
        maker.add(kind, article, words, stem, [key], fact, difficulty=level)


def _blanks(maker: _Maker) -> None:
    kind = ItemKind.BLANK
    gap = BLANK_MARK
    rows: tuple[tuple[int, str, str, list[str], list[list[str]], str, Difficulty], ...] = (
        (
            10,
            "每届任期 5 年",
            f"县政府每届任期{gap}。",
            ["5 年"],
            [["5年", "五年"]],
            "县政府|任期",
            EASY,
        ),
        (
            63,
            "一般应在7个工作日内回复",
            f"部门之间征求意见或会签文件时，除主办部门另有时限要求外，一般应在{gap}内回复。",
            ["7个工作日"],
            [["七个工作日"]],
            "征求意见|回复时限",
            MEDIUM,
        ),
        (
            65,
            "经县政府分管领导审核后",
            f"以县政府名义印发文件，经{gap}审核后，由县长或{gap}签发。",
            ["县政府分管领导", "县长委托副县长"],
            [[], []],
            "县政府文件|签发",
            HARD,
        ),
        (
            64,
            "紧急事项不少于7个工作日",
            f"需要报请县政府审批的事项，应给县政府预留的研究决策时间，紧急事项不少于{gap}。",
            ["7个工作日"],
            [["七个工作日"]],
            "预留时间|紧急事项",
            MEDIUM,
        ),
        (
            62,
            "每年不得超过1次",
            f"县政府部门召开本系统全县性会议，每年不得超过{gap}。",
            ["1次"],
            [["一次", "1 次"]],
            "系统会议|次数",
            EASY,
        ),
        (
            87,
            "本规则自发布之日起施行",
            f"本规则自{gap}起施行。",
            ["发布之日"],
            [[]],
            "施行日期",
            EASY,
        ),
    )
    for article, words, stem, key, accept, fact, level in rows:
        maker.add(kind, article, words, stem, key, fact, accept=accept, difficulty=level)


def _matching(maker: _Maker) -> None:
    kind = ItemKind.MATCHING
    maker.add(
        kind,
        55,
        "一般每半年召开一次",
        "将下列会议与其召开频次对应起来。",
        ["1-C", "2-A", "3-B"],
        "会议频次",
        options=columns(
            ("县政府全体会议", "县政府党组会议", "县政府常务会议"),
            ("一般每月召开1次", "一般每月召开2次", "一般每半年召开一次", "每年召开1次"),
        ),
        also=[(56, "一般每月召开1次"), (57, "一般每月召开 2 次")],
        difficulty=EASY,
    )
    maker.add(
        kind,
        64,
        "一般事项 14 个工作日",
        "将需县政府审批的公文与其审批时限对应起来。",
        ["1-D", "2-C", "3-B", "4-A"],
        "审批时限",
        options=columns(
            ("一般事项", "加急事项", "特急事项", "特急重要事项"),
            ("3个工作日", "5个工作日", "7个工作日", "14个工作日"),
        ),
    )
    maker.add(
        kind,
        57,
        "县政府常务会议纪要一般由县长签发",
        "将下列会议纪要与其签发人对应起来。",
        ["1-B", "2-A", "3-C"],
        "纪要签发人",
        options=columns(
            ("县政府常务会议纪要", "县政府党组会议纪要", "县政府专题会议纪要"),
            ("县政府党组书记", "县长", "主持会议或委托召开会议的县政府领导"),
        ),
        also=[(56, "党组书记签发"), (59, "县政府专题会议纪要")],
        difficulty=HARD,
    )


def _ordering(maker: _Maker) -> None:
    kind = ItemKind.ORDERING
    maker.add(
        kind,
        67,
        "县政府议事协调机构的设置和调整",
        "按规定的先后顺序排列县政府议事协调机构设置和调整的步骤。",
        ["C", "A", "B"],
        "议事协调机构|设置程序",
        options=choices(
            "县政府办公室审核把关、提出意见",
            "报县政府分管副县长、县长审批",
            "县政府相关部门提出申请",
        ),
    )
    maker.add(
        kind,
        64,
        "经县政府办公室分管副主任审核把关后",
        "按规定的先后顺序排列各地、各部门报送县政府审批的公文的办理步骤。",
        ["B", "C", "A"],
        "公文呈批|程序",
        options=choices(
            "根据需要由县政府领导转请县政府其他领导核批",
            "经县政府办公室分管副主任审核把关",
            "按照县政府领导分工呈批",
        ),
        difficulty=HARD,
    )


def _written(maker: _Maker) -> None:
    short, case = ItemKind.SHORT, ItemKind.CASE
    maker.add(
        short,
        77,
        "副县长出差",
        "副县长出差、出访，离开本县休假、学习，应当怎样办理？",
        ["事先向县长请假", "由县政府办公室通报县政府其他领导同志"],
        "副县长外出|请假",
    )
    maker.add(
        short,
        63,
        "在上报县政府前须依法履行",
        "各部门提请县政府制发规范性文件，上报县政府前须依法履行哪些程序？",
        ["公众参与", "专家论证", "风险评估", "合法性审查", "集体讨论"],
        "规范性文件|上报程序",
        difficulty=HARD,
    )
    maker.add(
        short,
        61,
        "县政府领导同志因故不能出席",
        "县政府领导同志因故不能出席县政府常务会议，应当向谁请假？",
        ["会前向会议主持人请假"],
        "会议请假|领导",
        difficulty=EASY,
    )
    maker.add(
        short,
        86,
        "县政府直属机构",
        "哪些单位适用本规则？",
        ["县政府直属机构", "直属事业单位"],
        "适用范围",
    )
    maker.add(
        case,
        63,
        "不得向领导个人直接报文",
        "某镇起草了一份关于修缮敬老院的请示。镇长认为事情紧急，便让工作人员直接送到分管副县长的办公室，请其签字。镇长的做法是否符合规定？应当怎样做？",
        [
            "不符合规定：上报县政府的公文不得向领导个人直接报文",
            "应当由县政府办公室按规定程序统一办理",
        ],
        "直接报文",
        difficulty=HARD,
    )
    maker.add(
        case,
        77,
        "须提前3天经县政府办公室",
        "某局局长计划4月20日到省外考察，最晚应当提前几天报告，向谁报告？",
        ["须提前3天", "经县政府办公室向县政府领导报告"],
        "部门负责人外出|报告",
    )
    maker.add(
        case,
        27,
        "部门联合制定的重要规范性文件",
        "甲、乙两局拟联合制定一份重要规范性文件，直接发布是否可以？",
        ["B"],
        "联合制定|批准",
        options=choices(
            "可以，由两局会签后发布",
            "不可以，发布前须经县政府批准",
            "可以，发布后报县政府办公室备案",
        ),
        difficulty=EASY,
    )
