"""What `environments/NAME.yaml` says about a target, its secrets, and the lock file beside it."""

from flowops.environment.folder import load, names
from flowops.environment.host import is_loopback
from flowops.environment.lock import Lock, lock_bytes, lock_path, parse_lock, read_lock
from flowops.environment.redaction import disguises, redact
from flowops.environment.schema import schema_bytes
from flowops.environment.secret import Secret
from flowops.environment.target import Environment, Guards, Login, Rewrite

__all__ = [
    "Environment",
    "Guards",
    "Lock",
    "Login",
    "Rewrite",
    "Secret",
    "disguises",
    "is_loopback",
    "load",
    "lock_bytes",
    "lock_path",
    "names",
    "parse_lock",
    "read_lock",
    "redact",
    "schema_bytes",
]
