"""JSON Schemas of flows, made from the tables of shapes: what an editor can show and check while somebody types.

A schema knows no migration and not what holds between elements, so it is a help and no verdict (`judge` is).
"""

from collections.abc import Mapping

from flowops.model.json import Json, JsonObject
from flowops.rules.spec import localization
from flowops.rules.spec.elements import SHAPES, TEST
from flowops.rules.spec.patterns import PATTERNS, TESTS, pattern_at
from flowops.rules.spec.release import RELEASES, Release
from flowops.rules.spec.shape import Field, Many, Part, Scalar, Shape, Table, Text, Value

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_INTEGER: JsonObject = {"type": "integer", "minimum": -(2**63), "maximum": 2**63 - 1}
_SCALARS: Mapping[str, JsonObject] = {
    "integer": _INTEGER,
    "boolean": {"type": "boolean"},
    "amount": {
        "type": ["number", "string"],
        "pattern": r"^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$",
    },
    "any": {},
}
_NULL: JsonObject = {"type": "null"}


def schemas() -> dict[str, JsonObject]:
    """Spec version -> its schema, as the newest release of the engine has it that is at this version."""
    newest = {release.spec_version: release for release in RELEASES}
    return {spec: schema(release) for spec, release in newest.items()}


def schema(release: Release) -> JsonObject:
    """The schema of a flow at that release's spec version."""
    made: JsonObject = {
        "$schema": _DRAFT,
        "title": f"RapidPro flow, spec version {release.spec_version}",
        "description": f"As the flow engine of {release.name} (goflow {release.engine}) reads it.",
        "$ref": "#/$defs/flow",
    }
    shapes: JsonObject = {}
    for name, shape in SHAPES.items():
        shapes[_slug(name)] = (
            _variants(name, shape, release.minor) if shape.variants else _object(shape, release.minor)
        )
        for kind, variant in shape.variants.items():
            if release.minor in variant.exists:
                shapes[f"{name}-{kind}"] = _object(variant, release.minor)
    shapes["localization"] = _localization(release.minor)
    return {**made, "$defs": shapes}


def _slug(name: str) -> str:
    return name.replace(" ", "-")


def _variants(name: str, shape: Shape, minor: int) -> JsonObject:
    kinds = [kind for kind, variant in shape.variants.items() if minor in variant.exists]
    return {
        "description": shape.about,
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": [*kinds], "description": "Which kind it is"}},
        "allOf": [
            {
                "if": {"properties": {"type": {"const": kind}}, "required": ["type"]},
                "then": {"$ref": f"#/$defs/{name}-{kind}"},
            }
            for kind in kinds
        ],
    }


def _object(shape: Shape, minor: int) -> JsonObject:
    fields = {key: known for key, known in shape.fields.items() if minor in known.exists}
    made: JsonObject = {
        "description": shape.about,
        "type": "object",
        "properties": {key: _field(key, known, minor) for key, known in fields.items()},
    }
    required: list[Json] = [key for key, known in fields.items() if _needed(known, minor) or known is TEST]
    if required:
        made["required"] = required
    either: list[Json] = [
        {"oneOf": [_filled(first), _filled(second)]} for first, second, span in shape.either if minor in span
    ]
    if either:
        made["allOf"] = either
    return {"anyOf": [made, {"type": "string"}]} if shape.bare and minor in shape.bare[1] else made


def _filled(key: str) -> JsonObject:
    return {"required": [key], "properties": {key: {"type": "string", "minLength": 1}}}


def _needed(known: Field, minor: int) -> bool:
    return minor in known.required or (isinstance(known.value, Text) and known.value.blank)


def _field(key: str, known: Field, minor: int) -> JsonObject:
    if known is TEST:
        return {"description": known.about, "enum": [*sorted(TESTS)]}
    if key == "localization":
        return {"anyOf": [{"$ref": "#/$defs/localization"}, _NULL], "description": known.about}
    needed = _needed(known, minor)
    made = _value(known.value, minor, needed)
    nullable = not needed and not (isinstance(known.value, Part) and known.value.raw) and made
    return {"description": known.about, **(_or_null(made) if nullable else made)}


def _or_null(made: JsonObject) -> JsonObject:
    if isinstance(made.get("type"), str) and "enum" not in made:
        return {**made, "type": [made["type"], "null"]}
    return {"anyOf": [made, _NULL]}


def _value(kind: Value, minor: int, needed: bool) -> JsonObject:
    if isinstance(kind, Part):
        return {"$ref": f"#/$defs/{_slug(kind.shape)}"}
    if isinstance(kind, Text):
        return _text(kind, minor, needed)
    if isinstance(kind, Many):
        return _many(kind, minor)
    if isinstance(kind, Table):
        return _table(kind, minor)
    return _scalar(kind, needed)


def _scalar(kind: Scalar, needed: bool) -> JsonObject:
    return {**_SCALARS[kind.kind], **({"not": {"const": 0}} if needed else {})}


def _text(kind: Text, minor: int, needed: bool) -> JsonObject:
    made: JsonObject = {"type": "string"}
    most = kind.most.at(minor) if kind.most else None
    if most is not None:
        made["maxLength"] = most
    if kind.pattern and kind.since <= minor < kind.until:
        made["pattern"] = f"^(?:{pattern_at(kind.pattern, minor).regex}){'' if needed else '?'}$"
    elif needed:
        made["minLength"] = 1
    return made


def _many(kind: Many, minor: int) -> JsonObject:
    made: JsonObject = {"type": "array"}
    item = _value(kind.of, minor, isinstance(kind.of, Text) and kind.of.blank)
    nulls = isinstance(kind.of, Part) and not kind.nulls
    made["items"] = _or_null(item) if nulls or (isinstance(kind.of, Text) and not kind.of.blank) else item
    if kind.least:
        made["minItems"] = kind.least
    most = kind.most.at(minor) if kind.most else None
    return {**made, "maxItems": most} if most is not None else made


def _table(kind: Table, minor: int) -> JsonObject:
    made: JsonObject = {"type": "object", "additionalProperties": _or_null(_value(kind.of, minor, False))}
    most, key = (limit.at(minor) if limit else None for limit in (kind.most, kind.key))
    if most is not None:
        made["maxProperties"] = most
    return {**made, "propertyNames": {"maxLength": key}} if key is not None else made


def _localization(minor: int) -> JsonObject:
    item: JsonObject = {"type": ["object", "null"]}
    if minor < localization.LOOSE:
        texts = _or_null(_many(Many(Text()), minor))
        item["additionalProperties"] = texts
    if minor >= localization.CHECKED:
        item["propertyNames"] = {"minLength": 1, "maxLength": localization.NAME}
    if minor >= localization.BOUNDED:
        item["maxProperties"] = localization.PROPERTIES
        text: JsonObject = {"type": "string", "maxLength": localization.LENGTH}
        item["additionalProperties"] = {
            "if": {"type": "array"},
            "then": {"maxItems": localization.VALUES, "items": {"if": {"type": "string"}, "then": text}},
        }
    language: JsonObject = {"type": ["object", "null"], "additionalProperties": item}
    made: JsonObject = {"type": "object", "additionalProperties": language}
    if minor >= localization.CHECKED:
        language["propertyNames"] = {"pattern": f"^{PATTERNS['item uuid'].regex}$"}
        made["propertyNames"] = {"pattern": f"^{PATTERNS['language'].regex}$"}
    return {"description": "Language -> UUID of an action, case or category -> property -> texts", **made}
