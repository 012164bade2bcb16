"""Keys of a flow that the engine does not know, or knows in lower case only, at the place where they stand."""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from flowops.model.conflict import CONFLICTS
from flowops.model.json import Json, JsonObject, a_text, objects
from flowops.model.kind import FLOW
from flowops.references import closest
from flowops.rules.fact import fact
from flowops.rules.flow import Flow
from flowops.rules.lines import Steps
from flowops.rules.spec.elements import ELEMENTS, SHAPES
from flowops.rules.spec.shape import Many, Part, Shape

# What RapidPro's migrations and copies leave in a flow, and the mark of an export of RapidPro 4 to 6
_RESIDUE = FLOW.volatile | {CONFLICTS, "version"}


class Stray(NamedTuple):
    """A key that the engine does not know by that spelling.

    meant  the key that it takes it for, or that comes close; "" for none
    how    case: the engine takes it for `meant` · unknown: it ignores it
    """

    steps: Steps
    key: str
    meant: str
    how: Literal["case", "unknown"]


class _Keys(NamedTuple):
    """The keys of a shape, in any release; under which of them parts stand, and of which shape; whether others may."""

    known: frozenset[str]
    parts: tuple[tuple[str, str], ...]
    others: bool


def _keys(shape: Shape, kind: Shape, *, others: bool) -> _Keys:
    fields = {**shape.fields, **kind.fields}
    inner = {key: it.value.of if isinstance(it.value, Many) else it.value for key, it in fields.items()}
    parts = tuple((key, it.shape) for key, it in inner.items() if isinstance(it, Part))
    return _Keys(frozenset(fields), parts, others)


# Shape -> `type` -> its keys; "" for every type where there is only one.
# The editor writes more into references than the engine reads: a group's query, status and count
_KEYS: Mapping[str, Mapping[str, _Keys]] = {
    name: {
        kind: _keys(shape, variant, others=name not in ELEMENTS)
        for kind, variant in (shape.variants or {"": shape}).items()
    }
    for name, shape in SHAPES.items()
}


@fact
def strays(flow: Flow) -> tuple[Stray, ...]:
    """Those of a flow, but not those of translations and of what is the editor's (`_ui`)."""
    if a_text(flow.body.get("spec_version"))[:2] < "13" or _is_clean(flow.body):
        return ()
    return tuple(_strays(flow))


def _is_clean(flow: JsonObject) -> bool:
    """Whether there are none; most flows have none, and this is twice as fast as to look where they are."""
    pending: list[tuple[list[JsonObject], str]] = [([flow], "flow")]
    while pending:
        bodies, name = pending.pop()
        kinds = _KEYS[name]
        of_all = kinds.get("")
        for body in bodies:
            keys = of_all or kinds.get(a_text(body.get("type")))
            if keys is None:
                continue
            if not keys.known >= body.keys():
                return False
            for key, shape in keys.parts:
                if value := body.get(key):
                    pending.append((objects(value) or objects([value]), shape))
    return True


def _known(body: JsonObject, name: str) -> _Keys | None:
    """The keys that it may have; None for an action that a newer RapidPro has."""
    kinds = _KEYS[name]
    return kinds.get("") or kinds.get(a_text(body.get("type")))


def _strays(flow: Flow) -> Iterator[Stray]:
    pending: list[tuple[JsonObject, str, Steps]] = [(flow.body, "flow", ())]
    while pending:
        body, name, steps = pending.pop()
        keys = _known(body, name)
        if keys is not None:
            if not keys.known >= body.keys():
                yield from _of_object(body, keys, steps)
            for key, shape in keys.parts:
                if key in body:
                    pending += _parts(body[key], shape, (*steps, key))


def _parts(value: Json, shape: str, steps: Steps) -> list[tuple[JsonObject, str, Steps]]:
    if isinstance(value, list):
        return [(it, shape, (*steps, index)) for index, it in enumerate(value) if isinstance(it, dict)]
    return [(value, shape, steps)] if isinstance(value, dict) else []


def _of_object(body: JsonObject, keys: _Keys, steps: Steps) -> Iterator[Stray]:
    for key in (it for it in body if it not in keys.known):
        lower = key.lower()
        if lower in keys.known:
            yield Stray((*steps, key), key, lower, "case")
        elif not key.startswith("_") and (steps or key not in _RESIDUE):
            meant = next((it for it in closest(key, keys.known) if it not in body), "")
            if meant or not keys.others:
                yield Stray((*steps, key), key, meant, "unknown")
