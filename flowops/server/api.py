"""RapidPro's API as flowops reads it: endpoints and pages."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from flowops.errors import NotFound, ServerError
from flowops.model.json import Json, JsonObject
from flowops.model.workspace import Workspace
from flowops.server.transport import Transport

Parameters = Sequence[tuple[str, str]]


class Api:
    """The API of one workspace, or at `/api/internal` the one of its own pages, which a session may read."""

    def __init__(self, transport: Transport, path: str = "/api/v2") -> None:
        self.transport = transport
        self.address = f"{transport.host}{path}"

    def workspace(self) -> Workspace:
        """Whose token it is. Raises ServerError where the host is no RapidPro."""
        host = self.transport.host
        try:
            answer = self.get("workspace")
        except NotFound:
            answer = None
        if not isinstance(answer, dict) or not isinstance(answer.get("uuid"), str):
            raise ServerError(
                f"{host} does not answer as RapidPro does",
                "Check the `host` of the environment; flowops needs RapidPro 7.4 or newer",
            )
        return Workspace(uuid=str(answer["uuid"]), name=str(answer.get("name") or ""), host=host)

    def get(self, endpoint: str, parameters: Parameters = (), slow_tries: int | None = None) -> Json:
        """One answer. Without `.json` RapidPro answers with a page of documentation (seen on 9.0.0)."""
        query = f"?{urlencode(parameters)}" if parameters else ""
        return self.transport.get(f"{self.address}/{endpoint}.json{query}", slow_tries)

    def if_there(self, endpoint: str) -> tuple[JsonObject, ...] | None:
        """Every object of an endpoint, None where the server has no such endpoint."""
        try:
            return tuple(self.all(endpoint))
        except NotFound:
            return None

    def all(self, endpoint: str) -> Iterator[JsonObject]:
        """Every object of an endpoint, page after page of 250."""
        url = f"{self.address}/{endpoint}.json"
        seen: set[str] = set()
        while url:
            seen.add(url)
            page = self.transport.get(url)
            objects = _objects(page)
            link = page.get("next") if isinstance(page, dict) else None
            if objects is None or not isinstance(link, str | None):
                raise ServerError(
                    f"{url} does not answer as RapidPro does", "Check the `host` of the environment"
                )
            yield from objects
            url = self.transport.follow(link) if link else ""
            if url in seen:
                raise ServerError(
                    f"{url} leads back to itself", "This is a fault of the server or of a proxy"
                )


def _objects(page: Json) -> list[JsonObject] | None:
    """The results of a page; None where it is none: a short answer must never become a short list."""
    results = page.get("results") if isinstance(page, dict) else None
    if not isinstance(results, list):
        return None
    objects = [item for item in results if isinstance(item, dict)]
    return objects if len(objects) == len(results) else None
