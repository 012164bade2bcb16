"""Calls to a sandbox in the same process."""

from typing import Any

from werkzeug.test import Client as WerkzeugClient
from werkzeug.test import TestResponse

from flowops.sandbox import Sandbox
from flowops.sandbox.app import App

JsonDict = dict[str, Any]
"""A JSON answer, of which a test knows what is in it."""


class Client:
    """Calls the API of one workspace with its token."""

    def __init__(self, sandbox: Sandbox, workspace: str = "Staging") -> None:
        self.sandbox = sandbox
        self.http = WerkzeugClient(App(sandbox))
        self.token = sandbox.workspace(workspace).token

    def call(self, path: str, method: str = "GET", **headers: str) -> TestResponse:
        """The answer to one call; a header `Authorization` takes the place of the token."""
        given = {"Authorization": f"Token {self.token}", **headers}
        return self.http.open(path, method=method, headers=given)

    def get(self, name: str, query: str = "") -> JsonDict:
        """What a successful GET of an endpoint brings."""
        response = self.call(f"/api/v2/{name}.json{query}")
        assert response.status_code == 200, response.text
        return body_of(response)

    def post(self, name: str, body: Any, query: str = "") -> TestResponse:
        """The answer to a POST of JSON to an endpoint."""
        headers = {"Authorization": f"Token {self.token}"}
        return self.http.post(f"/api/v2/{name}.json{query}", json=body, headers=headers)

    def delete(self, name: str, query: str = "") -> TestResponse:
        """The answer to a DELETE."""
        return self.call(f"/api/v2/{name}.json{query}", "DELETE")

    def results(self, name: str, query: str = "") -> list[JsonDict]:
        """The first page of a list."""
        results: list[JsonDict] = self.get(name, query)["results"]
        return results

    def names(self, name: str, query: str = "") -> list[str]:
        """The names in the first page of a list, in its order."""
        return [row["name"] for row in self.results(name, query)]

    def export(self, *flows: str, campaigns: tuple[str, ...] = (), dependencies: str = "all") -> JsonDict:
        """What definitions.json brings for flows and campaigns."""
        asked = [f"flow={uuid}" for uuid in flows] + [f"campaign={uuid}" for uuid in campaigns]
        return self.get("definitions", f"?{'&'.join(asked)}&dependencies={dependencies}")


def body_of(response: TestResponse) -> JsonDict:
    """The JSON object of an answer."""
    body = response.json
    assert isinstance(body, dict)
    return body


def names(export: JsonDict, key: str) -> list[str]:
    """The names of an export's objects of one kind, sorted."""
    return sorted(row["name"] for row in export[key])
