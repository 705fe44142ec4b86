"""Forty sound quiz items written by hand, and planted faults: each breaks one of them in one way."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace

from corpus import Regulation, load_regulation
from qa.model import Citation
from qa.quiz.model import Difficulty, Item, ItemKind, Option

REGULATION: Regulation = load_regulation()
Change = Callable[[Item], Item]


def cite(article: int, opening: str, closing: str = "") -> Citation:
    """Cite the words of ``article`` from ``opening`` through ``closing``."""
    place = REGULATION.article(article)
    start = place.text.index(opening)
    end = place.text.index(closing, start) + len(closing) if closing else start + len(opening)
    paragraph = next(p for p in place.paragraphs if p.start <= start < p.end)
    quote = place.text[start:end]
    return Citation(REGULATION.title, article, paragraph.number, start, end, quote)


def explained(*citations: Citation) -> str:
    return "；".join(
        f"{REGULATION.cite(c.article, c.paragraph, full=False)}：“{c.quote}”" for c in citations
    )


def item(
    kind: ItemKind,
    stem: str,
    options: str,
    key: str,
    *citations: Citation,
    accept: tuple[tuple[str, ...], ...] = (),
) -> Item:
    """Make an item: options and key are parted by |, options of a matching start with their label."""
    article = REGULATION.article(citations[0].article)
    return Item(
        id=f"{kind}-{article.number}-{hashlib.sha256(stem.encode()).hexdigest()[:6]}",
        kind=kind,
        stem=stem,
        options=choices(options),
        key=tuple(key.split("|")),
        accept=accept,
        explanation=explained(*citations),
        citations=citations,
        chapter=article.chapter,
        difficulty=Difficulty.MEDIUM,
        fact=f"{article.number}:{citations[0].start}",
        article_hash=hashlib.sha256(article.text.encode()).hexdigest(),
    )


def choices(options: str) -> tuple[Option, ...]:
    texts = options.split("|") if options else []
    if texts and "=" in texts[0]:
        return tuple(Option(*text.split("=")) for text in texts)
    return tuple(Option(chr(ord("A") + n), text) for n, text in enumerate(texts))


S, M, T, B = ItemKind.SINGLE, ItemKind.MULTIPLE, ItemKind.TRUE_FALSE, ItemKind.BLANK
L, R, A, C = ItemKind.MATCHING, ItemKind.ORDERING, ItemKind.SHORT, ItemKind.CASE

GOOD: dict[str, Item] = {
    # single choice
    "minutes": item(S, "县政府常务会议纪要一般由谁签发？", "县长|县政府党组书记|办公室主任|县政府办公室分管副主任", "A", cite(57, "县政府常务会议纪要一般由县长签发。")),
    "halfyear": item(S, "县政府全体会议一般（　　）召开一次。", "每季度|每半年|每月|每两年", "B", cite(55, "县政府全体会议一般每半年召开一次", "列席会议。")),
    "reply": item(S, "部门之间征求意见或会签文件时，除主办部门另有时限要求外，一般应在多长时间内回复？", "3个工作日|5个工作日|7个工作日|14个工作日", "C", cite(63, "部门之间征求意见或会签文件时", "无不同意见。")),
    "leave": item(S, "副县长出差、出访，离开本县休假、学习，应事先向谁请假？", "会议主持人|县长|办公室主任|县政府办公室", "B", cite(77, "副县长出差、出访", "其他领导同志。")),
    "urgent": item(S, "县政府办公室实行公文限时办理制度，需县政府审批的公文，特急事项应在（　　）完成审批。", "5个工作日|3个工作日|7个工作日|14个工作日", "A", cite(64, "县政府办公室实行公文限时办理", "完成审批。")),
    "chair": item(S, "县政府常务会议由谁召集和主持？", "县长或县长委托负责常务工作的副县长|党组书记或党组书记委托副书记|县政府办公室主任|会议主持人", "A", cite(57, "县政府常务会议由县长、副县长组成", "主持。")),
    "term": item(S, "县政府每届任期几年？", "3年|4年|5年|6年", "C", cite(10, "县政府由县长", "5 年。")),
    "enquiry": item(S, "对简单咨询问题，县政府及各部门通过政府或部门网站做好互动回应工作，应在（　　）内回应。", "1个工作日|5个工作日|7个工作日|14个工作日", "B", cite(40, "县政府及各部门要通过", "回应。")),
    "topics": item(S, "提请县政府常务会议讨论的议题，由分管副县长协调审核后提出的，报（　　）确定。", "县长|会议主持人|县政府常务会议|办公室主任", "A", cite(57, "提请县政府常务会议讨论的议题", "确定。")),
    "special": item(S, "县政府专题会议参加人员由谁确定？", "会议主持人|县委书记|办公室主任|县政府办公室", "A", cite(59, "县政府专题会议参加人员由会议主持人确定。")),
    "repeal": item(S, "政府规章的解释权属于（　　）。", "县政府|县人民代表大会|县政府司法行政部门|县委", "A", cite(25, "政府规章的解释权属于", "公布。")),
    "research": item(S, "县政府领导一般每周至少安排多长时间到基层调研？", "半天|1天|2天|3天", "B", cite(81, "县政府领导一般每周", "调研。")),
    "ownfile": item(S, "属县政府办公室职责范围内的发文，由（　　）签发。", "县长|办公室主任|县政府分管领导|政府办公室分管副主任", "B", cite(65, "属县政府办公室职责范围内的发文", "签发。")),
    # multiple choice
    "report": item(M, "县长出差、出访，须提前3天分别向哪些机关报告？", "市委|省委|市政府|县委|省政府", "A|C|D", cite(77, "县长出差（", "报告。")),
    "attend": item(M, "下列哪些人员组成县政府全体会议？", "县长|副县长|县政府组成部门主要负责人|办公室主任", "A|B|C", cite(55, "县政府全体会议由县长", "主持。")),
    "party": item(M, "县政府党组会议的主要议题有哪些？", "审议以县政府名义对外签署的相关协议|研究部署县政府重点工作|研究县政府党的建设和党风廉政建设工作|讨论地方性法规草案和县政府规章草案", "A|B|C", cite(56, "县政府党组会议由县政府党组书记", "重大问题。")),
    "grades": item(M, "需县政府审批的公文，关于完成审批的时限，下列说法正确的是（　　）。", "一般事项14个工作日完成审批|加急事项7个工作日完成审批|特急事项3个工作日完成审批|特急重要事项5个工作日完成审批", "A|B", cite(64, "县政府办公室实行公文限时办理", "完成审批。")),
    "virtues": item(M, "建设（　　）的法治政府，依法行使权力。", "职能科学|执法严明|廉洁高效|城乡一体", "A|B|C", cite(24, "建设职能科学", "承担责任")),
    "often": item(S, "县政府常务会议实行例会制，一般（　　）。", "每月召开2次|每季度召开1次|每年召开1次|每半年召开1次", "A", cite(57, "县政府常务会议实行例会制", "星期四")),
    "systems": item(M, "县政府办公室要加强督促检查，坚持综合督查与专项督查、事件调查相结合，健全（　　）等制度，推动工作落实落地。", "督查报告|情况通报|问题整改|风险评估", "A|B|C", cite(52, "县政府办公室要加强督促检查", "等建议。")),
    "convene": item(M, "县长召集和主持（　　）。", "县政府全体会议|县政府党组会议|县政府常务会议|县人民代表大会", "A|B|C", cite(13, "县长召集和主持", "办公会议。")),
    "signed": item(S, "县政府公布的规章、命令，由谁签署？", "县长|会议主持人|办公室主任|县政府党组书记", "A", cite(65, "县政府公布的规章、命令", "签署。")),
    "members": item(S, "县政府党组会议议题由党组书记提出，或由（　　）审核后提出建议，由党组书记确定。", "其他党组成员|其他副县长|其他部门负责人|其他列席人员", "A", cite(56, "党组会议议题由党组书记提出", "确定。")),
    # true or false
    "t-term": item(T, "县政府由县长、副县长、县政府工作部门主要负责人组成，每届任期5年。", "", "对", cite(10, "县政府由县长", "5 年。")),
    "t-audit": item(T, "县审计局在县长和市审计部门领导下，依法独立行使审计监督权。", "", "对", cite(16, "县审计局在县长", "干涉。")),
    "t-paper": item(T, "各地、各部门报送县政府的请示，应当一文一事，报告不得夹带请示事项。", "", "对", cite(63, "各地、各部门报送县政府的请示", "请示事项。")),
    "t-agenda": item(T, "根据《乾安县人民政府工作规则》规定，县政府专题会议参加人员由会议主持人确定。", "", "对", cite(59, "县政府专题会议参加人员", "确定。")),
    "f-half": item(T, "县政府全体会议一般每季度召开一次。", "", "错", cite(55, "县政府全体会议一般每半年召开一次", "列席会议。")),
    "f-days": item(T, "县政府全体会议和县政府常务会议讨论通过决定印发的文件，原则上须在会议结束后14个工作日内印发。", "", "错", cite(57, "县政府全体会议和县政府常务会议讨论", "印发。")),
    "f-sign": item(T, "县政府常务会议纪要一般由办公室主任签发。", "", "错", cite(57, "县政府常务会议纪要一般由县长签发。")),
    "f-ban": item(T, "各地、各部门报送县政府的请示，应当一文一事，报告可以夹带请示事项。", "", "错", cite(63, "各地、各部门报送县政府的请示", "请示事项。")),
    "f-limit": item(T, "县政府部门召开本系统全县性会议，每年不得超过2次，不邀请各地、各部门负责人参加。", "", "错", cite(62, "县政府部门召开本系统全县性会议", "参加。")),
    "f-object": item(T, "规范行政裁量权，完善执法程序，创新执法方式，落实执法责任，强化应急管理，加强执法保障。", "", "错", cite(28, "健全执法规则", "社会秩序。")),
    "f-list": item(T, "县政府全体会议、县政府专题会议、县政府常务会议议题应立足全县改革发展大局。", "", "错", cite(60, "县政府全体会议、县政府党组会议", "讨论。")),
    # blanks
    "b-month": item(B, "县长办公会议一般______召开一次。", "", "每月", cite(58, "县长办公会议一般每月召开一次", "列席会议。")),
    "b-days": item(B, "县政府领导应按规定及时签批文件，特急重要事项应在______内签批。", "", "1 个工作日", cite(64, "县政府领导应按规定", "签批。"), accept=(("1个工作日", "一个工作日"),)),
    "b-two": item(B, "县政府专题会议由______、______召集和主持。", "", "县长|副县长", cite(59, "县政府专题会议由县长", "主持。")),
    "b-chair": item(B, "县长办公会议由______主持，副县长、办公室主任、副主任参加。", "", "县长", cite(58, "县长办公会议由县长主持", "参加。")),
    "b-office": item(B, "县政府领导所有公务活动均由______统一安排。", "", "县政府办公室", cite(82, "精简规范各类公务活动", "安排。")),
    "b-repeat": item(B, "严禁重复督查、______、越权督查。", "", "多头督查", cite(52, "对政府系统督查工作", "越权督查。")),
    # matching
    "m-often": item(L, "将下列会议与其召开频次连线。", "1=县政府全体会议|2=县政府党组会议|3=县政府常务会议|A=每月2次|B=每半年一次|C=每月1次", "1-B|2-C|3-A", cite(55, "县政府全体会议一般每半年召开一次"), cite(56, "县政府党组会议实行例会制，一般每月召开1次"), cite(57, "县政府常务会议实行例会制，一般每月召开 2 次")),
    "m-grade": item(L, "将下列需县政府审批的公文与完成审批的时限连线。", "1=一般事项|2=加急事项|3=特急事项|A=5个工作日|B=14个工作日|C=7个工作日", "1-B|2-C|3-A", cite(64, "县政府办公室实行公文限时办理", "完成审批。")),
    "m-sign": item(L, "将下列文件与签发人连线。", "1=县政府常务会议纪要|2=县政府党组会议纪要|3=县政府办公室职责范围内的发文|A=办公室主任|B=县长|C=县政府党组书记", "1-B|2-C|3-A", cite(57, "县政府常务会议纪要一般由县长签发。"), cite(56, "县政府党组会议纪要", "签发。"), cite(65, "属县政府办公室职责范围内的发文", "签发。")),
    # ordering
    "o-body": item(R, "请按程序排列县政府议事协调机构设置和调整的步骤。", "报县政府分管副县长、县长审批|由县政府相关部门提出申请|县政府办公室审核把关、提出意见", "B|C|A", cite(67, "县政府议事协调机构的设置和调整", "审批。")),
    "o-rule": item(R, "排列政府规章解释的承办顺序。", "报请县政府批准|公布|由县政府司法行政部门承办，提出具体意见", "C|A|B", cite(25, "政府规章的解释权属于", "公布。")),
    "o-notice": item(R, "排列涉及其他部门职权的报文的办理步骤。", "主办部门主要负责人应主动沟通协商|主办部门应书面征求相关部门意见|与相关部门会签后报县政府决定", "B|A|C", cite(63, "各部门报文，凡涉及", "决定。")),
    # short answers
    "a-convene": item(A, "县政府的重大事项，应当按程序经哪些会议讨论决定？", "", "县政府全体会议|县政府党组会议|县政府常务会议", cite(13, "县政府工作中的重大事项", "决定。")),
    "a-audit": item(A, "县审计局依法独立行使审计监督权，不受哪些干涉？", "", "其他行政机关|社会团体|个人", cite(16, "县审计局在县长", "干涉。")),
    "a-kinds": item(A, "县政府实行哪些会议制度？", "", "县政府全体会议|县政府党组会议|县政府常务会议|县长办公会议|县政府专题会议", cite(54, "县政府实行", "制度。")),
    "a-deputy": item(A, "县长外出期间，县政府全面工作怎样安排？", "", "可委托负责常务工作的副县长主持县政府全面工作", cite(15, "县长外出期间", "全面工作。")),
    # cases
    "c-trip": item(C, "副县长李某计划离开本县休假一周。按照规则，李某应事先向谁请假？", "县长|会议主持人|办公室主任|县政府办公室", "A", cite(77, "副县长出差、出访", "其他领导同志。")),
    "c-reply": item(C, "县财政局就一份文件书面征求县交通局意见，没有另提时限要求。县交通局一般应在几个工作日内回复？", "7个工作日|5个工作日|14个工作日|3个工作日", "A", cite(63, "部门之间征求意见或会签文件时", "无不同意见。")),
    "c-send": item(C, "某部门拟将一份请示直接送给县长个人，不经县政府办公室。这样做是否符合规定？说明依据。", "", "不符合|不得向领导个人直接报文", cite(63, "除县政府领导交办事项", "直接报文。")),
}  # fmt: skip


def stem(text: str) -> Change:
    return lambda it: replace(it, stem=text)


def swap(old: str, new: str) -> Change:
    return lambda it: replace(it, stem=it.stem.replace(old, new))


def key(*labels: str) -> Change:
    return lambda it: replace(it, key=labels)


def option(label: str, text: str) -> Change:
    def change(it: Item) -> Item:
        return replace(
            it, options=tuple(Option(label, text) if o.label == label else o for o in it.options)
        )

    return change


def options(text: str) -> Change:
    return lambda it: replace(it, options=choices(text))


def quote(**fields: object) -> Change:
    def change(it: Item) -> Item:
        first = replace(it.citations[0], **fields)  # type: ignore[arg-type]
        return replace(it, citations=(first, *it.citations[1:]))

    return change


def cited(*citations: Citation) -> Change:
    def change(it: Item) -> Item:
        article = REGULATION.article(citations[0].article)
        return replace(
            it,
            citations=citations,
            explanation=explained(*citations),
            chapter=article.chapter,
            article_hash=hashlib.sha256(article.text.encode()).hexdigest(),
        )

    return change


def field(**fields: object) -> Change:
    return lambda it: replace(it, **fields)  # type: ignore[arg-type]


def explain(old: str, new: str) -> Change:
    return lambda it: replace(it, explanation=it.explanation.replace(old, new))


def blank(text: str, *keys: str) -> Change:
    return lambda it: replace(it, stem=text, key=keys, accept=())


BAD: list[tuple[str, Change, str]] = [
    # citations
    ("minutes", quote(start=480), "引文"),
    ("minutes", quote(end=495), "引文"),
    ("minutes", quote(paragraph=1), "引文"),
    ("minutes", quote(paragraph=9), "引文"),
    ("minutes", quote(article=88), "引文"),
    ("minutes", quote(article=56), "引文"),
    ("minutes", quote(article=0), "引文"),
    ("minutes", quote(regulation="某县人民政府工作规则"), "引文"),
    ("minutes", quote(quote="县政府常务会议纪要由县长签发。"), "引文"),
    ("t-term", quote(quote="县政府由县长、副县长、县政府工作部门主要负责人组成，每届任期5年。"), "引文"),
    ("leave", field(citations=()), "引文"),
    # explanation, chapter, hash, fields
    ("minutes", explain("第五十七条", "第五十六条"), "解析"),
    ("minutes", explain("第二款", "第一款"), "解析"),
    ("minutes", explain("第二款", ""), "解析"),
    ("minutes", explain("县长签发", "县长签署"), "解析"),
    ("term", explain("第十条", "本规则"), "解析"),
    ("halfyear", field(explanation="见第五十五条第二款。"), "解析"),
    ("halfyear", field(chapter=9), "章次"),
    ("halfyear", field(article_hash="0" * 64), "条文指纹"),
    ("halfyear", field(article_hash=""), "条文指纹"),
    ("halfyear", field(id=" "), "题目不全"),
    ("halfyear", field(fact=""), "题目不全"),
    ("halfyear", option("A", " "), "题目不全"),
    ("halfyear", field(key=()), "题目不全"),
    ("halfyear", stem("根据第五十六条，县政府全体会议一般（　　）召开一次。"), "题干"),
    ("halfyear", stem("县政府全体会议一般（　　）召开一次，。"), "文字残缺"),
    ("halfyear", options("A=每季度|A=每半年|C=每月|D=每两年"), "选项"),
    ("halfyear", options("A=每季度|B=每半年|D=每月|E=每两年"), "选项"),
    # single choice
    ("minutes", key("B"), "干扰项|答案"),
    ("minutes", key("E"), "答案"),
    ("minutes", key("A", "B"), "答案"),
    ("minutes", option("B", "县长 "), "选项"),
    ("minutes", option("B", "县政府主要领导"), "干扰项"),
    ("minutes", option("B", "县政府领导"), "干扰项"),
    ("minutes", cited(cite(56, "县政府党组会议纪要", "签发。")), "答案"),
    ("minutes", cited(cite(12, "县政府实行县长负责制", "全面工作。")), "答案|干扰项"),
    ("minutes", swap("常务会议纪要一般由谁签发", "常务会议纪要由县长签发，县长是谁"), "答案泄露"),
    ("minutes", stem("会议纪要一般由谁签发？"), "指代"),
    ("halfyear", option("A", "每6个月"), "选项"),
    ("halfyear", key("A"), "答案"),
    ("halfyear", stem("县政府全体会议一般每半年召开一次，即（　　）召开一次。"), "答案泄露"),
    ("reply", option("A", "七个工作日"), "选项"),
    ("reply", option("A", "7 个工作日"), "选项"),
    ("reply", option("A", "7个工作日以内"), "选项|干扰项"),
    ("reply", key("D"), "答案|干扰项"),
    ("reply", swap("多长时间", "7个工作日，即多长时间"), "答案泄露"),
    ("reply", swap("部门之间征求", "其间征求"), "指代"),
    ("reply", swap("部门之间征求意见或会签文件时", "该单位收到文件后"), "指代"),
    ("leave", option("A", "县 长"), "选项"),
    ("leave", key("A"), "答案"),
    ("leave", swap("副县长出差", "他出差"), "指代"),
    ("leave", swap("副县长出差、出访", "上述人员出差、出访"), "指代"),
    ("leave", cited(cite(77, "县长出差（", "报告。")), "答案|干扰项"),
    ("urgent", key("B"), "干扰项"),
    ("urgent", key("C"), "干扰项"),
    ("urgent", swap("特急事项", "一般事项"), "干扰项"),
    ("urgent", swap("特急事项", "特急重要事项"), "干扰项"),
    ("chair", option("B", "县长"), "干扰项"),
    ("chair", option("B", "县长委托负责常务工作的副县长"), "干扰项"),
    ("chair", key("B"), "答案"),
    ("term", option("A", "五年"), "选项"),
    ("term", option("A", "60个月"), "选项"),
    ("term", cited(cite(81, "每年每人要确定", "报告。")), "答案"),
    ("enquiry", key("C"), "答案"),
    ("topics", key("B"), "答案"),
    ("special", key("B"), "答案"),
    ("special", stem("参加人员由谁确定？"), ""),
    ("repeal", key("C"), "答案|干扰项"),
    ("research", option("A", "一天"), "选项"),
    ("ownfile", option("A", "县政府办公室主任"), "选项"),
    ("ownfile", swap("属县政府办公室职责范围内的发文", "属县政府分管领导工作职责范围的，以县政府名义印发文件"), "干扰项|答案"),
    # multiple choice
    ("report", key("A"), "答案"),
    ("report", key("A", "C", "E"), "答案|干扰项"),
    ("report", key("A", "C"), "干扰项"),
    ("report", key("C", "A", "D"), "答案"),
    ("report", key("A", "A", "C"), "答案"),
    ("report", option("B", "县委"), "选项"),
    ("report", swap("须提前3天分别向哪些机关报告", "须提前3天向县委等哪些机关报告"), "答案泄露"),
    ("attend", key("A", "B", "D"), "答案|干扰项"),
    ("attend", key("A", "B"), "干扰项"),
    ("party", key("A", "B", "D"), "答案|干扰项"),
    ("party", option("D", "讨论和决定向县委请示报告的重要事项"), "干扰项"),
    ("party", option("D", "研究部署县政府的重点工作"), "选项|干扰项"),
    ("grades", key("A", "C"), "判断|干扰项"),
    ("grades", option("C", "特急事项5个工作日完成审批"), "干扰项|判断"),
    ("grades", option("A", "一般事项7个工作日完成审批"), "判断"),
    # true or false
    ("t-term", key("错"), "判断"),
    ("t-term", key("A"), "答案"),
    ("t-term", swap("5年", "4年"), "判断"),
    ("t-term", swap("、副县长", ""), "判断"),
    ("t-term", swap("县政府工作部门", "县政府各部门"), "判断"),
    ("t-audit", swap("市审计部门", "省审计部门"), "判断"),
    ("t-audit", swap("县长和", ""), "判断"),
    ("t-audit", swap("独立行使", "不独立行使"), "判断"),
    ("t-paper", swap("不得", "可以"), "判断"),
    ("t-paper", swap("应当", "不必"), "判断"),
    ("t-paper", swap("报告不得", "请示不得"), "判断"),
    ("t-agenda", swap("专题会议", "常务会议"), "判断"),
    ("t-agenda", swap("会议主持人", "县长"), "判断"),
    ("t-agenda", swap("县政府专题会议", "该会议"), "指代"),
    ("f-half", key("对"), "判断"),
    ("f-half", swap("每季度", "每半年"), "判断"),
    ("f-half", swap("每季度", "每六个月"), "判断"),
    ("f-half", stem("县政府常务会议一般每季度召开一次。"), "判断"),
    ("f-days", swap("14个工作日", "七个工作日"), "判断"),
    ("f-days", swap("14个工作日内印发", "14个工作日内公布"), "判断"),
    ("f-sign", swap("办公室主任", "县政府主要领导"), "判断"),
    ("f-sign", swap("常务会议纪要一般由办公室主任", "党组会议纪要一般由县政府党组书记"), "判断"),
    ("f-ban", swap("可以", "不准"), "判断"),
    # blanks
    ("b-month", key("每月", "一次"), "空格"),
    ("b-month", blank("县长办公会议______每月召开一次。", "一般"), "空格"),
    ("b-month", blank("县长办公会议一般每______召开一次。", "月"), ""),
    ("b-month", blank("______一般每月召开一次。", "县长办公会议"), ""),
    ("b-month", key("每季度"), "答案"),
    ("b-days", blank("县政府领导应按规定及时签批文件，特急重要事项应在1 个工______内签批。", "作日"), "空格"),
    ("b-days", field(accept=(("3个工作日",),)), "可接受"),
    ("b-days", field(accept=(("1天",),)), "可接受"),
    ("b-days", swap("特急重要事项应", "特急重要事项1个工作日，应"), "答案泄露"),
    ("b-days", swap("特急重要", "一般"), "填空"),
    ("b-days", field(accept=(("1个工作日",), ("一个工作日",))), "可接受"),
    ("b-two", blank("县政府专题会议由______、______召集和主持。", "县长"), "空格"),
    ("b-two", blank("县政府专题会议由____________召集和主持。", "县长", "副县长"), "空格"),
    ("b-two", blank("县政府专题会议由______、______召集和主持。", "副县长", "县长"), "填空"),
    ("b-two", blank("县政府专题会议______县长、副县长召集和主持。", "由"), "空格"),
    ("b-chair", blank("县长办公会议由______主持。", "县长或副县长"), "答案"),
    ("b-chair", blank("______。", "县长办公会议由县长主持"), "空格"),
    ("b-chair", blank("县长办公会议由县长______，办公室主任、副主任参加。", "主持，副县长、"), "空格"),
    ("b-office", swap("统一安排", "统一审批"), "填空"),
    ("b-office", blank("县政府领导所有公务活动均由县政府办______统一安排。", "公室"), "空格"),
    ("b-office", key("县委办公室"), "答案"),
    ("b-repeat", swap("严禁", "允许"), "填空"),
    ("b-repeat", swap("越权督查", "越权督查、多头督查"), "答案泄露"),
    # matching
    ("m-often", key("1-C", "2-B", "3-A"), "答案"),
    ("m-often", key("1-B", "2-C"), "答案"),
    ("m-often", key("1-B", "2-B", "3-A"), "答案"),
    ("m-often", key("1-B", "2-C", "3-D"), "答案"),
    ("m-often", option("A", "每月一次"), "选项"),
    ("m-often", option("2", "县长办公会议"), "答案"),
    ("m-grade", key("1-B", "2-A", "3-C"), "干扰项|答案"),
    ("m-grade", option("A", "6个工作日"), "答案"),
    ("m-sign", key("1-C", "2-B", "3-A"), "答案|干扰项"),
    # ordering
    ("o-body", key("B", "A", "C"), "排序"),
    ("o-body", key("A", "B", "C"), "选项"),
    ("o-body", key("B", "C"), "答案"),
    ("o-body", option("C", "由县长签署命令并公布"), "排序"),
    ("o-rule", key("C", "B", "A"), "排序"),
    ("o-body", lambda it: replace(cited(cite(36, "县政府及各部门要把公开透明", "结果公开。"))(it), stem="排列公开的步骤。", options=choices("执行|决策|管理"), key=("B", "A", "C")), "排序"),
    # short answers
    ("a-audit", key("其他行政机关", "社会团体", "企业"), "答案"),
    ("a-audit", key("其他行政机关", "社会团体", "社会团体"), "答案"),
    ("a-audit", swap("不受哪些干涉", "不受社会团体等哪些干涉"), "答案泄露"),
    ("a-kinds", swap("实行哪些会议", "实行哪四种会议"), "答案"),
    ("a-kinds", cited(cite(13, "县长召集和主持", "办公会议。")), "答案"),
    ("a-deputy", stem("此时全面工作怎样安排？"), "指代"),
    ("a-deputy", stem("公文的质量和效率由谁负总责？"), "答案"),
    # cases
    ("c-trip", key("B"), "答案"),
    ("c-trip", swap("副县长李某", "县长李某"), ""),
    ("c-reply", key("B"), "答案"),
    ("c-reply", option("B", "七个工作日"), "选项"),
    ("c-send", key("不符合", "严禁向个人送文"), "答案"),
    ("c-send", key("不符合"), "答案"),
    # what generated items showed: another article, a word turned round, another kind, a cut name
    ("convene", key("A", "C"), "干扰项"),
    ("special", option("B", "县长"), "干扰项"),
    ("convene", option("D", "县政府专题会议"), "干扰项"),
    ("virtues", option("D", "严明执法"), "选项"),
    ("virtues", option("D", "依法办事"), "干扰项"),
    ("signed", option("B", "前瞻性思考"), "干扰项"),
    ("signed", option("B", "上报省"), "选项残缺"),
    ("signed", stem("县政府公布的规章、命令，由哪些部门签署？"), "设问不当"),
    ("members", option("D", "其他党组成员的秘书"), "干扰项"),
    ("members", option("D", "党组成员"), "选项|干扰项|答案"),
    ("f-list", swap("县政府专题会议", "县政府全体会议"), "判断"),
    ("f-list", stem("县长召集和主持县政府全体会议、县政府专题会议、县政府常务会议、县长办公会议。"), "判断"),
    ("m-often", lambda it: replace(options("1=县政府全体会议|2=县政府党组会议|3=县政府常务会议|A=每半年一次|B=每月1次|C=每月2次")(it), key=("1-A", "2-B", "3-C")), "选项"),
    ("m-sign", lambda it: replace(options("1=以县政府办公室名义发文|2=县政府党组会议纪要|3=县政府常务会议纪要|A=县长|B=县政府党组书记|C=县政府分管领导和办公室主任")(cited(cite(65, "以县政府办公室名义发文", "签发。"), cite(56, "县政府党组会议纪要", "签发。"), cite(57, "县政府常务会议纪要一般由县长签发。"))(it)), key=("1-C", "2-B", "3-A")), "干扰项"),
    ("a-convene", key("县政府全体会议", "县政府党组会议"), "答案不全"),
    ("a-audit", stem("县审计局依法独立行使审计监督权，应当怎样做，由谁监督，向谁报告，谁负责，谁批准？"), "答案不全|答案无据"),
    ("a-deputy", stem("县长外出期间，应当怎样做？"), "设问不当"),
    ("b-office", blank("县政府领导所有公务活动均______安排。", "由县政府办公室统一"), "空格"),
    ("b-chair", blank("县长办公会议由______，副县长、办公室主任、副主任参加。", "县长主"), "空格"),
    ("o-notice", key("A", "C", "B"), "排序"),
    ("c-send", stem("某人去看了一场电影。这样做好不好？"), "情景"),
    # what an independent reader found: too wide, told by the rest of the stem, right by another verb
    ("a-deputy", stem("《乾安县人民政府工作规则》对县长外出期间的工作是怎样规定的？"), "设问不当"),
    ("a-deputy", stem("《乾安县人民政府工作规则》在提出“县长外出”时，还提出了哪些具体要求？"), "设问不当"),
    ("a-kinds", stem("健全哪些会议制度？"), "设问不当"),
    ("a-kinds", stem("定期向哪些会议报告？"), "设问不当"),
    ("often", stem("县政府常务会议实行例会制，一般（　　），时间原则上定为每月第1个和第3个星期四。"), "答案泄露"),
    ("often", lambda it: replace(options("每月第1个和第3个星期四|每月第2个和第4个星期四|每月第1个和第2个星期四")(it), stem="县政府常务会议实行例会制，一般每月召开2次，时间原则上定为（　　）。"), "答案泄露"),
    ("f-half", lambda it: replace(cited(cite(57, "县政府常务会议实行例会制", "星期四"))(it), stem="县政府常务会议实行例会制，一般每月召开3次，时间原则上定为每月第1个和第3个星期四。"), "答案泄露"),
    ("f-limit", swap("不得超过2次", "可以超过1次"), "判断"),
    ("f-object", swap("强化应急管理", "强化党内监督"), "判断"),
    ("f-object", swap("强化应急管理", "强化决策监督"), "判断"),
    ("systems", option("D", "督查督办"), "干扰项"),
    ("systems", option("D", "督查落实"), "干扰项"),
    ("repeal", lambda it: replace(options("五大工程|五个必须|两个维护|七个有之")(cited(cite(2, "实施项目攻坚", "民生保障“五大工程”"))(it)), stem="实施项目攻坚、污染防治、文化惠民、城乡建设、民生保障“（　　）”。"), "干扰项"),
    ("repeal", lambda it: replace(options("府院联动机制|风险评估|信息公开|专家论证")(cited(cite(28, "健全府院联动机制", "整体水平。"))(it)), stem="健全（　　），提高依法治县整体水平。"), "题干有误"),
    ("o-rule", options("报请县政府批准|提出具体意见|由县政府司法行政部门承办"), "排序"),
    ("o-notice", lambda it: replace(options("提出办理建议|主办部门应书面征求相关部门意见|主办部门应列明各方理据")(it), key=("B", "C", "A")), "排序"),
    ("m-often", option("C", "每月不超过2次"), "选项"),
]  # fmt: skip
"""(sound item, what breaks it, how a fault has to begin; parted by |; empty: in any way)."""
