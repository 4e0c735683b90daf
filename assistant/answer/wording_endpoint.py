"""Where the language model may be: an address of this machine or of a private network, unless a setting says otherwise.

Questions and clauses leave the program here and nowhere else, so the address is looked up before every request and the
connection goes to the address that was looked up.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from assistant.settings import Settings

_OWN_NETWORKS = tuple(
    map(ip_network, ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7"))
)
"""Loopback, RFC 1918, RFC 4193. Link-local and shared addresses are left out: they are nobody's own."""
_PORTS = {"http": 80, "https": 443}
_KEY = re.compile(r"[!-~]*")


class WordingError(ValueError):
    """A setting of the language model is wrong: names the setting, what it is, what is due."""


class ModelFailure(Exception):
    """No usable text came from the model; the message says why, in the program's own words."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A checked endpoint. url: base of the API, as `https://host:port/v1`; key: "" where it wants none."""

    url: str
    host: str
    port: int
    secure: bool
    model: str
    key: str
    allow_public: bool

    def permitted(self, addresses: Iterable[str]) -> tuple[str, ...]:
        """The addresses of the host, once each. Raises WordingError where there is none, or one that is not allowed."""
        found = tuple(dict.fromkeys(address.partition("%")[0] for address in addresses))
        if not found:
            raise WordingError(f"ASSISTANT_LLM_BASE_URL：{self.host} 没有地址；请核对主机名")
        public = [address for address in found if not _own(address)]
        if public and not self.allow_public:
            raise WordingError(
                f"ASSISTANT_LLM_BASE_URL：{self.host} 的地址 {public[0]} 不是本机或内网地址；请改用内网的服务，"
                "或者设 ASSISTANT_LLM_ALLOW_PUBLIC=true 允许问题发往外网"
            )
        if public and not self.secure:
            raise WordingError(f"ASSISTANT_LLM_BASE_URL：发往外网地址 {public[0]} 须用 https")
        return found


def load_endpoint(settings: Settings) -> Endpoint | None:
    """The endpoint of the settings, None where none is set. Raises WordingError for what cannot be used."""
    if not settings.llm_base_url:
        if settings.llm_model:
            raise WordingError("设了 ASSISTANT_LLM_MODEL 而没有设 ASSISTANT_LLM_BASE_URL；请写明服务地址")
        return None
    if not settings.llm_model:
        raise WordingError("设了 ASSISTANT_LLM_BASE_URL 而没有设 ASSISTANT_LLM_MODEL；请写明模型名称")
    key = settings.llm_api_key.get_secret_value()
    if not _KEY.fullmatch(key):
        raise WordingError("ASSISTANT_LLM_API_KEY：含有空白或者非 ASCII 字符；请重新复制密钥")
    endpoint = _parsed(settings, key)
    try:
        infos = socket.getaddrinfo(endpoint.host, endpoint.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        message = f"ASSISTANT_LLM_BASE_URL：查不到 {endpoint.host} 的地址（{error}）；请核对主机名"
        raise WordingError(message) from error
    endpoint.permitted(str(info[4][0]) for info in infos)
    return endpoint


def _parsed(settings: Settings, key: str) -> Endpoint:
    url = settings.llm_base_url.rstrip("/")
    expected = "应为 http://主机:端口/v1 或者 https://主机/v1，不带用户名、查询和片段"
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise WordingError(f"ASSISTANT_LLM_BASE_URL：{error}；{expected}") from error
    extra = parts.username or parts.password or parts.query or parts.fragment
    if parts.scheme not in _PORTS or not host or extra:
        # Not repeated: it may hold a password.
        raise WordingError(f"ASSISTANT_LLM_BASE_URL：不能使用所写的地址；{expected}")
    return Endpoint(
        url=url,
        host=host,
        port=port or _PORTS[parts.scheme],
        secure=parts.scheme == "https",
        model=settings.llm_model,
        key=key,
        allow_public=settings.llm_allow_public,
    )


def _own(address: str) -> bool:
    found: IPv4Address | IPv6Address = ip_address(address)
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return any(found in network for network in _OWN_NETWORKS if network.version == found.version)
