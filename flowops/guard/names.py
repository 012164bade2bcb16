"""Waivers name guards that exist, for a waiver of one that does not would protect nobody."""

import difflib
from collections.abc import Collection

from flowops.errors import ConfigurationError


def check_names(allowed: Collection[str], guards: Collection[str]) -> None:
    """Raise ConfigurationError for a waiver of a guard that does not exist."""
    for name in allowed:
        if name not in guards:
            near = difflib.get_close_matches(name, guards, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"There are: {', '.join(guards)}"
            raise ConfigurationError(f"--allow {name}: there is no such guard", hint)
