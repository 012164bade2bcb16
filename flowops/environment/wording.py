"""What jsonschema found, in the words of the schema's author."""

import re
from collections.abc import Callable, Mapping

from flowops.environment.problem import quoted
from flowops.environment.scalar import meaning, source
from flowops.environment.schema import Mismatch
from flowops.model.json import Json, JsonObject

# What is wrong, by keyword of JSON Schema; of a pattern the schema says it itself (x-wrong).
_WRONG = {
    "minLength": "is empty",
    "minItems": "is empty",
    "maxLength": "is longer than {} characters",
    "minimum": "is less than {}",
    "maximum": "is more than {}",
}
_MEANT = {
    "string": "one text",
    "boolean": "true or false",
    "integer": "a whole number",
    "object": "a section of lines key: value",
    "array": "a list",
}
_BOOLEANS = {
    **dict.fromkeys(("true", "yes", "y", "on"), "true"),
    **dict.fromkeys(("false", "no", "n", "off"), "false"),
}
_DIGITS = re.compile(r"[0-9]{1,15}")
_LONGEST_SHOWN = 60


def complaint(mismatch: Mismatch) -> tuple[str, str]:
    """What is wrong with one value, and what to write instead; never the value of a secret."""
    parts = mismatch.parts
    write = hint(parts, "x-write")
    if mismatch.value is None:
        return "is empty", write
    if any(part.get("writeOnly") for part in parts):
        return hint(parts, "x-wrong"), write
    if mismatch.keyword == "type":
        return _type(mismatch.value, str(mismatch.meant), parts)
    template = _WRONG.get(mismatch.keyword) or hint(parts, "x-wrong")
    return mismatch.texts or (template.replace("{}", str(mismatch.meant)), write)


def hint(parts: list[JsonObject], word: str) -> str:
    """The text under this word that is nearest to the place."""
    return next((str(part[word]) for part in reversed(parts) if word in part), "")


def _type(value: Json, meant: str, parts: list[JsonObject]) -> tuple[str, str]:
    write = hint(parts, "x-write")
    if isinstance(value, str | bool | int):
        repair = _REPAIRS.get(meant)
        repaired = repair(source(value), parts) if repair else None
        return repaired or (hint(parts, "x-wrong") or f"is not {_MEANT[meant]}", write)
    kind = "a section" if isinstance(value, dict) else "a list"
    return f"is {kind}, not {_MEANT[meant]}", write


def _quote(text: str, parts: list[JsonObject]) -> tuple[str, str] | None:
    """Quotes help only where the quoted text would be right."""
    patterns = [str(part["pattern"]) for part in parts if "pattern" in part]
    if len(text) > _LONGEST_SHOWN or not all(re.fullmatch(pattern, text) for pattern in patterns):
        return None
    return f"without quotes is read by some tools as {meaning(text)}", f"write {quoted(text)}"


def _true_or_false(text: str, _: list[JsonObject]) -> tuple[str, str] | None:
    word = _BOOLEANS.get(text.lower())
    return (f"is not {_MEANT['boolean']}", f"write {word}") if word else None


def _digits(text: str, _: list[JsonObject]) -> tuple[str, str] | None:
    digits = text.replace("_", "")
    return ("is not a plain whole number", f"write {int(digits)}") if _DIGITS.fullmatch(digits) else None


_REPAIRS: Mapping[str, Callable[[str, list[JsonObject]], tuple[str, str] | None]] = {
    "string": _quote,
    "boolean": _true_or_false,
    "integer": _digits,
}
