"""Whatever is done to a workspace, and in whatever order: what has to be true of it afterwards."""

import re
from collections import Counter
from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from flowops.model.json import JsonObject
from flowops.sandbox import Sandbox, Workspace
from flowops.sandbox.answers import Refusal
from flowops.sandbox.definitions import export
from flowops.sandbox.dialects import DIALECTS
from flowops.sandbox.flow import Flow
from flowops.sandbox.importing import ImportFailed, run
from flowops.sandbox.parsing import new_uuid
from flowops.sandbox.resources import RESOURCES
from tests.sandbox.client import JsonDict
from tests.sandbox.importing.samples import campaign, event, flow, trigger

NAMES = st.sampled_from(["ANC", "anc", "PNC", "say 'hi'", 'say "hi"', " Pnc "])
THINGS = st.sampled_from(["Mothers", "mothers", "Fathers", "Health Workers"])
KEYS = st.sampled_from(["due", "age", "village"])
TYPES = st.sampled_from(["text", "number", "datetime"])
KINDS = ("group", "label", "topic", "field", "global")
"""What a flow refers to and always has: all the rest may dangle."""
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def foreign(name: str) -> JsonDict:
    """A reference as another server would write it."""
    return {"uuid": new_uuid(), "name": name}


def said(*texts: str) -> st.SearchStrategy[JsonDict]:
    return st.sampled_from(texts).map(lambda text: {"type": "send_msg", "text": text})


actions = (
    said("Hi", "@globals.url", "@fields.age", "@(upper(fields.village))")
    | THINGS.map(lambda name: {"type": "add_contact_groups", "groups": [foreign(name)]})
    | THINGS.map(lambda name: {"type": "add_input_labels", "labels": [foreign(name)]})
    | NAMES.map(lambda name: {"type": "enter_flow", "flow": foreign(name)})
    | THINGS.map(lambda name: {"type": "set_contact_channel", "channel": foreign(name)})
)
flows = st.builds(
    lambda name, first, flow_type: flow(name, *first, flow_type=flow_type),
    NAMES,
    st.lists(actions, max_size=3),
    st.sampled_from(["messaging", "voice"]),
)
fields = st.builds(lambda key, name, kind: {"key": key, "name": name, "type": kind}, KEYS, THINGS, TYPES)
groups = st.builds(
    lambda name, query: {**foreign(name), "query": query}, THINGS, st.none() | st.just("age > 1")
)


@st.composite
def bundles(draw: st.DrawFn) -> JsonDict:
    """A file of which all may be right, or not: a trigger may have no flow, a field another type."""
    bodies = draw(st.lists(flows, max_size=3))
    started = st.sampled_from([*bodies, flow("Nowhere")])
    events = st.lists(st.builds(event, KEYS, st.none() | started), max_size=2)
    campaigns = st.builds(lambda name, rows, group: campaign(name, *rows, group=group), NAMES, events, THINGS)
    triggers = st.builds(
        lambda kind, body, word, inside: trigger(kind, body, word, groups=[foreign(name) for name in inside]),
        st.sampled_from("KCMVS"),
        started if draw(st.booleans()) or not bodies else st.sampled_from(bodies),
        st.sampled_from(["join", "START", "two words"]) if draw(st.booleans()) else st.just("join"),
        st.lists(THINGS, max_size=1),
    )
    return {
        "version": "13",
        "flows": bodies,
        "fields": draw(st.lists(fields, max_size=2)),
        "groups": draw(st.lists(groups, max_size=2)),
        "campaigns": draw(st.lists(campaigns, max_size=1)),
        "triggers": draw(st.lists(triggers, max_size=2)),
    }


def everything(workspace: Workspace) -> JsonObject:
    """All that an export can hold."""
    asked = [
        *(("flow", uuid) for uuid in workspace.flows),
        *(("campaign", uuid) for uuid in workspace.campaigns),
    ]
    return export(workspace, "https://rapidpro.example.org", asked, "all")


def state(workspace: Workspace) -> str:
    return repr({key: value for key, value in vars(workspace).items() if key not in ("lock", "_derived")})


def nodes(body: JsonObject) -> list[str]:
    found: Any = body["nodes"]
    return [node["uuid"] for node in found]


def cleaned(name: str) -> str:
    return name.strip().replace('"', "'").lower()


class Machine(RuleBasedStateMachine):
    """A workspace that many people work on."""

    @initialize(dialect=st.sampled_from([*DIALECTS]))
    def start(self, dialect: str) -> None:
        self.sandbox = Sandbox(dialect)
        self.workspace = self.sandbox.workspace("Staging")
        self.revisions: dict[str, int] = {}

    @rule(bundle=bundles(), same_site=st.booleans())
    def import_a_file(self, bundle: JsonDict, same_site: bool) -> None:
        before, others = state(self.workspace), self.untouched_by(bundle)
        revisions = {uuid: row.revision for uuid, row in self.workspace.flows.items()}
        try:
            run(self.workspace, bundle, same_site)
        except ImportFailed:
            assert state(self.workspace) == before
            return
        assert {uuid: self.workspace.flows[uuid].definition for uuid in others} == others
        self.check_arrived(bundle, revisions)

    def untouched_by(self, bundle: JsonDict) -> dict[str, JsonObject]:
        """The definitions of the flows that a file does not mean, by their names."""
        names = {cleaned(body["name"]) for body in bundle["flows"]}
        rows = self.workspace.flows.values()
        return {row.uuid: row.definition for row in rows if row.name.lower() not in names}

    def check_arrived(self, bundle: JsonDict, revisions: dict[str, int]) -> None:
        """Each flow of the file is there with nodes of its own, and refers to what the file called so."""
        names: Counter[str] = Counter()
        for row in self.workspace.flows.values():
            names[re.sub(r" \d+$", "", row.name.lower())] += row.revision - revisions.get(row.uuid, 0)
        for body in bundle["flows"]:
            if (
                body["nodes"] or self.workspace.dialect.name != "26.2"
            ):  # which makes no revision of an unchanged flow
                assert names[cleaned(body["name"])], body["name"]
            there = {node for row in self.workspace.flows.values() for node in nodes(row.definition)}
            assert there.isdisjoint(nodes(body))
        new = [row for row in self.workspace.flows.values() if row.revision != revisions.get(row.uuid)]
        self.check_dangling(new, set(UUID.findall(repr(bundle))))

    def check_dangling(self, imported: list[Flow], foreign_uuids: set[str]) -> None:
        """A flow is found by its exact name, or the reference dangles as it was written; a channel always does."""
        names = {row.name for row in self.workspace.flows.values()}
        for row in imported:
            assert set(row.inspection.of("channel")) <= foreign_uuids
            for uuid, name in row.inspection.of("flow").items():
                found = self.workspace.flows.get(uuid)
                assert found.name == name if found else uuid in foreign_uuids and name not in names

    def has_flows(self) -> bool:
        return bool(self.workspace.flows)

    @precondition(has_flows)
    @rule(data=st.data(), name=NAMES)
    def import_a_renamed_flow(self, data: st.DataObject, name: str) -> None:
        row = self.one(data)
        others = {each.uuid: each.definition for each in self.workspace.flows.values() if each is not row}

        run(self.workspace, {"version": "13", "flows": [{**row.definition, "name": name}]}, same_site=True)

        after = self.workspace.flows[row.uuid]
        assert re.sub(r" \d+$", "", after.name.lower()) == cleaned(name)
        assert {uuid: self.workspace.flows[uuid].definition for uuid in others} == others

    @rule(same_site=st.booleans())
    def import_an_own_export(self, same_site: bool) -> None:
        before = {uuid: row.name for uuid, row in self.workspace.flows.items()}
        triggers = len(self.workspace.triggers)

        run(self.workspace, everything(self.workspace), same_site)

        assert {uuid: row.name for uuid, row in self.workspace.flows.items()} == before
        assert len(self.workspace.triggers) == triggers
        assert not any(row.archived for row in self.workspace.flows.values())

    @rule()
    def import_an_export_elsewhere(self) -> None:
        other = Sandbox(self.sandbox.dialect.name).workspace("Production")
        run(other, everything(self.workspace), same_site=False)

        assert sorted(row.name for row in other.flows.values()) == sorted(
            row.name for row in self.workspace.flows.values()
        )
        assert sorted(map(what_is_in, other.flows.values())) == sorted(
            map(what_is_in, self.workspace.flows.values())
        )

    @precondition(has_flows)
    @rule(data=st.data(), new=said("Hi", "@globals.url", "@globals.new"))
    def save_a_flow(self, data: st.DataObject, new: JsonDict) -> None:
        row = self.one(data)
        before: Any = row.definition["nodes"]
        node: JsonDict = {
            "uuid": new_uuid(),
            "actions": [{**new, "uuid": new_uuid()}],
            "exits": [{"uuid": new_uuid()}],
        }

        saved = self.workspace.save_flow({**row.definition, "nodes": [*before, node]})

        assert nodes(saved.definition) == [*nodes(row.definition), node["uuid"]]
        assert saved.revision == row.revision + 1

    @precondition(has_flows)
    @rule(data=st.data(), archived=st.booleans())
    def archive_a_flow(self, data: st.DataObject, archived: bool) -> None:
        self.workspace.archive_flow(self.one(data).uuid, archived)

    @precondition(has_flows)
    @rule(data=st.data())
    def delete_a_flow(self, data: st.DataObject) -> None:
        uuid = self.one(data).uuid
        self.workspace.delete_flow(uuid)
        self.revisions.pop(uuid, None)

    def one(self, data: st.DataObject) -> Flow:
        return data.draw(st.sampled_from([*self.workspace.flows.values()]))

    @rule(archived=st.booleans())
    def archive_campaigns(self, archived: bool) -> None:
        for uuid in self.workspace.campaigns:
            self.workspace.archive_campaign(uuid, archived)

    @rule(kind=st.sampled_from(["groups", "labels", "topics"]), name=THINGS)
    def create_through_the_api(self, kind: str, name: str) -> None:
        self.write(kind, {"name": name})

    @rule(name=THINGS, value=st.sampled_from(["text", "number"]))
    def create_a_field_through_the_api(self, name: str, value: str) -> None:
        name_word, type_word = self.sandbox.dialect.field_words[0]
        self.write(
            "fields",
            {
                name_word: name,
                type_word: "numeric" if value == "number" and type_word == "value_type" else value,
            },
        )

    @rule(value=st.sampled_from(["", "https://cht.example.org"]))
    def set_a_global_through_the_api(self, value: str) -> None:
        self.write("globals", {"name": "URL", "value": value})

    def write(self, kind: str, body: JsonObject) -> None:
        with suppress(Refusal):
            RESOURCES[kind].save(self.workspace, body, None)
            self.workspace.changed()

    @invariant()
    def names_are_unique(self) -> None:
        workspace = self.workspace
        kinds: list[list[str]] = [
            [row.name.lower() for row in workspace.flows.values()],
            [row.name.lower() for row in workspace.groups.values()],
            [row.name.lower() for row in workspace.fields.values()],
            [row.name for row in workspace.campaigns.values()],
            *(
                [str(row["name"]).lower() for row in workspace.assets.get(kind, {}).values()]
                for kind in ("labels", "topics")
            ),
        ]
        for names in kinds:
            assert len(names) == len(set(names)), names

    @invariant()
    def revisions_only_grow(self) -> None:
        after = {uuid: row.revision for uuid, row in self.workspace.flows.items()}
        assert self.revisions.keys() <= after.keys()
        assert all(after[uuid] >= number for uuid, number in self.revisions.items())
        self.revisions = after

    @invariant()
    def references_resolve(self) -> None:
        workspace = self.workspace
        known: dict[str, Any] = {
            "group": workspace.groups,
            "field": workspace.fields,
            "global": workspace.globals,
            **{kind: workspace.assets.get(f"{kind}s", {}) for kind in ("label", "topic")},
        }
        for row in workspace.flows.values():
            for kind in KINDS:
                for identity, name in row.inspection.of(kind).items():
                    assert identity in known[kind], (kind, name)
            for kind in ("group", "label"):
                for identity, name in row.inspection.of(kind).items():
                    found = known[kind][identity]
                    called = found.name if kind == "group" else found["name"]
                    assert called.lower() == name.lower()

    @invariant()
    def triggers_and_events_start_flows_that_exist(self) -> None:
        started = {row.flow for row in self.workspace.triggers}
        started |= {
            event.flow for row in self.workspace.campaigns.values() for event in row.events if event.flow
        }
        assert started <= self.workspace.flows.keys()
        dates = {event.relative_to for row in self.workspace.campaigns.values() for event in row.events}
        assert {self.workspace.fields[key].value_type for key in dates} <= {"datetime"}


def what_is_in(flow: Flow) -> tuple[str, int, list[list[str]]]:
    """A flow without its UUIDs: name, nodes, and what it refers to."""
    kinds = [sorted(name.lower() for name in flow.inspection.of(kind).values()) for kind in KINDS]
    return flow.name, len(nodes(flow.definition)), kinds


TestMachine = Machine.TestCase
TestMachine.settings = settings(
    max_examples=40,
    stateful_step_count=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
