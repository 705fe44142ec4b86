"""What can go wrong with an endpoint, each with what the user is told; no text of the server's."""

from __future__ import annotations

from enum import Enum

from corpus.errors import ModelError


class Failure(Enum):
    """A failure: its name, the sentence for the user, whether to count it, whether to try again.

    Counted are failures of the transport alone: they open the circuit breaker.
    """

    UNREACHABLE = ("unreachable", "语言模型连接不上", True, True)
    SLOW = ("slow", "语言模型没有及时回应", True, False)
    STALLED = ("stalled", "语言模型中途没有了回应", True, False)
    CUT = ("cut", "语言模型的回应中途断开", True, True)
    MALFORMED = ("malformed", "语言模型的回应读不懂", True, True)
    BROKEN = ("broken", "语言模型的服务出错", True, True)
    BUSY = ("busy", "语言模型太忙，没有受理", True, True)
    KEY = ("key", "语言模型不接受设置的密钥（QA_LLM_API_KEY）", False, False)
    ABSENT = ("absent", "找不到设置的模型或接口（QA_LLM_MODEL、QA_LLM_BASE_URL）", False, False)
    REJECTED = ("rejected", "语言模型不接受这次请求", False, False)
    LONG = ("long", "语言模型没有在长度上限内写完", False, False)
    EMPTY = ("empty", "语言模型没有写出内容", False, False)
    PAUSED = ("paused", "语言模型刚才多次失败，暂停使用", False, False)

    def __init__(self, label: str, sentence: str, counted: bool, again: bool) -> None:
        self.label = label
        self.sentence = sentence
        self.counted = counted
        self.again = again


class EndpointError(ModelError):
    """An endpoint failed; ``wait`` is how many seconds it asked to be left alone, or None."""

    def __init__(self, failure: Failure, wait: float | None = None) -> None:
        super().__init__(f"{failure.sentence}。")
        self.failure = failure
        self.wait = wait
