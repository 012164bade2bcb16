"""Expressions of workflows: `${{ … }}`, and the conditions of `if`.

The subset and its meaning: docs.github.com, "Evaluate expressions in workflows and actions".
"""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

_TOKEN = re.compile(r"\s*(?:('(?:[^']|'')*')|(\d+)|([A-Za-z_][\w-]*)|(&&|\|\||==|!=|[!.,()\[\]]))")
_WHOLE = re.compile(r"\$\{\{((?:(?!\}\}).)*)\}\}", re.DOTALL)
Status = Mapping[str, bool]  # success, failure, cancelled


def condition(text: str | bool, contexts: Mapping[str, Any], status: Status) -> bool:
    """Whether an `if` holds; without a function that asks for the status, success is asked for too."""
    inner = str(text).strip()
    whole = _WHOLE.fullmatch(inner)
    inner = whole.group(1) if whole else inner
    asks = re.search(r"\b(success|failure|always|cancelled)\(\)", inner)
    return bool(evaluate(inner, contexts, status)) and (bool(asks) or status["success"])


def interpolate(value: Any, contexts: Mapping[str, Any]) -> Any:
    """A value of a workflow with its expressions evaluated; one that is nothing else stays what it comes to."""
    if isinstance(value, dict):
        return {key: interpolate(it, contexts) for key, it in value.items()}
    if isinstance(value, list):
        return [interpolate(it, contexts) for it in value]
    if not isinstance(value, str):
        return value
    whole = _WHOLE.fullmatch(value.strip())
    if whole:
        return evaluate(whole.group(1), contexts, {})
    return _WHOLE.sub(lambda found: text_of(evaluate(found.group(1), contexts, {})), value)


def text_of(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    assert isinstance(value, str | int), f"{value!r} in a text"
    return str(value)


def evaluate(text: str, contexts: Mapping[str, Any], status: Status) -> Any:
    return _Parser(text, contexts, status).all()


class _Parser:
    def __init__(self, text: str, contexts: Mapping[str, Any], status: Status) -> None:
        self.contexts, self.status = contexts, status
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(text.rstrip()):
            found = _TOKEN.match(text, at)
            assert found, f"no expression: {text}"
            kinds = ("text", "number", "name", "sign")
            kind = kinds[(found.lastindex or 0) - 1]
            self.tokens.append((kind, found.group(found.lastindex or 0)))
            at = found.end()

    def all(self) -> Any:
        value = self._or()
        assert not self.tokens, f"left over: {self.tokens}"
        return value

    def _next(self, sign: str) -> bool:
        if self.tokens and self.tokens[0] == ("sign", sign):
            self.tokens.pop(0)
            return True
        return False

    def _or(self) -> Any:
        value = self._and()
        while self._next("||"):
            other = self._and()
            value = value or other
        return value

    def _and(self) -> Any:
        value = self._equal()
        while self._next("&&"):
            other = self._equal()
            value = value and other
        return value

    def _equal(self) -> Any:
        value = self._not()
        for sign in ("==", "!="):
            if self._next(sign):
                same = _loose(value) == _loose(self._not())
                return same if sign == "==" else not same
        return value

    def _not(self) -> Any:
        return not self._not() if self._next("!") else self._primary()

    def _primary(self) -> Any:
        if self._next("("):
            value = self._or()
            assert self._next(")")
            return value
        kind, text = self.tokens.pop(0)
        if kind == "text":
            return text[1:-1].replace("''", "'")
        if kind == "number":
            return int(text)
        assert kind == "name", text
        if text in ("true", "false", "null"):
            return {"true": True, "false": False, "null": None}[text]
        return self._call(text) if self._next("(") else self._path(text)

    def _call(self, name: str) -> Any:
        arguments = []
        while not self._next(")"):
            arguments.append(self._or())
            self._next(",")
        if name in ("success", "failure", "cancelled", "always"):
            return True if name == "always" else self.status[name]
        return _FUNCTIONS[name](*arguments)

    def _path(self, name: str) -> Any:
        assert name in self.contexts, f"the context {name} is not available here"
        value, place = self.contexts[name], name
        while self._next("."):
            key = self.tokens.pop(0)[1]
            if place in ("needs", "steps", "matrix", "inputs", "runner"):
                assert key in value, f"{place} has no {key}, only {list(value)}"
            value = value.get(key) if isinstance(value, dict) else None
            place = f"{place}.{key}"
        return value


def _loose(value: Any) -> Any:
    """Texts are compared without case; null equals the empty text."""
    return value.lower() if isinstance(value, str) else "" if value is None else value


def _contains(where: Any, what: Any) -> bool:
    return any(_loose(it) == _loose(what) for it in where) if isinstance(where, list) else what in where


def _format(text: str, *values: Any) -> str:
    return re.sub(r"\{(\d+)\}", lambda found: text_of(values[int(found.group(1))]), text)


_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "contains": _contains,
    "format": _format,
    "fromJSON": json.loads,
    "toJSON": json.dumps,
}
