import pytest

from flowops.sandbox import Sandbox, Workspace
from flowops.sandbox.importing import run

from .client import Client, JsonDict

PATH = "/sandbox/waiting.json"


def put(client: Client, flow: JsonDict, count: int = 3, key: str = "uuid") -> JsonDict:
    node = flow["nodes"][0]["uuid"]
    body = {"workspace": "staging", "flow": flow[key], "node": node, "count": count}
    response = client.http.post(PATH, json=body)
    assert response.status_code == 200, response.text
    answer: JsonDict = response.json or {}
    return answer


def shown(client: Client) -> JsonDict:
    answer: JsonDict = client.http.get(f"{PATH}?workspace=Staging").json or {}
    return answer


def test_contacts_wait_and_are_counted_in_their_flow(client: Client, programme: JsonDict) -> None:
    flow = programme["flows"][0]
    assert put(client, flow) == {"waiting": 3, "stranded": 0}
    assert put(client, {**flow, "name": flow["name"].upper()}, 2, "name") == {"waiting": 5, "stranded": 0}

    runs = {row["name"]: row["runs"] for row in client.results("flows")}
    assert runs[flow["name"]] == {**dict.fromkeys(runs[flow["name"]], 0), "waiting": 5}
    assert shown(client) == {"waiting": 5, "stranded": 0}


def test_before_9_0_the_contacts_who_wait_are_active(programme: JsonDict) -> None:
    sandbox = Sandbox("7.4")
    sandbox.load("Staging", programme)
    client = Client(sandbox)
    put(client, programme["flows"][0])

    runs = {row["name"]: row["runs"] for row in client.results("flows")}
    assert runs[programme["flows"][0]["name"]] == {
        "active": 3,
        "completed": 0,
        "interrupted": 0,
        "expired": 0,
    }


def test_an_import_strands_them(client: Client, workspace: Workspace, programme: JsonDict) -> None:
    put(client, programme["flows"][0])
    run(workspace, programme, same_site=True)

    assert shown(client) == {"waiting": 3, "stranded": 3}


def test_an_editor_strands_those_whose_node_is_gone(
    client: Client, workspace: Workspace, programme: JsonDict
) -> None:
    first, second = programme["flows"][:2]
    put(client, first)
    put(client, second)

    workspace.save_flow({**first, "nodes": first["nodes"][1:]})
    workspace.save_flow({**second, "nodes": second["nodes"][:1]})

    assert shown(client) == {"waiting": 6, "stranded": 3}


def test_a_deleted_flow_strands_them(client: Client, workspace: Workspace, programme: JsonDict) -> None:
    put(client, programme["flows"][0])
    workspace.delete_flow(programme["flows"][0]["uuid"])

    assert shown(client) == {"waiting": 3, "stranded": 3}


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"workspace": "Nowhere"}, "there is no workspace Nowhere"),
        ({"workspace": None}, "there is no workspace"),
        ({"flow": "Nothing"}, "there is no flow Nothing"),
        ({"flow": None}, "the body has no flow"),
        ({"node": "gone"}, "has no node gone"),
        ({"count": -1}, "count is no number of contacts"),
        ({"count": True}, "count is no number of contacts"),
    ],
)
def test_contacts_wait_only_where_there_is_a_node(
    client: Client, programme: JsonDict, other: JsonDict, reason: str
) -> None:
    flow = programme["flows"][0]
    body = {"workspace": "Staging", "flow": flow["uuid"], "node": flow["nodes"][0]["uuid"], **other}

    response = client.http.post(PATH, json=body)

    assert (response.status_code, reason in response.text) == (400, True)


def test_the_workspace_may_be_named_by_its_uuid(client: Client, workspace: Workspace) -> None:
    answer = client.http.get(f"{PATH}?workspace={workspace.uuid}")

    assert answer.json == {"waiting": 0, "stranded": 0}
    assert client.http.get(PATH).status_code == 400
