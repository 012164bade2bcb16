"""A flow's settings: the form for a new flow, and the one that changes a flow's name, keywords and expiry."""

from collections.abc import Mapping
from dataclasses import replace

from werkzeug import Response

from flowops.model.json import JsonObject
from flowops.sandbox.flow import Flow, inspected
from flowops.sandbox.importing.rules import RULES
from flowops.sandbox.parsing import new_uuid
from flowops.sandbox.revision import keep
from flowops.sandbox.web import html, keywords
from flowops.sandbox.web.editor import own_flow
from flowops.sandbox.web.visit import Instead, Visit
from flowops.sandbox.workspace import Workspace

_TYPES: Mapping[str, str] = {
    "M": "messaging",
    "B": "messaging_background",
    "V": "voice",
    "S": "messaging_offline",
}
_REQUIRED = "This field is required."
_NO_CHOICE = "Select a valid choice. {} is not one of the available choices."


def create(visit: Visit) -> Response:
    """The form for a new flow."""
    workspace = _workspace(visit)
    fields = [html.field(name) for name in ("name", "keyword_triggers", "flow_type", "base_language")]
    if visit.request.method != "POST":
        return visit.dialog("New Flow", fields, {})
    wrong = {
        "name": _wrong_name(visit, workspace, None),
        "keyword_triggers": keywords.wrong(visit, workspace, None),
        "flow_type": _wrong_choice(visit.text("flow_type"), [*_TYPES]),
        "base_language": _wrong_choice(visit.text("base_language"), workspace.languages),
    }
    if any(wrong.values()):
        return visit.dialog("New Flow", fields, {key: text for key, text in wrong.items() if text})
    flow = _created(visit, workspace)
    return visit.redirect(f"/flow/editor/{flow.uuid}/")


def update(visit: Visit, key: str) -> Response:
    """The form for an existing flow."""
    workspace, flow = _own(visit, key)
    expiries, _ = _expiries(visit, flow.flow_type)
    names = ("name", "keyword_triggers", *(("expires_after_minutes",) if expiries else ()), "ignore_triggers")
    fields = [html.field(name) for name in names]
    if visit.request.method != "POST":
        return visit.dialog("Edit Flow", fields, {})
    choices = [str(minutes) for minutes in expiries]
    wrong = {
        "name": _wrong_name(visit, workspace, flow),
        "keyword_triggers": keywords.wrong(visit, workspace, flow),
        "expires_after_minutes": choices and _wrong_choice(visit.text("expires_after_minutes"), choices),
    }
    if any(wrong.values()):
        return visit.dialog("Edit Flow", fields, {key: str(text) for key, text in wrong.items() if text})
    settings: JsonObject = {"name": visit.text("name")}
    if expiries:
        settings["expire_after_minutes"] = int(visit.text("expires_after_minutes"))
    _settle(visit, workspace, flow, settings)
    return visit.redirect(f"/flow/editor/{flow.uuid}/")


def _workspace(visit: Visit) -> Workspace:
    assert visit.workspace
    return visit.workspace


def _own(visit: Visit, key: str) -> tuple[Workspace, Flow]:
    """The flow of the address, which has its number or, later, its UUID."""
    if visit.era.flow_key == "uuid":
        return own_flow(visit, key)
    row = visit.sandbox.web.numbers.row("flow", key)
    if not isinstance(row, tuple):
        raise Instead(visit.not_found())
    number, uuid = row
    if number != _workspace(visit).id:
        raise Instead(visit.to_login())
    return own_flow(visit, uuid)


def _wrong_name(visit: Visit, workspace: Workspace, flow: Flow | None) -> str:
    name = visit.text("name")
    if not name:
        return _REQUIRED
    if len(name) > 64:
        return f"Ensure this value has at most 64 characters (it has {len(name)})."
    if character := next((each for each in '"\\' if each in name), ""):
        return f"Cannot contain the character: {character}"
    taken = any(each.name.lower() == name.lower() for each in workspace.flows.values() if each is not flow)
    return visit.era.same_name if taken else ""


def _wrong_choice(given: str, choices: list[str]) -> str:
    if not given:
        return _REQUIRED
    return "" if given in choices else _NO_CHOICE.format(given)


def _expiries(visit: Visit, flow_type: str) -> tuple[tuple[int, ...], int]:
    return RULES[visit.sandbox.dialect.name].expiries.get(flow_type, ((), 0))


def _created(visit: Visit, workspace: Workspace) -> Flow:
    flow_type = _TYPES[visit.text("flow_type")]
    definition: JsonObject = {
        "_ui": {},
        "expire_after_minutes": _expiries(visit, flow_type)[1],
        "language": visit.text("base_language"),
        "localization": {},
        "name": visit.text("name"),
        "nodes": [],
        "spec_version": visit.sandbox.dialect.spec_version,
        "type": flow_type,
        "uuid": new_uuid(),
    }
    flow = inspected(definition, 1, workspace.clock.now())
    workspace.flows[flow.uuid] = flow
    keep(workspace.revisions, [flow], visit.user.email if visit.user else "")
    keywords.settle(visit, workspace, flow)
    workspace.changed()
    return flow


def _settle(visit: Visit, workspace: Workspace, flow: Flow, settings: JsonObject) -> None:
    """Changes what the database knows of a flow: its newest revision shows it, and is no new one."""
    definition = {**flow.definition, **settings}
    changed = replace(flow, definition=definition, modified_on=workspace.clock.now())
    workspace.flows[flow.uuid] = changed
    keep(workspace.revisions, [changed], "")
    keywords.settle(visit, workspace, flow)
    workspace.changed()
