"""Migrating a definition from one flow spec to a newer one, as goflow does whenever it reads a flow."""

from collections.abc import Callable
from typing import TypeAlias

from flowops.model.json import Json, JsonObject
from flowops.sandbox.engine import spec13, spec14
from flowops.sandbox.engine.release import Version, parse_version
from flowops.sandbox.engine.uuids import NewUuid
from flowops.sandbox.parsing import new_uuid, optional

Migration: TypeAlias = Callable[[JsonObject, NewUuid], None]

_MIGRATIONS: tuple[tuple[str, Migration], ...] = (
    ("13.1.0", spec13.to_13_1_0),
    ("13.2.0", spec13.to_13_2_0),
    ("13.3.0", spec13.to_13_3_0),
    ("13.4.0", spec13.to_13_4_0),
    ("13.5.0", spec13.to_13_5_0),
    ("13.6.0", spec13.to_13_6_0),
    ("13.6.1", spec13.to_13_6_1),
    ("14.0.0", spec14.to_14_0_0),
    ("14.1.0", spec14.to_14_1_0),
    ("14.2.0", spec14.to_14_2_0),
    ("14.3.0", spec14.to_14_3_0),
    ("14.3.1", spec14.to_14_3_1),
    ("14.4.0", spec14.to_14_4_0),
    ("14.4.1", spec14.to_14_4_1),
)
_STEPS = tuple((parse_version(name) or (0, 0, 0), name, migration) for name, migration in _MIGRATIONS)
_LEGACY_KEYS = ("action_sets", "rule_sets", "flow_type")


class NotMigrated(ValueError):
    """The definition is older than spec 13, has no version that can be read, or is nested too deeply."""


def migrate(definition: JsonObject, to: str, uuid: NewUuid = new_uuid) -> JsonObject:
    """A copy at the given spec, keys in alphabetical order; one that is as new already stays as it is."""
    version = parse_version(optional(definition, "spec_version"))
    target = parse_version(to)
    if target is None:
        raise NotMigrated(f"{to!r} is not a version of the flow spec")
    if version is None or version < (13, 0, 0):
        raise NotMigrated(f"flow {optional(definition, 'name')!r} is not of spec 13 or newer")
    try:
        return migrated(definition, version, target, uuid)
    except RecursionError as error:
        raise NotMigrated(f"flow {optional(definition, 'name')!r} is nested too deeply") from error


def migrated(
    definition: JsonObject, version: Version, target: Version, uuid: NewUuid = new_uuid
) -> JsonObject:
    """The same for a version that is known."""
    flow = {key: in_order(value) for key, value in sorted(definition.items())}
    due = [(name, step) for number, name, step in _STEPS if version < number <= target]
    if not due:
        return flow
    for name, migration in due:
        migration(flow, uuid)
        flow["spec_version"] = name
    return {key: in_order(value) for key, value in sorted(flow.items())}


def in_order(value: Json) -> Json:
    """A copy of any JSON with its keys in alphabetical order."""
    if isinstance(value, dict):
        return {key: in_order(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [in_order(item) for item in value]
    return value


def is_legacy(definition: Json) -> bool:
    """Whether this may be a flow of before spec 13, which only the engine itself can migrate."""
    return isinstance(definition, dict) and any(key in definition for key in _LEGACY_KEYS)
