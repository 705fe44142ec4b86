"""How the aims of a regulation begin, and words that no part of an item may hang on."""

from __future__ import annotations

import re
from typing import Final

ADVERBS: Final = (
    "进一步|认真|自觉|依法|全面|深入|切实|坚决|严格|严厉|及时|定期|持续|大力|充分|扎实|积极|主动|始终|着力|"
    "加快|更加|更好|坚定不移|坚定|如实|真正|带头|科学|有效|统一|普遍|广泛|永|善于|随时|准确|不断|优先|"
    "层层|尊重并自觉|实事求是地?|应当|应|必须|须|要|可以|可"
)
_VERBS: Final = (
    "坚持和加强|坚持和完善|坚持和促进|加强和完善|加强和创新|完善和落实|改革和规范|控制和规范|建立健全|"
    "贯彻落实|贯彻执行|贯彻|坚持|加强|完善|健全|推进|落实|深化|规范|强化|提高|改进|改善|严明|严守|严肃|尊重|注重|重视|"
    "推动|推行|实行|实施|实现|建立|建设|构建|打造|形成|优化|简化|创新|营造|维护|保障|保护|保证|促进|激发|增强|"
    "增进|增加|履行|发挥|接受|听取|办好|办理|办复|做强|做好|做到|解放思想|转变|放宽|破除|防止|防范|制约|"
    "严控|控制|精简|减少|降低|反对|抵制|力戒|厉行|制止|禁止|严禁|严防|杜绝|突出|明确|确定|规定|制定|量化|"
    "细化|压实|跟踪|掌握|了解|评估|纠正|撤销|修改|化解|畅通|阅批|督促|调查|核实|准确传递|回应|稳定|解疑释惑|"
    "遵守|遵循|执行|服从|服务|管好|学习|学懂|开展|巩固|传承|赓续|把握|抓好|整治|打击|查处|践行|体现|体察|"
    "弘扬|确保|提升|扩大|开放|引导|拓宽|支持|鼓励|高举|融入|不忘|牢记|武装|报告|公开|运用|利用|依托|压缩|"
    "承担|行使|严守|启动|发生|作出|接到|收到|发布|响应|处理|解决|总结|指导|树立|改革|统筹|整合|监督|检查|充分准备|便利|满足|发展|准备"
)
ACTING: Final = re.compile(rf"(?:(?:{ADVERBS})*(?:{_VERBS}))(?!部门|机构|机关|单位|人员|主体)")
"""How a segment begins that states an aim: it needs no subject of its own."""
VERB: Final = re.compile(rf"(?:(?:{ADVERBS})*(?:{_VERBS}))")
NO_DOER: Final = re.compile(rf"(?:{ADVERBS})+向")
"""How a sentence begins that leaves out who reports: 定期向县委报告…."""
_AS_ONE: Final = (
    "健全|完善|建立|建立健全|建立完善|落实|完善和落实|改进|构建|形成",
    "加强|强化|增强|加强和改进",
    "反对|力戒|整治|抵制|严防|防止|制止",
)
"""Verbs that go with one object for another: 健全…制度 and 完善…制度 are one rule."""
FORBIDDING: Final = re.compile(
    r"不(?:得|准|再|予|能|宜|要|参与|造谣|信教|纵容|干涉|损害|侵犯)|严禁|禁止|一律不"
)
"""How a segment begins that forbids."""
LINK: Final = re.compile(
    r"^(?:经[^，。]{0,6}仍|其中|同时|此外|但是|但|并且|并|或者|或|且|以及|因此|如果仍|意见不一致时|必要时|"
    r"集中调整时|在呈报|如对|如有|逾期|也|还|对上述|依照前)"
)
"""How a clause begins that goes on with the sentence before it."""
UNSEEN: Final = re.compile(
    r"该|上述|前述|前款|本款|本条|前条|下列|以下|(?<![惠极尤与及])其(?!他|它|余|实|次|中)|他们|她|它们|"
    r"(?<!因|如|为|以|据|特|就)此(?!外|类|次)|这些|这种|前[一二两三四五]款|另有规定"
)
"""Words that point at a sentence the reader does not see."""
DANGLING: Final = re.compile(
    r"^(?:[^，]{2,9}的(?:，|$)|会议(?!纪要由)|时间|议题|文件|纪要|其他|其它|个人|特殊|特别|紧急|一般(?!具体)|根据需要|遇有|遇到|"
    r"依法应当|按规定可|涉及|撤销或合并|机构成员|属于|相关|有关(?!部门)|重大问题|重大情况|确需|逾期|每年每|每年每人|"
    r"除[^，]*，(?:个人|应|须|可|不|一般|其他)|常务会议|党组会议)"
)
"""How a clause begins whose subject stands in a sentence before it."""
RULING: Final = re.compile(
    r"应|须|不得|不准|由|严禁|禁止|要(?!求|闻|点|情|素)|经(?!济|验)|不再|一律|负责|报(?!送|告)|原则上"
)
"""Words that rule: what stands before them is the case."""
FOLLOWS: Final = re.compile(
    r"^(?:意见不一致|如果仍|仍不|仍未|经[^，。]{0,8}仍|[^，。]{0,8}(?:批准|同意|审核|通过)后，)"
)
"""How a sentence begins that goes on with the procedure of the sentence before it."""
_LEADS: Final = r"(?:(?<![\u4e00-\u9fff、])|(?<=[应要须并力步真格]))"
"""Where a verb begins to rule: 督查落实 in a list of doings is no verb."""
_LEADING: Final = re.compile(
    rf"{_LEADS}(?:{'|'.join(sorted('|'.join(_AS_ONE).split('|'), key=len, reverse=True))})"
)
"""A verb that has near synonyms."""


def alike_verbs(words: str) -> str:
    """Return a pattern of ``words``, or of all verbs that say the same where it is such a verb."""
    group = next((g for g in _AS_ONE if words in g.split("|")), re.escape(words))
    return f"(?:{group})"


def led_alike(before: str, words: str, text: str) -> bool:
    """Return whether ``words`` stand in ``text`` behind a verb that says what ours says."""
    verbs = _LEADING.findall(re.split("[，。；：]", before)[-1])
    alike = next((g for g in _AS_ONE if verbs and verbs[-1] in g.split("|")), "")
    return bool(alike and re.search(rf"{_LEADS}(?:{alike})[^，。；：\n]*{re.escape(words)}", text))
