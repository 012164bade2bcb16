import json

import pytest

from flowops.errors import FormatError
from flowops.sandbox import Sandbox, Workspace

from .client import Client, JsonDict, names

ALL_FLOWS = [
    "ANC After Visit Survey",
    "ANC Danger Signs",
    "ANC Facility Sync",
    "ANC Registration",
    "ANC Reminder",
    "ANC Reschedule",
    "ANC Voice Reminder",
]


def flow(uuid: str, *actions: JsonDict) -> JsonDict:
    return {
        "uuid": uuid,
        "name": uuid.upper(),
        "type": "messaging",
        "nodes": [{"uuid": "n", "actions": [*actions]}],
    }


def enter(uuid: str) -> JsonDict:
    return {"type": "enter_flow", "flow": {"uuid": uuid, "name": uuid.upper()}}


def group(uuid: str) -> JsonDict:
    return {"uuid": uuid, "name": uuid.upper()}


@pytest.fixture
def chain() -> Client:
    """a enters b, c uses the group of a campaign that starts d, e is alone."""
    event: JsonDict = {
        "uuid": "event",
        "offset": 1,
        "unit": "D",
        "event_type": "F",
        "relative_to": {"key": "due", "label": "Due"},
        "flow": group("d"),
    }
    add = {"type": "add_contact_groups", "groups": [group("g")]}
    sandbox = Sandbox()
    sandbox.load(
        "Staging",
        {
            "flows": [flow("a", enter("b")), flow("b"), flow("c", add), flow("d"), flow("e")],
            "groups": [{**group("g"), "query": "fields.age > 3"}, group("x")],
            "campaigns": [{**group("k"), "group": group("g"), "events": [event]}],
            "fields": [{"key": "age", "name": "Age", "type": "number"}],
            "triggers": [
                {"trigger_type": "C", "flow": group("b"), "groups": [], "exclude_groups": [group("x")]},
                {"trigger_type": "S", "flow": group("b"), "groups": []},
            ],
        },
    )
    return Client(sandbox)


@pytest.mark.parametrize(
    ("asked", "dependencies", "flows", "campaigns", "triggers"),
    [
        ("a", "none", ["A"], [], 0),
        ("a", "flows", ["A", "B"], [], 1),
        ("b", "flows", ["A", "B"], [], 1),
        ("c", "flows", ["C"], [], 0),
        ("a", "all", ["A", "B"], [], 1),
        ("c", "all", ["C", "D"], ["K"], 0),
        ("d", "all", ["C", "D"], ["K"], 0),
        ("e", "all", ["E"], [], 0),
    ],
)
def test_what_belongs_together_comes_together(
    chain: Client, asked: str, dependencies: str, flows: list[str], campaigns: list[str], triggers: int
) -> None:
    export = chain.export(asked, dependencies=dependencies)

    assert (names(export, "flows"), names(export, "campaigns")) == (flows, campaigns)
    assert len(export["triggers"]) == triggers


@pytest.mark.parametrize(("dependencies", "flows"), [("none", []), ("flows", []), ("all", ["C", "D"])])
def test_a_campaign_brings_flows_only_with_all(chain: Client, dependencies: str, flows: list[str]) -> None:
    export = chain.export(campaigns=("k",), dependencies=dependencies)

    assert (names(export, "campaigns"), names(export, "flows")) == (["K"], flows)


def test_fields_of_a_query_and_excluded_groups_do_not_come_along(chain: Client) -> None:
    export = chain.export("a", "c")

    assert names(export, "groups") == ["G"]
    assert export["groups"][0]["query"] == "fields.age > 3"
    assert names(export, "fields") == ["Due"]
    assert [trigger["exclude_groups"] for trigger in export["triggers"]] == [[{"uuid": "x", "name": "X"}]]


@pytest.mark.parametrize("dependencies", ["none", "flows"])
def test_groups_and_fields_come_only_with_all(chain: Client, dependencies: str) -> None:
    export = chain.export("c", dependencies=dependencies)

    assert (export["groups"], export["fields"]) == ([], [])


def test_an_archived_flow_is_no_bridge_but_comes_with_a_live_one_and_when_named(chain: Client) -> None:
    chain.sandbox.workspace("Staging").archive_flow("b")
    assert names(chain.export("a"), "flows") == ["A", "B"]
    assert chain.export("a")["triggers"] == []

    chain.sandbox.workspace("Staging").archive_flow("a")
    assert names(chain.export("a"), "flows") == ["A"]


def test_an_archived_campaign_comes_with_flows_that_use_its_group_and_leads_nowhere(chain: Client) -> None:
    chain.sandbox.workspace("Staging").archive_campaign("k")

    assert names(chain.export("c"), "campaigns") == ["K"]
    assert names(chain.export("c"), "flows") == ["C"]
    assert names(chain.export("d"), "campaigns") == []


def test_a_restored_flow_is_connected_again_and_its_triggers_are_not(chain: Client) -> None:
    workspace = chain.sandbox.workspace("Staging")
    workspace.archive_flow("b")
    workspace.archive_flow("b", archived=False)

    assert names(chain.export("b"), "flows") == ["A", "B"]
    assert chain.export("b")["triggers"] == []


@pytest.mark.parametrize("asked", ["", "00000000-0000-4000-8000-000000000007", "no uuid at all"])
def test_what_does_not_exist_is_passed_over(client: Client, asked: str) -> None:
    export = client.export(asked) if asked else client.get("definitions")

    assert {key: value for key, value in export.items() if isinstance(value, list)} == {
        key: [] for key in ("flows", "campaigns", "triggers", "fields", "groups")
    }


def test_one_flow_of_the_programme_brings_the_whole(client: Client, flows: dict[str, str]) -> None:
    export = client.export(flows["ANC Voice Reminder"])

    assert names(export, "flows") == ALL_FLOWS
    assert names(export, "groups") == ["ANC Due Soon", "ANC Mothers", "Health Workers"]


def test_an_export_stays_the_same_until_something_changes(workspace: Workspace, client: Client) -> None:
    path = f"/api/v2/definitions.json?{'&'.join(f'flow={uuid}' for uuid in workspace.flows)}"
    seen = set()
    for _ in range(8):
        first, again = client.call(path).data, client.call(path).data
        assert first == again
        seen.add(tuple(row["name"] for row in json.loads(first)["flows"]))
        workspace.set_global("cht_url", "x")

    assert len(seen) > 1


def deep_flow(levels: int) -> JsonDict:
    return {**flow("a"), "_ui": json.loads("[" * levels + "]" * levels), "spec_version": "14.4.1"}


@pytest.mark.parametrize("levels", [200, 252])
def test_a_deep_flow_that_is_loaded_is_exported(levels: int) -> None:
    sandbox, body = Sandbox(), deep_flow(levels)
    sandbox.load("Staging", {"flows": [body]})

    assert Client(sandbox).export("a", dependencies="none")["flows"][0]["_ui"] == body["_ui"]


@pytest.mark.parametrize("levels", [300, 600])
def test_one_that_is_deeper_is_not_loaded_but_exported_where_the_editor_saved_it(levels: int) -> None:
    sandbox, body = Sandbox(), deep_flow(levels)
    with pytest.raises(FormatError, match="cannot be kept"):
        sandbox.load("Staging", {"flows": [body]})
    sandbox.workspace("Staging").revise(body)

    assert Client(sandbox).export("a", dependencies="none")["flows"][0]["_ui"] == body["_ui"]


def test_the_keys_of_a_flow_are_in_alphabetical_order_whoever_saved_it() -> None:
    sandbox = Sandbox()
    sandbox.workspace("Staging").revise({"uuid": "a", "name": "F", "_ui": {}, "spec_version": "14.4.1"})

    [exported] = Client(sandbox).export("a", dependencies="none")["flows"]
    assert list(exported) == ["_ui", "name", "spec_version", "uuid", "revision"]


@pytest.mark.parametrize(("dialect", "spec"), [("9.0", "13.2.0"), ("26.2", "14.4.1")])
def test_older_flows_are_migrated_and_others_left_alone(dialect: str, spec: str) -> None:
    sandbox = Sandbox(dialect)
    versions = {"a": "13.1.0", "b": "99.0.0", "c": "nonsense"}
    entries = [{**flow(uuid), "spec_version": version, "_x": 1} for uuid, version in versions.items()]
    sandbox.load("Staging", {"flows": [*entries]})

    export = Client(sandbox).export(*versions, dependencies="none")
    assert {row["uuid"]: row["spec_version"] for row in export["flows"]} == {
        "a": spec,
        "b": "99.0.0",
        "c": "nonsense",
    }
    assert list(export["flows"][0]) == ["_x", "name", "nodes", "spec_version", "type", "uuid", "revision"]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (
            {"trigger_type": "K", "keyword": "join"},
            {"channel": None, "keywords": ["join"], "match_type": "F"},
        ),
        (
            {"trigger_type": "K", "keywords": ["a", "b"], "match_type": "O"},
            {"channel": None, "keywords": ["a", "b"], "match_type": "O"},
        ),
        (
            {"trigger_type": "N", "channel": "c", "keyword": None},
            {"channel": {"uuid": "c", "name": "Test Android"}},
        ),
        (
            {"trigger_type": "R", "channel": {"uuid": "gone", "name": "Gone"}},
            {"channel": {"uuid": "gone", "name": "Gone"}},
        ),
        ({"trigger_type": "M", "channel": "c"}, {}),
        ({"trigger_type": "T"}, {}),
        ({"trigger_type": "S"}, None),
    ],
)
def test_triggers_come_out_in_the_form_of_the_version(entry: JsonDict, expected: JsonDict | None) -> None:
    sandbox = Sandbox("9.0")
    sandbox.assets("Staging", {"channels": [{"uuid": "c", "name": "Test Android"}]})
    sandbox.load(
        "Staging", {"flows": [flow("a")], "triggers": [{**entry, "flow": group("a"), "groups": [{}]}]}
    )

    base = {"trigger_type": entry["trigger_type"], "flow": group("a"), "groups": [], "exclude_groups": []}
    triggers = Client(sandbox).export("a")["triggers"]
    assert triggers == ([] if expected is None else [{**base, **expected}])


def test_the_envelope_comes_in_more_than_one_order(workspace: Workspace, client: Client) -> None:
    orders = set()
    for _ in range(12):
        orders.add(tuple(client.get("definitions")))
        workspace.set_global("cht_url", "x")

    assert orders == {
        ("version", "site", "flows", "campaigns", "triggers", "fields", "groups"),
        ("campaigns", "fields", "flows", "groups", "site", "triggers", "version"),
    }
