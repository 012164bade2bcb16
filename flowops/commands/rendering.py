"""What git holds, as an import file for one environment."""

from __future__ import annotations

from dataclasses import replace

from flowops import guard, wire
from flowops.commands.console import Console
from flowops.environment import Lock, load, read_lock
from flowops.errors import FormatError, Refused
from flowops.model.export import Export
from flowops.model.json import JsonObject
from flowops.model.target import Rows, Target
from flowops.model.workspace import Workspace
from flowops.plan.desired import Remembered, desire
from flowops.plan.resolution import PLURALS
from flowops.repository import folder
from flowops.repository.repository import Repository

_NO_WORKSPACE = "00000000-0000-0000-0000-000000000000"


def rendered(console: Console, name: str, allow: tuple[str, ...]) -> JsonObject:
    """The envelope. Raises Refused where a reference cannot be bound by the lock file."""
    guard.check_names(allow, ("unresolved-reference",))
    root = folder.find_root(console.directory)
    environment = load(root, name)
    contents = Repository(root).contents
    if contents.problems:
        raise FormatError("\n".join(contents.problems), "No file is made while one cannot be read")
    lock = read_lock(root, name)
    workspace = Workspace(
        lock.workspace if lock else environment.workspace or _NO_WORKSPACE, name, environment.host
    )
    target = Target(workspace, Export(), _rows(lock))
    _, desired = desire(contents.export, target, environment, Remembered(lock))
    if lock and (left := desired.bound.unresolved):
        lines = "; ".join(f"{it.kind} {it.name!r} in {it.places[0]}" for it in left[:5])
        refused = Refused(
            "unresolved-reference",
            f"{len(left)} reference(s) mean nothing in {name}: {lines}",
            "Add them under `bindings`, or export it to renew its lock file.",
        )
        guard.enforce(refused, allow, console.warn)
    if lock is None:
        console.warn(
            f"{name} has no lock file, so references keep git's UUIDs: RapidPro matches them by name"
        )
    return wire.encode(replace(desired.bound.export, residue={}))


def _rows(lock: Lock | None) -> dict[str, Rows]:
    """What a lock file tells of a workspace, as the API would list it."""
    found: dict[str, Rows] = {}
    for kind, plural in PLURALS.items():
        if lock and plural in lock.names:
            uuids = [
                (name, uuid)
                for name, of in lock.names[plural].items()
                for uuid in ([of] if isinstance(of, str) else of)
            ]
            found[kind] = tuple({"uuid": uuid, "name": name} for name, uuid in uuids)
    return found
