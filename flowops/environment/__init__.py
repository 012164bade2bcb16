"""What `environments/NAME.yaml` says about a target, its secrets, and the lock file beside it."""

from flowops.environment.configuration import Configuration, Waiver, configuration
from flowops.environment.folder import load, names
from flowops.environment.host import is_loopback
from flowops.environment.lock import Lock, lock_bytes, lock_path, parse_lock, read_lock
from flowops.environment.redaction import disguises, redact
from flowops.environment.schema import CONFIGURATION, ENVIRONMENT
from flowops.environment.secret import Secret
from flowops.environment.target import Environment, Guards, Login, Rewrite

__all__ = [
    "CONFIGURATION",
    "ENVIRONMENT",
    "Configuration",
    "Environment",
    "Guards",
    "Lock",
    "Login",
    "Rewrite",
    "Secret",
    "Waiver",
    "configuration",
    "disguises",
    "is_loopback",
    "load",
    "lock_bytes",
    "lock_path",
    "names",
    "parse_lock",
    "read_lock",
    "redact",
]
