"""A production workspace with people in it, and a repository that is a release ahead of it."""

import copy
import json
import shutil
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from flowops import canon, wire
from flowops.commands.carrying import Permission, carry_out
from flowops.commands.console import Console
from flowops.commands.preparing import Wishes, prepare
from flowops.model.deployed import Deployed
from flowops.repository import layout
from flowops.sandbox import Sandbox
from flowops.server.patience import Patience
from tests.conftest import git

QUICK = Patience(tries=2, wait=0.01, connect=2, read=1, throttled=0.05)
CANARY = "canary-of-a-password"


def uid(name: str) -> str:
    """A UUID of version 4 that is the same in every run."""
    return str(uuid.UUID(bytes=uuid.uuid5(uuid.NAMESPACE_DNS, name).bytes, version=4))


def node(name: str, text: str, leads: str | None = None, wait: bool = False, **more: Any) -> dict[str, Any]:
    """A node that says something and may wait for an answer."""
    made: dict[str, Any] = {
        "uuid": uid(f"{name} node"),
        "actions": [{"type": "send_msg", "uuid": uid(f"{name} action"), "text": text}],
        "exits": [{"uuid": uid(f"{name} exit"), "destination_uuid": leads and uid(f"{leads} node")}],
    }
    if wait:
        made["router"] = {
            "type": "switch",
            "operand": "@input.text",
            "wait": {"type": "msg"},
            "cases": [],
            "default_category_uuid": uid(f"{name} category"),
            "categories": [
                {"uuid": uid(f"{name} category"), "name": "All", "exit_uuid": uid(f"{name} exit")}
            ],
        }
    made["actions"] += more.get("actions", [])
    return made


def flow(name: str, *nodes: dict[str, Any], spec: str = "14.4.1") -> dict[str, Any]:
    return {
        "uuid": uid(name),
        "name": name,
        "spec_version": spec,
        "language": "eng",
        "type": "messaging",
        "expire_after_minutes": 1440,
        "localization": {},
        "nodes": [*nodes],
        "_ui": {"nodes": {}, "stickies": {}},
    }


def reference(name: str) -> dict[str, Any]:
    return {"uuid": uid(name), "name": name}


def event(offset: int, flow_name: str) -> dict[str, Any]:
    return {
        "uuid": uid(f"event {offset} {flow_name}"),
        "offset": offset,
        "unit": "D",
        "event_type": "F",
        "delivery_hour": 9,
        "start_mode": "I",
        "relative_to": {"key": "edd", "label": "Edd"},
        "flow": reference(flow_name),
    }


def trigger(word: str, flow_name: str) -> dict[str, Any]:
    return {
        "trigger_type": "K",
        "keywords": [word],
        "match_type": "F",
        "channel": None,
        "flow": reference(flow_name),
        "groups": [],
        "exclude_groups": [],
    }


def release(number: int, spec: str = "14.4.1") -> dict[str, Any]:
    """The programme as of a release; the second one has something new of every kind."""
    second = number > 1
    label = {"type": "add_input_labels", "uuid": uid("labelling"), "labels": [reference("Urgent")]}
    groups = {"type": "add_contact_groups", "uuid": uid("grouping"), "groups": [reference("Nurses")]}
    enter = {"type": "enter_flow", "uuid": uid("entering"), "flow": reference("Help"), "terminal": True}
    ask = node("ask", f"Question {number} of @globals.programme", "thank", wait=True)
    flows = [
        flow("Ask", ask, node("thank", f"Thank you {number}"), spec=spec),
        flow("Remind", node("remind", f"Remember {number}"), spec=spec),
    ]
    if second:
        more = [label, groups, enter]
        flows.append(flow("Register", node("register", "Welcome @fields.village", actions=more), spec=spec))
        flows.append(flow("Help", node("help", "Help is near: @globals.helpline"), spec=spec))
    events = [event(-7, "Remind"), *([event(3, "Ask")] if second else [])]
    fields = [{"key": "edd", "name": "Edd", "type": "datetime"}]
    fields += [{"key": "village", "name": "Village", "type": "text"}] if second else []
    return {
        "version": "13",
        "site": "https://rapidpro.example.org",
        "flows": flows,
        "campaigns": [
            {"uuid": uid("Pregnancy"), "name": "Pregnancy", "group": reference("Mothers"), "events": events}
        ],
        "triggers": [trigger("ask", "Ask"), *([trigger("join", "Register")] if second else [])],
        "fields": fields,
        "groups": [
            {**reference("Mothers"), "query": None},
            *([{**reference("Nurses"), "query": None}] if second else []),
        ],
    }


def files(export: dict[str, Any], keys: list[str]) -> dict[str, bytes]:
    made = canon.normalize(wire.decode(copy.deepcopy(export), "release"))
    found = layout.files(made)
    found["flows/globals.json"] = canon.dumps([{"key": key, "name": key.title()} for key in keys])
    return found


@dataclass
class World:
    """One production workspace that runs, and a clone that deploys to it."""

    sandbox: Sandbox
    url: str
    root: Path

    @property
    def production(self):
        return self.sandbox.workspace("Production")

    def deploy(self, *allow: str, root: Path | None = None, **wishes: Any) -> Deployed:
        prepared = prepare(Console(root or self.root, -1), "production", Wishes(patience=QUICK, **wishes))
        return carry_out(prepared, Permission(allow, "a test", yes=True))

    def plan(self):
        return prepare(Console(self.root, -1), "production", Wishes(patience=QUICK)).look().plan

    def write(self, export: dict[str, Any], keys: list[str], message: str = "Next") -> None:
        shutil.rmtree(self.root / "flows")
        for path, data in files(export, keys).items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_bytes(data)
        git(self.root, "add", ".")
        git(self.root, "commit", "--quiet", "--allow-empty", "-m", message)

    def fault(self, kind: str, skip: int = 0, path: str = "*", method: str = "", times: int = 1) -> None:
        body = [{"path": path, "method": method, "skip": skip, "times": times, "fault": kind}]
        requests.post(f"{self.url}/sandbox/faults.json", json=body, timeout=5).raise_for_status()

    def log(self) -> list[tuple[str, str]]:
        return [(entry.method, entry.path) for entry in self.sandbox.log]

    def wait(self, count: int = 7) -> None:
        body = {"workspace": "Production", "flow": "Ask", "node": self.node_of("Ask"), "count": count}
        requests.post(f"{self.url}/sandbox/waiting.json", json=body, timeout=5).raise_for_status()

    def node_of(self, name: str) -> str:
        definition = self.flow(name).definition
        return str(definition["nodes"][0]["uuid"])

    def flow(self, name: str) -> Any:
        (found,) = [it for it in self.production.flows.values() if it.name == name]
        return found

    def stranded(self) -> int:
        url = f"{self.url}/sandbox/waiting.json?workspace=Production"
        return int(requests.get(url, timeout=5).json()["stranded"])

    def names(self) -> list[str]:
        return sorted(it.name for it in self.production.flows.values())


KEYS = {1: ["programme"], 2: ["helpline", "programme"]}
SPECS = {"7.4": "13.1.0", "8.0": "13.1.0", "9.0": "13.2.0", "10.0": "13.6.1", "26.2": "14.4.1"}


@pytest.fixture
def world(start, tmp_path, monkeypatch):
    """Production as of the first release, and git as of the second one, or as of the first."""

    def make(dialect: str = "26.2", *, ahead: bool = True, empty: bool = False) -> World:
        sandbox = Sandbox(dialect)
        production = sandbox.workspace("Production")
        if not empty:
            sandbox.assets("Production", {"globals": [{"name": "Programme", "value": "old"}]})
            sandbox.load("Production", release(1, SPECS[dialect]))
        url = start(sandbox).url
        login: Any = sandbox.describe(url)["login"]
        monkeypatch.setenv("PRODUCTION_TOKEN", production.token)
        monkeypatch.setenv("PRODUCTION_PASSWORD", login["password"])
        monkeypatch.setenv("HELPLINE", CANARY)
        root = tmp_path / "clone"
        (root / "environments").mkdir(parents=True)
        (root / "flows").mkdir()
        (root / "environments" / "production.yaml").write_text(
            f"host: {url}\nworkspace: {production.uuid}\ntoken: ${{PRODUCTION_TOKEN}}\n"
            f"login:\n  email: {login['email']}\n  password: ${{PRODUCTION_PASSWORD}}\n"
            'globals:\n  programme: "new"\n  helpline: ${HELPLINE}\n'
        )
        git(tmp_path, "init", "--quiet", "--initial-branch=main", str(root))
        made = World(sandbox, url, root)
        number = 2 if ahead else 1
        made.write(release(number, SPECS[dialect]), KEYS[number])
        return made

    return make


def definition_of(world: World, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(world.flow(name).definition))
    return found
