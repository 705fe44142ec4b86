"""The steps of the self-check, in the order in which they are made."""

from __future__ import annotations

from typing import Final

from qa.checks import answering, machine
from qa.selfcheck import Check

_INDEX: Final = "索引"
CHECKS: Final = (
    Check("原文", answering.text_is_whole),
    Check(_INDEX, answering.index_is_sound, after="原文"),
    Check("向量模型", answering.encoder_agrees, after=_INDEX),
    Check("按条号查", answering.articles_are_found, after=_INDEX),
    Check("题库作答", answering.answers_are_proved, after=_INDEX),
    Check("无关问题", answering.nonsense_is_refused, after=_INDEX),
    Check("放假安排", machine.holidays_are_known),
    Check("数据目录", machine.data_can_be_kept),
    Check("磁盘空间", machine.space_is_left),
    Check("语言模型", machine.model_answers, after=_INDEX),
)
