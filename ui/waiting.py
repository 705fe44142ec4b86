"""What a visitor is told while the model loads, and when something fails."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures import wait as wait_for
from html import escape
from typing import Any, Final, TypeVar

from corpus.errors import RegulationQAError
from ui.holder import Holder, Stage

T = TypeVar("T")
_PATIENCE: Final = 0.4
"""Seconds between two looks at a model that is still loading."""
_BROKEN: Final = (
    "程序内部出错，没有能完成这次操作。请重试；若仍然出错，请把服务窗口里的出错记录交给管理员。"
)


def preparing(holder: Holder[Any], attempt: Future[Any]) -> Iterator[str]:
    """Yield a sentence now and then until ``attempt`` to load the model has ended."""
    while not attempt.done():
        wait_for([attempt], timeout=_PATIENCE)
        if not attempt.done():
            yield f"{stage_sentence(holder.stage)}好了就给出结果。"


def stage_sentence(stage: Stage | None) -> str:
    """Say what the server is doing before it can answer."""
    if stage is None:
        return "正在准备，请稍候。"
    done = f"{stage.done}/{stage.total}"
    return f"首次使用，正在建立索引（{stage.name} {done}），约两分钟。"


def loading_notice(holder: Holder[Any]) -> str:
    """Return what stands above the tabs: nothing once the model is there."""
    if holder.ready:
        return ""
    failure = holder.failure
    if failure is None:
        return f"<p>{escape(stage_sentence(holder.stage))}</p>"
    sentence = str(failure) if isinstance(failure, RegulationQAError) else _BROKEN
    return f"<p>{escape(sentence)}</p>"


def guarded(work: Callable[[], T], failed: Callable[[str], T]) -> T:
    """Return what ``work`` returns, or what ``failed`` makes of the sentence that says why not."""
    try:
        return work()
    except RegulationQAError as error:
        return failed(str(error))
    except Exception:  # the page must say something; the record is for the administrator
        logging.getLogger(__name__).exception("unexpected error")
        return failed(_BROKEN)
