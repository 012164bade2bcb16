"""What a deploy needs to know of a workspace besides what an export holds."""

from dataclasses import dataclass

from flowops.errors import ServerError
from flowops.model.json import Json, JsonObject
from flowops.server.api import Api

Listed = tuple[JsonObject, ...] | None


@dataclass(frozen=True, slots=True)
class FlowFacts:
    """What flows.json says of a flow.

    type      in the words of the API: message, background, voice, survey
    expires   after how many minutes without an answer a contact leaves it
    waiting   how many contacts are in it
    """

    uuid: str
    name: str
    type: str
    archived: bool
    expires: int
    waiting: int


class Reader:
    """Reads lists of one workspace; None is a list that this server cannot tell."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def flows(self) -> tuple[FlowFacts, ...]:
        """Every flow, archived ones too."""
        return tuple(_facts(row) for row in self._api.all("flows"))

    def campaign_events(self) -> tuple[JsonObject, ...]:
        """The events of all campaigns with their UUIDs, in the words of the API."""
        return tuple(self._api.all("campaign_events"))

    def languages(self) -> tuple[str, ...]:
        """The codes of the workspace's flow languages, the main one first."""
        answer = self._api.get("workspace")
        listed = answer.get("languages") if isinstance(answer, dict) else None
        if not isinstance(listed, list):
            raise ServerError(f"{self._api.address} does not tell the languages of the workspace")
        return tuple(str(code) for code in listed)

    def users(self) -> Listed:
        """Who can be a user in flows, by e-mail address."""
        return self._api.if_there("users")

    def classifiers(self) -> Listed:
        """Until 26.1."""
        return self._api.if_there("classifiers")

    def optins(self) -> Listed:
        """From 9.0 to 26.3."""
        return self._api.if_there("optins")

    def resthooks(self) -> Listed:
        """The resthooks of the workspace."""
        return self._api.if_there("resthooks")


def _facts(row: JsonObject) -> FlowFacts:
    counts = row.get("runs")
    runs = counts if isinstance(counts, dict) else {}
    return FlowFacts(
        uuid=str(row.get("uuid")),
        name=str(row.get("name")),
        type=str(row.get("type")),
        archived=row.get("archived") is True,
        expires=_number(row.get("expires")),
        # up to 8.2 there is no count of those who wait: whoever has not ended is in it
        waiting=_number(runs.get("waiting", runs.get("active"))),
    )


def _number(value: Json) -> int:
    return value if isinstance(value, int) else 0
