"""RapidPro's API v2 as flowops reads it: endpoints and pages."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode, urlsplit

from flowops.errors import NotFound, ServerError
from flowops.model.json import Json, JsonObject
from flowops.model.workspace import Workspace
from flowops.server.transport import Transport

Parameters = Sequence[tuple[str, str]]


class Api:
    """The API of one workspace."""

    def __init__(self, transport: Transport) -> None:
        self.transport = transport

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
        return self.transport.get(f"{self.transport.host}/api/v2/{endpoint}.json{query}", slow_tries)

    def all(self, endpoint: str) -> Iterator[JsonObject]:
        """Every object of an endpoint, page after page of 250."""
        url = f"{self.transport.host}/api/v2/{endpoint}.json"
        seen: set[str] = set()
        while url:
            seen.add(url)
            page = self.transport.get(url)
            results = page.get("results") if isinstance(page, dict) else None
            if not isinstance(page, dict) or not isinstance(results, list):
                raise ServerError(
                    f"{url} does not answer as RapidPro does", "Check the `host` of the environment"
                )
            yield from (item for item in results if isinstance(item, dict))
            url = self._next(page.get("next"))
            if url in seen:
                raise ServerError(
                    f"{url} leads back to itself", "This is a fault of the server or of a proxy"
                )

    def _next(self, link: Json) -> str:
        """The next page, on our own origin: behind some proxies RapidPro writes `http:` for `https:`."""
        if not isinstance(link, str) or not link:
            return ""
        target = urlsplit(link)
        if target.hostname != urlsplit(self.transport.host).hostname:
            raise ServerError(
                f"the next page is on another host, {target.scheme}://{target.hostname}: refused",
                "The token is not sent there; if that is the right server, make it the `host` of the environment",
            )
        return f"{self.transport.host}{target.path}?{target.query}"
