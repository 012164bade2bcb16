"""The menu of the editor's page, which its scripts ask for as JSON."""

from flowops.model.json import Json, JsonObject
from flowops.sandbox.flow import Flow
from flowops.sandbox.web.eras import Era

_DIVIDER: JsonObject = {"type": "divider"}


def menu(era: Era, flow: Flow, number: int) -> list[Json]:
    """The items for one flow; most addresses end in its number, and those of newer pages in its UUID."""
    key = str(number) if era.flow_key == "id" else flow.uuid
    empty = not flow.definition.get("nodes")
    start = "Start" if era.allauth else "Start Flow"
    interrupt = [_dialog("Interrupt", f"/flow/interrupt/{flow.uuid}/", "interrupt-flow", "Interrupt")]
    translations = [
        _dialog(
            "Export Translation",
            f"/flow/export_translation/{number}/",
            "export-translation",
            "Export Translation",
        ),
        _link("Import Translation", f"/flow/import_translation/{number}/"),
    ]
    return [
        {
            **_dialog(start, f"/flow/start/?flow={number}", "start-flow", start),
            "primary": True,
            "as_button": True,
            "disabled": empty,
        },
        *(interrupt if era.allauth else ()),
        _link("Results", f"/flow/results/{flow.uuid}/"),
        _DIVIDER,
        _dialog("Edit", f"/flow/update/{key}/", "edit-flow", "Edit Flow"),
        {"type": "url_post", "label": "Copy", "url": f"/flow/copy/{number}/", "as_button": False},
        _dialog("Delete", f"/flow/delete/{flow.uuid}/", "delete-flow", "Delete Flow"),
        _DIVIDER,
        _link("Export Definition", f"/org/export/?flow={number}"),
        *(() if era.allauth else translations),
    ]


def _link(label: str, url: str) -> JsonObject:
    return {"type": "link", "label": label, "url": url, "as_button": False}


def _dialog(label: str, url: str, identity: str, title: str) -> JsonObject:
    return {
        "type": "modax",
        "label": label,
        "url": url,
        "modal_id": identity,
        "title": title,
        "on_submit": None,
        "on_redirect": None,
        "primary": False,
        "as_button": False,
        "disabled": False,
    }
