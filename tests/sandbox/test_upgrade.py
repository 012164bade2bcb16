from flowops.sandbox import Sandbox
from flowops.sandbox.upgrade import upgrade

from .client import Client, JsonDict


def old(sandbox: Sandbox, spec: str) -> str:
    """A flow whose definition was put in the database as it is, as the older editors do."""
    body: JsonDict = {"uuid": "f", "name": "F", "spec_version": spec, "type": "messaging", "nodes": []}
    sandbox.workspace("Staging").revise(body)
    return "f"


def test_the_first_export_migrates_a_flow_and_makes_a_revision_of_it() -> None:
    sandbox = Sandbox("9.0")
    client, uuid = Client(sandbox), old(sandbox, "13.0.0")
    before = client.results("flows")[0]["modified_on"]

    first, second = client.export(uuid)["flows"], client.export(uuid)["flows"]

    assert [(each["spec_version"], each["revision"]) for each in first] == [("13.2.0", 2)]
    assert first == second
    assert client.results("flows")[0]["modified_on"] > before
    assert sandbox.workspace("Staging").revisions[uuid][-1].author == "system"


def test_other_flows_stay_what_they_are() -> None:
    sandbox = Sandbox("9.0")
    for spec in ("13.2.0", "99.0.0", "11.12", "none"):
        upgrade(sandbox.workspace("Staging"), [old(sandbox, spec)])

        flow = sandbox.workspace("Staging").flows["f"]
        assert flow.definition["spec_version"] == spec
    assert flow.revision == 4
