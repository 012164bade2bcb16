"""The objects that an export does not hold and flows refer to: channels, labels, users … and values of globals."""

from flowops.errors import FormatError
from flowops.model.json import JsonObject
from flowops.sandbox.parsing import items, key_of, new_uuid, optional, text
from flowops.sandbox.workspace import Workspace

KINDS = ("channels", "labels", "topics", "templates", "users", "llms", "classifiers", "optins")


_NAMESAKES = ("channels",)  # of every other kind RapidPro has one object of a name


def load(workspace: Workspace, assets: JsonObject, where: str) -> None:
    """Adds assets to a workspace; what is there already under the same UUID, key or name is overwritten."""
    if unknown := sorted(set(assets) - {"globals", *KINDS}):
        raise FormatError(
            f"{where}: {unknown[0]} is no kind of asset", f"There are: globals, {', '.join(KINDS)}."
        )
    with workspace.lock:
        for place, entry in items(assets, "globals", where):
            name = optional(entry, "name")
            key = optional(entry, "key") or key_of(text(entry, "name", place))
            workspace.set_global(key, optional(entry, "value"), name)
        for kind in KINDS:
            for place, entry in items(assets, kind, where):
                put(workspace, kind, entry, place)
        workspace.changed()


def put(workspace: Workspace, kind: str, entry: JsonObject, place: str) -> None:
    """Adds one asset, or overwrites the keys of the one that has its UUID or, in any letter case, its name."""
    title = "email" if kind == "users" else "name"
    name = text(entry, title, place)
    rows = workspace.assets.setdefault(kind, {})
    namesake = _uuid_of(rows, title, name)
    found = optional(entry, "uuid") or namesake or new_uuid()
    now = workspace.clock.now()
    before = rows.get(found, {"uuid": found, "created_on": now, "modified_on": now})
    if namesake and namesake != found and kind not in _NAMESAKES:
        before = rows.pop(namesake)
    rows[found] = {**before, **entry, "uuid": found}


def counted(workspace: Workspace, kind: str) -> int:
    """How many assets of a kind count against the workspace's limit: those that it did not bring itself."""
    return sum(not row.get("system") for row in workspace.assets.get(kind, {}).values())


def _uuid_of(rows: dict[str, JsonObject], title: str, name: str) -> str | None:
    same = (uuid for uuid, row in rows.items() if optional(row, title).lower() == name.lower())
    return next(same, None)
