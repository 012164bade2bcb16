"""Made-up workspaces of any size, the same for the same seed."""

import random
import uuid

from flowops.model.json import JsonObject

_WORDS = [
    "mother",
    "visit",
    "clinic",
    "reminder",
    "date",
    "baby",
    "health",
    "worker",
    "please",
    "reply",
    "yes",
    "no",
    "thank",
    "you",
    "week",
    "facility",
]
NODES = 10


def workspace(flows: int, nodes: int = NODES, seed: int = 7) -> JsonObject:
    """An export file of `flows` flows with `nodes` nodes each, a tenth of which enter the next flow."""
    chance = random.Random(seed)
    uuids = [_uuid(chance) for _ in range(flows)]
    return {
        "version": "13",
        "site": "https://rapidpro.example.org",
        "flows": [_flow(chance, number, uuids, nodes) for number in range(flows)],
        "campaigns": [],
        "triggers": [],
        "fields": [{"key": "visits", "name": "Visits", "type": "number"}],
        "groups": [{"uuid": _uuid(chance), "name": "Mothers", "query": None}],
    }


def _flow(chance: random.Random, number: int, uuids: list[str], nodes: int) -> JsonObject:
    made = [_uuid(chance) for _ in range(nodes)]
    bodies = [_node(chance, made, index) for index in range(nodes)]
    if number % 10 == 0:
        following = (number + 1) % len(uuids)
        flow: JsonObject = {"uuid": uuids[following], "name": _name(following)}
        bodies[-1]["actions"] = [{"type": "enter_flow", "uuid": _uuid(chance), "flow": flow}]
    return {
        "uuid": uuids[number],
        "name": _name(number),
        "spec_version": "14.4.1",
        "language": "eng",
        "type": "messaging",
        "revision": chance.randrange(100),
        "expire_after_minutes": 10080,
        "localization": {"swa": {_action(body): {"text": [_text(chance)]} for body in bodies}},
        "nodes": [*bodies],
        "_ui": {"nodes": {node: _position(index) for index, node in enumerate(made)}},
    }


def _name(number: int) -> str:
    return f"Programme flow {number:05}"


def _node(chance: random.Random, nodes: list[str], index: int) -> JsonObject:
    exits = [_uuid(chance), _uuid(chance)]
    categories = [_uuid(chance), _uuid(chance)]
    following = nodes[index + 1] if index + 1 < len(nodes) else None
    url = '@(globals.cht_url & "/api/v2/records")' if index % 5 == 0 else ""
    return {
        "uuid": nodes[index],
        "actions": [
            {
                "type": "send_msg",
                "uuid": _uuid(chance),
                "text": f"{_text(chance)} @fields.visits {url}",
                "quick_replies": [],
            }
        ],
        "router": {
            "type": "switch",
            "operand": "@input.text",
            "wait": {"type": "msg"},
            "result_name": f"answer {index}",
            "default_category_uuid": categories[1],
            "cases": [
                {
                    "uuid": _uuid(chance),
                    "type": "has_any_word",
                    "arguments": ["yes"],
                    "category_uuid": categories[0],
                }
            ],
            "categories": [
                {"uuid": categories[0], "name": "Yes", "exit_uuid": exits[0]},
                {"uuid": categories[1], "name": "Other", "exit_uuid": exits[1]},
            ],
        },
        "exits": [
            {"uuid": exits[0], "destination_uuid": following},
            {"uuid": exits[1], "destination_uuid": None},
        ],
    }


def _action(node: JsonObject) -> str:
    actions = node["actions"]
    first = actions[0] if isinstance(actions, list) else {}
    return str(first["uuid"]) if isinstance(first, dict) else ""


def _position(index: int) -> JsonObject:
    return {"position": {"left": 100 * (index % 4), "top": 180 * index}, "type": "wait_for_response"}


def _text(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=chance.randint(8, 24)))


def _uuid(chance: random.Random) -> str:
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))
