"""What the engine does for the editor: it judges definitions and migrates them."""

import re

from flowops.model.json import Json, JsonObject
from flowops.sandbox.dialects import Dialect
from flowops.sandbox.engine import ENGINES, NotMigrated, migrate, validate

_VERSION = re.compile(r"v?(\d{1,9}(?:\.\d{1,9})*)")


def version_of(written: Json) -> tuple[int, ...] | None:
    """A version as numbers that compare, trailing zeros mean nothing; None where it is no version."""
    found = _VERSION.fullmatch(str(written))
    if found is None:
        return None
    numbers = [int(number) for number in found[1].split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def refusal(definition: JsonObject, dialect: Dialect) -> str | None:
    """Why the engine refuses a definition, in its own words behind those of the server that asked it."""
    reason = validate(definition, ENGINES[dialect.name])
    return None if reason is None else f"unable to read flow: {reason}"


def migrated(definition: JsonObject, target: str) -> JsonObject | None:
    """The definition in a spec, or None where the engine cannot bring it there."""
    try:
        return migrate(definition, target)
    except NotMigrated:
        return None
