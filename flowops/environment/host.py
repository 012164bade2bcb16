"""The address of a server."""

import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

_NO_ADDRESS = ("is not the address of a server", "write it as https://rapidpro.example.org")
_HOST = re.compile(r"[\w.-]+|[0-9a-f:.]+", re.IGNORECASE)
_BARE = re.compile(r"[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40})*\.[a-z]{2,24}(?::[0-9]{1,5})?")


class BadHost(ValueError):
    """What is wrong, and what to write instead."""

    args: tuple[str, str]


def normal(text: str) -> str:
    """The address in lower case without a slash at its end; BadHost: what is wrong, what to write instead."""
    parts = _split(text)
    if parts.scheme not in ("http", "https"):
        raise BadHost("has no https:// in front", _with_scheme(text))
    if "@" in text:
        raise BadHost("holds a user or a password", "write only https:// and the name of the server")
    if not _HOST.fullmatch(parts.hostname or "") or not text.isprintable():
        raise BadHost(*_NO_ADDRESS)
    address = f"{parts.scheme}://{parts.netloc}".lower().rstrip(":")
    if parts.path not in ("", "/") or parts.query or parts.fragment:
        raise BadHost("holds more than the address of the server", f"write {address}")
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise BadHost("http sends the token in the clear", f"write {address.replace('http:', 'https:')}")
    return address


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 # only the access says that a port is none
    except ValueError:
        raise BadHost(*_NO_ADDRESS) from None
    return parts


def _with_scheme(text: str) -> str:
    """The address to write, where the text looks like one: a token may have been pasted here."""
    bare = (text.partition("://")[2] or text).partition("/")[0]
    return f"write https://{bare}" if _BARE.fullmatch(bare) else _NO_ADDRESS[1]


def is_loopback(host: str) -> bool:
    """Whether this name or address is this machine itself."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
