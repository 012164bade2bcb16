"""The client against a server that misbehaves: what passes, what is asked again, what ends it."""

from dataclasses import replace

import pytest
import requests

from flowops.environment import Secret
from flowops.errors import NotFound, ServerError, TimedOut, TooLarge
from flowops.sandbox import Sandbox
from flowops.server.answer import Trouble
from flowops.server.api import Api
from flowops.server.notices import Notices
from flowops.server.patience import Patience
from flowops.server.sender import origin
from flowops.server.transport import Transport

from .conftest import answering

QUICK = Patience(tries=3, wait=0.01, connect=2, read=0.5, throttled=5, sleep=lambda _: None)


@pytest.fixture
def told():
    return []


@pytest.fixture
def sandbox():
    return Sandbox("9.0")


@pytest.fixture
def slept():
    """How long was waited for, each time."""
    return []


@pytest.fixture
def api(sandbox, start, monkeypatch, told, slept):
    monkeypatch.setenv("T", sandbox.workspace("Staging").token)
    patience = replace(QUICK, sleep=slept.append)
    return Api(Transport(start(sandbox).url, Secret("T", "staging", "token"), Notices(told.append), patience))


def fault(api, fault, path="/api/v2/workspace.json", **more):
    body = [{"method": "GET", "path": path, "fault": fault, **more}]
    assert requests.post(f"{api.transport.host}/sandbox/faults.json", json=body, timeout=5).ok


def test_a_workspace_says_who_it_is(api, sandbox):
    workspace = api.workspace()

    assert (workspace.uuid, workspace.name) == (sandbox.workspace("Staging").uuid, "Staging")
    assert api.transport.requests == 1


@pytest.mark.parametrize(
    "kind", ["status:500", "status:502", "status:503", "status:504", "reset", "truncate", "hang"]
)
def test_what_may_pass_is_asked_again(api, told, kind):
    fault(api, kind, times=2)

    assert api.workspace().name == "Staging"
    assert api.transport.requests == 3
    assert len(told) == 2
    assert all("trying again in" in line for line in told)


@pytest.mark.parametrize(
    ("kind", "error", "said"),
    [
        ("status:500", ServerError, "answered 500: Server Error"),
        ("status:502", TimedOut, "answered 502"),
        ("status:504", TimedOut, "answered 504"),
        ("hang", TimedOut, "took too long to answer"),
        ("reset", ServerError, "no connection to"),
        ("truncate", ServerError, "broke off in the middle of an answer. Try again"),
    ],
)
def test_patience_ends(api, kind, error, said):
    fault(api, kind, times=9)

    with pytest.raises(error, match=said):
        api.workspace()
    assert api.transport.requests == 3


@pytest.mark.parametrize(
    ("kind", "error", "said"),
    [
        ("status:403", ServerError, "does not accept the token from"),
        ("status:404", NotFound, "has no /api/v2/groups.json"),
        ("status:413", TooLarge, "refused a request as too large"),
        ("status:414", TooLarge, "refused a request as too large"),
        ("status:400", ServerError, "answered 400"),
        ("status:431", TooLarge, "Something in front of it allows less"),
    ],
)
def test_what_will_not_pass_is_not_asked_again(api, kind, error, said):
    fault(api, kind, "/api/v2/groups.json", times=9)

    with pytest.raises(error, match=said):
        list(api.all("groups"))
    assert api.transport.requests == 1


def test_a_throttled_client_waits_as_long_as_it_is_told(api, told, slept):
    fault(api, "status:429", times=2, headers={"Retry-After": "1"})

    api.workspace()

    assert slept == [1, 1]
    assert all("throttles" in line and line.endswith("trying again in 1 s") for line in told)


def test_without_retry_after_it_waits_longer_each_time(api, told, slept):
    fault(api, "status:429", times=2)

    with pytest.raises(ServerError, match="throttles"):  # 2 and 4 seconds are beyond patience
        api.workspace()

    assert slept == [2]
    assert [line.rpartition(" in ")[2] for line in told] == ["2 s"]


@pytest.mark.parametrize("after", ["0", "Wed, 21 Oct 2015 07:28:00 GMT"])
def test_a_wait_of_nothing_is_not_believed(api, told, after):
    fault(api, "status:429", times=1, headers={"Retry-After": after})

    api.workspace()

    assert [line.rpartition(" in ")[2] for line in told] == ["2 s"]


def test_a_server_that_is_away_is_not_waited_for_all_day():
    away = Trouble(ServerError("503"), after=86400)

    assert away.wait(0.5, 1) == 300


@pytest.mark.parametrize("after", ["3600", "9" * 5000, "tomorrow", "Wed, 21 Oct 2099 07:28:00 GMT"])
def test_a_wait_beyond_patience_ends_at_once(api, after, slept):
    fault(api, "status:429", times=9, headers={"Retry-After": after})

    with pytest.raises(ServerError, match="throttles: the workspace's requests of this hour are used up"):
        api.workspace()

    assert sum(slept) < 5


def test_the_throttle_of_the_server_itself_is_understood(api):
    requests.post(
        f"{api.transport.host}/sandbox/throttle.json", json={"limit": 0, "retry_after": True}, timeout=5
    )

    with pytest.raises(ServerError, match="throttles"):
        api.workspace()


@pytest.mark.parametrize(
    ("kind", "headers", "body", "said"),
    [
        (
            "status:200",
            {"Content-Type": "text/html"},
            "<html>Welcome</html>",
            "answered with text/html where RapidPro",
        ),
        (
            "status:200",
            {"Content-Type": "application/json"},
            '{"name": "x"}',
            "does not answer as RapidPro does",
        ),
        ("status:200", {"Content-Type": "application/json"}, "[]", "does not answer as RapidPro does"),
        ("status:404", {}, "", "does not answer as RapidPro does"),
        (
            "status:302",
            {"Location": "https://elsewhere.example.org/x"},
            "",
            "redirects to another host, https://elsewhere",
        ),
        (
            "status:302",
            {"Location": "http://a:b@elsewhere.example.org/"},
            "",
            "http://elsewhere.example.org: refused",
        ),
        ("status:302", {"Location": "/api/v2/workspace.json"}, "", "answered 302"),
        (
            "status:403",
            {"Content-Type": "text/html"},
            "<style>x</style><h1>Access denied</h1>",
            "403: Access denied",
        ),
    ],
)
def test_a_host_that_is_not_rapidpro_is_recognised(api, kind, headers, body, said):
    fault(api, kind, times=99, headers=headers, body=body)

    with pytest.raises(ServerError, match=said):
        api.workspace()


def test_a_redirect_on_the_same_host_is_followed(api):
    fault(api, "status:302", times=1, headers={"Location": "/api/v2/org.json"})

    assert api.workspace().name == "Staging"


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://rapidpro.example.org:443/x", True),
        ("https://RapidPro.example.org/", True),
        ("https://rapidpro.example.org:8443/", False),
        ("http://rapidpro.example.org/", False),
        ("https://rapidpro.example.org.evil.example/", False),
        ("https://rapidpro.example.org@evil.example/", False),
    ],
)
def test_a_token_goes_to_one_origin_only(url, same):
    assert (origin(url) == origin("https://rapidpro.example.org")) == same


def test_a_next_page_on_another_host_is_refused(api):
    page = '{"next": "https://elsewhere.example.org/api/v2/flows.json?cursor=x", "results": []}'
    fault(api, "status:200", "/api/v2/flows.json", headers={"Content-Type": "application/json"}, body=page)

    with pytest.raises(
        ServerError, match=r"the next page is on another host, https://elsewhere\.example\.org"
    ):
        list(api.all("flows"))


def test_a_next_page_whose_scheme_a_proxy_lost_is_on_our_own_host(api):
    host = api.transport.host.replace("http:", "ftp:")
    page = f'{{"next": "{host}/api/v2/flows.json?cursor=", "results": []}}'
    fault(api, "status:200", "/api/v2/flows.json", headers={"Content-Type": "application/json"}, body=page)

    assert list(api.all("flows")) == []


@pytest.mark.parametrize("link", ["http://[bad", "http://127.0.0.1:99999999/"])
def test_a_next_page_that_is_no_address_is_refused(api, link):
    page = f'{{"next": "{link}", "results": []}}'
    fault(api, "status:200", "/api/v2/flows.json", headers={"Content-Type": "application/json"}, body=page)

    with pytest.raises(ServerError, match="which is no address"):
        list(api.all("flows"))


def test_pages_that_lead_in_a_circle_end(api):
    page = f'{{"next": "{api.transport.host}/api/v2/flows.json?a=b", "results": []}}'
    fault(
        api,
        "status:200",
        "/api/v2/flows.json",
        headers={"Content-Type": "application/json"},
        body=page,
        times=9,
    )

    with pytest.raises(ServerError, match="leads back to itself"):
        list(api.all("flows"))


@pytest.mark.parametrize(
    "body", ['{"next": {}, "results": []}', "{}", "[]", '{"next": null, "results": [1]}']
)
def test_a_page_without_results_is_not_rapidpro(api, body):
    fault(api, "status:200", "/api/v2/flows.json", headers={"Content-Type": "application/json"}, body=body)

    with pytest.raises(ServerError, match="does not answer as RapidPro does"):
        list(api.all("flows"))


def test_more_than_a_page_is_read_whole(api, sandbox):
    groups = [
        {"uuid": f"{n:08}-0000-4000-8000-000000000000", "name": f"G {n}", "query": None} for n in range(600)
    ]
    sandbox.load("Staging", {"version": "13", "flows": [], "groups": groups})

    names = {group["name"] for group in api.all("groups")}

    assert {group["name"] for group in groups} <= names
    assert api.transport.requests == 3


def test_a_wrong_token_is_named_by_its_variable_and_never_shown(api, monkeypatch):
    monkeypatch.setenv("T", "canary" * 6)

    with pytest.raises(ServerError) as raised:
        api.workspace()

    assert "does not accept the token from ${T} (403: Invalid token)" in str(raised.value)
    assert "canary" not in str(raised.value)


@pytest.mark.parametrize("before", range(60, 140, 7))
def test_a_token_that_a_server_echoes_is_hidden_before_it_is_cut(api, monkeypatch, before):
    monkeypatch.setenv("T", "canary0123456789")
    page = f"<h1>Error</h1><pre>{'x' * before} Authorization: Token CANARY0123456789</pre>"
    fault(api, "status:418", headers={"Content-Type": "text/html"}, body=page)

    with pytest.raises(ServerError) as raised:
        api.workspace()

    assert "canary" not in str(raised.value).lower()


@pytest.mark.parametrize("host", ["https://a..b", f"https://{'x' * 64}.org", "https://exämple..org"])
def test_a_host_name_that_cannot_be_is_said(monkeypatch, host):
    monkeypatch.setenv("T", "x")

    with pytest.raises(ServerError):
        Api(Transport(host, Secret("T", "staging", "token"), Notices(), QUICK)).workspace()


def test_a_bundle_of_certificates_that_is_not_there_is_said(monkeypatch):
    monkeypatch.setenv("T", "x")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere.pem")

    with pytest.raises(ServerError, match=r"/nowhere\.pem"):
        Api(
            Transport("https://rapidpro.example.org", Secret("T", "staging", "token"), Notices(), QUICK)
        ).workspace()


@pytest.mark.parametrize("value", ["two words", "line\nbreak", "ünïcode", "tab\there"])
def test_a_value_that_cannot_be_a_token_is_never_sent(api, monkeypatch, value):
    monkeypatch.setenv("T", value)

    with pytest.raises(ServerError, match=r"the value of \$\{T\} is no token"):
        api.workspace()


def test_a_netrc_file_does_not_replace_the_token(api, tmp_path, monkeypatch):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))

    assert api.workspace().name == "Staging"


def test_a_proxy_does_not_come_between_this_machine_and_itself(api, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")

    assert api.workspace().name == "Staging"


def test_nobody_there_is_said_with_the_reason(monkeypatch, told):
    monkeypatch.setenv("T", "x")
    transport = Transport("http://127.0.0.1:9", Secret("T", "staging", "token"), Notices(told.append), QUICK)

    with pytest.raises(
        ServerError, match=r"no connection to http://127\.0\.0\.1:9 \(.*[Cc]onnection refused\)"
    ):
        Api(transport).workspace()


def test_a_certificate_that_cannot_be_verified_ends_it():
    error = requests.exceptions.SSLError("[SSL: CERTIFICATE_VERIFY_FAILED] self-signed certificate")

    with pytest.raises(
        ServerError, match=r"the certificate of https://x cannot be verified.* REQUESTS_CA_BUNDLE"
    ):
        Trouble.of(error, "https://x")


def test_what_requests_itself_refuses_is_said():
    with pytest.raises(ServerError, match=r"https://x cannot be asked \(InvalidURL\)"):
        Trouble.of(requests.exceptions.InvalidURL("x"), "https://x")


def test_a_server_that_does_not_speak_https_is_told_apart(api, monkeypatch):
    host = api.transport.host.replace("http:", "https:")
    transport = Transport(host, Secret("T", "staging", "token"), Notices(), QUICK)

    with pytest.raises(ServerError, match="does not speak https"):
        Api(transport).workspace()


CHUNKS = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nabc\r\n"
)
PORT = b"HTTP/1.1 302 Found\r\nLocation: //127.0.0.1:99999999/\r\nContent-Length: 0\r\n\r\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (CHUNKS, r"(cannot be asked|broke off in the middle)"),
        (PORT, r"cannot be asked \(ValueError\)\. Check"),
    ],
)
def test_an_answer_that_makes_no_sense_is_said(monkeypatch, data, said):
    monkeypatch.setenv("T", "x")
    with answering(data) as (host, _), pytest.raises(ServerError, match=said):
        Api(Transport(host, Secret("T", "staging", "token"), Notices(), QUICK)).workspace()
