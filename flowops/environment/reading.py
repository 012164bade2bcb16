"""Checked data as an Environment."""

import re
from pathlib import Path
from typing import NotRequired, TypedDict, cast

from flowops.environment import host
from flowops.environment.secret import Secret
from flowops.environment.target import Environment, Guards, Login, Rewrite
from flowops.model.json import JsonObject

_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")


class _Login(TypedDict):
    email: str
    password: str
    totp: NotRequired[str]


class _Rewrite(TypedDict):
    find: str
    replace: str


class _File(TypedDict):
    """What the schema promises."""

    host: str
    token: str
    workspace: NotRequired[str]
    login: NotRequired[_Login]
    protected: NotRequired[bool]
    include: NotRequired[list[str]]
    exclude: NotRequired[list[str]]
    globals: NotRequired[dict[str, str]]
    bindings: NotRequired[dict[str, dict[str, str]]]
    rewrites: NotRequired[list[_Rewrite]]
    expires: NotRequired[dict[str, int]]
    keywords: NotRequired[dict[str, list[str]]]
    guards: NotRequired[dict[str, int]]


def environment(name: str, path: Path, data: JsonObject) -> Environment:
    """The environment that data which the schema accepts stands for."""
    file = cast("_File", data)
    workspace = file.get("workspace")
    return Environment(
        name=name,
        path=path,
        host=host.normal(file["host"]),
        token=_secret(file["token"], name, "token"),
        workspace=workspace.lower() if workspace else None,
        login=_login(file["login"], name) if "login" in file else None,
        protected=file.get("protected", False),
        include=tuple(file.get("include", ("*",))),
        exclude=tuple(file.get("exclude", ())),
        globals={key: _value(text, name, f"globals.{key}") for key, text in file.get("globals", {}).items()},
        bindings=file.get("bindings", {}),
        rewrites=tuple(Rewrite(**rewrite) for rewrite in file.get("rewrites", ())),
        expires=file.get("expires", {}),
        keywords={flow: tuple(words) for flow, words in file.get("keywords", {}).items()},
        guards=Guards(**file.get("guards", {})),
    )


def _login(login: _Login, name: str) -> Login:
    return Login(
        email=login["email"],
        password=_secret(login["password"], name, "login.password"),
        totp=_secret(login["totp"], name, "login.totp") if "totp" in login else None,
    )


def _value(text: str, name: str, key: str) -> str | Secret:
    return _secret(text, name, key) if _VARIABLE.fullmatch(text) else text


def _secret(text: str, name: str, key: str) -> Secret:
    return Secret(variable=text[2:-1], environment=name, key=key)
