"""What an endpoint of the API can do to the objects that its list shows."""

from collections.abc import Callable
from dataclasses import dataclass

from flowops.model.json import JsonObject
from flowops.sandbox.workspace import Workspace

Save = Callable[[Workspace, JsonObject, JsonObject | None], str]
"""Checks a body and keeps it: as a new object, or in the one whose row is given. Returns the object's identity."""

Remove = Callable[[Workspace, str], None]
"""Removes the object of an identity, or refuses to."""

Count = Callable[[Workspace], int]


def uncounted(_: Workspace) -> int:
    """How many objects of a kind without a limit count against it."""
    return -1


def never(_: Workspace, __: str) -> None:
    """Removes nothing: the API has no DELETE for this kind of object, and never asks."""


@dataclass(frozen=True)
class Resource:
    """One kind of object that can be written.

    model      what RapidPro's own code calls it, which its newer answers tell
    save       creates and changes
    remove     deletes, where the endpoint knows DELETE
    count      how many there are that count against the workspace's limit
    identity   the key of a row that says which object it is
    lookup     the parameter of the URL that says which object is meant; without it there is no changing
    """

    model: str
    save: Save
    remove: Remove = never
    count: Count = uncounted
    identity: str = "uuid"
    lookup: str | None = "uuid"
