"""What looks like a credential in a text."""

import base64
import binascii
import re
from typing import Final

# What the bytes of a file, and then those of a flow, must hold before its texts are looked at one by one
WORDS: Final = (b"oken ", b"asic ", b"eyJ")
MARKS: Final = re.compile(
    rb"\bToken +[0-9a-f]{40}|\bBasic +[A-Za-z0-9+/=]{12}|\beyJ[\w-]{8,}\.", re.IGNORECASE
)

_TOKEN = re.compile(r"\bToken +[0-9a-f]{40}(?![0-9a-z])", re.IGNORECASE)
_BASIC = re.compile(r"\bBasic +([A-Za-z0-9+/]{12,}={0,2})", re.IGNORECASE)
_JWT = re.compile(r"\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+")


def credential(text: str) -> str:
    """What kind of a credential stands in a text, with its article; "" for none."""
    if _TOKEN.search(text):
        return "an API token"
    if _JWT.search(text):
        return "a JSON web token"
    if any(_is_name_and_password(found[1]) for found in _BASIC.finditer(text)):
        return "a coded name and password"
    return ""


def _is_name_and_password(coded: str) -> bool:
    """Whether it decodes to `name:password`; "Basic immunisation" does not."""
    try:
        decoded = base64.b64decode(coded + "=" * (-len(coded) % 4), validate=True)
    except (binascii.Error, ValueError):
        return False
    name, colon, password = decoded.partition(b":")
    return bool(colon and name and password) and decoded.isascii() and decoded.decode().isprintable()
