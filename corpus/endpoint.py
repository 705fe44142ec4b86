"""The settings of a language model: where it is, how long and how much it may talk."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from corpus.errors import SettingsError

ENDPOINT_KEYS: Final = (
    "llm", "llm_base_url", "llm_model", "llm_api_key", "llm_timeout", "llm_total_timeout",
    "llm_max_tokens", "llm_context", "llm_extra_body", "llm_proxy",
)  # fmt: skip
_ON: Final = ("on", "1", "true", "yes", "是", "开")
_OFF: Final = ("", "off", "0", "false", "no", "否", "关")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible endpoint. The key is in no repr, and belongs in no message.

    ``first_token`` and ``total`` are seconds from the request to the first words and to the last;
    ``max_tokens`` bounds what it may write, ``context`` the characters of clauses it is given;
    ``extra_body`` is sent along (for a server's own switches, such as thinking off). ``proxy`` is
    the one to go through; none is taken from the environment.
    """

    base_url: str
    model: str
    api_key: str = field(default="", repr=False)
    first_token: float = 10.0
    total: float = 60.0
    max_tokens: int = 800
    context: int = 2_400
    extra_body: Mapping[str, Any] = field(default_factory=dict, repr=False)
    proxy: str = field(default="", repr=False)


def read_endpoint(values: Mapping[str, str]) -> Endpoint | None:
    """Return the endpoint that ``values`` set, or None; raise SettingsError for half of one."""
    base_url, model = values.get("llm_base_url", ""), values.get("llm_model", "")
    if not base_url and not model:
        return None
    if not base_url or not model:
        missing = "QA_LLM_MODEL（模型名）" if base_url else "QA_LLM_BASE_URL（接口地址）"
        raise SettingsError(f"语言模型的设置不全：缺少 {missing}。")
    return Endpoint(
        base_url=_address("llm_base_url", base_url),
        model=model,
        api_key=_header_text(values.get("llm_api_key", "")),
        first_token=_number(values, "llm_timeout", 10.0, 0.1, 600.0),
        total=_number(values, "llm_total_timeout", 60.0, 0.1, 3_600.0),
        max_tokens=int(_number(values, "llm_max_tokens", 800, 16, 100_000)),
        context=int(_number(values, "llm_context", 2_400, 200, 200_000)),
        extra_body=_body(values.get("llm_extra_body", "")),
        proxy=_address("llm_proxy", proxy) if (proxy := values.get("llm_proxy", "")) else "",
    )


def switched_on(values: Mapping[str, str]) -> bool:
    """Return what QA_LLM says; raise SettingsError for what is neither on nor off."""
    said = values.get("llm", "").lower()
    if said not in (*_ON, *_OFF):
        raise SettingsError(f"设置 QA_LLM 应为 on 或 off，读到的是 {said!r}。")
    return said in _ON


def _address(key: str, value: str) -> str:
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        usable = usable and "@" not in parts.netloc
    except ValueError:
        usable = False
    if not usable or not value.isprintable() or " " in value:
        raise SettingsError(
            f"设置 QA_{key.upper()} 应为 http 或 https 开头的地址，不带用户名和密码，"
            "例如 http://127.0.0.1:8000/v1。"
        )
    return value.rstrip("/")


def _header_text(key: str) -> str:
    """Return ``key`` if it can be sent in a header; it is never repeated in a message."""
    if not key.isascii() or not key.isprintable():
        raise SettingsError("设置 QA_LLM_API_KEY 里有不能发送的字符，请检查是否粘贴完整。")
    return key


def _number(
    values: Mapping[str, str], key: str, default: float, least: float, most: float
) -> float:
    written = values.get(key, "")
    if not written:
        return default
    try:
        number = float(written)
    except ValueError:
        number = float("nan")
    if not least <= number <= most:
        raise SettingsError(
            f"设置 QA_{key.upper()} 应为 {least:g} 到 {most:g} 的数，读到的是 {written!r}。"
        )
    return number


def _body(written: str) -> Mapping[str, Any]:
    try:
        body = json.loads(written) if written else {}
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise SettingsError(
            "设置 QA_LLM_EXTRA_BODY 应为一个 JSON 对象，"
            '例如 {"chat_template_kwargs": {"enable_thinking": false}}。'
        )
    return body
