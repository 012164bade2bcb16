"""Where the value of a `${NAME}` comes from: a variable of its own, or FLOWOPS_VARIABLES, which holds several.

A workflow that serves every environment cannot know the names of their secrets beforehand, so it takes them all in one
JSON object, from name to value. A variable of its own comes first.
"""

import json
import os
from collections.abc import Mapping
from functools import lru_cache

from flowops.environment.redaction import remember
from flowops.errors import ConfigurationError

BUNDLE = "FLOWOPS_VARIABLES"


def value_of(name: str) -> str:
    """The value as of now, without the white space that CI secrets often end in; empty where there is none."""
    return os.environ.get(name, "").strip() or bundle().get(name, "")


def bundle() -> Mapping[str, str]:
    """Name -> value of all that FLOWOPS_VARIABLES holds; what is null or empty is not set. Raises ConfigurationError."""
    return _bundle(os.environ.get(BUNDLE, ""))


@lru_cache(maxsize=1)
def _bundle(text: str) -> Mapping[str, str]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        found = None
    if not isinstance(found, dict) or not all(it is None or isinstance(it, str) for it in found.values()):
        raise ConfigurationError(
            f"{BUNDLE} is no JSON object with texts as values (what it holds is not shown)",
            'Write it as {"RAPIDPRO_STAGING_TOKEN": "…"}',
        )
    values = {name: value.strip() for name, value in found.items() if value and value.strip()}
    for value in values.values():
        remember(value)
    return values
