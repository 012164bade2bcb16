"""Small flows that show what a rule means; the documentation prints them and a test runs them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from flowops import canon
from flowops.environment import Environment, Secret, from_text
from flowops.environment.name import FOLDER
from flowops.model.json import Json, JsonObject, a_text
from flowops.model.kind import KINDS
from flowops.model.live import Live
from flowops.rules.file import File
from flowops.rules.judged import judged
from flowops.rules.lines import Steps
from flowops.rules.project import Part, Project, parts_of
from flowops.rules.recognition import recognise
from flowops.rules.settings import Settings
from flowops.rules.spec import release_of

ENVIRONMENT: Steps = ("environment",)  # what stands in it makes the difference


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
    live      what the workspace tells
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
    live: Live | None = None
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
            live=self.live,
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
        if self.live:
            return {"channels": [*self.live.channels], "languages": [*self.live.languages]}
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
