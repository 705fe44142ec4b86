"""Ask, search, answer, cite, refuse: ``from qa import Assistant``."""

from qa.assistant import Assistant
from qa.model import Answer, Citation, Hit

__all__ = ["Answer", "Assistant", "Citation", "Hit"]
