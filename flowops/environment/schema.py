"""The shipped schema of environment files: for editors, and for the check itself."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from jsonschema import Draft202012Validator, FormatChecker, TypeChecker, ValidationError, validators
from jsonschema.protocols import Validator

from flowops.environment import host
from flowops.environment.problem import Path
from flowops.environment.scalar import Plain
from flowops.model.json import Json, JsonObject


def schema_bytes() -> bytes:
    """The schema as a file for editors."""
    return files("flowops").joinpath("schemas", "environment.schema.json").read_bytes()


@cache
def schema() -> JsonObject:
    """The schema as data; not to be changed."""
    loaded: JsonObject = json.loads(schema_bytes())
    return loaded


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One value that is not what one keyword of the schema says; jsonschema's own has no types."""

    keyword: str
    meant: Json
    value: Json
    path: Path
    steps: Path
    texts: tuple[str, str] | None

    @property
    def is_key(self) -> bool:
        return "propertyNames" in self.steps


def mismatches(data: Json) -> Iterator[Mismatch]:
    """Where this data is not what the schema says, and which keyword says so."""
    for error in _validator().iter_errors(data):
        yield Mismatch(
            keyword=str(error.validator),
            meant=cast("Json", error.validator_value),
            value=cast("Json", error.instance),
            path=tuple(error.absolute_path),
            steps=tuple(error.absolute_schema_path),
            texts=error.cause.args if isinstance(error.cause, host.BadHost) else None,
        )


def trail(steps: Iterable[str | int]) -> list[JsonObject]:
    """The parts of the schema from its root to this place, through every reference."""
    node: Json = schema()
    passed: list[JsonObject] = []
    for step in steps:
        node = _enter(node, step, passed)
    _follow(node, passed)
    return passed


def kind(keys: Iterable[str]) -> Json:
    """The type of the section of this name; None if there is no such section."""
    node: Json = schema()
    for key in keys:
        node = _enter(_follow(node, [], "properties").get("properties"), key, [])
    return _follow(node, []).get("type")


def _enter(node: Json, step: str | int, passed: list[JsonObject]) -> Json:
    if isinstance(node, list):
        return node[int(step)]
    return _follow(node, passed, str(step)).get(str(step))


def _follow(node: Json, passed: list[JsonObject], wanted: str = "type") -> JsonObject:
    """The part that has the wanted keyword, or the last one; jsonschema leaves `$ref` out of its paths."""
    while isinstance(node, dict):
        passed.append(node)
        reference = node.get("$ref")
        if wanted in node or not isinstance(reference, str):
            return node
        node = _definition(reference)
    return {}


def _definition(reference: str) -> Json:
    definitions = schema()["$defs"]
    assert isinstance(definitions, dict)
    return definitions[reference.removeprefix("#/$defs/")]


@cache
def _validator() -> Validator:
    # Only what YAML calls a text everywhere is a text; and a pattern is about the whole of it, where
    # Python's `$` would let a line feed at the end pass.
    checker: TypeChecker = Draft202012Validator.TYPE_CHECKER.redefine("string", _is_text)
    strict = validators.extend(  # type: ignore[no-untyped-call] # types-jsonschema leaves it bare
        Draft202012Validator, {"pattern": _pattern}, type_checker=checker
    )
    formats = FormatChecker(formats=())
    formats.checks("flowops-host", raises=host.BadHost)(_is_host)
    validator: Validator = strict(schema(), format_checker=formats)
    return validator


def _is_text(_: TypeChecker, value: object) -> bool:
    return isinstance(value, str) and not isinstance(value, Plain)


def _is_host(value: object) -> bool:
    return not isinstance(value, str) or bool(host.normal(value))


def _pattern(_: Validator, pattern: str, value: object, __: JsonObject) -> Iterator[ValidationError]:
    if isinstance(value, str) and not isinstance(value, Plain) and not re.fullmatch(pattern, value):
        yield ValidationError("does not match")
