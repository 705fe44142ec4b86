"""What can go wrong with an endpoint, each with what the user is told; no text of the server's."""

from __future__ import annotations

from enum import Enum

from corpus.errors import ModelError


class Failure(Enum):
    """A failure: the sentence for the user, whether to count it, whether to try again.

    Counted are failures of the transport alone: they open the circuit breaker.
    """

    UNREACHABLE = ("语言模型连接不上", True, True)
    SLOW = ("语言模型没有及时回应", True, False)
    STALLED = ("语言模型中途没有了回应", True, False)
    CUT = ("语言模型的回应中途断开", True, True)
    MALFORMED = ("语言模型的回应读不懂", True, True)
    BROKEN = ("语言模型的服务出错", True, True)
    BUSY = ("语言模型太忙，没有受理", True, True)
    KEY = ("语言模型不接受设置的密钥（QA_LLM_API_KEY）", False, False)
    ABSENT = ("找不到设置的模型或接口（QA_LLM_MODEL、QA_LLM_BASE_URL）", False, False)
    REJECTED = ("语言模型不接受这次请求", False, False)
    LONG = ("语言模型没有在长度上限内写完", False, False)
    EMPTY = ("语言模型没有写出内容", False, False)
    PAUSED = ("语言模型刚才多次失败，暂停使用", False, False)

    def __init__(self, sentence: str, counted: bool, again: bool) -> None:
        self.sentence = sentence
        self.counted = counted
        self.again = again


class EndpointError(ModelError):
    """An endpoint failed; ``wait`` is how many seconds it asked to be left alone, or None."""

    def __init__(self, failure: Failure, wait: float | None = None) -> None:
        super().__init__(f"{failure.sentence}。")
        self.failure = failure
        self.wait = wait
