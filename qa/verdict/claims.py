"""Read what a question claims: what it asks, in which frame, and its negations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from qa.verdict.asking import asks_verdict, closed, is_statement
from qa.verdict.wording import ONLY_THEN

__all__ = ["Claim", "Frame", "asks_verdict", "is_statement", "read_claim"]

_TAG: Final = re.compile(
    r"[,，。?？\s]*(?:(?:这么|这样|这话|这种|这|那|他|她|我)?(?:个)?(?:说|讲|说法|理解|想法|做法|规矩|意思|结论|做|办|干|想|看)?(?:得)?(?:，)?)?"
    r"(?:对不对|对吗|对吧|对么|对嘛|对不|是不是|是吗|是吧|对|是不是这样|是这样(?:的)?(?:吗|吧|么)?|是这(?:个)?(?:意思|么回事|么规定的)(?:吗|吧)?"
    r"|(?:有|是)(?:没有)?这(?:个|条)?(?:规定|说法|规矩|要求|回事)(?:吗|吧|么|对吗)?|确有此事(?:吗)?|没错吧|准吗|准不准|属实吗|属不属实|是真的吗|真的吗|真的假的|靠谱吗|靠得住吗)$"
)
_SAID_SO: Final = re.compile(
    r"^(?:听说|听人说|听人讲|据说|有人说|有人讲|都说|同事说|领导说|人家说|我听说)[,，:：]?"
    r"|(?:^|[,，。;])[^,，。;]{0,3}(?:觉得|认为|以为|寻思|琢磨)(?:这样|这么办)?(?:没问题|没毛病|可以|行|合规|够了)(?=[,，。;]|$)"
)
"""Who says so and what he thinks of it claims nothing of itself."""


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


_ASKING: Final = (
    (r"请问|我想问(?:一下)?|想问(?:一下)?|问一下|难道|到底|究竟", ""),
    (r"是不是|是否", ""),
    (r"能不能|可不可以|能否|可否|行不行|准不准|许不许|让不让|允不允许|成不成", "可以"),
    (r"要不要|用不用|需不需要|该不该|应不应该|应否|必不必", "要"),
    (r"会不会", "会"),
    (r"有没有", "有"),
    (r"对不对|好不好", ""),
    (r"(?P<a>[\u4e00-\u9fff]{1,2})不(?P=a)", r"\g<a>"),
    (r"(?:不也|不就|不都|不是(?=说|要|得|应|该|已))(?=.*[吗么]$)", ""),
)
_LEXICAL_NO: Final = re.compile(
    r"没(?:有)?(?:不同)?意见|不同|不断|不少于|不超过|不低于|不多于|不管|不论|不仅|不但|不过(?!程)|差不多|不然|不妨|了不起|不久|不错|不一致|不一样|不良"
    r"|没等|不等(?!于)|没走样|没二样|没错|没问题|没毛病|没(?:有)?啥(?:问题|毛病)?|没(?:有)?什么(?:问题|毛病|不妥)|没大碍|没关系|没事|不碍事|无论|要不(?!要)|迫不及待|不动摇|不打紧|不成(?!立)|毫不|免得|非常|未来|不得不|从不走样"
    r"|不大(?!会)|不足|莫非|非法|莫大|区别|特别|级别|别的|别人|别家|别处|别个|个别|分别|别县|没收|沉没|没落|未形成|不当|不妥"
)
_MUST: Final = re.compile(
    r"(?:绕|离|少|躲|跑|免|逃|避|脱|推|缺|赖|跳|省|短)不(?:开|了|掉|得|过|脱)|不可(?:或缺|缺少)|一个(?:都|也)不能少|不能(?:不|没有|缺)|没(?:有)?二话|没商量"
)
"""Words with 不 that say something must be: 绕不开, 少不了."""
_FORBID: Final = re.compile(
    r"没(?:有)?[^,，]{0,8}(?:的)?(?:余地|份儿?|道理|门儿?)$|不(?:作数|算数|认账|作准|管用)|过不了关|说不过去|通不过|行不通|站不住|(?:亮|踩)红线|无权|没(?:有)?(?:资格|权)|不能|不得|不准|不许|不可以?|不让|不允许|不应当?|不该|不要(?!求|紧)|不宜|别|禁止|严禁|不再|绝不|杜绝|不行|不合规|甭|不敢|决不|违规$|不给"
)
_WAIVE: Final = re.compile(
    r"不(?:一定|见得)?(?:用|必|需要?|须|要求|非得|强求)|无需|无须|用不着|没必要|犯不着|不受限制|没(?:有)?(?:规定|要求)|免(?:了|掉|去)"
)
_FAULT: Final = re.compile(
    r"(?:违规|违纪|违反[^,，]{0,8}|犯规矩?|犯忌讳?|犯错|弄错了?|搞错了?|搞反了?|弄反了?|走反了?|缺手续|不对劲|踩线|越界|(?:算|是)插手|过界|太早了?|有问题)"
    r"(?:了)?(?:吗|吧|没|不)?$"
    r"|^(?:准则|规则|规矩|条文|制度|规定|纪律|这样?|那|里|上|是|都|也|就|做|办|干|来)*(?:不(?:允许|准|许|让|行|合规矩?|妥当?|对|合适|可以|应该|该))(?:的)?(?:吗|吧|么)?$"
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
    text = closed(question)
    core = _TAG.sub("", text)
    for pattern, instead in _ASKING:
        core = re.sub(pattern, instead, core)
    core = _SAID_SO.sub("", _CONTRAST.sub("", _TAG.sub("", core)))
    main = _main(core)
    faults = len(_FAULT.findall(main)) + len(_FAULT.findall(re.split(r"[,，。;]", core)[-1]))
    faults = min(1, faults)
    bare = _LEXICAL_NO.sub("", _MUST.sub("必须", _FAULT.sub("", main)))
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
    r"^(?:这|那|就|也|都|总|他|她|我|理|妥当|妥帖|过关|赶趟|答应|站|住|住脚|稳妥|交代|上|规则|规定|通过|合乎|合理|合法|必要|没必要|算数|达标|在理|这么着|这个|这事|回事|这样|这么|符|合|做|办|来|说|算|可以|行|允许|对|妥|成|合适|够|规矩?|没关系|没事|没问题|没毛病|能|讲|话|种|理由|站得住脚?|过得去|通|得|打算|干|弄|有|要求|依据|事|合规)*"
    r"[吗吧么不没嘛伐]?(?:啊|呢|呀)?$"
)


_BARE_FAULT: Final = re.compile(
    r"^(?:这|那|样|么|就|算|是|不是|他|做|办|干|来|回|有没有|属于)*(?:违规|违纪|违反.{0,8}|犯规矩?|犯错|越界|过界|踩线|不合规矩?|有问题)(?:了)?[吗吧么不没]?$"
)


def _main(core: str) -> str:
    """Return the last part of ``core`` that claims something, conditions left out."""
    parts = [part for part in re.split(r"[,，。;；?!：:]", core) if part.strip()]
    while len(parts) > 1 and (_BARE_ASK.match(parts[-1]) or _BARE_FAULT.match(parts[-1])):
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
