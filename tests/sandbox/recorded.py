"""What real servers answered, and how an answer of the sandbox is compared with it: the same for every part."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from werkzeug.test import TestResponse

from flowops.model.json import Json
from flowops.sandbox import Workspace

from .client import Client, JsonDict, body_of

RECORDINGS = Path(__file__).parents[1] / "recordings"
VERSIONS = ("7.4", "9.0", "26.2")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
ARBITRARY = ("flows", "campaigns", "triggers", "events")
"""The order in these lists of an export means nothing."""


def recording(version: str, step: str) -> JsonDict:
    document: JsonDict = json.loads((RECORDINGS / version / f"{step}.json").read_text())
    return document


def steps(version: str, first: int, last: int) -> list[str]:
    """The names of the recordings with these numbers, in their order."""
    found = sorted(path.stem for path in (RECORDINGS / version).glob("*.json"))
    return [name for name in found if first <= int(name.partition("-")[0]) <= last]


def replayed(client: Client, version: str, step: str) -> TestResponse:
    """The answer to the recorded request, with the client's token and the UUIDs that objects have here."""
    request = recording(version, step)["request"]
    headers = {key: value.replace("<token>", client.token) for key, value in request["headers"].items()}
    path = own_path(request["path"], version, client.sandbox.workspace("ANC Staging"))
    return client.http.open(path, method=request["method"], headers=headers, json=request.get("json"))


def own_path(path: str, version: str, workspace: Workspace) -> str:
    """The recorded path with the UUIDs that flows and campaigns of these names have here."""
    for step, rows in (("27-flows", workspace.flows), ("37-campaigns", workspace.campaigns)):
        own = {row.name: uuid for uuid, row in rows.items()}
        for row in recording(version, step)["response"]["json"]["results"]:
            path = path.replace(row["uuid"], own.get(row["name"], row["uuid"]))
    return path


def normal(value: Json, key: str = "") -> object:
    """The value without identities and times; the order of keys counts, that of arbitrary lists does not."""
    if isinstance(value, dict):
        if value and all(UUID.fullmatch(each) for each in value):
            return sorted(repr(normal(item)) for item in value.values())
        return [(each, normal(item, each)) for each, item in value.items()]
    if isinstance(value, list):
        items = [normal(item) for item in value]
        return sorted(items, key=repr) if key in ARBITRARY else items
    return TIME.sub("<time>", UUID.sub("<uuid>", value)) if isinstance(value, str) else value


def comparable(body: JsonDict) -> object:
    """The body of an answer, normal; the order of an export's own keys means nothing."""
    return {key: normal(value, key) for key, value in body.items()} if "site" in body else normal(body)


def comparable_headers(headers: Mapping[str, str]) -> JsonDict:
    """The headers by lower-case names, without identities."""
    plain = {name.lower(): normal(value) for name, value in headers.items()}
    return {**plain, "x-temba-org": "<id>"} if "x-temba-org" in plain else plain


def check_replay(answer: TestResponse, version: str, step: str) -> None:
    """The status, the recorded headers and the JSON body are those of the server."""
    response = recording(version, step)["response"]
    assert answer.status_code == response["status"]
    own = comparable_headers(dict(answer.headers))
    assert comparable_headers(response["headers"]).items() <= own.items()
    assert ("x-temba-org" in own) is ("x-temba-org" in response["headers"])
    assert comparable(body_of(answer)) == comparable(response["json"])
