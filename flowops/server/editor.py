"""The address that the flow editor reads from and saves to: what is saved keeps its UUIDs."""

from dataclasses import dataclass

import orjson
import requests

from flowops.errors import Invalid, NotFound, Overtaken, ServerError
from flowops.model.json import Json, JsonObject
from flowops.server.delivery import body_of, reason, refusal, unanswered
from flowops.server.sender import Request
from flowops.server.session import Session

_EDITING = "is currently editing this Flow"


@dataclass(frozen=True, slots=True)
class Revision:
    """A flow as it was saved last: its definition, the number of that save, and what the engine finds wrong."""

    definition: JsonObject
    number: int
    issues: tuple[JsonObject, ...]


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save made: the number of the revision, and what the engine finds wrong in it."""

    number: int
    issues: tuple[JsonObject, ...]


class Editor:
    """Reads and saves flows by UUID, in the workspace of a session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._browser = session.browser

    def latest(self, uuid: str, spec_version: str | None = None) -> Revision:
        """The newest revision, migrated to a specification or else as it was saved. Raises NotFound, ServerError."""
        newest = self._newest(uuid)
        body = self._read(f"{_path(uuid)}{newest.get('id')}/?version={spec_version or newest.get('version')}")
        definition, number = body.get("definition"), newest.get("revision")
        if not isinstance(definition, dict) or not isinstance(number, int):
            raise self._strange(uuid)
        return Revision(definition, number, _issues(body))

    def save(self, uuid: str, definition: JsonObject) -> Saved:
        """Save a definition; `revision` in it is the one that it was made from, without which it wins over any.

        Raises Overtaken, Invalid, NotPermitted, TooLarge, WriteRefused where nothing was saved, Unanswered where that is
        not known.
        """
        done = f"flow {definition.get('name') or uuid} was saved"
        request = self._browser.json(_path(uuid), orjson.dumps(definition))
        response = self._browser.write(request, done)
        if response.status_code != 200:
            raise self._refusal(uuid, definition, request, response, done)
        body = body_of(response)
        revision = body.get("revision") if isinstance(body, dict) else None
        number = revision.get("revision") if isinstance(revision, dict) else None
        if not isinstance(body, dict) or body.get("status") != "success" or not isinstance(number, int):
            raise unanswered(f"{self._browser.host} answered with something else", done)
        return Saved(number, _issues(body))

    def _refusal(
        self, uuid: str, definition: JsonObject, request: Request, response: requests.Response, done: str
    ) -> ServerError:
        body = body_of(response)
        failed = body if isinstance(body, dict) and response.status_code == 400 else {}
        if isinstance(detail := failed.get("detail"), str) and "description" in failed:
            return Invalid(
                f"RapidPro's engine refused it, so not {done}: {detail}",
                "Open the flow at that place, mend it, and save it again",
                status=400,
                reason=detail,
            )
        if "description" in failed and self._is_stale(uuid, definition, str(failed["description"])):
            return Overtaken(
                f"somebody else saved it meanwhile, so not {done}",
                "Export the workspace, and see what changed",
                status=400,
                reason=reason(response),
            )
        return refusal(self._session.transport.sender, request, response, done)

    def _is_stale(self, uuid: str, definition: JsonObject, description: str) -> bool:
        """Whether a newer revision is the reason: the words for it are in the language of the account."""
        read = definition.get("revision")
        if _EDITING in description or not isinstance(read, int):
            return _EDITING in description
        try:
            number = self._newest(uuid).get("revision")
        except ServerError:
            return False
        return isinstance(number, int) and number > read

    def _newest(self, uuid: str) -> JsonObject:
        listed = self._read(_path(uuid)).get("results")
        newest = listed[0] if isinstance(listed, list) and listed else None
        if not isinstance(newest, dict):
            raise self._strange(uuid)
        return newest

    def _read(self, path: str) -> JsonObject:
        response = self._browser.page(path, {"Accept": "application/json"})
        if response.status_code == 404 or self._browser.leads_to(response):
            raise NotFound(f"{self._browser.host} has no {path.partition('?')[0]} in this workspace")
        body = body_of(response) if response.status_code == 200 else None
        if not isinstance(body, dict):
            raise self._strange(path)
        return body

    def _strange(self, what: str) -> ServerError:
        return ServerError(f"{self._browser.host} does not answer as RapidPro's flow editor does ({what})")


def _path(uuid: str) -> str:
    return f"/flow/revisions/{uuid}/"


def _issues(body: JsonObject) -> tuple[JsonObject, ...]:
    listed: Json = body.get("issues")
    return tuple(issue for issue in listed if isinstance(issue, dict)) if isinstance(listed, list) else ()
