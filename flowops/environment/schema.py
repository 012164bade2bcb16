"""A shipped schema of a file that users write: for editors, and for the check itself."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import cast

from jsonschema import Draft202012Validator, FormatChecker, TypeChecker, ValidationError, validators
from jsonschema.protocols import Validator

from flowops.environment import host
from flowops.environment.problem import Path
from flowops.environment.scalar import Plain
from flowops.model.json import Json, JsonObject


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One value that is not what one keyword of the schema says; jsonschema's own has no types.

    parts  of the schema, from its root to the keyword, through every reference
    """

    keyword: str
    meant: Json
    value: Json
    path: Path
    steps: Path
    parts: list[JsonObject]
    texts: tuple[str, str] | None

    @property
    def is_key(self) -> bool:
        """Whether it is about a key and not about its value."""
        return "propertyNames" in self.steps


class Schema:
    """One schema file of the package."""

    def __init__(self, name: str) -> None:
        self.name = name

    @property
    def bytes(self) -> bytes:
        """The schema as a file for editors."""
        return files("flowops").joinpath("schemas", self.name).read_bytes()

    @cached_property
    def data(self) -> JsonObject:
        """The schema as data; not to be changed."""
        loaded: JsonObject = json.loads(self.bytes)
        return loaded

    def mismatches(self, data: Json) -> Iterator[Mismatch]:
        """Where this data is not what the schema says, and which keyword says so."""
        for error in self._validator.iter_errors(data):
            steps = tuple(error.absolute_schema_path)
            yield Mismatch(
                keyword=str(error.validator),
                meant=cast("Json", error.validator_value),
                value=cast("Json", error.instance),
                path=tuple(error.absolute_path),
                steps=steps,
                parts=self.trail(steps),
                texts=error.cause.args if isinstance(error.cause, host.BadHost) else None,
            )

    def trail(self, steps: Iterable[str | int]) -> list[JsonObject]:
        """The parts of the schema from its root to this place, through every reference."""
        node: Json = self.data
        passed: list[JsonObject] = []
        for step in steps:
            node = self._enter(node, step, passed)
        self._follow(node, passed)
        return passed

    def kind(self, keys: Iterable[str]) -> Json:
        """The type of the section of this name; None if there is no such section."""
        node: Json = self.data
        for key in keys:
            node = self._enter(self._follow(node, [], "properties").get("properties"), key, [])
        return self._follow(node, []).get("type")

    def _enter(self, node: Json, step: str | int, passed: list[JsonObject]) -> Json:
        if isinstance(node, list):
            return node[int(step)]
        return self._follow(node, passed, str(step)).get(str(step))

    def _follow(self, node: Json, passed: list[JsonObject], wanted: str = "type") -> JsonObject:
        """The part that has the wanted keyword, or the last one; jsonschema leaves `$ref` out of its paths."""
        while isinstance(node, dict):
            passed.append(node)
            reference = node.get("$ref")
            if wanted in node or not isinstance(reference, str):
                return node
            node = self._definition(reference)
        return {}

    def _definition(self, reference: str) -> Json:
        definitions = self.data["$defs"]
        assert isinstance(definitions, dict)
        return definitions[reference.removeprefix("#/$defs/")]

    @cached_property
    def _validator(self) -> Validator:
        # Only what YAML calls a text everywhere is a text; and a pattern is about the whole of it, where
        # Python's `$` would let a line feed at the end pass.
        checker: TypeChecker = Draft202012Validator.TYPE_CHECKER.redefine("string", _is_text)
        strict = validators.extend(  # type: ignore[no-untyped-call] # types-jsonschema leaves it bare
            Draft202012Validator, {"pattern": _pattern}, type_checker=checker
        )
        formats = FormatChecker(formats=())
        formats.checks("flowops-host", raises=host.BadHost)(_is_host)
        validator: Validator = strict(self.data, format_checker=formats)
        return validator


ENVIRONMENT = Schema("environment.schema.json")
CONFIGURATION = Schema("flowops.schema.json")


def _is_text(_: TypeChecker, value: object) -> bool:
    return isinstance(value, str) and not isinstance(value, Plain)


def _is_host(value: object) -> bool:
    return not isinstance(value, str) or bool(host.normal(value))


def _pattern(_: Validator, pattern: str, value: object, __: JsonObject) -> Iterator[ValidationError]:
    if isinstance(value, str) and not isinstance(value, Plain) and not re.fullmatch(pattern, value):
        yield ValidationError("does not match")
