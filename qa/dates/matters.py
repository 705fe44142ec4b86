"""What the rules on time are about: everyday words for each, and for the two ends of its period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter whose rules say one of the words ``ruled``; all fields are patterns.

    A question is about it where it says one of the words ``about`` and, if given, of ``needs``.
    ``start`` and ``end`` are the deeds with which the period starts and ends in time: of a
    journey, the report is the start. Of one that goes ``either`` way both ends are asked for.
    """

    ruled: str
    about: str
    start: str
    end: str
    needs: str = ""
    either: bool = False


_SENT: Final = (
    r"报(?!告|销|备|批|经)[审批请送告]?|报告(?=县)|(?<!提)交(?!办)|[打送递](?!达后)[审批签]?|"
    r"呈[批审送]?|提(?!前)|"
    r"收[到文]|拿到|受理|申请|上传|塞|接到|来[文件的]|上会|进[了的]|上[报呈]|(?:给|发)[到给了]|到手"
)
"""How a paper comes to those who decide on it."""
MATTERS: Final = (
    Matter(
        "签批",
        r"(?<!会)签(?![发署收单件约到订])",
        rf"{_SENT}|到(?![期哪几何])",
        r"(?<!会)签(?![件单函稿收])|批(?!评|件)",
    ),
    Matter(
        "审批|批准|核准",
        r"批(?!评)|审定|审核|审完|审好|走完|办完|办好|办结|到期|公文|件|文件?|事项?|材料|请示",
        _SENT,
        r"(?<!报)(?<!送)(?<!呈)(?:审批(?!件|事)|批(?!评|件)|审(?!计|的|批)|(?<!会)签(?![件单函稿收]))|"
        r"(?<!审)批件|定下|拍板|敲定|研究(?!时间)|拿到[^，。]{0,8}(?:批|结果|答复|决定)|答复|回来|"
        r"办得?[理结完好成]|完成|走完|到期|出文|结果|决定|(?<![未没另商规约])定(?![时期了])",
        either=True,
    ),
    Matter(
        "回复",
        r"答复|回[复函话音]|反馈|会[签鉴]|征求|意见|没回|不回",
        r"发(?:[出给来函过的了]|征求|会签|稿|意见)|征求|[转送来递](?!会签)|收[到文]|接到|交",
        r"答|回|反馈|给(?:意见|话)",
        needs=r"征求|意见|会[签鉴]|函|主办|协办|兄弟|外单位|[别旁]的?[局部单]",
    ),
    Matter(
        "回应|咨询",
        r"咨询|网站|网友|网民|网上|留言|提[了个]?问|小问题|回应",
        r"(?<!请)问|咨询|提|留言|发|收|来",
        r"答|回|处理|办[结完]",
        needs=r"咨询|网|留言|[提发]?问|线上",
    ),
    Matter(
        "印发",
        r"印发|印出|印好|印完|发文|出文|下发|发下去|发出来|印",
        r"结束|散会|开[完的了过会]?|通过|召开|会(?!签|计|员|审|商)|定|过",
        r"印|(?<!印)(?<!下)发|下发|出文",
        needs=r"会",
    ),
    Matter(
        "外出|出差",
        r"外出|出[差访国门趟]|出远门|访问|离[开县]|休(?:年|长)?假|学习|考察|培训|带队|动身|出发|赴|"
        r"[要得想算备拟][^，。]{0,3}[去走]|(?<![流跑])走(?!完|流程|程序|审批|批|一)|"
        r"[去到](?:省|市|外|[^，。]{1,6}[办开参学跑])",
        r"报|请[示假]|说|打招呼|提交|吱声|[送递交](?=[^，。]{0,3}报告)",
        r"外出|出[差访门发国趟]|(?<!往前)走(?!完|流程)|(?<!分)离|动身|启程|去(?!报|请|打|说)|赴|学习|休|办事|开会|"
        r"培训|考察|访问|参加|飞|带队",
    ),
    Matter("请假", r"请假|去不了|参加不了|不能参加|来不了", r"请假", r"参加|开|会"),
    Matter("送达", r"送达|送到会|材料|发到(?!期)", r"送|发", r"开|会"),
    Matter("任期", r"任期|届", r"任职|上任|产生", r"满"),
)
"""The first whose words the rule says is its matter."""
_OTHER: Final = Matter("", "", r"(?!)", r"完成|办|批|审|答|回|印|到期|结束")
"""Of a rule that says none of those words: counted its own way or not at all."""


def matter_of(sentence: str) -> Matter:
    """Return the matter of a rule's ``sentence``."""
    return next((one for one in MATTERS if re.search(one.ruled, sentence)), _OTHER)


def concerns(text: str, matter: Matter) -> bool:
    """True where a question says that it is about ``matter``; of the unknown one, always."""
    return all(re.search(words, text) for words in (matter.about, matter.needs) if words)
