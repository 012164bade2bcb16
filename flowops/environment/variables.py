"""Where the value of a `${NAME}` comes from: a variable of its own, or one that holds several.

A workflow that serves every environment cannot know the names of their secrets beforehand, so it takes them in JSON
objects from name to value: FLOWOPS_VARIABLES for reading, FLOWOPS_LOGINS for the accounts that write. A variable of its
own comes first.
"""

import json
import os
from collections.abc import Mapping
from functools import lru_cache

from flowops.environment.redaction import remember
from flowops.errors import ConfigurationError

BUNDLES = ("FLOWOPS_VARIABLES", "FLOWOPS_LOGINS")


def value_of(name: str) -> str:
    """The value as of now, without the white space that CI secrets often end in; empty where there is none."""
    return os.environ.get(name, "").strip() or bundle().get(name, "")


def bundle() -> Mapping[str, str]:
    """Name -> value of all that they hold; what is null or empty is not set. Raises ConfigurationError."""
    return {key: value for name in BUNDLES for key, value in _bundle(name, os.environ.get(name, "")).items()}


@lru_cache(maxsize=len(BUNDLES))
def _bundle(variable: str, text: str) -> Mapping[str, str]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        found = None
    if not isinstance(found, dict) or not all(it is None or isinstance(it, str) for it in found.values()):
        raise ConfigurationError(
            f"{variable} is no JSON object with texts as values (what it holds is not shown)",
            'Write it as {"RAPIDPRO_STAGING_TOKEN": "…"}',
        )
    values = {name: value.strip() for name, value in found.items() if value and value.strip()}
    for value in values.values():
        remember(value)
    return values
