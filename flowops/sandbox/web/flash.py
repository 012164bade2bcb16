"""Messages for the next page, which travel in a cookie until a page has shown them."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable

import orjson

from flowops.sandbox.parsing import strings

COOKIE = "messages"


def encoded(messages: Iterable[str]) -> str:
    """The messages as the cookie holds them."""
    return urlsafe_b64encode(orjson.dumps([*messages])).decode()


def decoded(cookie: str) -> list[str]:
    """The messages of a cookie; one that nobody here wrote holds none."""
    try:
        return strings(orjson.loads(urlsafe_b64decode(cookie)))
    except ValueError:
        return []
