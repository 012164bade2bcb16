"""What happens to flows: new ones are imported, changed ones saved in place, and a person does what neither can."""

import hashlib
from collections.abc import Iterator

from flowops import canon
from flowops.diff.flows import FlowChange, View, compare_flows
from flowops.model.change import Change
from flowops.model.export import Document, version_key
from flowops.model.json import JsonObject
from flowops.model.kind import FLOW
from flowops.model.plan import Action, Transport
from flowops.plan.callees import callees_first
from flowops.plan.desired import Desired
from flowops.plan.waiting import of_row, stranded

# The editor's save takes these from the database, whatever it is sent (seen on 7.4.2, 9.0.0 and 26.2.2)
SETTINGS = frozenset({"expire_after_minutes", "type"})
_HINT = "with flowops-engine it would be saved in place: README, The flow engine"


def flow_actions(desired: Desired) -> Iterator[Action]:
    """New flows, then changed ones, those that others enter before those that enter them; then what a person does."""
    rows, live = desired.rows("flow"), desired.live(FLOW)
    documents = desired.bound.export.of(FLOW)
    yield from (_new(document) for document in documents if document.identity not in rows)
    there = [it for it in documents if it.identity in rows]
    found = [
        action
        for it in there
        if it.identity in live
        for action in _changed(desired, live[it.identity], it, of_row(rows[it.identity]))
    ]
    yield from callees_first(it for it in found if it.writes)
    yield from (it for it in found if not it.writes)
    yield from _for_people(desired, there)
    for document in desired.orphans(FLOW):
        yield Action(
            "flow", document.name, "orphan", "manual", "in the workspace, not in git", uuid=document.identity
        )


def _for_people(desired: Desired, there: list[Document]) -> Iterator[Action]:
    """What is archived on one side, and what the environment leaves out under the name that it has there."""
    rows, live, archived = desired.rows("flow"), desired.live(FLOW), desired.archived_there()
    for document in there:
        name = str(rows[document.identity].get("name"))
        if document.identity not in live:
            leaves_out = f'rename it to "{document.name}": under this name the environment leaves it out'
            yield _manual(name, document.identity, leaves_out)
        elif document.identity in archived:
            yield _manual(
                name, document.identity, "restore it: Flows, Archived, select it, Restore; it is live in git"
            )
    for row in desired.to_archive(FLOW):
        summary = "archive it: Flows, select it, Archive; it is archived in git"
        yield _manual(str(row.get("name")), str(row.get("uuid")), summary)


def _new(document: Document) -> Action:
    nodes = document.body.get("nodes")
    count = len(nodes) if isinstance(nodes, list) else 0
    summary = f"new, {count} node{'s' * (count != 1)}"
    return Action("flow", document.name, "create", "import", summary, body=document.body)


def _changed(desired: Desired, before: Document, after: Document, waiting: int) -> Iterator[Action]:
    if before.body.get("type") != after.body.get("type"):
        yield _manual(before.name, before.identity, _other_type(before.body, after.body))
        return
    body = after.body | {"name": before.name}
    same = before.body == body  # most flows, most of the time
    found = FlowChange() if same else compare_flows(before.body, body, View())
    contents = _contents(found)
    written = contents is not None and not is_settled(desired, before.body, body)
    transport, why = _transport(desired, body)
    if contents and written:
        lost = waiting if desired.import_only else stranded(waiting, before.body, body)
        change = Change(
            "flow",
            "changed",
            before.name,
            before.name,
            contents.edits,
            contents.nodes,
            picture=contents.picture,
        )
        yield Action(
            "flow", before.name, "update", transport, _summary(contents, why), waiting, lost, before.identity, body,
            before.body, change=change,
        )  # fmt: skip
    for edit in found.edits:
        if edit.path in SETTINGS and not (written and transport == "import"):
            yield _manual(before.name, before.identity, _time_out(edit.after))
    if before.name != after.name:
        yield _manual(
            before.name, before.identity, f'rename it to "{after.name}": open the flow, menu, Edit, Name'
        )


def _contents(found: FlowChange) -> FlowChange | None:
    """Without what only the settings of a flow hold; None where nothing else differs."""
    edits = tuple(edit for edit in found.edits if edit.path not in SETTINGS)
    return FlowChange(edits, found.nodes, found.picture) if edits or found.nodes else None


def _transport(desired: Desired, body: JsonObject) -> tuple[Transport, str]:
    """In place only in exactly the server's specification: 26.x stamps its own on whatever it gets, unmigrated."""
    if desired.import_only:
        return "import", "by import, as asked"
    ours, theirs = str(body.get("spec_version")), str(desired.target.spec_version)
    uuid = str(body.get("uuid"))
    if ours == theirs:
        was = desired.migrated.get(uuid)
        return "in-place", f"migrated from specification {was}" if was else ""
    if version_key(ours) > version_key(theirs):
        return "import", f"specification {ours} is newer than the server's {theirs}"
    migrates = f"by import, which migrates it from specification {ours} to the server's {theirs}"
    price = "whoever answers before it is saved again, seconds later, loses their place"
    refused = desired.stays.get(uuid)
    hint = f"flowops-engine cannot migrate it: {refused}" if refused else _HINT
    return "import", f"{migrates}; {price}; {hint}"


def _summary(found: FlowChange, why: str) -> str:
    words = [
        (word, sum(node.change == word for node in found.nodes)) for word in ("added", "changed", "removed")
    ]
    parts = [f"{number} node{'s' * (number != 1)} {word}" for word, number in words if number]
    parts += [edit.path for edit in found.edits[:3]]
    return "; ".join(filter(None, (", ".join(parts), why)))


def _time_out(minutes: object) -> str:
    return f"set the time-out to {minutes} minutes: open the flow, menu, Edit, Expire inactive contacts"


def _other_type(before: JsonObject, after: JsonObject) -> str:
    there, here = before.get("type"), after.get("type")
    return f"rename it, for its type is {there} and git has a flow of this name of type {here}: open the flow, menu, Edit, Name"


def _manual(name: str, uuid: str, summary: str) -> Action:
    return Action("flow", name, "manual", "manual", summary, uuid=uuid)


def is_settled(desired: Desired, before: JsonObject, after: JsonObject) -> bool:
    """Whether this very definition was deployed, and became this very one: the server migrates what is older."""
    known = desired.settled.get(str(before.get("uuid")))
    return known is not None and known == (digest(after), digest(before))


def digest(body: JsonObject) -> str:
    """What stands for a definition in a receipt."""
    return hashlib.sha256(canon.compact(body)).hexdigest()
