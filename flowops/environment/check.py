"""Everything that is wrong with a file that the user wrote."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from flowops.environment.document import Document, parse
from flowops.environment.problem import Path, Problem, suggestion
from flowops.environment.schema import ENVIRONMENT, Mismatch, Schema
from flowops.environment.wording import complaint, hint
from flowops.errors import EnvironmentInvalid
from flowops.model.json import Json, JsonObject


class Checked(NamedTuple):
    """What a YAML text says, and the line of each of its parts, from 1."""

    data: JsonObject
    lines: Mapping[Path, int]


def checked(text: str, file: str, schema: Schema = ENVIRONMENT) -> Checked:
    """What a YAML text says, or EnvironmentInvalid with all its problems by line."""
    document = parse(text)
    data = _without_empty_sections(document.data, (), schema)
    found = [*document.problems, *(_problems(data, document, schema) if document.complete else ())]
    if found:
        in_order = _as_in_the_file(found, document.lines)
        raise EnvironmentInvalid(list(dict.fromkeys(problem.text(file) for problem in in_order)))
    # An empty file holds no mapping, where the schema requires nothing
    return Checked(data if isinstance(data, dict) else {}, document.lines)


def _as_in_the_file(problems: list[Problem], lines: dict[Path, int]) -> list[Problem]:
    """By line, then by place in the line: jsonschema goes through the keys of a mapping as a set."""
    place = {path: number for number, path in enumerate(lines)}
    return sorted(problems, key=lambda problem: (problem.line, place.get(problem.path, len(place))))


def _without_empty_sections(data: Json, above: tuple[str, ...], schema: Schema) -> Json:
    """A section with everything in it commented out is null in YAML, and an empty section here."""
    if not isinstance(data, dict):
        return data
    kinds = {key: schema.kind((*above, key)) for key in data}
    return {
        key: []
        if value is None and kinds[key] == "array"
        else _without_empty_sections(value, (*above, key), schema)
        for key, value in data.items()
        if not (value is None and kinds[key] == "object")
    }


def _problems(data: Json, document: Document, schema: Schema) -> Iterator[Problem]:
    """The first complaint about each place, and none about a line whose YAML is refused already."""
    refused = {problem.line for problem in document.problems}
    seen: set[tuple[Path, bool]] = set()
    for mismatch in schema.mismatches({} if data is None else data):
        for problem in _explain(mismatch, document.lines, schema):
            place = (problem.path, mismatch.is_key)
            if place not in seen and problem.line not in refused:
                yield problem
            seen.add(place)


def _explain(mismatch: Mismatch, lines: dict[Path, int], schema: Schema) -> Iterator[Problem]:
    if mismatch.keyword == "required":
        yield from _missing(mismatch, lines, schema)
    elif mismatch.keyword == "additionalProperties":
        yield from _unknown(mismatch, lines, schema)
    elif mismatch.is_key:
        what, write = complaint(mismatch)
        path: Path = (*mismatch.path, str(mismatch.value))
        yield Problem(lines.get(path, 1), f"the key {what}", write, path)
    else:
        yield Problem(lines.get(mismatch.path, 1), *complaint(mismatch), mismatch.path)


def _missing(mismatch: Mismatch, lines: dict[Path, int], schema: Schema) -> Iterator[Problem]:
    assert isinstance(mismatch.meant, list)
    for key in map(str, mismatch.meant):
        if key not in _keys(mismatch):
            write = hint(schema.trail((*mismatch.steps[:-1], "properties", key)), "x-write")
            yield Problem(lines.get(mismatch.path, 1), "is missing", write, (*mismatch.path, key))


def _unknown(mismatch: Mismatch, lines: dict[Path, int], schema: Schema) -> Iterator[Problem]:
    known = schema.trail(mismatch.steps[:-1])[-1]["properties"]
    assert isinstance(known, dict)
    for key in _keys(mismatch):
        if key not in known:
            path: Path = (*mismatch.path, key)
            yield Problem(lines.get(path, 1), "is not known", suggestion(key, known), path)


def _keys(mismatch: Mismatch) -> list[str]:
    assert isinstance(mismatch.value, dict)  # the schema says so before it says which keys
    return list(mismatch.value)
