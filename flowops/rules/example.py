"""Small flows that show what a rule means; the documentation prints them and a test runs them."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from flowops import canon
from flowops.environment import Environment, Secret, from_text
from flowops.environment.name import FOLDER
from flowops.model.json import Json, JsonObject, a_text
from flowops.model.kind import KINDS
from flowops.rules.file import File
from flowops.rules.judged import judged
from flowops.rules.lines import Steps
from flowops.rules.project import Part, Project, parts_of
from flowops.rules.recognition import recognise
from flowops.rules.settings import Settings
from flowops.rules.spec import release_of

_SPEC = "13.1.0"  # every RapidPro since 7.4 reads it
ENVIRONMENT: Steps = ("environment",)  # what stands in it makes the difference
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


@dataclass(frozen=True, slots=True)
class Example:
    """A programme that a rule complains about, or does not.

    flows     flow definitions
    lists     campaigns, triggers, fields, groups, globals, by their key in an export
    shown     which part the documentation prints as JSON: steps from the first flow, or from `lists`; () draws all,
              ENVIRONMENT is `globals`
    settings  what `flowops.yaml` says
    globals   what `environments/production.yaml` says; None where no environment is given. `${NAME}` is a secret
    text      the file as it stands, where its bytes matter
    unreadable  why the file cannot be read
    environments  name -> `environments/NAME.yaml` as it stands; of several, `production` is where the flows are to go
    release   the RapidPro version that is asked; "" for the newest
    """

    flows: tuple[JsonObject, ...] = ()
    lists: Mapping[str, list[JsonObject]] = field(default_factory=dict)
    shown: Steps = ()
    settings: Settings = field(default_factory=Settings)
    globals: Mapping[str, str] | None = None
    protected: bool = False
    text: str = ""
    unreadable: str = ""
    whole: bool = True
    environments: Mapping[str, str] = field(default_factory=dict)
    release: str = ""

    def project(self) -> Project:
        """As lint would read it."""
        files = [File(f"flows/{name}.json", canon.dumps(body)) for name, body in self._named]
        if self.text or self.unreadable:
            files = [File("flows/example.json", self.text.encode(), self.unreadable)]
        described = {
            name: from_text(name, Path(FOLDER, f"{name}.yaml"), text)
            for name, text in self.environments.items()
        }
        found = [it for file in files for it in recognise(file, asked=True)]
        bare = Project(
            files=tuple(files),
            release=release_of(self.release or None),
            whole=self.whole,
            settings=self.settings,
            environment=described.get("production") or self._environment(),
            environments=tuple(described.values()),
        )
        return judged(bare, [*found, *self._parts()])

    def _parts(self) -> list[Part]:
        found: list[Part] = []
        for kind in KINDS:
            for key in {kind.key or f"{kind.name}s"} & set(self.lists):
                bodies = self.lists[key]
                file = File(kind.place, canon.dumps([*bodies]))
                found += parts_of(kind, bodies, file, ())
        return found

    def _environment(self) -> Environment | None:
        if self.globals is None:
            return None
        values = {key: _value(key, text) for key, text in self.globals.items()}
        return Environment(
            "production",
            Path("environments/production.yaml"),
            "https://rapidpro.example.org",
            Secret("TOKEN", "production", "token"),
            protected=self.protected,
            globals=values,
        )

    @property
    def _named(self) -> list[tuple[str, JsonObject]]:
        return [(a_text(body.get("name"))[:30] or str(at), body) for at, body in enumerate(self.flows)]

    @property
    def everything(self) -> Json:
        """Flows and lists by name."""
        return {**dict(self._named), **{key: [*bodies] for key, bodies in self.lists.items()}}

    @property
    def excerpt(self) -> Json:
        """What the documentation prints of it: a text as it stands, flows and lists by name, or a part as JSON."""
        if self.shown == ENVIRONMENT:
            return {"globals": dict(self.globals or {})}
        if self.text or self.unreadable:
            return self.text or self.unreadable
        if self.environments:
            return "\n".join(f"# {FOLDER}/{name}.yaml\n{text}" for name, text in self.environments.items())
        if self.shown in ((), ("nodes",)):
            return self.everything
        of_list = not self.flows or self.shown[0] in self.lists
        value: Json = {key: [*bodies] for key, bodies in self.lists.items()} if of_list else self.flows[0]
        for step in self.shown:
            value = value[step]  # type: ignore[index]
        return value


def _value(key: str, text: str) -> str | Secret:
    return Secret(text[2:-1], "production", f"globals.{key}") if text.startswith("${") else text
