"""What happens to triggers: new ones are imported; an import leaves existing ones as they are, so a person changes them."""

from collections.abc import Iterator

from flowops.diff.pairing import pair
from flowops.diff.plain import of_key
from flowops.diff.tree import differences
from flowops.diff.trigger import trigger_form
from flowops.model.export import Document
from flowops.model.json import JsonObject
from flowops.model.kind import FLOW, TRIGGER, flow_of
from flowops.model.plan import Action
from flowops.plan.desired import Desired

# No import makes these: schedules, and from 26.3 on opt-ins and opt-outs
_NOT_IMPORTED = {"S": "schedules", "I": "opt-in triggers", "O": "opt-out triggers", "U": "USSD triggers"}


def trigger_actions(desired: Desired) -> Iterator[Action]:
    """New triggers; changed ones for a person; what the workspace alone has is left alone."""
    if TRIGGER.name in desired.target.export.unread:
        return
    before, after = _forms(desired.target.export.of(TRIGGER)), _forms(desired.bound.export.of(TRIGGER))
    found = pair(TRIGGER, (before, after), ({}, {}))
    for document in found.added:
        yield _new(document)
    for old, new in found.pairs:
        keys = sorted({it.path[0] for it in differences(old.body, new.body)})
        if edits := [key for key in keys if _says(old.body, key) != _says(new.body, key)]:
            yield _manual(
                new, f"change {', '.join(edits)} of it: Triggers, {new.name}; an import leaves it as it is"
            )
    archived = {flow.identity for flow in desired.target.export.of(FLOW)} & desired.archived
    for document in found.removed:
        if _flow_uuid(document) not in archived:
            yield Action("trigger", document.name, "orphan", "manual", "in the workspace, not in git")


def _forms(documents: tuple[Document, ...]) -> list[Document]:
    return [Document(TRIGGER, trigger_form(document.body)) for document in documents]


def _new(document: Document) -> Action:
    if what := _NOT_IMPORTED.get(str(document.body.get("trigger_type"))):
        return _manual(document, f"make it: Triggers, New trigger; {what} cannot be imported")
    return Action(
        "trigger",
        document.name,
        "create",
        "import",
        f"new, starts {flow_of(document.body)}",
        body=document.body,
    )


def _manual(document: Document, summary: str) -> Action:
    return Action("trigger", document.name, "manual", "manual", summary, body=document.body)


def _says(body: JsonObject, key: str) -> object:
    return of_key(key, body.get(key))


def _flow_uuid(document: Document) -> str:
    flow = document.body.get("flow")
    return str(flow.get("uuid")) if isinstance(flow, dict) else ""
