"""Plans for workspaces of a sandbox, or for made-up ones."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flowops import canon, wire
from flowops.environment import Environment, Secret
from flowops.model.digest import digest_of, key_of
from flowops.model.export import Export, documents
from flowops.model.json import JsonObject
from flowops.model.plan import Action, Plan
from flowops.model.target import Target
from flowops.model.workspace import Workspace
from flowops.plan.adaptation import Adapted
from flowops.plan.desired import Desired, Remembered, desire
from flowops.plan.planning import plan
from flowops.sandbox import Sandbox, importing
from flowops.sandbox.workspace import Workspace as Theirs
from flowops.server.api import Api
from flowops.server.client import Server

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
THERE = Workspace("0b3c7f5e-6a54-4f35-8f0e-000000000000", "Production", "https://rapidpro.example.org")
LISTED = {
    "flow": "flows",
    "campaign": "campaigns",
    "group": "groups",
    "field": "fields",
    "global": "globals",
    "channel": "channels",
    "label": "labels",
    "topic": "topics",
    "user": "users",
}
TOKEN = "PLAN_TOKEN"


def secret_digest(value: str) -> str:
    return digest_of(value, key_of("a token"))


def environment(**settings: Any) -> Environment:
    """An environment `production`, as loading its file would make it."""
    given = {
        "name": "production",
        "path": Path("environments/production.yaml"),
        "host": THERE.host,
        "token": Secret(TOKEN, "production", "token"),
        **settings,
    }
    return Environment(**given)


def target(bodies: Any, **rows: Any) -> Target:
    """A made-up workspace that holds these objects, and lists these besides."""
    export = canon.normalize(Export(documents({kind: list(of) for kind, of in bodies.items()})))
    listed: dict[str, tuple[JsonObject, ...]] = {
        kind: tuple(bodies.get(kind, ())) for kind in ("flow", "campaign", "group", "field")
    }
    listed["flow"] = tuple({"uuid": it["uuid"], "name": it["name"]} for it in bodies.get("flow", ()))
    listed |= dict.fromkeys(("global", "label", "topic", "channel"), ())
    listed |= {kind: tuple(of) for kind, of in rows.items()}
    return Target(THERE, export, listed, "9.0", export.spec_version or "13.2.0")


@dataclass(frozen=True)
class Planned:
    """Everything that becomes of one export for one target."""

    adapted: Adapted
    desired: Desired
    plan: Plan

    @property
    def told(self) -> list[tuple[str, str, str, str]]:
        return [(it.kind, it.name, it.action, it.transport) for it in self.plan.actions]

    def of(self, kind: str) -> list[Action]:
        return [it for it in self.plan.actions if it.kind == kind]


def planned(
    git: Export,
    there: Target,
    env: Environment | None = None,
    remembered: Remembered | None = None,
    **options: Any,
) -> Planned:
    adapted, desired = desire(git, there, env or environment(), remembered, **options)
    return Planned(adapted, desired, plan(desired, "c0ffee", secret_digest, NOW))


@dataclass
class Bench:
    """A sandbox that runs, and the workspaces in it."""

    sandbox: Sandbox
    url: str
    environments: dict[str, Environment] = field(default_factory=dict)

    def workspace(self, name: str) -> Theirs:
        return self.sandbox.workspace(name)

    def environment(self, name: str, **settings: Any) -> Environment:
        there = self.workspace(name)
        return environment(name=name.lower(), host=self.url, workspace=there.uuid, **settings)

    def server(self, name: str, monkeypatch: Any, **settings: Any) -> Server:
        monkeypatch.setenv(TOKEN, self.workspace(name).token)
        return Server(self.environment(name, **settings))

    def target(self, name: str, monkeypatch: Any, **settings: Any) -> Target:
        """A workspace as a deploy reads it, over HTTP."""
        server = self.server(name, monkeypatch, **settings)
        export = server.read().export
        api = Api(server.transport)
        rows = {kind: tuple(api.all(endpoint)) for kind, endpoint in LISTED.items()}
        return Target(server.workspace, export, rows, export.server, export.spec_version)

    def imports(self, name: str, export: Export, site: str | None = None) -> None:
        """What a person does with an export file."""
        file = wire.encode(export) | ({"site": site} if site else {})
        importing.run(self.workspace(name), file, same_site=False)
