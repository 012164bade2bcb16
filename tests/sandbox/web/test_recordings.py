"""What the web pages of real servers answered is what the sandbox answers, one request after the other."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from io import BytesIO
from math import inf
from typing import Any

import pytest
from werkzeug.test import TestResponse

from flowops.sandbox import Sandbox
from flowops.sandbox.flow import Flow
from tests.sandbox.client import JsonDict
from tests.sandbox.recorded import RECORDINGS, UUID, VERSIONS, recording, steps

from .browser import Browser, set_cookies

PARTS = ((12, 26), (41, 41), (43, 54))
STEPS = [f"{version}/{step}" for version in VERSIONS for part in PARTS for step in steps(version, *part)]
FLOW = "ANC Reschedule"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}(Z|\+00:00)")
NUMBERS = re.compile(r"(?<=[/=])\d+(?=/|$)")
HEADERS = ("content-type", "location", "x-temba-org", "x-temba-workspace", "x-temba-version", "allow")


@dataclass
class Replay:
    """The sandbox of one version, and what the requests before have brought."""

    version: str
    browser: Browser
    programme: JsonDict
    definition: JsonDict = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    answers: dict[str, TestResponse] = field(default_factory=dict)

    def send(self, step: str) -> None:
        """The recorded request, with what stands here for what stood there."""
        request = recording(self.version, step)["request"]
        headers = {
            name: self.own(value)
            for name, value in request["headers"].items()
            if name not in ("Cookie", "Content-Type")
        }
        content = self.body(step, request)
        answer = self.browser.http.open(
            self.own(request["path"]), method=request["method"], headers=headers, **content
        )
        self.answers[step] = answer
        self.learn(step, answer)

    def own(self, text: str) -> str:
        """A recorded text with the identities that things have here."""
        for recorded, own in self.known.items():
            text = text.replace(recorded, own)
        return text.replace("<csrftoken>", self.browser.token)

    def learn(self, step: str, answer: TestResponse) -> None:
        """Notes the identities that a request brought."""
        recorded = recording(self.version, step)["response"]
        one, other = recorded["headers"].get("location", ""), answer.headers.get("Location", "")
        if "/read/" in one or "/editor/" in one:
            self.known[one] = other
        if "/editor/" in one:
            self.known[one.split("/")[3]] = other.split("/")[3]
        if step.startswith("45"):
            self.known |= {
                f"/{theirs['id']}/": f"/{own['id']}/"
                for theirs, own in zip(recorded["json"]["results"], answer.json["results"], strict=True)  # type: ignore[index]
            }
        if step.startswith("46"):
            self.definition = answer.json["definition"]  # type: ignore[index]
        if step.startswith("53"):
            pattern = r"/flow/update/[^/]+/"
            there, here = re.search(pattern, json.dumps(recorded)), re.search(pattern, answer.text)
            assert there
            assert here
            self.known[there[0]] = here[0]

    def body(self, step: str, request: JsonDict) -> JsonDict:
        """What is sent: a form, with its file, or a definition."""
        if "json" in request:
            return {"json": self.changed(step, request["json"])}
        if "form" not in request:
            return {}
        form: JsonDict = {name: self.field(step, value) for name, value in request["form"].items()}
        return {"data": {**form, **self.credentials(step, form)}}

    def field(self, step: str, value: Any) -> Any:
        if isinstance(value, str):
            return self.own(value)
        content = value["content"]
        if content == "(anc-programme.json)":
            content = self.programme
        elif "99.0.0" in str(content):
            flow = next(each for each in self.programme["flows"] if each["name"] == "ANC Facility Sync")
            content = {**content, "flows": [{**flow, "spec_version": "99.0.0"}]}
        data = content if isinstance(content, str) else json.dumps(content)
        return BytesIO(data.encode()), value["filename"], value["type"]

    def credentials(self, step: str, form: JsonDict) -> JsonDict:
        if "password" not in form:
            return {}
        return {"password": "wrong" if step.startswith("14") else self.browser.sandbox.login.password}

    def changed(self, step: str, recorded: JsonDict) -> JsonDict:
        """The definition that was read, changed as it is told in words."""
        definition: JsonDict = json.loads(json.dumps(self.definition))
        definition |= {key: recorded[key] for key in ("revision",) if key in recorded}
        if "revision" not in recorded:
            del definition["revision"]
        if "one text changed" in recorded["nodes"]:
            definition["nodes"][0]["actions"][0]["text"] = (
                "When can you come instead? @fields.health_facility"
            )
        if "leads to" in recorded["nodes"]:
            target = recorded["nodes"].rpartition(" ")[2].rstrip(")")
            definition["nodes"][0]["exits"][0]["destination_uuid"] = target
        return definition


@cache
def replay(version: str) -> Replay:
    """Everything that was recorded of a version's pages, on one workspace that is empty at first."""
    programme: JsonDict = json.loads((RECORDINGS / "anc-programme.json").read_text())
    sandbox = Sandbox(version)
    numbers = workspace_numbers(version)
    while len(sandbox.workspaces) < min(numbers.values()) - 1:
        number = len(sandbox.workspaces) + 1
        sandbox.workspace(f"Other {number}")
    for each in sandbox.workspaces:
        sandbox.login.leave(each.id)
    for name in sorted(numbers, key=lambda name: numbers[name]):
        sandbox.workspace(name).filling_seconds = inf
    done = Replay(version, Browser(sandbox), programme)
    theirs = workspace_uuids(version)
    done.known = {uuid: sandbox.workspace(name).uuid for name, uuid in theirs.items()}
    for part in PARTS:
        for step in steps(version, *part):
            if step.startswith("45"):
                done.known[flow_uuid(version)] = uuid_of(sandbox.workspace("ANC Staging").flows, FLOW)
            done.send(step)
    return done


def workspace_numbers(version: str) -> dict[str, int]:
    step = "17-workspaces-signed-in" if version == "26.2" else "16-choose-page"
    response = recording(version, step)["response"]
    rows = response["json"]["results"] if "json" in response else response["facts"]["workspaces"]
    return {row["name"]: row["id"] for row in rows}


def workspace_uuids(version: str) -> dict[str, str]:
    if version != "26.2":
        return {}
    staging = recording(version, "19-workspace-by-cookie")["response"]["headers"]["x-temba-workspace"]
    production = recording(version, "17-workspaces-signed-in")["response"]["headers"]["x-temba-workspace"]
    return {"ANC Staging": staging, "ANC Production": production}


def flow_uuid(version: str) -> str:
    path: str = recording(version, "45-revisions")["request"]["path"]
    return path.split("/")[3]


def uuid_of(flows: Mapping[str, Flow], name: str) -> str:
    return next(uuid for uuid, flow in flows.items() if flow.name == name)


@pytest.mark.parametrize("step", STEPS)
def test_the_sandbox_answers_as_the_server_did(step: str) -> None:
    version, _, name = step.partition("/")
    done = replay(version)
    answer, expected = done.answers[name], recording(version, name)["response"]

    assert answer.status_code == expected["status"]
    check_headers(done, answer, expected["headers"])
    assert set_cookies(answer) == expected["headers"].get("set-cookie", {})
    if "json" in expected:
        assert normal(answer.json) == normal(named(expected["json"]))
    check_facts(answer.text, expected.get("facts", {}))


def check_headers(done: Replay, answer: TestResponse, expected: Mapping[str, str]) -> None:
    for name in HEADERS:
        wanted = expected.get(name)
        assert answer.headers.get(name) == (done.own(wanted) if wanted else None), name


def check_facts(text: str, facts: JsonDict) -> None:
    plain = unescape(re.sub("<[^>]*>", " ", text))
    for message in facts.get("messages", []):
        assert message in plain
    if "form_fields" in facts:
        assert sorted(set(re.findall(r'<(?:input|temba-)[^>]* name="([^"]*)"', text))) == facts["form_fields"]
    if "status_text" in facts:
        assert f'<div class="import-result text-lg mt-2">{facts["status_text"]}</div>' in text
    if "links" in facts:
        assert len(re.findall(r"/flow/update/\d+/", text)) == len(facts["links"])
    if "workspaces" in facts:
        found = re.findall(r'href="[^"]*\?organization=(\d+)">([^<]*)<', text)
        assert [{"id": int(number), "name": name} for number, name in found] == facts["workspaces"]


def named(body: Any) -> Any:
    """The body with the name that the recorder left in one text only."""
    return json.loads(json.dumps(body).replace("Ad Min is", "Dee Ployer is"))


def normal(value: Any, key: str = "") -> object:
    """The value without identities and times; the order of keys and of what UUIDs stand for means nothing."""
    if isinstance(value, dict):
        if value and all(UUID.fullmatch(each) for each in value):
            return sorted(repr(normal(item)) for item in value.values())
        return {each: normal(item, each) for each, item in value.items()}
    if isinstance(value, list):
        return [normal(item) for item in value]
    if key == "id":
        return "<id>"
    return (
        NUMBERS.sub("<id>", TIME.sub(r"<time>\1", UUID.sub("<uuid>", value)))
        if isinstance(value, str)
        else value
    )


def test_every_recording_of_the_pages_is_replayed() -> None:
    assert {version: sum(step.startswith(version) for step in STEPS) for version in VERSIONS} == {
        "7.4": 25,
        "9.0": 26,
        "26.2": 28,
    }
