"""Read what a question claims: whether it asks for a verdict, what it asks, and its negations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from indexing.words import normalise
from qa.verdict.wording import ONLY_THEN

_ENDS: Final = "。.!！?？ ;；,，…"
_ALL_OR_NONE: Final = re.compile(
    r"(?:不管|无论|不论|随便|任凭)(?:是)?(?:谁|哪|什么|啥|怎么|多少|几)\S?"
    r"|(?:谁|啥|什么|哪)[^,，。？]{0,4}?[都也]|没(?:有)?(?:什么|啥)|(?:什么|啥)的|几个(?=部门|单位|局|人)"
    r"|(?<=[一二两三四五六七八九十])几|什么人都|好几|这么多|几[位个](?=领导|部门|单位|局|人|省)"
)
"""Question words that mean all or none: 不管谁召集的, 谁都不行, 没什么."""
_OPEN: Final = re.compile(
    r"谁|哪|什么|啥|为何|何时|何种|多少|多久|多长|多大|多远|怎么|怎样|咋|如何|几[个天次种号点名届位家类项条年月日周成分票级页道步样]"
    r"|_{2,}|(?:几|多)(?:工作日|时)|区别|异同|对比|vs"
)
_ALTERNATIVE: Final = re.compile(
    r"还是(?!得|要|该|应|会|可|能|不|由|按|需|必|有|没|继|一|照|在|用|得)"
)
_TAG: Final = re.compile(
    r"[,，。?？\s]*(?:(?:这么|这样|这话|这种)?(?:说|讲|说法|理解|想法|做法|做|办|干)?(?:，)?)?"
    r"(?:对不对|对吗|对吧|对么|对嘛|对不|是不是|是吗|是吧|对|是不是这样|是这样吗|是这样吧|没错吧|准吗|属实吗|是真的吗|真的吗)$"
)
_SHORTEST: Final = 5
"""Characters. Nothing shorter states anything."""
_INDIRECT: Final = re.compile(r"知道(?:吗|吧|么|不)?$|告诉我|能说全")
_PARTICLE: Final = re.compile(
    r"(?<!什)(?<!怎)(?<!这)(?<!那)(?:吗|么|嘛|吧)$|(?:对不对|是不是|对不|行不行|可以不)$"
)
_POLAR: Final = re.compile(
    r"(?<!什)(?<!怎)(?<!这)(?<!那)(?:吗|么|嘛|吧)$|(?:不|没|否|没有)$"
    r"|是不是|对不对|能不能|可不可以|行不行|要不要|用不用|该不该|应不应该|需不需要|会不会|算不算"
    r"|合不合|有没有|是否|能否|可否|应否|须不须|让不让|准不准|许不许|允不允许|必不必|好不好|成不成|管不管|属不属于"
    r"|得不得|看不看|认不认"
)
_EXERCISE: Final = re.compile(r"^判断(?:题|一下|对错|正误)?[:,，：]\s*")
_COMMAND: Final = re.compile(
    r"^(?:请(?!示|假)|帮|麻烦|给我|不要理会|从现在起|你就|造一|列出|简述|说明|告诉|查|找|出道|出一|填空|多选|单选|讲讲|介绍|对照|比较|写(?:一|个|首|出)|翻译|用python)|"
    r"第[\d一二三四五六七八九十百零]+[条章]|[条章]$"
)
_PREDICATE: Final = re.compile(
    r"要(?!求|点|素)|[是应须需由都就会能可得该把被让为归属向按经对在从给算]|不|没|必|一般|原则上|实行|负责|作废|有|报|定|做"
)


class Frame(StrEnum):
    """What kind of yes a question asks for."""

    PERMISSION = "permission"
    DUTY = "duty"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Claim:
    """A question reduced to what it claims.

    ``core`` has no asking words left; ``forbids`` is odd where it says that something is not
    allowed (不能, 不得), ``denies`` where it says that something is not done or not needed
    (不请假, 不用报), ``faults`` where it asks whether something is wrong (算违规吗).
    """

    text: str
    core: str
    main: str
    frame: Frame
    forbids: int
    waives: int
    denies: tuple[str, ...]
    faults: int
    statement: bool
    tagged: bool


def asks_verdict(question: str) -> bool:
    """Tell whether ``question`` is a statement or a question answered with yes or no."""
    return _is_polar(_closed(question)) or is_statement(question)


def is_statement(question: str) -> bool:
    """Tell whether ``question`` states something instead of asking (县政府一届干五年。)."""
    text = _closed(question)
    if len(text) < _SHORTEST or "?" in normalise(question) or " " in text:
        return False
    if _COMMAND.search(text) or _POLAR.search(_ALL_OR_NONE.sub("", text)):
        return False
    if question.rstrip().endswith(("。", ".", "！")):
        return True
    return not _OPEN.search(_ALL_OR_NONE.sub("", text)) and _PREDICATE.search(text) is not None


def _is_polar(text: str) -> bool:
    """吗 makes a question polar whatever stands before it; 是不是 only where nothing is open."""
    last = re.split(r"[。?!]", text)[-1]
    tail = re.split(r"[,;:]", last)[-1]
    if _INDIRECT.search(last) or _ALTERNATIVE.search(last):
        return False
    if _PARTICLE.search(tail):
        return True
    plain = _ALL_OR_NONE.sub("", tail if _POLAR.search(tail) else last)
    return _POLAR.search(last) is not None and not _OPEN.search(plain)


def _closed(question: str) -> str:
    return _EXERCISE.sub("", normalise(question)).strip(_ENDS + "“”\"' ")


_ASKING: Final = (
    (r"请问|我想问(?:一下)?|想问(?:一下)?|问一下|难道|到底|究竟", ""),
    (r"是不是|是否", ""),
    (r"能不能|可不可以|能否|可否|行不行|准不准|许不许|让不让|允不允许|成不成", "可以"),
    (r"要不要|用不用|需不需要|该不该|应不应该|应否|必不必", "要"),
    (r"会不会", "会"),
    (r"有没有", "有"),
    (r"算不算", "算"),
    (r"合不合", "合"),
    (r"对不对|好不好", ""),
    (r"(?:不也|不就|不都|不是(?=说|要|得|应|该|已))(?=.*[吗么]$)", ""),
)
_LEXICAL_NO: Final = re.compile(
    r"没(?:有)?(?:不同)?意见|不同|不断|不少于|不超过|不低于|不多于|不管|不论|不仅|不但|不过(?!程)|差不多|不然|不妨|了不起|不久|不错|不一致|不一样|不良"
    r"|没错|没问题|没毛病|没(?:有)?啥(?:问题|毛病)?|没(?:有)?什么(?:问题|毛病|不妥)|没大碍|没关系|没事|不碍事|无论|要不(?!要)|迫不及待|不动摇|不打紧|不成(?!立)|毫不|免得|非常|未来|不得不|从不走样"
    r"|不大(?!会)|不足|莫非|非法|莫大|区别|特别|级别|别的|别人|别家|别处|别个|个别|分别|别县|没收|沉没|没落|未形成|不当|不妥"
)
_FORBID: Final = re.compile(
    r"无权|没(?:有)?(?:资格|权)|不能|不得|不准|不许|不可以?|不让|不允许|不应当?|不该|不要(?!求|紧)|不宜|别|禁止|严禁|不再|绝不|杜绝|不行|不合规|甭|不敢|决不|违规$|不给"
)
_WAIVE: Final = re.compile(
    r"不(?:一定|见得)?(?:用|必|需要?|须|要求|非得|强求)|无需|无须|用不着|没必要|犯不着|不受限制|没(?:有)?(?:规定|要求)|免(?:了|掉|去)"
)
_FAULT: Final = re.compile(
    r"(?:违规|违纪|违反[^,，]{0,8}|犯规矩?|犯忌讳?|犯错|弄错了?|搞错了?|搞反了?|弄反了?|走反了?|缺手续|不对劲|踩线|越界|插手|过界|太早了?|有问题)"
    r"(?:了)?(?:吗|吧|没|不)?$"
)
_DENY: Final = re.compile(r"不|没(?:有)?|未|无(?!偿|论)|非(?!法)|拒绝|反对|取消")
_PERMISSION: Final = re.compile(
    r"可以|(?<!职)(?<!功)(?<!才)(?<!节)能(?!力|源|够.*高)|允许|准许|许可|(?<![施实执进举发])行[吗吧不么]?$|(?:合规|合适|妥|成|够|中)(?:矩)?[吗吧不么]$|随便|站得住|行得通"
)
_DUTY: Final = re.compile(
    r"必须|应当?|须|需要?|(?<!重)(?<!主)(?<!需)(?<!只)要(?!求|素|点|闻)|得(?=[^到出来了起住上通])|用[吗不]|还用|该"
)


_CONTRAST: Final = re.compile(
    r"(?<=..)[,，](?:而)?不(?:是|在|归|由|属于)[^,，。;吗吧]{1,12}$|不是[^,，]{1,12}[,，]而(?=是)"
)
"""What a claim sets its own answer against: 归县政府，不归司法局."""


def read_claim(question: str) -> Claim:
    """Reduce ``question`` to what it claims."""
    text = _closed(question)
    core = text
    for pattern, instead in _ASKING:
        core = re.sub(pattern, instead, core)
    core = _CONTRAST.sub("", _TAG.sub("", core))
    main = _main(core)
    faults = len(_FAULT.findall(main))
    bare = _LEXICAL_NO.sub("", main)
    waives = len(_WAIVE.findall(bare))
    bare = _WAIVE.sub("", bare)
    forbids = len(_FORBID.findall(bare))
    bare = re.sub(r"(?:不|没)$", "", _FORBID.sub("", bare))
    return Claim(
        text=text,
        core=re.sub(r"(?:吗|吧|么|嘛)$", "", core),
        main=main,
        frame=_asked_frame(main, core),
        forbids=forbids,
        waives=waives,
        denies=tuple(bare[m.start() : m.end() + 2] for m in _DENY.finditer(bare)),
        faults=faults,
        statement=is_statement(question),
        tagged=_TAG.search(text) is not None,
    )


_ASIDE: Final = re.compile(
    r"[不没未非][^,，。;]{0,14}?(?:的话|时候?|的(?=[^,，。]{1,}[,，]?)|就(?=不|别)|[,，])"
)
"""A negation inside a condition: 不能按期回复的, 未经批准就…; it says when, not what."""
_BARE_ASK: Final = re.compile(
    r"^(?:这|那|就|也|都|总|这样|这么|符|合|做|办|来|说|算|可以|行|允许|对|妥|成|合适|够|规矩?|没关系|没事|没问题|没毛病|能|讲|话|种|理由|站得住脚?|过得去|通|得|打算|干|弄|有|要求|依据|事|合规)*"
    r"[吗吧么不没]?$"
)


def _main(core: str) -> str:
    """Return the last part of ``core`` that claims something, conditions left out."""
    parts = [part for part in re.split(r"[,，。;；?!：:]", core) if part.strip()]
    while len(parts) > 1 and _BARE_ASK.match(parts[-1]):
        parts[-2:] = [parts[-2] + parts[-1]]
    last = parts[-1] if parts else core
    if ONLY_THEN.search(core):
        last = re.sub(r"[没未不非](?=有|经|得到)", "", last)
        last = re.sub(r"不能|不得|不可|不准|别|不许", "", last)
    return re.sub(
        r"(?:^|(?<=[对把将]))(?:[没未](?:有)?[^,，]{1,12}?|不(?:想|再|会)?(?!能|得|准|许|可|用|应|该|必|需|须)[^,，不没]{1,8})的(?=[^,，]{2,})",
        "",
        last,
    )


def _asked_frame(main: str, core: str) -> Frame:
    """没经过批准就不能发布 says that approval is a duty."""
    if ONLY_THEN.search(core):
        return Frame.DUTY
    return _frame(main) if _frame(main) is not Frame.FACT else _frame(core)


def _frame(core: str) -> Frame:
    if _PERMISSION.search(core):
        return Frame.PERMISSION
    return Frame.DUTY if _DUTY.search(core) else Frame.FACT
