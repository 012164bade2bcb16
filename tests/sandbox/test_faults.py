import time
from typing import Any

import pytest
import requests

from flowops.sandbox import Running

from .client import Client, JsonDict

FLOWS = "/api/v2/flows.json"


def fault(client: Client, *faults: JsonDict) -> None:
    answer = client.http.post("/sandbox/faults.json", json=[*faults])
    assert (answer.status_code, answer.json) == (200, {"faults": len(faults)})


@pytest.mark.parametrize(
    ("status", "mimetype", "text"),
    [
        (502, "text/html", "<center><h1>502 Bad Gateway</h1></center>"),
        (503, "text/html", "503 Service Unavailable"),
        (504, "text/html", "504 Gateway Time"),
        (413, "text/html", "413 Request Entity Too Large"),
        (500, "text/plain", "Server Error. Site administrators have been notified."),
        (403, "application/json", '{"detail":"You do not have permission to perform this action."}'),
        (429, "application/json", '{"detail":"Request was throttled."}'),
        (418, "application/json", '{"detail":"I\'m a Teapot."}'),
        (499, "application/json", '{"detail":"Unknown."}'),
        (302, "text/html", ""),
    ],
)
def test_without_a_body_a_status_looks_like_the_real_thing(
    client: Client, status: int, mimetype: str, text: str
) -> None:
    fault(client, {"path": FLOWS, "fault": f"status:{status}"})

    answer = client.call(FLOWS)

    assert (answer.status_code, answer.mimetype) == (status, mimetype)
    assert text in answer.text
    assert client.call(FLOWS).status_code == 200


@pytest.mark.parametrize(
    ("body", "text"), [("<p>down</p>", "<p>down</p>"), ({"detail": "no"}, '{"detail":"no"}')]
)
def test_headers_and_body_can_be_given(client: Client, body: Any, text: str) -> None:
    headers = {"Retry-After": 7, "Content-Type": "text/x-test"}
    fault(client, {"fault": "status:503", "headers": headers, "body": body})

    answer = client.call(FLOWS)

    assert (answer.status_code, answer.text) == (503, text)
    assert (answer.headers["Retry-After"], answer.headers["Content-Type"]) == ("7", "text/x-test")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"path": FLOWS}, [503, 200, 200]),
        ({"path": FLOWS, "times": 2}, [503, 503, 200]),
        ({"path": FLOWS, "skip": 1}, [200, 503, 200]),
        ({"path": "/api/v2/*", "skip": 2}, [200, 200, 503]),
        ({"path": FLOWS, "method": "get"}, [503, 200, 200]),
        ({"path": FLOWS, "method": "POST"}, [200, 200, 200]),
        ({"path": "/api/v2/flows"}, [200, 200, 200]),
        ({"path": f"{FLOWS}?archived=0"}, [200, 200, 200]),
        ({}, [503, 200, 200]),
    ],
)
def test_which_requests_fail(client: Client, given: JsonDict, expected: list[int]) -> None:
    fault(client, {"fault": "status:503", **given})

    assert [client.call(f"{FLOWS}?archived=0").status_code for _ in range(3)] == expected


def test_faults_take_their_turns(client: Client) -> None:
    fault(client, {"fault": "status:502"}, {"fault": "status:504"})
    fault(client, {"fault": "status:500"})

    assert [client.call(FLOWS).status_code for _ in range(4)] == [502, 504, 500, 200]


def test_the_calls_of_the_sandbox_itself_never_fail(client: Client) -> None:
    fault(client, {"fault": "status:503", "times": 9})

    assert client.http.get("/sandbox/log.json").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        "{}",
        "[1]",
        "nonsense",
        "[{}]",
        '[{"fault": "explode"}]',
        '[{"fault": "status"}]',
        '[{"fault": "status:abc"}]',
        '[{"fault": "status:999"}]',
        '[{"fault": "reset:500"}]',
        '[{"fault": "reset", "method": "LOOK"}]',
        '[{"fault": "status:503", "headers": []}, {"fault": "status:503", "headers": 1}]',
        '[{"fault": "status:503", "headers": {"X": "a\\nb"}}]',
        '[{"fault": "status:503", "headers": {"X": "\\u20ac"}}]',
    ],
)
def test_a_fault_that_is_none_is_refused(client: Client, body: str) -> None:
    answer = client.http.post("/sandbox/faults.json", data=body)

    assert answer.status_code == 400
    assert client.sandbox.faults == []


@pytest.mark.parametrize(("kind", "status"), [("reset", None), ("reset-after", 200)])
def test_a_connection_is_reset_before_or_after_the_work(
    running: Running, http: requests.Session, kind: str, status: int | None
) -> None:
    http.post(f"{running.url}/sandbox/faults.json", json=[{"fault": kind}])

    with pytest.raises(requests.ConnectionError, match="reset by peer"):
        http.get(running.url + FLOWS)

    assert [(entry.status, entry.workspace) for entry in running.sandbox.log] == [(status, "Staging")]
    assert http.get(running.url + FLOWS).status_code == 200


def test_a_truncated_answer_has_its_length_and_half_its_body(
    running: Running, http: requests.Session
) -> None:
    whole = http.get(running.url + FLOWS).content
    http.post(f"{running.url}/sandbox/faults.json", json=[{"fault": "truncate"}])

    with http.get(running.url + FLOWS, stream=True) as answer:
        assert answer.headers["Content-Length"] == str(len(whole))
        with pytest.raises(requests.exceptions.ChunkedEncodingError, match=f"{len(whole) // 2} bytes read"):
            list(answer.iter_content(65536))


def test_a_hanging_request_outlasts_the_patience_of_the_client(
    running: Running, http: requests.Session
) -> None:
    http.post(f"{running.url}/sandbox/faults.json", json=[{"fault": "hang"}])

    with pytest.raises(requests.ReadTimeout):
        http.get(running.url + FLOWS, timeout=0.1)

    deadline = time.monotonic() + 5
    while not running.sandbox.log and time.monotonic() < deadline:
        time.sleep(0.01)
    assert [entry.status for entry in running.sandbox.log] == [None]
    assert http.get(running.url + FLOWS).status_code == 200


@pytest.mark.parametrize(
    ("kind", "error"),
    [("reset", ConnectionResetError), ("hang", ConnectionAbortedError), ("truncate", ConnectionAbortedError)],
)
def test_without_a_network_a_broken_connection_is_an_error(
    client: Client, kind: str, error: type[ConnectionError]
) -> None:
    fault(client, {"fault": kind})

    with pytest.raises(error):
        client.call(FLOWS).get_data()


def test_a_fault_is_gone_when_its_times_are_used_up(client: Client) -> None:
    fault(client, {"fault": "status:500", "times": 2}, {"fault": "status:500", "times": 0})

    assert [client.call(FLOWS).status_code for _ in range(3)] == [500, 500, 200]
    assert client.sandbox.faults == []


@pytest.mark.parametrize("path", ["/api/*/flows.json", "*/flows.*", "/api/v2/*", FLOWS])
def test_a_path_may_hold_stars_anywhere(client: Client, path: str) -> None:
    fault(client, {"path": path, "fault": "status:503"})

    assert client.call(FLOWS).status_code == 503
    assert client.call(FLOWS).status_code == 200


def test_one_fault_alone_needs_no_list(client: Client) -> None:
    answer = client.http.post("/sandbox/faults.json", json={"path": FLOWS, "fault": "status:503"})

    assert answer.json == {"faults": 1}
    assert client.call(FLOWS).status_code == 503


@pytest.mark.parametrize("key", ["skip", "times"])
def test_a_number_that_is_none_arms_nothing(client: Client, key: str) -> None:
    answer = client.http.post("/sandbox/faults.json", json=[{"fault": "reset", key: "x"}])

    assert answer.status_code == 400
    assert client.call(FLOWS).status_code == 200
