"""A language model as an option: it may word what was found, and say nothing the text does not.

It is asked after everything is decided (the article, the clauses, the verdict, the day, the
refusal), and each of its sentences leaves only through the proof of ``qa.proving``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from corpus.errors import ModelError
from corpus.settings import Settings

if TYPE_CHECKING:
    from qa.llm.model import ChatModel

UNSET = (
    "还没有设置语言模型。请设 QA_LLM_BASE_URL（接口地址，如 http://127.0.0.1:8000/v1）"
    "和 QA_LLM_MODEL（模型名），或去掉 --llm，直接摘引原文作答。"
)


def open_model(settings: Settings) -> ChatModel:
    """Return the model that ``settings`` name; raise ModelError where none is set."""
    if settings.endpoint is None:
        raise ModelError(UNSET)
    from qa.llm.model import ChatModel

    return ChatModel(settings.endpoint)


def with_choice(settings: Settings, llm: bool | None) -> Settings:
    """Return ``settings`` with the model on or off as ``llm`` says; None leaves it to them.

    Raise ModelError where a model is wanted and none is set, before anything is built or served.
    """
    chosen = settings if llm is None else replace(settings, llm=llm)
    if chosen.llm and chosen.endpoint is None:
        raise ModelError(UNSET)
    return chosen
