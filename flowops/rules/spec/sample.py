"""A small valid flow with one element of each kind, and how examples damage it."""

import copy
from collections.abc import Iterable

from flowops.model.json import Json, JsonObject
from flowops.rules.spec.refusal import Steps


class Gone:
    """Stands for: take the key out."""


GONE = Gone()
Damage = tuple[Steps, "Json | Gone"]


def _uuid(number: int) -> str:
    return f"{number:08x}-0000-4000-8000-000000000000"


def _action(number: int, kind: str, **more: Json) -> JsonObject:
    return {"type": kind, "uuid": _uuid(0x20 + number), **more}


NODES, EXITS, CATEGORIES = (
    [_uuid(0x10), _uuid(0x11)],
    [_uuid(0x30 + at) for at in range(3)],
    [_uuid(0x40), _uuid(0x41)],
)

SAMPLE: JsonObject = {
    "uuid": _uuid(1),
    "name": "Registration",
    "spec_version": "13.1.0",
    "language": "eng",
    "type": "messaging",
    "localization": {"swa": {_uuid(0x20): {"text": ["Karibu!"]}}},
    "nodes": [
        {
            "uuid": NODES[0],
            "actions": [
                _action(0, "send_msg", text="Welcome!", attachments=["image:https://example.org/a.jpg"], quick_replies=["Yes"]),
                _action(1, "add_contact_groups", groups=[{"uuid": _uuid(0x50), "name": "Mothers"}]),
                _action(2, "call_webhook", method="GET", url="https://example.org", headers={"Accept": "text/plain"}),
                _action(3, "transfer_airtime", amounts={"RWF": 100}, result_name="Airtime"),
                _action(4, "remove_contact_groups", groups=[{"uuid": _uuid(0x50), "name": "Mothers"}], all_groups=False),
            ],
            "exits": [{"uuid": EXITS[0], "destination_uuid": NODES[1]}],
        },
        {
            "uuid": NODES[1],
            "router": {
                "type": "switch",
                "operand": "@input.text",
                "wait": {
                    "type": "msg",
                    "timeout": {"seconds": 600, "category_uuid": CATEGORIES[1]},
                    "hint": {"type": "image"},
                },
                "cases": [
                    {"uuid": _uuid(0x60), "type": "has_phrase", "arguments": ["yes"], "category_uuid": CATEGORIES[0]}
                ],
                "categories": [
                    {"uuid": CATEGORIES[0], "name": "Yes", "exit_uuid": EXITS[1]},
                    {"uuid": CATEGORIES[1], "name": "Other", "exit_uuid": EXITS[2]},
                ],
                "default_category_uuid": CATEGORIES[1],
            },
            "exits": [{"uuid": EXITS[1]}, {"uuid": EXITS[2]}],
        },
    ],
    "_ui": {},
}  # fmt: skip


def damaged(damages: Iterable[Damage], flow: JsonObject = SAMPLE) -> JsonObject:
    """A copy of the flow with other values at some places."""
    new = copy.deepcopy(flow)
    for steps, value in damages:
        _damage(new, steps, value)
    return new


def _damage(place: Json, steps: Steps, value: "Json | Gone") -> None:
    key, rest = steps[0], steps[1:]
    if isinstance(place, list) and isinstance(key, int):
        _damage(place[key], rest, value)
    elif isinstance(place, dict) and isinstance(key, str):
        if rest:
            _damage(place[key], rest, value)
        elif isinstance(value, Gone):
            del place[key]
        else:
            place[key] = copy.deepcopy(value)
