"""References in the body of a POST: to an object that has to be there, by what identifies it."""

from collections.abc import Mapping

from flowops.model.json import Json
from flowops.sandbox.parsing import optional
from flowops.sandbox.resources.values import Read, Wrong
from flowops.sandbox.workspace import Workspace


def reference(known: Mapping[str, str]) -> Read:
    """The identity of an object, which was written as a key of `known`, in any letter case."""
    folded = {word.lower(): identity for word, identity in known.items()}

    def check(value: Json) -> Json:
        if (found := folded.get(str(value).lower())) is None:
            raise Wrong(f"No such object: {value}")
        return found

    return check


def group(workspace: Workspace, manual: bool = False) -> Read:
    """A group by its UUID or its name; `manual` leaves out the smart ones."""
    groups = [each for each in workspace.groups.values() if not (manual and each.query)]
    return reference({each.name: each.uuid for each in groups} | {each.uuid: each.uuid for each in groups})


def flow(workspace: Workspace) -> Read:
    """A flow by its UUID."""
    return reference({uuid: uuid for uuid in workspace.flows})


def contact(workspace: Workspace) -> Read:
    """A contact by its UUID."""
    return reference(
        {uuid: optional(row, "uuid") for uuid, row in workspace.assets.get("contacts", {}).items()}
    )
