"""A browser in the same process: it keeps cookies, sends tokens, follows nothing."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from werkzeug.test import Client as WerkzeugClient
from werkzeug.test import TestResponse

from flowops.sandbox import Sandbox
from flowops.sandbox.app import App
from flowops.sandbox.user import User
from tests.sandbox.client import JsonDict

ADDRESS = {False: "/users/login/", True: "/accounts/login/"}


class Browser:
    """Looks at the pages of a sandbox."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox
        self.http = WerkzeugClient(App(sandbox))
        self.allauth = sandbox.dialect.name == "26.2"
        self.login = ADDRESS[self.allauth]
        self.name = "login" if self.allauth else "username"

    @property
    def token(self) -> str:
        """What the CSRF cookie holds."""
        return self.cookie("csrftoken")

    def cookie(self, name: str) -> str:
        """What a cookie holds, empty where there is none."""
        found = self.http.get_cookie(name)
        return found.value if found else ""

    def get(self, path: str, **headers: str) -> TestResponse:
        """A page."""
        return self.http.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def post(self, path: str, form: Mapping[str, Any] | None = None, **headers: str) -> TestResponse:
        """The answer to a form with its token."""
        fields = {"csrfmiddlewaretoken": self.token, **(form or {})}
        return self.http.post(path, data=fields, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def send(self, path: str, body: Any, **headers: str) -> TestResponse:
        """The answer to JSON with the token in a header."""
        given = {"X-CSRFToken": self.token, **{k.replace("_", "-"): v for k, v in headers.items()}}
        return self.http.post(path, json=body, headers=given)

    def give(self, password: str, email: str = "deployer@example.org", query: str = "") -> TestResponse:
        """The answer to name and password."""
        self.get(self.login)
        return self.post(f"{self.login}{query}", {self.name: email, "password": password})

    def sign_in(self, user: User | None = None) -> None:
        """Signs a user in."""
        known = user or self.sandbox.login
        answer = self.give(known.password, known.email)
        assert answer.status_code == 302, answer.text

    def choose(self, workspace: str = "Staging") -> None:
        """Goes into a workspace."""
        self.get("/org/choose/")
        number = str(self.sandbox.workspace(workspace).id)
        fields = {"other_org": number} if self.allauth else {"organization": number}
        answer = self.post("/org/switch/" if self.allauth else "/org/choose/", fields)
        assert answer.status_code == 302, answer.text


def signed_in(sandbox: Sandbox, workspace: str = "Staging", user: User | None = None) -> Browser:
    """A browser that is in a workspace."""
    browser = Browser(sandbox)
    browser.sign_in(user)
    browser.choose(workspace)
    return browser


def messages(answer: TestResponse) -> list[str]:
    """What a page says is wrong."""
    found = re.search('<ul class="errorlist">(.*?)</ul>', answer.text)
    return [unescape(text) for text in re.findall("<li>(.*?)</li>", found[1])] if found else []


def set_cookies(answer: TestResponse) -> JsonDict:
    """The cookies of an answer: for each its attributes, or that it was deleted."""
    return dict(map(_cookie, answer.headers.getlist("Set-Cookie")))


def _cookie(header: str) -> tuple[str, object]:
    name, _, rest = header.partition("=")
    attributes: JsonDict = {}
    for part in rest.split("; ")[1:]:
        key, _, value = part.partition("=")
        attributes[key.lower()] = value or True
    if attributes.get("max-age") == "0":
        return name, "deleted"
    attributes.pop("expires", None)
    return name, attributes
