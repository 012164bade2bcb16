"""The name of an environment, which is also the name of its files."""

import re

from flowops.errors import ConfigurationError

FOLDER = "environments"

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def is_name(text: str) -> bool:
    """Whether a file of this name can be an environment; nothing else ever reaches the file system."""
    return _NAME.fullmatch(text) is not None


def check_name(text: str) -> None:
    """Refuses what cannot be the name of an environment."""
    if not is_name(text):
        raise ConfigurationError(
            f"{text[:64]!a} cannot be the name of an environment",
            f"Write the name of a file in {FOLDER}/ without .yaml; it has letters, digits, - and _ only",
        )
