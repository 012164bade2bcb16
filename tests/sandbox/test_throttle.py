import pytest

from flowops.sandbox import Sandbox
from flowops.sandbox.answers import Refusal
from flowops.sandbox.throttle import Throttle

from .client import Client, body_of


class Now:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        return self.time


@pytest.mark.parametrize(
    ("dialect", "limit"), [*((name, 2500) for name in ("7.4", "8.0", "9.0", "10.0")), ("26.2", 3600)]
)
def test_the_limit_of_a_version(dialect: str, limit: int) -> None:
    assert Sandbox(dialect).throttle.limit == limit


def test_the_hour_slides() -> None:
    now = Now()
    throttle = Throttle(2, clock=now)
    throttle.count(1, "v2")
    now.time = 1800.5
    throttle.count(1, "v2")
    with pytest.raises(Refusal, match=r"Expected available in 1800 seconds\.") as caught:
        throttle.count(1, "v2")
    assert caught.value.headers == {"Retry-After": "1800"}

    now.time = 3599.5
    with pytest.raises(Refusal, match=r"Expected available in 1 second\."):
        throttle.count(1, "v2")

    now.time = 3600.0
    throttle.count(1, "v2")


def test_workspaces_and_scopes_are_counted_apart() -> None:
    throttle = Throttle(1)
    for workspace in (1, 2):
        for scope in ("v2", "v2.runs"):
            throttle.count(workspace, scope)

    with pytest.raises(Refusal):
        throttle.count(1, "v2.runs")


def test_only_calls_with_a_token_count_and_only_against_the_api(sandbox: Sandbox, client: Client) -> None:
    sandbox.throttle.limit = 1
    for _ in range(3):
        client.call("/api/v2/flows.json", Authorization="Token wrong")
        client.call("/api/v2/flows")
        client.call("/sandbox/log.json")
    assert client.call("/api/v2/flows.json").status_code == 200

    answer = client.call("/api/v2/groups.json")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3600")
    assert client.call("/api/v2/runs.json").status_code == 200
    assert Client(sandbox, "Production").call("/api/v2/flows.json").status_code == 200


def test_the_limit_can_be_set_by_a_call(sandbox: Sandbox, client: Client) -> None:
    answer = client.http.post("/sandbox/throttle.json", json={"limit": 0, "retry_after": False})
    assert (answer.status_code, answer.json) == (200, {"limit": 0, "retry_after": False})

    throttled = client.call("/api/v2/flows.json")
    assert (throttled.status_code, throttled.json) == (429, {"detail": "Request was throttled."})
    assert "Retry-After" not in throttled.headers

    client.http.post("/sandbox/throttle.json", json={"limit": 0})
    assert "3600 seconds" in body_of(client.call("/api/v2/flows.json"))["detail"]


@pytest.mark.parametrize(
    "body",
    ['{"limit": "x"}', '{"limit": -1}', '{"limit": true}', '{"limit": 1, "retry_after": 1}', "[]", "{"],
)
def test_a_limit_that_is_none_is_refused(client: Client, body: str) -> None:
    assert client.http.post("/sandbox/throttle.json", data=body).status_code == 400
    assert client.sandbox.throttle.limit == 3600
