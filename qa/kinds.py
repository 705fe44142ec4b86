"""What kind of answer a question wants: a fact, ordered steps or a list."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """The shape of an answer."""

    FACT = "fact"
    STEPS = "steps"
    LIST = "list"


_STEPS: Final = re.compile(
    r"流程|程序|步骤|手续|先后|环节|怎么走|怎么办理|怎么报|怎么处理|几道|哪几关|几关|哪几步|几步|顺序|"
    r"怎么申请|如何申请|怎么一步|一步一步|依次"
)
_LIST: Final = re.compile(
    r"哪些|哪几|每[条项个][^，。？]{0,4}(?:什么|啥)|列全|逐项|[议讨研审干办做管](?:些|哪)|哪[两三四五六七八九十]|有什么|包括|几种|几类|几方面|几个方面|几项|什么原则|什么条件|条件|原则|列出|列举|都有|"
    r"分别是|四性|几性|有啥|都[\u4e00-\u9fff]{1,4}什么|(?:讨论|研究|审议|干|做|议|管|负责)(?:些)?(?:什么|啥)|任务|职责|要求"
)


def kind_of(question: str) -> Kind:
    """Return the kind of answer that ``question`` wants."""
    if _STEPS.search(question):
        return Kind.STEPS
    return Kind.LIST if _LIST.search(question) else Kind.FACT
