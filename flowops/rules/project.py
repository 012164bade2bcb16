"""All that one run of lint looks at."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, Unpack

from flowops.environment import Environment, Lock
from flowops.environment.hosts import hosts_in
from flowops.model.export import Document
from flowops.model.json import Json, JsonObject, a_text, an_object
from flowops.model.kind import CAMPAIGN, FIELD, FLOW, GLOBAL, GROUP, TRIGGER, Kind
from flowops.model.live import Live
from flowops.references import Reference, of
from flowops.rules.complaint import Complaint, Home, More
from flowops.rules.file import File
from flowops.rules.flow import Flow
from flowops.rules.lines import Steps
from flowops.rules.node import Action
from flowops.rules.settings import Settings
from flowops.rules.spec import NEWEST, Release

_CODE = 3  # letters, ISO 639-3
_NO_LANGUAGE = frozenset({"und", "mul", "zxx"})


@dataclass(frozen=True, eq=False)
class Definition:
    """What should be a flow: any JSON, for it may be broken."""

    file: File
    value: Json
    steps: Steps = ()


@dataclass(frozen=True, eq=False)
class Part:
    """A campaign, trigger, group, field or global: its body, and where it stands."""

    kind: Kind
    body: JsonObject
    home: Home

    @property
    def name(self) -> str:
        """What people call it."""
        return self.kind.label(self.body)

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """What it uses and defines."""
        return tuple(of(Document(self.kind, self.body)))

    def complaint(self, message: str, *steps: str | int, **more: Unpack[More]) -> Complaint:
        """A complaint about what stands at `steps` from here; `more` as in `More`."""
        return self.home.complaint(message, steps, **more)


class Use(NamedTuple):
    """A reference to something, and what it stands in."""

    user: Flow | Part
    reference: Reference


@dataclass(frozen=True, eq=False)
class Project:
    """The files of a programme and what is known of where they go.

    flows        that the engine accepts: rules other than SPEC are about these
    parts        campaigns, triggers, groups, fields, globals
    files        everything that was read
    refused      id of a rule -> what the engine, or flowops, refuses before any other rule looks
    release      of the engine that is asked
    whole        whether it is a whole workspace, so that what is not here is nowhere; False for single flows
    environment  where it is to go; None where nobody said
    environments  all of the repository, the one above too
    locks        of the environments that have one, by name: what each workspace has
    live         what the environment's workspace tells now; None where nobody asked
    """

    flows: tuple[Flow, ...] = ()
    parts: tuple[Part, ...] = ()
    files: tuple[File, ...] = ()
    refused: Mapping[str, tuple[Complaint, ...]] = field(default_factory=dict)
    release: Release = NEWEST
    whole: bool = True
    settings: Settings = field(default_factory=Settings)
    environment: Environment | None = None
    environments: tuple[Environment, ...] = ()
    locks: Mapping[str, Lock] = field(default_factory=dict)
    live: Live | None = None

    @property
    def lock(self) -> Lock | None:
        """What the environment's workspace had when flowops last looked; None where nobody knows."""
        return self.locks.get(self.environment.name) if self.environment else None

    def of(self, kind: Kind) -> tuple[Part, ...]:
        """The campaigns, triggers, groups, fields or globals."""
        return self._by_kind.get(kind.name, ())

    @property
    def campaigns(self) -> tuple[Part, ...]:
        """Of the repository or export."""
        return self.of(CAMPAIGN)

    @property
    def triggers(self) -> tuple[Part, ...]:
        """Of the repository or export; schedules are in none."""
        return self.of(TRIGGER)

    @property
    def groups(self) -> tuple[Part, ...]:
        """Of the repository or export."""
        return self.of(GROUP)

    @property
    def fields(self) -> tuple[Part, ...]:
        """Contact fields of the repository or export."""
        return self.of(FIELD)

    @property
    def globals(self) -> tuple[Part, ...]:
        """Keys and names of the repository; an export file has none."""
        return self.of(GLOBAL)

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Part, ...]]:
        found: dict[str, list[Part]] = {}
        for part in self.parts:
            found.setdefault(part.kind.name, []).append(part)
        return {kind: tuple(parts) for kind, parts in found.items()}

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """What anything uses or defines."""
        of_flows = (it for flow in self.flows for it in flow.references)
        return (*of_flows, *(it for part in self.parts for it in part.references))

    def uses(self, *kinds: str) -> Iterator[Use]:
        """What anything uses of these kinds, with the flow or other part that uses it."""
        for kind in kinds:
            yield from self._uses.get(kind, ())

    @cached_property
    def _uses(self) -> Mapping[str, list[Use]]:
        found: dict[str, list[Use]] = {}
        users: tuple[Flow | Part, ...] = (*self.flows, *self.parts)
        for user in users:
            for reference in user.references:
                if not reference.definition:
                    found.setdefault(reference.kind, []).append(Use(user, reference))
        return found

    def flow(self, reference: JsonObject) -> Flow | None:
        """The flow that a reference means: of its UUID, else of its name in any letter case."""
        found = self._by_uuid.get(a_text(reference.get("uuid")))
        return found or self._by_name.get(a_text(reference.get("name")).casefold())

    @cached_property
    def _by_uuid(self) -> Mapping[str, Flow]:
        return {flow.uuid: flow for flow in self.flows}

    @cached_property
    def _by_name(self) -> Mapping[str, Flow]:
        return {flow.name.casefold(): flow for flow in self.flows}

    @cached_property
    def entered(self) -> Mapping[str, tuple[Flow, ...]]:
        """UUID of a flow -> the flows that it enters with `enter_flow`, each once."""
        return {flow.uuid: tuple(dict.fromkeys(self._entered_by(flow))) for flow in self.flows}

    def _entered_by(self, flow: Flow) -> Iterator[Flow]:
        for _node, action in flow.doing("enter_flow"):
            if found := self.means(action):
                yield found

    def means(self, action: Action) -> Flow | None:
        """The flow that an action enters or starts."""
        return self.flow(an_object(action.body.get("flow")))

    @cached_property
    def entered_by(self) -> Mapping[str, tuple[Flow, ...]]:
        """UUID of a flow -> the flows that enter or start it, each once: of these it sees `@parent`."""
        found: dict[str, dict[Flow, None]] = {}
        for flow in self.flows:
            for _node, action in flow.doing("enter_flow", "start_session"):
                if target := self.means(action):
                    found.setdefault(target.uuid, {})[flow] = None
        return {uuid: tuple(flows) for uuid, flows in found.items()}

    @cached_property
    def started(self) -> frozenset[str]:
        """UUIDs of the flows that a trigger or campaign starts: the entry flows, as far as an export tells."""
        starts = (it for part in (*self.triggers, *self.campaigns) for it in part.references)
        means = (
            self.flow({"uuid": it.uuid, "name": it.name})
            for it in starts
            if it.kind == FLOW.name and not it.definition
        )
        return frozenset(flow.uuid for flow in means if flow)

    @cached_property
    def entries(self) -> frozenset[str]:
        """UUIDs of the flows that contacts begin with.

        Beside those that a trigger, campaign or flow starts, in a whole workspace those that no flow enters: the CHT, too,
        starts flows.
        """
        starts = (action.body.get("flow") for flow in self.flows for _, action in flow.doing("start_session"))
        begun = {flow.uuid for it in starts if isinstance(it, dict) and (flow := self.flow(it))}
        if self.whole:
            entered = {it.uuid for uuid, flows in self.entered.items() for it in flows if it.uuid != uuid}
            begun |= {flow.uuid for flow in self.flows} - entered
        return self.started | begun

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Languages that every text needs: those of the settings, else all to which any flow is translated, or which one
        gives to a contact. A flow in another language alone asks nobody to translate the others.
        """
        used = {code for flow in self.flows for code in flow.localization}
        for flow in self.flows:
            used |= {action.text("language") for _, action in flow.doing("set_contact_language")}
        codes = (code for code in used if len(code) == _CODE and code.isalpha() and code not in _NO_LANGUAGE)
        return self.settings.languages or tuple(sorted(codes))

    @cached_property
    def cht_hosts(self) -> frozenset[str]:
        """Hosts of the environment's globals that are called after the CHT: cht_url, medic_cht."""
        values = self.environment.globals if self.environment else {}
        named = (it for key, it in values.items() if "cht" in key and isinstance(it, str))
        return frozenset(host for it in named for host in hosts_in(it))

    def value(self, key: str) -> str | None:
        """What a global holds in the environment; None where that is secret or not known."""
        found = self.environment.globals.get(key) if self.environment else None
        return found if isinstance(found, str) else None


def parts_of(
    kind: Kind, bodies: Iterable[object], file: File, steps: tuple[str | int, ...]
) -> Iterator[Part]:
    """The objects of a list in a file, `steps` from its root."""
    for index, body in enumerate(bodies):
        if isinstance(body, dict):
            yield Part(kind, body, Home(file, (*steps, index)))
