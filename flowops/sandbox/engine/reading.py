"""Reading one struct from JSON: decode, then validate, and the first of both that fails is the answer."""

from collections.abc import Mapping
from typing import Any, TypeVar

from flowops.model.json import Json
from flowops.sandbox.engine.decoding import ROOT, Decoder, Malformed, Reader, Values
from flowops.sandbox.engine.rules import problems
from flowops.sandbox.engine.schema import TEXT, Field, Struct

T = TypeVar("T")

_TYPED = Struct("utils.TypedEnvelope", (Field("type", TEXT, "required"),))
_NOTHING: Mapping[str, Reader] = {}


class Crashed(Exception):
    """goflow takes a null where it should not and dies of it later."""

    def __init__(self) -> None:
        super().__init__("runtime error: invalid memory address or nil pointer dereference")


def read(struct: Struct, value: Json, release: int, own: Mapping[str, Reader] = _NOTHING) -> Values:
    """The struct's fields, or the engine's reason for refusing them."""
    decoder = Decoder(release, own)
    values = decoder.decode(struct, value, ROOT)
    if decoder.wrong:
        raise Malformed(decoder.wrong)
    fields = values if isinstance(values, dict) else {}
    found = ", ".join(problems(struct, fields, release))
    if found:
        raise Malformed(found)
    return fields


def read_type(value: Json, known: Mapping[str, T], release: int) -> tuple[str, T]:
    """The type of an action, router, wait or hint, and what is known about it."""
    name = text(read(_TYPED, value, release), "type")
    if name not in known:
        raise Malformed(f"unknown type: '{name}'")
    return name, known[name]


def text(values: Values, name: str) -> str:
    """A field that is a text."""
    value = values.get(name)
    return value if isinstance(value, str) else ""


def items(values: Values, name: str) -> list[Any]:
    """A field that is a list."""
    value = values.get(name)
    return value if isinstance(value, list) else []
