"""What the server's engine does to a flow before anything else: it refuses it, or migrates it to its own spec."""

from flowops.model.json import JsonObject
from flowops.sandbox.dialects import Dialect
from flowops.sandbox.engine import ENGINES, NotMigrated, migrate, validate
from flowops.sandbox.importing.failure import ImportFailed


def upgraded(definition: JsonObject, dialect: Dialect, where: str) -> JsonObject:
    """The definition in the server's spec; a flow that the engine refuses fails the import."""
    if reason := validate(definition, ENGINES[dialect.name]):
        raise ImportFailed(f"{where}: {reason}")
    try:
        return migrate(definition, dialect.spec_version)
    except NotMigrated as error:
        raise ImportFailed(f"{where}: {error}") from error
