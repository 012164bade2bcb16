"""Flows that every engine takes, the same flows after an import, and flows with one known edit."""

import copy
import hashlib
import json
import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from flowops import canon
from flowops.model.export import Document, Export
from flowops.model.kind import CAMPAIGN, FIELD, FLOW, GROUP, TRIGGER

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_LANGUAGES = ("swa", "fra")

Body = dict[str, Any]


def uuid_of(*words: object) -> str:
    """The UUID of version 4 that belongs to these words."""
    return str(uuid.UUID(bytes=hashlib.sha256(repr(words).encode()).digest()[:16], version=4))


def rekeyed(value: Any, salt: object = 1) -> Any:
    """With other UUIDs, as an import gives them: under `uuid` and `…_uuid`, as keys, as items of lists."""
    if isinstance(value, list):
        return [_fresh(item, salt) if isinstance(item, str) else rekeyed(item, salt) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        _fresh(key, salt): _fresh(item, salt)
        if isinstance(item, str) and (key == "uuid" or key.endswith("_uuid"))
        else rekeyed(item, salt)
        for key, item in value.items()
    }


def _fresh(text: str, salt: object) -> str:
    return uuid_of(salt, text.lower()) if _UUID.fullmatch(text) else text


def rekeyed_export(export: Export, salt: object = 1) -> Export:
    """The whole export after an import into another workspace: one UUID becomes the same other one everywhere."""
    documents = tuple(Document(it.kind, rekeyed(it.body, salt)) for it in export.documents)
    archived = tuple(rekeyed(it, salt) for it in export.archived)
    return canon.normalize(Export(documents, archived, export.server, export.residue, export.unread))


def reference(kind: str, name: str) -> Body:
    """A use of an object of the workspace."""
    return {"uuid": uuid_of(kind, name), "name": name}


texts = st.sampled_from(
    [
        "Hello @contact.name",
        "Hello",
        "Will you attend the visit on @fields.visit?",
        "Thank you",
        "مرحبا بكم",
        "Bye 👋",
    ]
) | st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
_names = st.sampled_from(["Yes", "No", "Maybe", "Later"])
_groups = st.lists(st.sampled_from(["Mothers", "Staff", "Volunteers"]), min_size=1, max_size=2, unique=True)

_PLAIN_ACTIONS: tuple[st.SearchStrategy[Body], ...] = (
    st.fixed_dictionaries(
        {"type": st.just("send_msg"), "text": texts},
        optional={"quick_replies": st.lists(texts, max_size=2), "attachments": st.just(["image:https://x.org/a.png"])},
    ),
    st.fixed_dictionaries(
        {
            "type": st.just("set_contact_field"),
            "field": st.sampled_from(["visit", "due"]).map(lambda key: {"key": key, "name": key.title()}),
            "value": st.sampled_from(["@results.answer", "", "today"]),
        }
    ),
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["add_contact_groups", "remove_contact_groups"]),
            "groups": _groups.map(lambda names: [reference("group", name) for name in names]),
        }
    ),
    st.fixed_dictionaries(
        {
            "type": st.just("call_webhook"),
            "method": st.sampled_from(["GET", "POST"]),
            "url": st.just("@globals.cht_url"),
            "headers": st.dictionaries(st.sampled_from(["Accept", "Authorization"]), st.sampled_from(["a", "b"])),
            "result_name": st.just("answer"),
        }
    ),
    st.fixed_dictionaries(
        {
            "type": st.just("enter_flow"),
            "flow": st.sampled_from(["A", "B"]).map(lambda name: reference("flow", name)),
            "terminal": st.booleans(),
        }
    ),
    st.fixed_dictionaries(
        {"type": st.just("set_run_result"), "name": st.sampled_from(["a", "b"]), "value": texts, "category": st.just("x")}
    ),
    st.fixed_dictionaries(
        {"type": st.just("send_email"), "addresses": st.just(["a@example.org"]), "subject": texts, "body": texts}
    ),
    st.fixed_dictionaries({"type": st.just("set_contact_channel"), "channel": st.just(reference("channel", "Vonage"))}),
)  # fmt: skip
_OPERANDS = st.sampled_from(["@input.text", "@fields.visit", "@results.answer"])


@dataclass
class _Maker:
    """Makes the UUIDs of one flow, one after the other."""

    draw: st.DrawFn
    seed: int
    made: int = 0

    def uuid(self) -> str:
        self.made += 1
        return uuid_of("made", self.seed, self.made)

    def actions(self) -> list[Body]:
        drawn = self.draw(st.lists(st.one_of(*_PLAIN_ACTIONS), max_size=2))
        return [{**copy.deepcopy(action), "uuid": self.uuid()} for action in drawn]

    def node(self, node: str, nodes: list[str]) -> Body:
        make = self.draw(st.sampled_from(_NODES))
        return {"uuid": node, "actions": self.actions(), **make(self, nodes)}

    def exit(self, nodes: list[str]) -> Body:
        target = self.draw(st.none() | st.sampled_from(nodes))
        return {"uuid": self.uuid(), "destination_uuid": target}

    def categories(self, names: list[str], exits: list[Body]) -> list[Body]:
        """The last two of three share an exit."""
        return [
            {"uuid": self.uuid(), "name": name, "exit_uuid": exits[min(number, len(exits) - 1)]["uuid"]}
            for number, name in enumerate(names)
        ]


def _plain(make: _Maker, nodes: list[str]) -> Body:
    return {"exits": [make.exit(nodes)]}


def _waiting(make: _Maker, nodes: list[str]) -> Body:
    names = make.draw(st.lists(_names, max_size=2, unique=True))
    exits = [make.exit(nodes) for _ in range(make.draw(st.integers(1, len(names) + 1)))]
    categories = make.categories([*names, "Other"], exits)
    cases = [
        {
            "uuid": make.uuid(),
            "type": "has_any_word",
            "arguments": [name.lower()],
            "category_uuid": category["uuid"],
        }
        for name, category in zip(names, categories, strict=False)
    ]
    wait: Body = {"type": "msg"}
    if make.draw(st.booleans()):
        wait["timeout"] = {
            "seconds": make.draw(st.sampled_from([60, 300])),
            "category_uuid": categories[-1]["uuid"],
        }
    return {
        "router": _switch(make, categories, cases) | {"wait": wait, "result_name": "answer"},
        "exits": exits,
    }


def _by_groups(make: _Maker, nodes: list[str]) -> Body:
    names = make.draw(_groups)
    exits = [make.exit(nodes) for _ in range(len(names) + 1)]
    categories = make.categories([*names, "Other"], exits)
    cases = [
        {
            "uuid": make.uuid(),
            "type": "has_group",
            "arguments": [*reference("group", name).values()],
            "category_uuid": category["uuid"],
        }
        for name, category in zip(names, categories, strict=False)
    ]
    return {"router": _switch(make, categories, cases) | {"operand": "@contact.groups"}, "exits": exits}


def _switch(make: _Maker, categories: list[Body], cases: list[Body]) -> Body:
    return {
        "type": "switch",
        "operand": make.draw(_OPERANDS),
        "categories": categories,
        "cases": cases,
        "default_category_uuid": categories[-1]["uuid"],
    }


def _at_random(make: _Maker, nodes: list[str]) -> Body:
    exits = [make.exit(nodes), make.exit(nodes)]
    return {"router": {"type": "random", "categories": make.categories(["A", "B"], exits)}, "exits": exits}


_NODES: tuple[Callable[[_Maker, list[str]], Body], ...] = (_plain, _plain, _waiting, _by_groups, _at_random)


@st.composite
def flows(draw: st.DrawFn, name: str = "A", min_nodes: int = 0, max_nodes: int = 4) -> Body:
    """Flows with all that RapidPro's editor makes, cycles and contents that stand there twice among it."""
    make = _Maker(draw, draw(st.integers(0, 2**32)))
    uuids = [make.uuid() for _ in range(draw(st.integers(min_nodes, max_nodes)))]
    nodes = [make.node(node, uuids) for node in uuids]
    return {
        "uuid": reference("flow", name)["uuid"],
        "name": name,
        "spec_version": "13.2.0",
        "type": "messaging",
        "language": "eng",
        "expire_after_minutes": draw(st.sampled_from([60, 10080])),
        "nodes": nodes,
        "localization": _localization(make, nodes),
        "_ui": {"nodes": _shown(make, nodes), "stickies": _stickies(make)},
    }


_TRANSLATED: dict[str, st.SearchStrategy[str]] = {
    "text": texts,
    "quick_replies": texts,
    "subject": texts,
    "name": _names,
    "arguments": _names,
}


def _localization(make: _Maker, nodes: list[Body]) -> Body:
    found: Body = {}
    languages: set[str] = make.draw(st.sets(st.sampled_from(_LANGUAGES)))
    for language in sorted(languages):
        for item in (part for node in nodes for part in parts(node)):
            keys = [key for key in _TRANSLATED if key in item]
            if len(keys) > 0 and make.draw(st.booleans()):
                said = {key: [make.draw(_TRANSLATED[key])] for key in keys}
                found.setdefault(language, {})[item["uuid"]] = said
    return found


def parts(node: Body) -> Iterator[Body]:
    """What of a node can be translated."""
    router = node.get("router", {})
    yield from (*node["actions"], *router.get("categories", ()), *router.get("cases", ()))


def _shown(make: _Maker, nodes: list[Body]) -> Body:
    shown: Body = {}
    for number, node in enumerate(nodes):
        kind = "split_by_groups" if "router" in node else "execute_actions"
        if make.draw(st.integers(0, 5)):
            shown[node["uuid"]] = {
                "position": {"left": 100 * make.draw(st.integers(0, 2)), "top": 100 * number},
                "type": kind,
                "config": {"cases": {}},
            }
    return shown


def _stickies(make: _Maker) -> Body:
    notes = make.draw(st.lists(texts, max_size=2))
    return {
        make.uuid(): {"position": {"left": 0, "top": 50 * at}, "title": note, "body": "", "color": "yellow"}
        for at, note in enumerate(notes)
    }


@st.composite
def workspaces(draw: st.DrawFn) -> Export:
    """Two flows, the groups and fields that they use, a campaign and triggers."""
    groups = ["Mothers", "Staff", "Volunteers"]
    due = {"key": "due", "name": "Due"}
    documents = [Document(FLOW, draw(flows(name, max_nodes=3))) for name in ("A", "B")]
    documents += [Document(GROUP, reference("group", name) | {"query": None}) for name in groups]
    documents += [Document(FIELD, {**due, "type": "datetime"})]
    events = [
        {
            "uuid": uuid_of("event", number),
            "relative_to": due,
            "offset": draw(st.integers(-2, 2)),
            "unit": "D",
            "delivery_hour": -1,
            "event_type": "F",
            "flow": reference("flow", draw(st.sampled_from("AB"))),
            "start_mode": "I",
        }
        for number in range(draw(st.integers(0, 3)))
    ]
    campaign = reference("campaign", "ANC") | {"group": reference("group", "Mothers"), "events": events}
    documents.append(Document(CAMPAIGN, campaign))
    for word in draw(st.lists(st.sampled_from(["anc", "join", "stop"]), max_size=2, unique=True)):
        trigger: Body = {
            "trigger_type": "K",
            "keywords": [word],
            "flow": reference("flow", "A"),
            "groups": [],
        }
        documents.append(
            Document(TRIGGER, {**trigger, "exclude_groups": [], "channel": None, "match_type": "F"})
        )
    return canon.normalize(Export(tuple(documents)))


@dataclass(frozen=True)
class Told:
    """What a comparison has to say of an edit: of which node, at which path, from what to what."""

    node: str
    path: str
    before: Any
    after: Any
    language: str | None = None


Editing = Callable[[Body, st.DrawFn], Told | None]


def _text(flow: Body, draw: st.DrawFn) -> Told | None:
    found = [
        (n, at, a) for n in flow["nodes"] for at, a in enumerate(n["actions"]) if a["type"] == "send_msg"
    ]
    if not found:
        return None
    node, at, action = draw(st.sampled_from(found))
    before, action["text"] = action["text"], f"{action['text']} Really."
    return Told(node["uuid"], f"actions/{at}/text", before, action["text"])


def _translation(flow: Body, draw: st.DrawFn) -> Told | None:
    found = [
        (node, at, action, language)
        for node in flow["nodes"]
        for at, action in enumerate(node["actions"])
        for language, items in flow["localization"].items()
        if "text" in items.get(action["uuid"], {})
    ]
    if not found:
        return None
    node, at, action, language = draw(st.sampled_from(found))
    said = flow["localization"][language][action["uuid"]]
    before, said["text"] = said["text"], ["Sasa."]
    return Told(node["uuid"], f"actions/{at}/text", before[0], "Sasa.", language)


def _operand(flow: Body, draw: st.DrawFn) -> Told | None:
    found = [node for node in flow["nodes"] if "operand" in node.get("router", {})]
    if not found:
        return None
    node = draw(st.sampled_from(found))
    before, node["router"]["operand"] = node["router"]["operand"], "@contact.language"
    return Told(node["uuid"], "router/operand", before, "@contact.language")


def _argument(flow: Body, draw: st.DrawFn) -> Told | None:
    found = [
        (node, at, case)
        for node in flow["nodes"]
        for at, case in enumerate(node.get("router", {}).get("cases", ()))
        if case["type"] == "has_any_word"
    ]
    if not found:
        return None
    node, at, case = draw(st.sampled_from(found))
    before, case["arguments"] = case["arguments"], ["perhaps"]
    return Told(node["uuid"], f"router/cases/{at}/arguments", before, ["perhaps"])


def _seconds(flow: Body, draw: st.DrawFn) -> Told | None:
    found = [node for node in flow["nodes"] if "timeout" in node.get("router", {}).get("wait", {})]
    if not found:
        return None
    node = draw(st.sampled_from(found))
    timeout = node["router"]["wait"]["timeout"]
    before, timeout["seconds"] = timeout["seconds"], 7
    return Told(node["uuid"], "router/wait/timeout/seconds", before, 7)


def _category(flow: Body, draw: st.DrawFn) -> Told | None:
    found = [
        (node, at, category)
        for node in flow["nodes"]
        for at, category in enumerate(node.get("router", {}).get("categories", ()))
    ]
    if not found:
        return None
    node, at, category = draw(st.sampled_from(found))
    before, category["name"] = category["name"], "Never"
    return Told(node["uuid"], f"router/categories/{at}/name", before, "Never")


EDITINGS: tuple[Editing, ...] = (_text, _translation, _operand, _argument, _seconds, _category)


@st.composite
def edited(draw: st.DrawFn, flow: Body) -> tuple[Body, Told | None]:
    """A flow with one edit, in its own UUIDs, and what is to be told; None where it has nothing to edit."""
    after = copy.deepcopy(flow)
    told = (editing(after, draw) for editing in draw(st.permutations(EDITINGS)))
    return after, next(filter(None, told), None)


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every text, number and truth value."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from leaves(item, (*path, number))
    else:
        yield path


def replaced(value: Any, path: tuple[Any, ...], leaf: Any) -> Any:
    """A copy with another value in one place."""
    made = json.loads(json.dumps(value))
    place = made
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = leaf
    return made
