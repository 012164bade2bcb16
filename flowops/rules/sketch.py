"""The parts of small flows, as the examples of rules are made of them."""

import uuid
from dataclasses import dataclass
from functools import lru_cache

from flowops.model.json import Json, JsonObject

_SPEC = "13.1.0"  # every RapidPro since 7.4 reads it
_NAMESPACE = uuid.UUID("5f0c8a3e-2b1d-4c6f-9e7a-1d2c3b4a5f60")


@lru_cache(maxsize=4096)  # the table of rules makes thousands, and lint reads it each time
def uid(name: str) -> str:
    """A UUID that is the same for the same name, as old engines want it: version 4, lower case."""
    return str(uuid.UUID(bytes=uuid.uuid5(_NAMESPACE, name).bytes, version=4))


def send(text: str, name: str = "", **more: Json) -> JsonObject:
    """An action that sends a message."""
    return an_action("send_msg", name or text, text=text, **more)


def an_action(kind: str, name: str, /, **more: Json) -> JsonObject:
    """An action of any type, known in the example by a name."""
    return {"type": kind, "uuid": uid(f"action {name}"), **more}


def a_node(name: str, *actions: JsonObject, then: str | None = None, **more: Json) -> JsonObject:
    """A node without a router; `then` is the name of the node it leads to."""
    destination = uid(f"node {then}") if then else None
    return {
        "uuid": uid(f"node {name}"),
        "actions": [*actions],
        "exits": [{"uuid": uid(f"exit {name}"), "destination_uuid": destination}],
        **more,
    }


@dataclass(frozen=True, slots=True)
class When:
    """One category of a split: its name, the test that chooses it (None: where no other does), the node it leads to."""

    name: str
    test: tuple[str, list[str]] | None
    then: str | None = None


def split(
    name: str,
    operand: str,
    *whens: When,
    actions: tuple[JsonObject, ...] = (),
    router: JsonObject | None = None,
) -> JsonObject:
    """A node that splits; `router` holds further keys of its router: result_name, wait."""
    others = [it for it in whens if it.test is None]
    return {
        "uuid": uid(f"node {name}"),
        "actions": [*actions],
        "router": {
            "type": "switch",
            "operand": operand,
            "default_category_uuid": uid(f"category {name} {others[0].name}") if others else None,
            "cases": [_case(name, it, it.test) for it in whens if it.test],
            "categories": [_category(name, it.name) for it in whens],
            **(router or {}),
        },
        "exits": [_exit(name, it) for it in whens],
    }


def ask(name: str, *whens: When, result: str = "", timeout: Json = None) -> JsonObject:
    """A node that waits for a reply; `timeout` as in a wait."""
    wait: JsonObject = {"type": "msg"}
    if timeout:
        wait["timeout"] = timeout
    router: JsonObject = {"wait": wait}
    if result:
        router["result_name"] = result
    return split(name, "@input.text", *whens, router=router)


def _case(name: str, when: When, test: tuple[str, list[str]]) -> Json:
    return {
        "uuid": uid(f"case {name} {when.name}"),
        "type": test[0],
        "arguments": [*test[1]],
        "category_uuid": uid(f"category {name} {when.name}"),
    }


def _category(name: str, category: str) -> Json:
    return {
        "uuid": uid(f"category {name} {category}"),
        "name": category,
        "exit_uuid": uid(f"exit {name} {category}"),
    }


def _exit(name: str, when: When) -> Json:
    destination = uid(f"node {when.then}") if when.then else None
    return {"uuid": uid(f"exit {name} {when.name}"), "destination_uuid": destination}


def a_flow(name: str, *nodes: JsonObject, **more: Json) -> JsonObject:
    """A messaging flow in English; `more` replaces or adds keys."""
    return {
        "uuid": uid(f"flow {name}"),
        "name": name,
        "spec_version": _SPEC,
        "language": "eng",
        "type": "messaging",
        "expire_after_minutes": 10080,
        "localization": {},
        "nodes": [*nodes],
        **more,
    }


def a_campaign(flow: str) -> dict[str, list[JsonObject]]:
    """The `lists` of an example: a campaign that starts a flow one day after a visit."""
    event: JsonObject = {
        "uuid": uid(f"event {flow}"),
        "event_type": "F",
        "flow": {"uuid": uid(f"flow {flow}"), "name": flow},
        "relative_to": {"key": "visit", "label": "Visit"},
        "offset": 1,
        "unit": "D",
        "delivery_hour": 9,
    }
    group: JsonObject = {"uuid": uid("group Mothers"), "name": "Mothers"}
    return {
        "campaigns": [{"uuid": uid("campaign Visits"), "name": "Visits", "group": group, "events": [event]}]
    }
