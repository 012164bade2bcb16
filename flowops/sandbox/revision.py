"""The revisions of flows: what the editor shows as their history."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flowops.model.json import JsonObject
from flowops.sandbox.flow import Flow

COLLEAGUE = "colleague@example.org"
"""Who edits flows while a test runs."""
SYSTEM = "system"
"""Who migrates flows."""

_KEPT = 500  # RapidPro 26 keeps no more

Revisions = dict[str, list["Revision"]]
"""The revisions of every flow by its UUID, the oldest first."""


@dataclass(frozen=True)
class Revision:
    """A flow as somebody saved it; nobody's is the one that was there from the beginning."""

    number: int
    definition: JsonObject
    author: str
    created_on: str


def keep(revisions: Revisions, flows: Iterable[Flow], author: str) -> None:
    """Keeps what is new about the flows, as this author's work."""
    for flow in flows:
        known = revisions.setdefault(flow.uuid, [])
        if known and known[-1].number > flow.revision:
            known.clear()  # the workspace was filled anew
        if known and known[-1].number == flow.revision:
            known[-1] = replace(known[-1], definition=flow.definition)  # its name or expiry was changed
        else:
            known.append(Revision(flow.revision, flow.definition, author, flow.modified_on))
            del known[:-_KEPT]
