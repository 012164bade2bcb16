"""What `environments/NAME.yaml` says about a target, its secrets, and the lock file beside it."""

from flowops.environment.configuration import Configuration, Waiver, configuration
from flowops.environment.folder import from_text, load, names, read
from flowops.environment.host import is_loopback
from flowops.environment.lock import Lock, lock_bytes, lock_path, parse_lock, read_lock
from flowops.environment.name import check_name
from flowops.environment.redaction import disguises, redact, remember
from flowops.environment.schema import CONFIGURATION, ENVIRONMENT
from flowops.environment.secret import Secret
from flowops.environment.target import Environment, Guards, Login, Rewrite
from flowops.environment.variables import bundle

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
    "bundle",
    "check_name",
    "configuration",
    "disguises",
    "from_text",
    "is_loopback",
    "load",
    "lock_bytes",
    "lock_path",
    "names",
    "parse_lock",
    "read",
    "read_lock",
    "redact",
    "remember",
]
