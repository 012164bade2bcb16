"""Reading a workspace: complete or not at all, and in few requests."""

import json
from math import ceil

import pytest
import requests

from bench.generate import workspace as generated
from flowops.environment import Environment, Secret
from flowops.errors import ServerError, TimedOut, TooLarge
from flowops.model.kind import CAMPAIGN, FIELD, FLOW, GLOBAL, GROUP, KINDS, TRIGGER
from flowops.sandbox import Sandbox
from flowops.sandbox.dialects import DIALECTS
from flowops.server.client import Server
from flowops.server.notices import Notices
from flowops.server.patience import Patience

QUICK = Patience(tries=3, wait=0.01, connect=2, read=0.5, throttled=5, sleep=lambda _: None)


@pytest.fixture
def told():
    return []


@pytest.fixture
def connect(start, monkeypatch, tmp_path, told):
    """A client of the workspace Staging of a sandbox."""

    def make(sandbox, **keys):
        monkeypatch.setenv("T", sandbox.workspace("Staging").token)
        token = Secret("T", "staging", "token")
        environment = Environment("staging", tmp_path / "staging.yaml", start(sandbox).url, token, **keys)
        return Server(environment, Notices(told.append), QUICK)

    return make


@pytest.fixture(params=["9.0", "26.2"])
def sandbox(request, programme):
    sandbox = Sandbox(request.param)
    sandbox.load("Staging", programme)
    return sandbox


def fault(server, fault, path="/api/v2/definitions.json", **more):
    body = [{"method": "GET", "path": path, "fault": fault, **more}]
    assert requests.post(f"{server.transport.host}/sandbox/faults.json", json=body, timeout=5).ok


def names(export, kind):
    return [document.name for document in export.of(kind)]


def test_everything_is_read(connect, sandbox):
    server = connect(sandbox)

    snapshot = server.read()

    export = snapshot.export
    assert len(export.of(FLOW)) == 7
    assert names(export, CAMPAIGN) == ["ANC Reminders", "Facility Sync"]
    assert len(export.of(TRIGGER)) == 7
    assert names(export, GROUP) == ["ANC Due Soon", "ANC Mothers", "Health Workers"]
    assert names(export, FIELD) == ["ANC Visits", "Expected Delivery Date", "Health Facility", "Next Visit"]
    assert [document.body["key"] for document in export.of(GLOBAL)] == [
        "cht_auth",
        "cht_url",
        "programme_name",
    ]
    assert export.server == sandbox.dialect.name
    assert export.archived == ()
    assert export.unread == frozenset()
    assert snapshot.excluded == 0


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_release_is_read_and_recognised(connect, programme, dialect):
    sandbox = Sandbox(dialect)
    sandbox.load("Staging", programme)

    export = connect(sandbox).read().export

    assert (export.server, export.spec_version) == (dialect, sandbox.dialect.spec_version)
    assert {kind.name: len(export.of(kind)) for kind in KINDS} == {
        "flow": 7, "campaign": 2, "trigger": 7, "group": 3, "field": 4, "global": 3,
    }  # fmt: skip


def test_an_endpoint_that_is_gone_is_an_empty_list(connect, sandbox):
    server = connect(sandbox)
    fault(server, "status:404", "/api/v2/labels.json")

    assert server.read().names["labels"] == {}


def test_the_values_of_globals_are_left_on_the_server(connect, sandbox):
    sandbox.assets("Staging", {"globals": [{"name": "CHT Auth", "value": "Basic canary"}]})

    assert "canary" not in repr(connect(sandbox).read())


def test_names_of_what_a_deploy_binds_to_come_with_their_uuids(connect, sandbox):
    channels = [
        {
            "uuid": f"{n}0000000-0000-4000-8000-000000000000",
            "name": "Android",
            "type": "A",
            "address": f"+2547000000{n}",
        }
        for n in (2, 1)
    ]
    sandbox.assets("Staging", {"channels": channels})

    found = connect(sandbox).read().names

    assert set(found["channels"]["Android"]) == {channels[1]["uuid"], channels[0]["uuid"]}
    assert {"General", "Quality of Care"} == set(found["topics"])
    assert "ANC Mothers" in found["groups"]
    assert len(found["flows"]) == 7


def test_groups_and_fields_used_only_in_queries_and_exclusions_come_along(connect):
    flow = {
        "uuid": uuid(1),
        "name": "A",
        "spec_version": "13.2.0",
        "language": "eng",
        "type": "messaging",
        "nodes": [],
    }
    groups = [
        {"uuid": uuid(2), "name": "Smart", "query": 'visits > 4 AND group = "Inner"'},
        {"uuid": uuid(3), "name": "Inner", "query": "age > 15"},
        {"uuid": uuid(4), "name": "Not used", "query": None},
    ]
    fields = [{"key": key, "name": key.title(), "type": "number"} for key in ("visits", "age", "other")]
    reference = {"uuid": uuid(2), "name": "Smart"}
    trigger = {
        "trigger_type": "C",
        "flow": {"uuid": uuid(1), "name": "A"},
        "groups": [],
        "exclude_groups": [reference],
    }
    sandbox = Sandbox("26.2")
    given = {"flows": [flow], "groups": groups, "fields": fields, "triggers": [trigger]}
    sandbox.load("Staging", json.loads(json.dumps({"version": "13", **given})))

    export = connect(sandbox).read().export

    assert names(export, GROUP) == ["Inner", "Smart"]
    assert names(export, FIELD) == ["Age", "Visits"]


def test_archived_flows_and_campaigns_without_flows_are_read_too(connect, sandbox):
    workspace = sandbox.workspace("Staging")
    archived = next(iter(workspace.flows.values()))
    workspace.archive_flow(archived.uuid)
    group = {"uuid": uuid(5), "name": "Lonely", "query": None}
    campaign = {"uuid": uuid(6), "name": "Greetings", "group": group, "events": []}
    sandbox.load("Staging", {"version": "13", "flows": [], "groups": [group], "campaigns": [campaign]})

    workspace.archive_campaign(uuid(6))

    export = connect(sandbox).read().export

    assert [(it["kind"], it["uuid"]) for it in export.archived] == [
        ("campaign", uuid(6)),
        ("flow", archived.uuid),
    ]
    assert len(export.of(FLOW)) == 7
    assert "Greetings" in names(export, CAMPAIGN)
    assert "Lonely" in names(export, GROUP)


def test_what_the_environment_leaves_out_is_left_out_with_its_triggers(connect, sandbox):
    snapshot = connect(sandbox, include=("anc *",), exclude=("*Danger*", "ANC Voice*")).read()

    assert snapshot.excluded == 2
    assert "ANC Danger Signs" not in names(snapshot.export, FLOW)
    assert not any("Danger" in name for name in names(snapshot.export, TRIGGER))
    assert "ANC Danger Signs" not in snapshot.names["flows"]


@pytest.mark.parametrize("count", [1, 79, 81, 250, 500])
def test_an_export_takes_few_requests(connect, count):
    sandbox = Sandbox("26.2")
    sandbox.load("Staging", generated(count, nodes=2))
    server = connect(sandbox)

    export = server.read().export

    assert len(export.of(FLOW)) == count
    assert server.transport.requests <= ceil(count / 80) + ceil(count / 250) + 10


def test_a_flow_that_does_not_come_back_is_an_error(connect, sandbox):
    server = connect(sandbox)
    answer = '{"version": "13", "flows": []}'
    fault(server, "status:200", headers={"Content-Type": "application/json"}, body=answer)

    with pytest.raises(
        ServerError, match=r"of 7 flows asked for, 7 did not come back: .* …\. Nothing was written"
    ):
        server.read()


def test_a_gateway_that_gives_up_costs_the_triggers_and_says_so(connect, sandbox, told):
    server = connect(sandbox)
    fault(server, "status:504", times=2)

    export = server.read().export

    assert export.unread == {"trigger"}
    assert export.of(TRIGGER) == ()
    assert len(export.of(FLOW)) == 7
    assert names(export, CAMPAIGN) == ["ANC Reminders", "Facility Sync"]
    assert names(export, GROUP) == ["ANC Due Soon", "ANC Mothers", "Health Workers"]
    assert len(export.of(FIELD)) == 4
    assert "triggers cannot be read, those in the repository stay as they are" in told[-1]


def test_an_answer_that_never_comes_is_waited_for_twice(connect, sandbox, told):
    server = connect(sandbox)
    fault(server, "hang", times=2)

    assert server.read().export.unread == {"trigger"}
    assert "triggers cannot be read" in told[-1]


def test_batches_become_smaller_until_the_gateway_answers(connect, programme):
    sandbox = Sandbox("26.2")
    sandbox.load("Staging", generated(100, nodes=2))
    server = connect(sandbox)
    fault(server, "status:504", times=8)

    export = server.read().export

    assert len(export.of(FLOW)) == 100
    asked = [line["path"].count("flow=") for line in log(server) if "definitions" in line["path"]]
    assert asked[:9] == [80, 80, 80, 80, 40, 40, 20, 20, 10]


def test_a_gateway_that_never_answers_is_an_error(connect, sandbox):
    server = connect(sandbox)
    fault(server, "status:504", times=99)

    with pytest.raises(TimedOut):
        server.read()


def test_a_proxy_with_a_shorter_request_line_gets_smaller_batches(connect):
    sandbox = Sandbox("26.2")
    sandbox.load("Staging", generated(90, nodes=2))
    server = connect(sandbox)
    fault(server, "status:414", times=2)

    export = server.read().export

    assert export.unread == frozenset()
    asked = [line["path"].count("flow=") for line in log(server) if "definitions" in line["path"]]
    assert asked[:4] == [80, 40, 20, 20]


def test_a_proxy_that_takes_no_request_at_all_is_an_error(connect, sandbox):
    server = connect(sandbox)
    fault(server, "status:414", times=99)

    with pytest.raises(TooLarge):
        server.read()


def test_a_list_of_flows_without_uuids_is_not_rapidpro(connect, sandbox):
    server = connect(sandbox)
    page = '{"next": null, "results": [{"name": "x"}]}'
    fault(server, "status:200", "/api/v2/flows.json", headers={"Content-Type": "application/json"}, body=page)

    with pytest.raises(ServerError, match="lists flows without UUID or name"):
        server.read()


def test_an_answer_that_is_no_export_names_the_server(connect, sandbox):
    server = connect(sandbox)
    fault(server, "status:200", headers={"Content-Type": "application/json"}, body="[]")

    with pytest.raises(ServerError, match="answered without flows where RapidPro answers an export"):
        server.read()


def uuid(number):
    return f"{number:08}-1111-4111-8111-111111111111"


def log(server):
    return requests.get(f"{server.transport.host}/sandbox/log.json", timeout=5).json()
