"""The schema that editors get is the schema that the check uses."""

import json
from collections.abc import Iterator

from jsonschema import Draft202012Validator

from flowops.environment import ENVIRONMENT
from flowops.model.json import Json, JsonObject


def parts(node: Json) -> Iterator[JsonObject]:
    if isinstance(node, dict):
        yield node
    for below in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from parts(below)


def properties() -> Iterator[tuple[str, JsonObject]]:
    for part in parts(ENVIRONMENT.data):
        found = part.get("properties")
        for name, about in found.items() if isinstance(found, dict) else ():
            assert isinstance(about, dict)
            yield name, about


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(ENVIRONMENT.data)
    assert json.loads(ENVIRONMENT.bytes) == ENVIRONMENT.data


def test_it_needs_no_network() -> None:
    assert ENVIRONMENT.data["$id"] == "urn:flowops:schema:environment"
    assert {str(part["$ref"])[:8] for part in parts(ENVIRONMENT.data) if "$ref" in part} == {"#/$defs/"}


def test_every_property_has_a_title_and_says_what_to_write() -> None:
    assert [name for name, about in properties() if "title" not in about] == []
    assert [
        name for name, about in properties() if not any("x-write" in part for part in trail_of(about))
    ] == []


def trail_of(about: JsonObject) -> Iterator[JsonObject]:
    yield about
    reference = about.get("$ref")
    if isinstance(reference, str):
        definition = ENVIRONMENT.trail(("$defs", reference.removeprefix("#/$defs/")))[-1]
        yield from trail_of(definition)


def test_every_pattern_says_what_is_wrong_and_is_about_the_whole_text() -> None:
    patterns = [
        part for part in parts(ENVIRONMENT.data) if "pattern" in part and part is not ENVIRONMENT.data
    ]

    assert all(
        str(part["pattern"]).startswith("^") and str(part["pattern"]).endswith("$") for part in patterns
    )
    assert all("x-wrong" in part for part in patterns)


def test_hints_complete_a_sentence_without_a_full_stop() -> None:
    hints = [
        str(part[word]) for part in parts(ENVIRONMENT.data) for word in ("x-write", "x-wrong") if word in part
    ]

    assert [hint for hint in hints if hint.endswith(".") or "`" in hint or hint[0].isupper()] == []


def test_the_examples_are_right() -> None:
    whole: JsonObject = {
        name: examples[0]
        for name, about in ENVIRONMENT.data["properties"].items()  # type: ignore[union-attr] # an object
        if isinstance(examples := about.get("examples"), list)  # type: ignore[union-attr] # an object
    }

    assert {"host", "token", "globals"} < set(whole)
    assert list(ENVIRONMENT.mismatches(whole)) == []


def test_the_type_of_a_section_is_known_through_references() -> None:
    assert ENVIRONMENT.kind(["include"]) == "array"
    assert ENVIRONMENT.kind(["bindings", "channels"]) == "object"
    assert ENVIRONMENT.kind(["globals", "type"]) is None
    assert ENVIRONMENT.kind(["nonsense", "nonsense"]) is None
