"""The address of a server as a person gives it: checked, and in a form that may be shown."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from qa.errors import SettingsError


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """Where a server answers: `url` without a slash at its end; `shown` names it in messages."""

    url: str
    shown: str
    private: bool  # whether what is sent can be read by nobody on the way


def server_address(given: str, setting: str) -> ServerAddress:
    """An address such as http://127.0.0.1:8000; a last /v1 may be left out or not.

    Raises:
        SettingsError: it is no such address, or holds a password: keys come from the environment.
    """
    try:
        parts = urlsplit(given.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if parts.scheme not in {"http", "https"} or not host or parts.query or parts.fragment:
        raise SettingsError(
            f"{setting} is {given!r}, which is no address of a server. "
            "Write one such as http://127.0.0.1:8000"
        )
    if parts.username is not None or parts.password is not None:
        raise SettingsError(
            f"{setting} holds a user name or a password. Take it out of the address: "
            f"a key is read from {setting}_KEY alone."
        )
    name = f"[{host}]" if ":" in host else host
    shown = name if port is None else f"{name}:{port}"
    url = f"{parts.scheme}://{shown}{parts.path}".rstrip("/").removesuffix("/v1")
    return ServerAddress(url, shown, parts.scheme == "https" or _is_loopback(host))


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def server_addresses(given: str, setting: str) -> tuple[ServerAddress, ...]:
    """Several, parted by commas, each once.

    Raises:
        SettingsError: one of them is no address.
    """
    each = [server_address(one, setting) for one in given.split(",") if one.strip()]
    return tuple(dict.fromkeys(each))
