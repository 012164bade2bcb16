"""Who a server says it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace as `GET /api/v2/workspace.json` names it; names are not unique, UUIDs are."""

    uuid: str
    name: str
    host: str
