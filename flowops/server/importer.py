"""The import form, and the page that tells how far an import is; a file is never sent twice."""

import time
from dataclasses import dataclass, replace
from enum import StrEnum

import requests

from flowops.errors import ServerError, Unanswered
from flowops.server import page
from flowops.server.browser import CSRF_FIELD
from flowops.server.delivery import redirected, refusal, unanswered
from flowops.server.sender import Request
from flowops.server.session import Session

_DONE = "the file was imported"
_NAME = "flowops.json"


class Status(StrEnum):
    """How an import ended. None of them proves what the workspace holds now: read it."""

    FINISHED = "finished"
    FAILED = "failed"
    UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Imported:
    """How an import ended, and what the server says to it."""

    status: Status
    message: str = ""


@dataclass(frozen=True, slots=True)
class Polling:
    """How often to look how far an import is, and when to give up; in seconds."""

    interval: float = 2
    deadline: float = 900


# the words of the status page are in no translation file (seen on 9.0.0 and 26.2.2)
_ENDINGS = {"Finished successfully": Status.FINISHED, "An error happened": Status.FAILED}


class Importer:
    """Imports export files into the workspace of a session."""

    def __init__(self, session: Session, polling: Polling | None = None) -> None:
        self._session = session
        self._browser = session.browser
        self._polling = polling or Polling()

    def import_file(self, data: bytes) -> Imported:
        """Send the file once and wait for the end. Raises NotPermitted, TooLarge, WriteRefused: nothing was imported."""
        form, name = self._session.web.import_page
        request = self._browser.request(form, {CSRF_FIELD: self._browser.token})
        # without a worker the answer comes when the import is through
        read = None if self._session.web.worker else self._polling.deadline
        request = replace(request, files={name: (_NAME, data, "application/json")}, read=read)
        try:
            return self._judge(request, self._browser.write(request, _DONE))
        except Unanswered as lost:
            return Imported(Status.UNANSWERED, lost.what)

    def _judge(self, request: Request, response: requests.Response) -> Imported:
        if response.status_code == 200:
            said = page.errors(response.text)
            status = Status.FAILED if said or CSRF_FIELD in response.text else Status.UNANSWERED
            return Imported(status, said)
        path = self._browser.leads_to(response)
        if not path:
            raise refusal(self._session.transport.sender, request, response, _DONE)
        if path.startswith(("/org/choose/", "/org/switch/", self._session.login_page)):
            raise redirected(self._session.transport.sender, response, _DONE)
        return self._wait(path) if self._session.web.worker else Imported(Status.FINISHED)

    def _wait(self, path: str) -> Imported:
        """Look until the import has ended; a worker that died leaves it under way for ever."""
        ends, said = time.monotonic() + self._polling.deadline, ""
        while True:
            said = self._said(path) or said
            for words, status in _ENDINGS.items():
                if said.startswith(words):
                    return Imported(status, said)
            if time.monotonic() >= ends:
                return Imported(
                    Status.UNANSWERED, f"after {self._polling.deadline:g} s: {said or 'no status'}"
                )
            time.sleep(self._polling.interval)

    def _said(self, path: str) -> str:
        """What the status page says; empty where it cannot be read now. Raises Unanswered where it never will."""
        try:
            response = self._browser.page(path, {self._session.web.bare: "1"})
        except ServerError:
            return ""
        if away := self._browser.leads_to(response):
            raise unanswered(f"the page that tells how far the import is led to {away}", _DONE)
        return page.import_status(response.text)
