import pytest

from .client import Client


def test_the_log_names_method_path_with_query_status_and_workspace(client: Client) -> None:
    client.call("/api/v2/flows.json?archived=0&x=%20")
    client.call("/api/v2/flows.json", "POST", Authorization="Token wrong")
    client.call("/nothing")

    assert client.http.get("/sandbox/log.json").json == [
        {
            "method": "GET",
            "path": "/api/v2/flows.json?archived=0&x=%20",
            "status": 200,
            "workspace": "Staging",
        },
        {"method": "POST", "path": "/api/v2/flows.json", "status": 403, "workspace": None},
        {"method": "GET", "path": "/nothing", "status": 404, "workspace": "Staging"},
    ]


def test_the_log_can_be_emptied(client: Client) -> None:
    client.call("/api/v2/flows.json")

    assert client.http.delete("/sandbox/log.json").json == []
    assert client.http.get("/sandbox/log.json").json == []


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/sandbox/nothing.json", 404),
        ("POST", "/sandbox/log.json", 405),
        ("GET", "/sandbox/faults.json", 405),
    ],
)
def test_other_calls_do_not_exist(client: Client, method: str, path: str, status: int) -> None:
    assert client.http.open(path, method=method).status_code == status
    assert not client.sandbox.log


def test_the_log_forgets_its_oldest_requests(client: Client) -> None:
    assert client.sandbox.log.maxlen == 100_000


@pytest.mark.parametrize("named", ["Staging", "staging", "1"])
def test_a_workspace_is_named_by_name_or_number(client: Client, named: str) -> None:
    answer = client.http.get(f"/sandbox/waiting.json?workspace={named}")

    assert answer.json == {"waiting": 0, "stranded": 0}
