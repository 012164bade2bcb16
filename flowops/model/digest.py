"""Keyed digests: whether a secret is still the same, told by nothing that gives it away.

Values of ${NAME} may be short, and a ledger is pushed: whoever reads it could try all short values against a plain
digest, and against one whose key lies beside it. The key is therefore made of the environment's API token. It has 160
bits that no branch holds, each machine that deploys has it anyway, and whoever has it can read the globals themselves
(`GET /api/v2/globals.json`). The price: under another token nothing can be told.
"""

import hashlib
import hmac

_PURPOSE = b"flowops/secret-digest@1"
_NAME = b"the name of this key"


def key_of(token: str) -> bytes:
    """The key that goes with an API token; it tells nothing about the token."""
    return _hmac(token.encode(errors="surrogateescape"), _PURPOSE).digest()


def digest_of(value: str, key: bytes) -> str:
    """`hmac-sha256:KEY:DIGEST`, where KEY only tells which key was used."""
    digest = _hmac(key, value.encode(errors="surrogateescape")).hexdigest()
    return f"hmac-sha256:{_hmac(key, _NAME).hexdigest()[:8]}:{digest}"


def is_digest_of(value: str, digest: str, key: bytes) -> bool | None:
    """Whether the digest is of this value; None where it was made with another key, and tells nothing."""
    now = digest_of(value, key)
    if now.rpartition(":")[0] != digest.rpartition(":")[0]:
        return None
    return hmac.compare_digest(now, digest)


def _hmac(key: bytes, data: bytes) -> "hmac.HMAC":
    return hmac.new(key, data, hashlib.sha256)
