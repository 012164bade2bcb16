"""Other values at some places of a JSON value, which itself stays as it was."""

from collections.abc import Callable, Mapping

from flowops.model.json import Json, JsonObject
from flowops.references.reference import Step

Edit = Callable[[Json], Json]


def patched(body: JsonObject, edits: Mapping[tuple[Step, ...], Edit]) -> JsonObject:
    """The body with each place edited; what does not change is shared with the given one, or is it."""
    patch = _Patch()
    value: Json = body
    for steps, edit in edits.items():
        value = patch.put(value, steps, edit)
    return value if isinstance(value, dict) else body


class _Patch:
    """Knows which containers it has copied: each is copied once, however much changes in it."""

    def __init__(self) -> None:
        self._own: set[int] = set()

    def put(self, value: Json, steps: tuple[Step, ...], edit: Edit) -> Json:
        if not steps:
            return edit(value)
        step, rest = steps[0], steps[1:]
        if isinstance(value, dict) and isinstance(step, str):
            inner = self.put(value[step], rest, edit)
            return value if inner is value[step] else self._with(value, step, inner)
        if isinstance(value, list) and isinstance(step, int):
            inner = self.put(value[step], rest, edit)
            return value if inner is value[step] else self._at(value, step, inner)
        raise LookupError(f"no {step!r} here")  # steps come from a walk over the same value

    def _with(self, holder: JsonObject, key: str, inner: Json) -> JsonObject:
        copy = holder if id(holder) in self._own else dict(holder)
        self._own.add(id(copy))
        copy[key] = inner
        return copy

    def _at(self, items: list[Json], index: int, inner: Json) -> list[Json]:
        copy = items if id(items) in self._own else list(items)
        self._own.add(id(copy))
        copy[index] = inner
        return copy
