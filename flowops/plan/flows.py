"""What happens to flows: new ones are imported, changed ones saved in place, and a person does what neither can."""

import hashlib
from collections.abc import Iterable, Iterator

from flowops import canon, references
from flowops.diff.flows import FlowChange, View, compare_flows
from flowops.model.change import Change
from flowops.model.export import Document
from flowops.model.json import JsonObject
from flowops.model.kind import FLOW
from flowops.model.plan import Action, Transport
from flowops.plan.desired import Desired
from flowops.plan.waiting import of_row, stranded

# The editor's save takes these from the database, whatever it is sent (seen on 7.4.2, 9.0.0 and 26.2.2)
SETTINGS = frozenset({"expire_after_minutes", "type"})


def flow_actions(desired: Desired) -> Iterator[Action]:
    """New flows, then changed ones, those that others enter before those that enter them."""
    rows, live = desired.rows("flow"), desired.live(FLOW)
    documents = desired.bound.export.of(FLOW)
    yield from (_new(document) for document in documents if document.identity not in rows)
    for document in callees_first(it for it in documents if it.identity in live):
        before = live[document.identity]
        waiting = of_row(rows.get(document.identity, {}))
        yield from _changed(desired, before, document, waiting)
    for identity in desired.archived:
        row = rows.get(identity)
        if row is not None and not row.get("archived"):
            yield _manual(str(row.get("name")), identity, "archive it: it is archived in git")
    for document in desired.orphans(FLOW):
        yield Action(
            "flow", document.name, "orphan", "manual", "in the workspace, not in git", uuid=document.identity
        )


def _new(document: Document) -> Action:
    nodes = document.body.get("nodes")
    count = len(nodes) if isinstance(nodes, list) else 0
    return Action("flow", document.name, "create", "import", f"new, {count} nodes", body=document.body)


def _changed(desired: Desired, before: Document, after: Document, waiting: int) -> Iterator[Action]:
    body = after.body | {"name": before.name}
    found = compare_flows(before.body, body, View())
    contents = _contents(found)
    if contents and not is_settled(desired, before.body, body):
        transport, why = _transport(desired, before.body, body)
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
            "flow", before.name, "update", transport, _summary(contents, why), waiting, lost, before.identity, body, before.body, change=change
        )  # fmt: skip
    for edit in found.edits:
        if edit.path in SETTINGS:
            yield _manual(before.name, before.identity, _setting(edit.path, edit.after))
    if before.name != after.name:
        yield _manual(before.name, before.identity, f'rename it to "{after.name}"')


def _contents(found: FlowChange) -> FlowChange | None:
    """Without what only the settings of a flow hold; None where nothing else differs."""
    edits = tuple(edit for edit in found.edits if edit.path not in SETTINGS)
    return FlowChange(edits, found.nodes, found.picture) if edits or found.nodes else None


def _transport(desired: Desired, before: JsonObject, after: JsonObject) -> tuple[Transport, str]:
    """In place only in exactly the server's specification: 26.x stamps its own on whatever it gets, unmigrated."""
    if desired.import_only:
        return "import", "by import, as asked"
    ours, theirs = after.get("spec_version"), before.get("spec_version")
    if ours == theirs:
        return "in-place", ""
    return "import", f"by import, which migrates it from specification {ours} to the server's {theirs}"


def _summary(found: FlowChange, why: str) -> str:
    words = [
        (word, sum(node.change == word for node in found.nodes)) for word in ("added", "changed", "removed")
    ]
    parts = [f"{number} node{'s' * (number != 1)} {word}" for word, number in words if number]
    parts += [edit.path for edit in found.edits[:3]]
    return "; ".join(filter(None, (", ".join(parts), why)))


def _setting(path: str, value: object) -> str:
    if path == "expire_after_minutes":
        return f"set the time-out to {value} minutes: open the flow, menu, Edit, Expire inactive contacts"
    return f"{path} cannot be changed: make a new flow of type {value}, or rename one of them"


def _manual(name: str, uuid: str, summary: str) -> Action:
    return Action("flow", name, "manual", "manual", summary, uuid=uuid)


def is_settled(desired: Desired, before: JsonObject, after: JsonObject) -> bool:
    """Whether this very definition was deployed, and became this very one: the server migrates what is older."""
    sent, became = desired.settled.get(str(before.get("uuid")), ("", ""))
    return digest(after) == sent and digest(before) == became


def digest(body: JsonObject) -> str:
    """What stands for a definition in a receipt."""
    return hashlib.sha256(canon.compact(body)).hexdigest()


def callees_first(documents: Iterable[Document]) -> list[Document]:
    """Flows in an order in which those that are entered come before those that enter them, where there is one."""
    left = {document.identity: document for document in documents}
    enters = {uuid: _entered(document) & left.keys() - {uuid} for uuid, document in left.items()}
    ordered: list[Document] = []
    while left:
        free = [uuid for uuid in left if not enters[uuid] & left.keys()] or [
            next(iter(left))
        ]  # a cycle has no first
        ordered += [left.pop(uuid) for uuid in free]
    return ordered


def _entered(document: Document) -> set[str]:
    return {it.uuid for it in references.of(document) if it.kind == "flow" and it.uuid and not it.definition}
