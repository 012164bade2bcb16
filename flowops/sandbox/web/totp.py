"""The six digits that an authenticator shows (RFC 6238, SHA-1, steps of 30 seconds)."""

import hmac
import struct
from base64 import b32decode

STEP = 30


def code(secret: str, moment: float) -> str:
    """The digits of a base32 secret at a moment."""
    key = b32decode(secret.upper() + "=" * (-len(secret) % 8))
    digest = hmac.digest(key, struct.pack(">Q", int(moment // STEP)), "sha1")
    offset = digest[-1] & 15
    number: int = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def right(secret: str, digits: str, moment: float, late: int = 0) -> bool:
    """Whether these are the digits of the moment's step, or of one that is not more than `late` steps over."""
    steps = (moment - ago * STEP for ago in range(late + 1))
    return any(hmac.compare_digest(code(secret, step).encode(), digits.encode()) for step in steps)
