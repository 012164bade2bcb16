"""What the context of a run holds that is worth naming: paths in expressions -> kinds."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from flowops.references.expression import Lookup
from flowops.references.reading import written

# Path before the key -> kind, and whose: "" for this run's own. Of `run.contact.fields` goflow makes no dependency, but
# a run looks it up
PATHS: Mapping[tuple[str, ...], tuple[str, str]] = {
    ("globals",): ("global", ""),
    ("fields",): ("field", ""),
    ("contact", "fields"): ("field", ""),
    ("run", "contact", "fields"): ("field", ""),
    ("parent", "fields"): ("field", "parent"),
    ("parent", "contact", "fields"): ("field", "parent"),
    ("child", "fields"): ("field", "child"),
    ("child", "contact", "fields"): ("field", "child"),
    ("results",): ("result", ""),
    ("run", "results"): ("result", ""),
    ("parent", "results"): ("result", "parent"),
    ("child", "results"): ("result", "child"),
    ("trigger", "params"): ("parameter", ""),
}
_LENGTHS = {root: tuple(len(path) for path in PATHS if path[0] == root) for root, *_ in PATHS}


class Use(NamedTuple):
    """A global, field, result or parameter that an expression looks up; key "*" where it is not known before a run.

    span  from the beginning of the expression
    """

    kind: str
    key: str
    written: str
    scope: str
    spelling: str
    span: tuple[int, int] | None


def uses(template: str) -> list[tuple[int, Use]]:
    """What a text looks up, in the order in which it stands there; each with where its expression begins."""
    return [(it.start, use) for it in written(template) if it.lookups for use in _uses(it.lookups)]


@lru_cache(maxsize=16384)
def _uses(lookups: tuple[Lookup, ...]) -> tuple[Use, ...]:
    """What one expression looks up."""
    return tuple(use for lookup in lookups if lookup.root in _LENGTHS for use in _use(lookup))


def _use(lookup: Lookup) -> Iterator[Use]:
    path = lookup.path
    for length in _LENGTHS[lookup.root]:
        if not (found := PATHS.get(path[:length])):
            continue
        kind, scope = found
        if length == len(path) and not lookup.broken:
            yield Use(kind, "*", "", scope, "dynamic", None)
        elif length < len(path):
            key = lookup.keys[length - 1]
            span = (key.start, key.start + len(key.written))
            yield Use(kind, key.name, key.written, scope, key.spelling, span)
        return
