"""What the tabs share: the assistant, the text, the question stock, where user data lies."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.model import Regulation
from ui.holder import Holder

if TYPE_CHECKING:
    from qa.assistant import Assistant
    from qa.quiz.stock import Stock


@dataclass(frozen=True, slots=True)
class Services:
    """Nothing in it belongs to one visitor: who is asking is told by ``ui.visitor``.

    ``assistant`` and ``stock`` load on threads of their own, the stock when it is first wanted.
    """

    assistant: Holder[Assistant]
    stock: Holder[Stock]
    regulation: Regulation
    data_dir: Path
