"""Workspaces after edits and an import, and which node of them is which: what a comparison has to find out."""

import copy
import random
import re
import uuid
from dataclasses import dataclass, field
from typing import Any

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TEXTS = [f"{word} thank you, please reply" for word in ("Yes", "No", "Hello", "Dear mother", "Welcome")]
_TEXTS += ["Good bye", "Please try again", "Sorry, we did not understand", "Do you agree?", "Thank you"]

Body = dict[str, Any]


@dataclass
class Edited:
    """A workspace before and after; `truth` leads from each node that lives on to itself before."""

    before: Body
    edited: Body
    after: Body = field(default_factory=dict)
    truth: dict[str, str] = field(default_factory=dict)
    edits: int = 0


def edited(before: Body, share: float, seed: int = 3) -> Edited:
    """That share of nodes edited: seven of ten in their texts, one rerouted, one removed, one added behind it.

    A third of the texts is written anew, of the others a few words change. Then everything is imported again.
    """
    made = Edited(before, copy.deepcopy(before))
    chance = random.Random(seed)
    for flow in made.edited["flows"]:
        for node in list(flow["nodes"]):
            if chance.random() < share:
                made.edits += 1
                _edit(chance, flow, node)
    names: dict[str, str] = {}
    made.after = _rekeyed(made.edited, chance, names)
    old = {node["uuid"] for flow in before["flows"] for node in flow["nodes"]}
    nodes = (node["uuid"] for flow in made.edited["flows"] for node in flow["nodes"])
    made.truth = {names[node]: node for node in nodes if node in old}
    return made


def repetitive(workspace: Body, moved: bool, seed: int = 5) -> Body:
    """The same graph with ten distinct texts and one question; `moved` takes away the positions."""
    chance = random.Random(seed)
    made = copy.deepcopy(workspace)
    for flow in made["flows"]:
        for node in flow["nodes"]:
            if "text" in node["actions"][0]:
                node["actions"][0]["text"] = chance.choice(_TEXTS)
            node["router"]["result_name"] = "answer"
        if moved:
            flow["_ui"] = {}
    return made


def branching(workspace: Body, seed: int = 9) -> Body:
    """The same nodes, of which four in ten lead somewhere else too: ahead, back, or to themselves."""
    chance = random.Random(seed)
    for flow in workspace["flows"]:
        for node in flow["nodes"]:
            if chance.random() < 0.4:
                node["exits"][1]["destination_uuid"] = chance.choice(flow["nodes"])["uuid"]
    return workspace


def _edit(chance: random.Random, flow: Body, node: Body) -> None:
    what = chance.random()
    if what < 0.7:
        action = node["actions"][0]
        action["text"] = _rewritten(chance, action.get("text", "an empty text"))
    elif what < 0.8:
        node["exits"][1]["destination_uuid"] = chance.choice(flow["nodes"])["uuid"]
    elif what < 0.9 and len(flow["nodes"]) > 1:
        _remove(flow, node)
    else:
        _add(chance, flow, node)


def _rewritten(chance: random.Random, text: str) -> str:
    words = text.split()
    if chance.random() < 1 / 3:
        return " ".join(f"{word}{chance.randrange(50)}" for word in chance.choices(words, k=len(words)))
    for _ in range(chance.randint(1, 3)):
        words[chance.randrange(len(words))] = f"new{chance.randrange(999)}"
    return " ".join(words)


def _remove(flow: Body, node: Body) -> None:
    """What led to it leads on to where it led."""
    flow["nodes"].remove(node)
    flow["_ui"].get("nodes", {}).pop(node["uuid"], None)
    onwards = node["exits"][0]["destination_uuid"]
    for other in flow["nodes"]:
        for exit_ in other["exits"]:
            if exit_["destination_uuid"] == node["uuid"]:
                exit_["destination_uuid"] = None if onwards == node["uuid"] else onwards


def _add(chance: random.Random, flow: Body, node: Body) -> None:
    """A copy with another text, between a node and what it led to."""
    new = _rekeyed(
        node, chance, {target["uuid"]: target["uuid"] for target in flow["nodes"] if target is not node}
    )
    new["actions"][0]["text"] = f"added {chance.randrange(10**6)} {' '.join(chance.choices(_TEXTS, k=2))}"
    new["exits"][1]["destination_uuid"] = None
    node["exits"][0]["destination_uuid"] = new["uuid"]
    flow["nodes"].insert(flow["nodes"].index(node) + 1, new)


def _rekeyed(value: Any, chance: random.Random, names: dict[str, str]) -> Any:
    """With a new UUID for every one, as RapidPro's import gives them."""

    def fresh(text: str) -> str:
        if text not in names and _UUID.fullmatch(text):
            names[text] = str(uuid.UUID(int=chance.getrandbits(128), version=4))
        return names.get(text, text)

    if isinstance(value, list):
        return [fresh(item) if isinstance(item, str) else _rekeyed(item, chance, names) for item in value]
    if isinstance(value, dict):
        return {
            fresh(key): fresh(item)
            if isinstance(item, str) and (key == "uuid" or key.endswith("_uuid"))
            else _rekeyed(item, chance, names)
            for key, item in value.items()
        }
    return value
