"""What the expressions of a text look up, however they are spelled."""

from collections.abc import Mapping
from functools import lru_cache

from flowops.references.expression import Lookup
from flowops.references.reading import written

_NOTHING: Mapping[str, None] = {}


def looked_up(template: str) -> Mapping[str, None]:
    """In lower case, each once, in their order: "contact.name" for `@Contact.name` and for `@(upper(contact["name"]))`."""
    found = written(template) if "@" in template else ()
    if len(found) == 1:  # mostly, and mostly the same
        return _paths(found[0].lookups)
    return dict.fromkeys(path for it in found for path in _paths(it.lookups)) if found else _NOTHING


@lru_cache(maxsize=16384)
def _paths(lookups: tuple[Lookup, ...]) -> Mapping[str, None]:
    return dict.fromkeys(".".join(it.path) for it in lookups)
