from base64 import b64encode

import pytest

from flowops.sandbox import Sandbox

from .client import Client, JsonDict, body_of

ENDPOINTS = [
    *(
        "workspace",
        "org",
        "definitions",
        "flows",
        "globals",
        "groups",
        "fields",
        "labels",
        "topics",
        "channels",
    ),
    *("campaigns", "campaign_events", "users", "templates", "classifiers", "optins", "runs", "contacts"),
    *("flow_starts", "ticketers"),
]


def basic(user: str, password: str) -> str:
    return f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"


@pytest.mark.parametrize(
    ("authorization", "detail"),
    [
        ("", "Authentication credentials were not provided."),
        ("Bearer x", "Authentication credentials were not provided."),
        ("Token x", "Invalid token"),
        ("Token", "Invalid token header. No credentials provided."),
        ("Token x y", "Invalid token header. Token string should not contain spaces."),
        ("Basic \xff", "Invalid basic header. Credentials not correctly base64 encoded."),
        ("Basic %", "Invalid basic header. Credentials not correctly base64 encoded."),
        (basic("deployer@example.org", "wrong"), "Invalid token or email"),
    ],
)
def test_without_a_right_token_everything_is_403(client: Client, authorization: str, detail: str) -> None:
    answer = client.call("/api/v2/flows.json", Authorization=authorization)

    assert (answer.status_code, answer.json) == (403, {"detail": detail})
    assert (client.sandbox.log[-1].status, client.sandbox.log[-1].workspace) == (403, None)


def test_a_token_works_as_a_basic_password_with_the_right_email(client: Client) -> None:
    right = client.call("/api/v2/flows.json", Authorization=basic(client.sandbox.login.email, client.token))
    wrong = client.call("/api/v2/flows.json", Authorization=basic("other@example.org", client.token))

    assert (right.status_code, wrong.status_code) == (200, 403)


def test_a_token_opens_one_workspace_only(sandbox: Sandbox) -> None:
    assert Client(sandbox, "Production").results("flows") == []
    assert Client(sandbox, "Production").get("workspace")["name"] == "Production"
    assert Client(sandbox, "Production").get("org") == Client(sandbox, "Production").get("workspace")


@pytest.mark.parametrize("path", ["/api/v2/flows", "/api/v2/", "/api/v2", "/api/v2/definitions?flow=x"])
def test_without_json_there_is_a_page_of_documentation(client: Client, path: str) -> None:
    answer = client.call(path)

    assert (answer.status_code, answer.mimetype) == (200, "text/html")


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("text/html", 406),
        ("image/png", 406),
        ("application/json", 200),
        ("application/*", 200),
        ("text/html, */*;q=0.1", 200),
        ("", 200),
    ],
)
def test_only_json_can_be_accepted(client: Client, accept: str, status: int) -> None:
    answer = client.call("/api/v2/flows.json", Accept=accept)

    assert answer.status_code == status
    assert answer.content_type == "application/json"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_another_method_is_405(client: Client, method: str) -> None:
    answer = client.call("/api/v2/definitions.json", method)

    assert (answer.status_code, answer.json) == (405, {"detail": f'Method "{method}" not allowed.'})
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_head_and_options_are_answered(client: Client) -> None:
    head, options = client.call("/api/v2/flows.json", "HEAD"), client.call("/api/v2/flows.json", "OPTIONS")

    assert (head.status_code, head.data, int(head.headers["Content-Length"]) > 100) == (200, b"", True)
    assert (options.status_code, body_of(options)["name"]) == (200, "flows")


@pytest.mark.parametrize(
    "path", ["/nothing/", "/api/v2/triggers.json", "/api/v3/flows.json", "//api/v2/flows.json"]
)
def test_an_unknown_address_is_a_page(client: Client, path: str) -> None:
    answer = client.call(path)

    assert (answer.status_code, answer.mimetype) == (404, "text/html")


@pytest.mark.parametrize(
    ("dialect", "missing"),
    [
        ("7.4", {"optins"}),
        ("8.0", {"optins"}),
        ("9.0", {"ticketers"}),
        ("10.0", {"ticketers", "templates"}),
        ("26.2", {"ticketers", "templates", "classifiers"}),
    ],
)
def test_which_endpoints_there_are(dialect: str, missing: set[str]) -> None:
    client = Client(Sandbox(dialect))

    assert {name for name in ENDPOINTS if client.call(f"/api/v2/{name}.json").status_code == 404} == missing


@pytest.mark.parametrize(
    ("endpoint", "query", "expected"),
    [
        ("flows", "?archived=0&type=voice", ["ANC Voice Reminder"]),
        ("flows", "?archived=true", []),
        ("flows", "?type=background&unknown=1", ["ANC Facility Sync"]),
        ("groups", "?name=anc%20MOTHERS", ["ANC Mothers"]),
        ("fields", "?key=anc_visits", ["ANC Visits"]),
        ("labels", "?name=questions", ["Questions"]),
        ("globals", "?key=cht_url", ["Cht Url"]),
        ("globals", "?key=nothing&key=cht_url", ["Cht Url"]),
        ("flows", "?after=2001-01-01&type=voice", ["ANC Voice Reminder"]),
        ("flows", "?before=2001-01-01T00:00:00Z", []),
        ("flows", "?after=yesterday", []),
        ("flows", "?before=tomorrow", []),
        ("globals", "?before=2001-01-01", []),
    ],
)
def test_lists_can_be_filtered(client: Client, endpoint: str, query: str, expected: list[str]) -> None:
    assert client.names(endpoint, query) == expected


def test_before_and_after_take_in_the_moment_itself(client: Client) -> None:
    row = client.results("flows")[3]

    assert client.names("flows", f"?after={row['modified_on']}&before={row['modified_on']}") == [row["name"]]


def test_globals_of_9_0_know_no_dates(programme: JsonDict) -> None:
    sandbox = Sandbox("9.0")
    sandbox.load("Staging", programme)

    assert len(Client(sandbox).results("globals", "?before=2001-01-01")) == 3


def test_events_of_one_campaign(client: Client, programme: JsonDict) -> None:
    for campaign in programme["campaigns"]:
        rows = client.results("campaign_events", f"?campaign={campaign['uuid'].upper()}")

        assert {row["uuid"] for row in rows} == {event["uuid"] for event in campaign["events"]}


@pytest.mark.parametrize(
    ("endpoint", "parameter"), [("flows", "uuid"), ("campaign_events", "campaign"), ("groups", "uuid")]
)
@pytest.mark.parametrize("before", ["7.4", "8.0", "9.0", "10.0"])
def test_what_is_no_uuid_finds_nothing_until_it_is_refused_on_26_2(
    before: str, endpoint: str, parameter: str
) -> None:
    path = f"/api/v2/{endpoint}.json?{parameter}=nonsense"
    old, new = Client(Sandbox(before)).call(path), Client(Sandbox("26.2")).call(path)

    assert (old.status_code, body_of(old)["results"]) == (200, [])
    assert (new.status_code, new.json) == (
        400,
        {"detail": f"Param '{parameter}': nonsense is not a valid UUID."},
    )


def test_the_workspace_is_named_by_its_number_on_9_0_and_by_its_uuid_on_26_2() -> None:
    for dialect, header, attribute in (("9.0", "X-Temba-Org", "id"), ("26.2", "X-Temba-Workspace", "uuid")):
        sandbox = Sandbox(dialect)
        answer = Client(sandbox, "Production").call("/api/v2/workspace.json")

        assert answer.headers[header] == str(getattr(sandbox.workspace("Production"), attribute))


def test_on_7_4_the_answer_to_a_token_does_not_name_the_workspace() -> None:
    assert "X-Temba-Org" not in Client(Sandbox("7.4")).call("/api/v2/workspace.json").headers


def test_a_request_line_of_4094_bytes_is_read_and_one_byte_more_is_not(client: Client) -> None:
    room = 4094 - len("GET /api/v2/flows.json?x= HTTP/1.1")
    longest = client.call(f"/api/v2/flows.json?x={'a' * room}")
    longer = client.call(f"/api/v2/flows.json?x={'a' * (room + 1)}")

    assert longest.status_code == 200
    assert (longer.status_code, longer.mimetype) == (400, "text/html")
    assert "Request Line is too large (4095 > 4094)" in longer.text


def test_a_bug_is_answered_as_rapidpro_answers_one(
    client: Client, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(client.sandbox.workspace("Staging"), "languages", None)

    answer = client.call("/api/v2/workspace.json")

    assert (answer.status_code, answer.mimetype) == (500, "text/plain")
    assert answer.text == "Server Error. Site administrators have been notified."
    assert "TypeError" in capsys.readouterr().err
    assert client.sandbox.log[-1].status == 500
