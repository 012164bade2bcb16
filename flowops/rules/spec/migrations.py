"""The engine's migrations: each older flow goes through those that are newer than its spec, in this order."""

from collections.abc import Callable

from flowops.model.json import JsonObject
from flowops.rules.spec import migrations13, migrations14
from flowops.rules.spec.migrated import Migrated, copied
from flowops.rules.spec.release import Version


def migrate(flow: JsonObject, given: Version, wanted: Version) -> Migrated:
    """The flow, which is at spec `given`, at `wanted`: a copy, or the flow itself where nothing is to be done."""
    steps = [step for version, step in MIGRATIONS if given < version <= wanted]
    if not steps:
        return Migrated(flow)
    migrated = copied(flow)
    for step in steps:
        step(migrated)
    return migrated


def _nothing(migrated: Migrated) -> None:
    """A migration that no verdict depends on, but which sorts the keys like all of them."""


MIGRATIONS: tuple[tuple[Version, Callable[[Migrated], None]], ...] = (
    ((13, 1, 0), migrations13.template_uuid),
    ((13, 2, 0), migrations13.language),
    ((13, 3, 0), migrations13.rewrite),
    ((13, 4, 0), migrations13.components),
    ((13, 5, 0), migrations13.variables),
    ((13, 6, 0), migrations13.names),
    ((13, 6, 1), migrations13.rewrite),
    ((14, 0, 0), migrations14.category_names),
    ((14, 1, 0), migrations14.webhook_status),
    ((14, 2, 0), migrations14.notes),
    ((14, 3, 0), migrations14.locals),
    ((14, 3, 1), migrations14.single_arguments),
    ((14, 4, 0), migrations14.addresses),
    ((14, 4, 1), migrations14.webhook_cases),
    ((14, 4, 2), _nothing),
)
