"""What real servers held after an import is what a workspace holds after ours."""

import json
from math import inf

import pytest

from flowops.model.json import Json, JsonObject
from flowops.sandbox import Sandbox
from flowops.sandbox.definitions import export
from flowops.sandbox.dialects import DIALECTS
from flowops.sandbox.importing import ImportFailed, run
from flowops.sandbox.parsing import new_uuid
from tests.sandbox.client import Client, JsonDict, body_of
from tests.sandbox.recorded import UUID, VERSIONS, comparable, normal, own_path, recording

STEPS = [
    *("27-flows", "29-definitions-none", "30-definitions-all", "34-globals-after-import", "35-fields"),
    *("36-groups", "37-campaigns", "38-campaign-events", "39-labels", "40-topics"),
]


def imported(version: str, programme: JsonDict) -> Sandbox:
    """A server on which happened what happened on the recorded one: some API calls, then an import."""
    sandbox = Sandbox(version)
    workspace = sandbox.workspace("ANC Staging")
    workspace.filling_seconds = inf  # nobody filled smart groups there
    workspace.set_global("cht_url", "https://cht.example.org", "CHT URL")
    sandbox.assets("ANC Staging", {"labels": [{"name": "Questions"}]})
    sandbox.load("ANC Staging", {"fields": [{"key": "blood_group", "name": "Blood Group"}]})
    sandbox.load("ANC Staging", {"groups": [{"uuid": new_uuid(), "name": "Health Workers"}]})
    run(workspace, programme, same_site=False)
    return sandbox


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("version", VERSIONS)
def test_after_an_import_the_api_shows_what_the_server_showed(
    version: str, step: str, programme: JsonDict
) -> None:
    sandbox = imported(version, programme)
    recorded = recording(version, step)
    path = own_path(recorded["request"]["path"], version, sandbox.workspace("ANC Staging"))

    answer = body_of(Client(sandbox, "ANC Staging").call(path))

    assert comparable(answer) == comparable(recorded["response"]["json"])


@pytest.mark.parametrize("version", VERSIONS)
def test_a_second_import_gives_the_flow_a_new_revision_and_new_uuids(
    version: str, programme: JsonDict
) -> None:
    recorded = recording(version, "42-definitions-after-second-import")
    sandbox = imported(version, programme)
    workspace = sandbox.workspace("ANC Staging")
    [flow] = [flow for flow in workspace.flows.values() if flow.name == "ANC Reschedule"]
    run(workspace, programme, same_site=False)

    after = export(workspace, sandbox.site, [("flow", flow.uuid)], "none")

    assert comparable(after) == comparable(recorded["response"]["json"])
    assert uuids(flow.definition) & uuids(workspace.flows[flow.uuid].definition) == {flow.uuid}


@pytest.mark.parametrize("version", VERSIONS)
def test_loaded_flows_are_exported_as_the_server_migrates_them(version: str, programme: JsonDict) -> None:
    sandbox = Sandbox(version)
    sandbox.load("Staging", programme)
    recorded: JsonDict = recording(version, "30-definitions-all")["response"]["json"]

    answer = Client(sandbox).export(*(flow["uuid"] for flow in programme["flows"]))

    assert normal(contents(answer), "flows") == normal(contents(recorded), "flows")


def contents(answer: JsonDict) -> list[Json]:
    """The flows of an export without what an import settles by itself."""
    settled = ("revision", "expire_after_minutes")
    return [{key: item for key, item in flow.items() if key not in settled} for flow in answer["flows"]]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_takes_the_programme_both_ways(dialect: str, programme: JsonDict) -> None:
    sandbox, uuids = Sandbox(dialect), [flow["uuid"] for flow in programme["flows"]]
    sandbox.load("Staging", programme)
    run(sandbox.workspace("Production"), programme, same_site=True)

    exports = [Client(sandbox, name) for name in ("Staging", "Production")]
    loaded, imported = (client.export(*_all(client)) for client in exports)

    assert len(loaded["flows"]) == len(uuids)
    assert normal(contents(loaded), "flows") == normal(contents(imported), "flows")
    assert {flow["spec_version"] for flow in loaded["flows"]} == {DIALECTS[dialect].spec_version}


def _all(client: Client) -> list[str]:
    return [row["uuid"] for row in client.results("flows")]


def uuids(value: JsonObject) -> set[str]:
    return {found[0] for found in UUID.finditer(json.dumps(value))}


@pytest.mark.parametrize("version", VERSIONS)
def test_a_trigger_whose_flow_is_nowhere_fails_the_import(version: str, programme: JsonDict) -> None:
    sandbox = imported(version, programme)
    workspace = sandbox.workspace("ANC Staging")
    everything = [("flow", uuid) for uuid in workspace.flows]
    before = export(workspace, sandbox.site, everything, "all")
    form: JsonDict = recording(version, "43-import-failing")["request"]["form"]
    [file] = [value for value in form.values() if isinstance(value, dict)]

    with pytest.raises(ImportFailed, match="starts a flow that is neither in the file nor in the workspace"):
        run(workspace, file["content"], same_site=False)

    assert export(workspace, sandbox.site, everything, "all") == before
