"""What the expressions of a text look up, however they are spelled."""

from functools import lru_cache

from flowops.references.expression import Lookup
from flowops.references.reading import written


def looked_up(template: str) -> dict[str, None]:
    """In lower case, each once, in their order: "contact.name" for `@Contact.name` and for `@(upper(contact["name"]))`."""
    found: dict[str, None] = {}
    for it in written(template):
        if it.lookups:
            found.update(_paths(it.lookups))
    return found


@lru_cache(maxsize=16384)
def _paths(lookups: tuple[Lookup, ...]) -> dict[str, None]:
    return dict.fromkeys(".".join(it.path) for it in lookups)
