"""What is said about calls of other servers, beyond the examples of the rules."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowops.environment import Environment, Rewrite, Secret
from flowops.rules import webhook
from flowops.rules.example import Example
from flowops.rules.fixing import fixed
from flowops.rules.settings import Settings
from flowops.rules.sketch import When, a_flow, a_node, an_action, ask, send, split, uid
from flowops.rules.table import RULES
from flowops.rules.webhook.address import UNKNOWN, resolved
from flowops.rules.webhook.credential import MARKS, WORDS, credential
from flowops.rules.webhook.sample import CHT, CONTACTS, JSON_HEADERS, alert, calling, get, post, reporting
from tests.rules.hostile import never_raises, projects

URL = "https://cht.example.org"


def complaints(rule: str, *flows, **more):
    return list(RULES[rule].check(Example(flows, **more).project()))


def said(rule: str, *flows, **more) -> list[str]:
    return [it.message for it in complaints(rule, *flows, **more)]


def calling_with(rule: str, action, *failed, **more) -> list[str]:
    return [it.message for it in RULES[rule].check(reporting(action, *failed, **more).project())]


@given(projects(webhook.RULES))
def test_no_rule_ever_raises(project):
    never_raises(webhook.RULES, project)


@pytest.mark.parametrize(
    ("template", "address"),
    [
        ("@globals.cht_url/api", f"{URL}/api"),
        ("@(GLOBALS.CHT_URL)/api", f"{URL}/api"),
        ('@(globals.cht_url & "/a?b=\\"" & globals.cht_url)', f'{URL}/a?b="{URL}'),
        ("@globals.cht_auth", UNKNOWN),
        ("@globals.nope/x", f"{UNKNOWN}/x"),
        ("@(upper(globals.cht_url & 1))", UNKNOWN),
        ("https://u:p@@h/@contact.uuid", f"https://u:p@h/{UNKNOWN}"),
        ('@(globals["cht_url"])', UNKNOWN),
    ],
)
def test_plain_globals_are_put_into_addresses(template, address):
    assert resolved(template, Example(globals=CHT).project()).text == address


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "https://u:p@CHT.example.org:8443/api/v2/records?x#y",
            ("https", "cht.example.org", "/api/v2/records", True),
        ),
        ("http://[::1]:80/x", ("http", "::1", "/x", False)),
        (f"https://{UNKNOWN}.example.org/x", ("https", "", "/x", False)),
        (f"{UNKNOWN}/medic/x", ("", "", "/medic/x", False)),
        ("cht.example.org/x", ("", "", "cht.example.org/x", False)),
        ("", ("", "", "", False)),
    ],
)
def test_addresses_have_parts(text, parts):
    address = resolved("", Example().project())._replace(text=text)
    assert (address.scheme, address.host, address.path, address.has_user_info) == parts


@given(st.text(alphabet='@(globals.cht_url)&"/: []?#\0x'))
def test_any_template_makes_an_address(template):
    address = resolved(template, Example(globals=CHT).project())
    assert isinstance(address.host + address.path + address.scheme, str)


@pytest.mark.parametrize(
    ("url", "messages"),
    [
        ("https://hooks.example.org/x", ["hard-coded host hooks.example.org"]),
        ("http://user:secret@@hooks.example.org/x", ["hard-coded host hooks.example.org"]),
        ("https://@fields.host/x", ["hard-coded host in the address"]),
        ("https://allowed.example.org/x", []),
        ("https://api.allowed.example.org/x", []),
        ("@fields.url", ["the address does not begin with a global"]),
        ('@(if(contact.language = "fra", globals.a, globals.b))', []),
        ('@(globals["cht_url"])', []),
    ],
)
def test_addresses_begin_with_a_global_or_are_allowed(url, messages):
    allowed = Settings(hosts=("Allowed.example.org", "*.allowed.example.org"))
    flow = a_flow("Flow", a_node("Node", post(url)))
    assert said("HOOK001", flow, settings=allowed) == messages


@pytest.mark.parametrize(
    ("accept", "good"),
    [
        ("application/json", True),
        ("APPLICATION/JSON; q=1, */*", True),
        ("@globals.accept", True),
        ("*/*", False),
        ("text/html, application/json", False),
        ("", False),
    ],
)
def test_the_first_accepted_type_counts(accept, good):
    found = calling_with("HOOK002", post(headers={"accept": accept}))
    assert found == (
        [] if good else ['without "Accept: application/json" a wrong password looks like success']
    )


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/records",
        "/api/v2/records/",
        "/api/v1/contacts-by-phone?phone=1",
        "/api/sms",
        "/medic/x",
        "/api/v1/sms/radpidpro/incoming-messages",
    ],
)
def test_the_cht_is_known_by_its_paths(path):
    assert calling_with("HOOK002", post(f"@globals.base{path}", headers={}))


@pytest.mark.parametrize("path", ["/api/v1/recordsx", "/api/v3/records", "/api/smsx", "/x/medic/", "/", ""])
def test_other_paths_are_anybodys(path):
    assert not calling_with("HOOK002", post(f"@globals.base{path}", headers={}))


def test_the_cht_is_known_by_the_host_of_its_global():
    action = post("@globals.cht_url/api/v5/anything", headers={})
    assert not calling_with("HOOK002", action)
    assert calling_with("HOOK002", action, globals=CHT)


def test_the_missing_header_is_added_to_the_others():
    [complaint] = complaints(
        "HOOK002", a_flow("Flow", a_node("Node", post(headers={"accept": "*/*", "X-Id": "1"})))
    )
    mended: Any = fixed(complaint.file.value, complaint.fixes)
    action = mended["nodes"][0]["actions"][0]
    assert action["headers"] == {"X-Id": "1", "Accept": "application/json"}
    assert not said("HOOK002", mended)


def test_two_missing_headers_are_added_at_once():
    flow = a_flow("Flow", a_node("Node", post(headers={"Authorization": "@globals.cht_auth"})))
    found = [it for rule in ("HOOK002", "HOOK003") for it in complaints(rule, flow)]
    mended: Any = fixed(flow, [fix for it in found for fix in it.fixes])
    assert mended["nodes"][0]["actions"][0]["headers"] == JSON_HEADERS


@pytest.mark.parametrize(
    ("method", "body", "given", "number", "fixes"),
    [
        ("POST", '{"a": 1}', {}, 1, 1),
        ("PUT", " [1]", {"content-type": " "}, 1, 1),
        ("POST", "@results.body", {}, 1, 0),
        ("POST", "a=b", {}, 1, 0),
        ("POST", "a=b", {"Content-Type": "application/x-www-form-urlencoded"}, 0, 0),
        ("POST", '{"a": 1}', {"Content-Type": "text/plain"}, 1, 0),
        ("POST", '{"a": 1}', {"Content-Type": "application/fhir+json"}, 0, 0),
        ("POST", '{"a": 1}', {"Content-Type": "@globals.type"}, 0, 0),
        ("POST", "  ", {}, 0, 0),
        ("GET", '{"a": 1}', {}, 0, 0),
    ],
)
def test_a_body_needs_its_type(method, body, given, number, fixes):
    found = complaints(
        "HOOK003", a_flow("Flow", a_node("Node", post(method=method, body=body, headers=given)))
    )
    assert (len(found), sum(len(it.fixes) for it in found)) == (number, fixes)


def test_credentials_may_be_in_what_is_not_known():
    action = post(headers={})
    severities = [
        it.severity
        for it in complaints("HOOK004", a_flow("F", a_node("N", action)), globals={"cht_url": "${URL}"})
    ]
    assert severities == ["warning"]
    assert not said(
        "HOOK004", a_flow("F", a_node("N", action)), globals={"cht_url": "https://u:p@cht.example.org"}
    )
    assert said("HOOK004", a_flow("F", a_node("N", action)), globals=CHT)


def with_status(failed: str | None, *more: When):
    whens = (
        When("Success", ("has_number_between", ["200", "299"]), "Thanks"),
        *more,
        When("Failure", None, failed),
    )
    return split("Call", "@webhook.status", *whens, actions=(get(),))


def test_success_is_also_told_by_the_status():
    thanks = a_node("Thanks", send("Thanks!"))
    assert len(said("HOOK005", a_flow("Flow", with_status(None), thanks))) == 1
    assert not said("HOOK005", a_flow("Flow", with_status("Thanks"), thanks))
    assert said(
        "HOOK005", a_flow("Flow", with_status("Thanks", When("Gone", ("has_number_eq", ["410"]))), thanks)
    ) == ['"Gone" leads nowhere: when the CHT is down, the flow ends silently']


def test_a_node_that_does_not_split_by_success_has_no_failure():
    other = split(
        "Call",
        "@webhook.json.x",
        When("Yes", ("has_only_text", ["Success"])),
        When("No", None),
        actions=(post(),),
    )
    assert not said("HOOK005", a_flow("Flow", other))
    assert not said("HOOK005", a_flow("Flow", a_node("Call", post())))


def entering(name: str):
    return an_action("enter_flow", f"to {name}", flow={"uuid": uid(f"flow {name}"), "name": name})


def test_the_flow_that_enters_may_look_at_the_result():
    child = a_flow("Child", calling(post(), failed=None), a_node("Thanks", send("Thanks!")))
    checking = a_flow(
        "Parent",
        a_node("Enter", entering("Child")),
        split("Done?", "@child.results.report.category", When("All", None)),
    )
    careless = a_flow("Careless", a_node("Enter", entering("Child")))
    assert not said("HOOK005", child, checking)
    assert len(said("HOOK005", child, checking, careless)) == 1


def test_an_alert_may_be_in_a_sub_flow_however_deep():
    report = reporting(post(), entering("One")).flows[0]
    one, two = (
        a_flow("One", a_node("Enter", entering("Two"), entering("One"))),
        a_flow("Two", a_node("Tell", alert())),
    )
    assert not said("HOOK006", report, one, two)
    assert said("HOOK006", report, one) == ["when the call fails, nobody of the team is told"]


def test_an_alert_behind_another_try_is_none():
    flow = a_flow(
        "Report",
        calling(post(), failed="Again"),
        a_node("Again", send("Wait…"), then="Call"),
        a_node("Thanks", alert()),
    )
    assert len(said("HOOK006", flow)) == 1


def test_only_who_answered_expects_a_message():
    assert not calling_with("HOOK007", post(), alert())
    asked = ask("How?", When("All", None, "Call"))
    nodes = (calling(post()), a_node("Thanks", send("Thanks!")), a_node("Alert", alert()))
    assert len(said("HOOK007", a_flow("Report", asked, *nodes))) == 1
    after = (calling(post()), a_node("Thanks", send("Thanks!"), then="How?"), a_node("Alert", alert()), asked)
    assert len(said("HOOK007", a_flow("Report", *after))) == 1  # asked after the first call, and called again
    unasked = ask("How?", When("All", None))
    assert not said("HOOK007", a_flow("Report", *(*nodes, unasked)))


def test_addresses_of_alerts_are_globals_of_allowed_domains():
    def mail(address: str, **more):
        action = an_action("send_email", "alert", addresses=[address], subject="x", body="y")
        return said("HOOK008", a_flow("Flow", a_node("Node", action)), **more)

    allowed = Settings(email_domains=("Example.org",))
    assert mail("ops@medicmobilr.org") == ["the alert goes to an address in the flow, at medicmobilr.org"]
    assert mail("ops@example.org", settings=allowed) == [
        "the alert goes to an address in the flow, at example.org"
    ]
    assert mail("@globals.mail", settings=allowed) == []
    assert mail("@globals.mail", settings=allowed, globals={"mail": "ops@example.org"}) == []
    assert mail("@globals.mail", settings=allowed, globals={"mail": "ops@exmaple.org"}) == [
        "exmaple.org is none of the domains that alerts may go to: example.org"
    ]


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ("@(url_encode(urn_parts(urns.tel).path))", 0),
        ("@(url_encode(fields.phone))", 0),
        ("@(url_encode(urns.tel))", 1),
        ("@(urn_parts(contact.urn).path)", 1),
        ("@fields.phone", 1),
        ("+254700000000", 1),
        ("%2B254700000000", 0),
        ("@results.phone", 1),
    ],
)
def test_a_phone_number_is_encoded(phone, number):
    assert len(calling_with("HOOK009", get(CONTACTS.partition("=")[0] + "=" + phone))) == number
    whole = f'@(globals.cht_url & "/api/v1/contacts-by-phone?phone=" & {phone[2:-1]})'
    assert not phone.startswith("@(") or len(calling_with("HOOK009", get(whole), globals=CHT)) == number


def test_a_phone_number_may_have_been_encoded_before():
    saved = an_action(
        "set_run_result", "x", name="Phone", value="@(url_encode(urn_parts(urns.tel).path))", category=""
    )
    call = get(CONTACTS.partition("=")[0] + "=@results.phone")
    assert not said("HOOK009", a_flow("Flow", a_node("Save", saved), a_node("Node", call)))


def test_an_unknown_number_is_told_apart_by_status_or_value():
    thanks = a_node("Thanks", send("Thanks!"))
    known = When("Unknown", ("has_number_eq", ["404"]), "Thanks")
    assert not said("HOOK010", a_flow("Flow", with_status("Thanks", known), thanks))
    assert said("HOOK010", a_flow("Flow", with_status("Thanks"), thanks))
    for operand, told in (
        ("@webhook.status", 0),
        ("@results.contact.value", 0),
        ("@results.contact.category", 1),
        ("@results.other", 1),
    ):
        flow = a_flow("Flow", with_status("Why?"), thanks, split("Why?", operand, known, When("Other", None)))
        assert len(said("HOOK010", flow)) == told, operand


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("/api/v1/records?locale=sw", 1),
        ("/api/v1/sms/radpidpro/incoming-messages", 1),
        ("/medic/abc", 1),
        ("/api/v2/flow_starts.json", 1),
        ("/api/v2/records", 0),
        ("/x/medic/abc", 0),
        ("/api/v2/things.json", 0),
    ],
)
def test_some_endpoints_are_not_for_flows(path, number):
    assert len(calling_with("HOOK011", post(f"@globals.base{path}"))) == number
    assert len(calling_with("HOOK011", post(f"{URL}{path}"))) == number


@pytest.mark.parametrize(
    ("value", "messages"),
    [
        ("https://cht.example.org/", ["https://cht.example.org//api/v2/records: // stands in its path"]),
        (
            "https://u:pw@cht.example.org/api/v2",
            ["https://…@cht.example.org/api/v2/api/v2/records: /api/ stands in its path twice"],
        ),
        ("cht.example.org", ["cht.example.org/api/v2/records: it does not begin with https://"]),
        ("${SECRET}", []),
        (URL, []),
    ],
)
def test_addresses_must_be_possible(value, messages):
    assert calling_with("HOOK013", post(), globals={"cht_url": value}) == messages


def test_a_result_of_the_node_will_do():
    node = split(
        "Call",
        "@webhook.status",
        When("All", None),
        actions=(post(result_name=""),),
        router={"result_name": "Sent"},
    )
    assert not said("HOOK014", a_flow("Flow", node))


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("https://rapidpro:s3cret@@cht.example.org/x", 1),
        ("https://rapidpro:s3cret@cht.example.org/x", 1),
        ("https://@globals.user:@globals.password@@cht.example.org/x", 1),
        ("https://rapidpro:@globals.password@@cht.example.org/x", 1),
        ("https://cht.example.org:8443/x?mail=a@@b", 0),
        ("https://cht.example.org:8443?mail=a:b@@c", 0),
        ("@globals.url?token=abc", 1),
        ("@globals.url?a=1&API_KEY=abc", 1),
        ("@globals.url?access_token=abc", 1),
        ("@globals.url?token=@globals.token", 0),
        ("@globals.url?token=", 0),
        ("@globals.url?monkey=1", 0),
    ],
)
def test_passwords_in_addresses_are_told_and_not_shown(url, number):
    found = calling_with("SEC001", post(url))
    assert len(found) == number
    assert not any("s3cret" in it or "abc" in it for it in found)


def test_a_secret_is_looked_into_and_never_shown(monkeypatch):
    flow = a_flow("Flow", a_node("Node", post()))
    project = Example((flow,), globals={"cht_url": "${CHT_SECRET_URL}"}).project()
    assert not list(RULES["SEC002"].check(project))
    monkeypatch.setenv("CHT_SECRET_URL", "https://rapidpro:hunter2hunter2@cht.example.org")
    [complaint] = RULES["SEC002"].check(project)
    assert complaint.message == "cht_url holds a password: it would be stored in every run"
    for rule in webhook.RULES:
        assert not any("hunter2" in str(it) for it in rule.check(project))


TOKEN = "Token " + "0123456789abcdef" * 2 + "01234567"
JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc_-123"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"Authorization: {TOKEN}", "an API token"),
        (TOKEN + "0", ""),
        (f"Bearer {JWT}", "a JSON web token"),
        ("Basic cmFwaWRwcm86czNjcmV0", "a coded name and password"),
        ("basic cmFwaWRwcm86czNjcmV0", "a coded name and password"),
        ("Basic immunisation of children", ""),
        ("Basic informationen", ""),
        ("Token @globals.cht_auth", ""),
    ],
)
def test_credentials_are_known_by_their_form(text, kind):
    assert credential(text) == kind
    if kind:
        assert MARKS.search(text.encode())
        assert any(word in text.encode() for word in WORDS)


def test_credentials_are_found_wherever_they_stand():
    sticky: Any = {
        "x": {"title": "Note", "body": f"use {TOKEN}", "position": {"left": 0, "top": 0}, "color": "yellow"}
    }
    flow = a_flow("Flow", a_node("Node", send(f"key {JWT}")), _ui={"nodes": {}, "stickies": sticky})
    triggers = [{"trigger_type": "K", "keywords": [TOKEN], "flow": {"uuid": flow["uuid"], "name": "Flow"}}]
    found = complaints("SEC003", flow, lists={"triggers": triggers})
    assert sorted(it.message for it in found) == [
        "what looks like a JSON web token stands here",
        "what looks like an API token stands here",
        "what looks like an API token stands here",
    ]
    assert {it.steps[0] for it in found} == {"_ui", "nodes", 0}
    assert not any(TOKEN in it.message or JWT in it.message for it in found)


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("authorization", "Token abc", 1),
        ("X-Api-Key", "abc", 1),
        ("X-Auth-Token", "abc", 1),
        ("Authorization", "Basic @globals.auth", 0),
        ("Authorization", "Basic @@x", 1),
        ("Authorization", " ", 0),
        ("X-Request-Id", "abc", 0),
        ("Authorization", TOKEN, 1),
    ],
)
def test_a_header_for_credentials_holds_a_global(name, value, number):
    headers = {**JSON_HEADERS, "Authorization": "@globals.cht_auth", name: value}
    assert len(calling_with("SEC003", post(headers=headers))) == number


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("http://hooks.example.org/x", 1),
        ("http://localhost:8000/x", 0),
        ("http://127.0.0.1/x", 0),
        ("HTTP://x/", 1),
        ("@fields.url", 0),
        ("https://x/", 0),
        ("http://@fields.host/", 1),
    ],
)
def test_http_is_for_this_machine_only(url, number):
    assert len(calling_with("SEC004", post(url))) == number


def environment(name: str, *, protected: bool = False, rewrites=(), **values: str) -> Environment:
    token = Secret("TOKEN", name, "token")
    return Environment(
        name,
        Path(f"{name}.yaml"),
        "https://rapidpro.example.org",
        token,
        protected=protected,
        globals=values,
        rewrites=rewrites,
    )


def test_production_does_not_call_tests():
    flow = a_flow(
        "Flow",
        a_node(
            "Node",
            post("@globals.url/x"),
            send("See https://monitor-x.example.org/a and https://dev.example.org"),
        ),
    )
    bare = Example((flow,)).project()
    staging = environment("staging", url="https://monitor-x.example.org", shared="https://shared.example.org")

    def told(target: Environment) -> list[str]:
        project = replace(bare, environment=target, environments=(target, staging))
        return sorted(it.message for it in RULES["SEC005"].check(project))

    assert told(environment("production", url="https://test2.example.org")) == [
        "monitor-x.example.org is a host of staging, in production",
        "url: test2.example.org looks like a test server, in production",
    ]
    assert told(environment("training", url="https://test2.example.org")) == []
    rewrites = (
        Rewrite("https://monitor-x.example.org", "https://monitor.example.org"),
        Rewrite("https://dev.", "https://www."),
    )
    assert told(environment("live", url="https://shared.example.org", rewrites=rewrites)) == []
    assert told(environment("x", protected=True, url="https://a.example.org", rewrites=rewrites)) == []
    assert told(environment("prod", url="https://latest.example.org", rewrites=rewrites)) == []
