"""What the expressions of a text look up, however they are spelled."""

from functools import lru_cache

from flowops.references.expression import identifier, lookups
from flowops.references.template import evaluated


@lru_cache(maxsize=65536)
def looked_up(template: str) -> tuple[str, ...]:
    """In lower case, each once, in their order: "contact.name" for `@Contact.name` and for `@(upper(contact["name"]))`."""
    found: dict[str, None] = {}
    for start, end, enclosed in evaluated(template):
        text = template[start:end]
        for it in lookups(text) if enclosed else (identifier(text, 0),):
            found[".".join(it.path)] = None
    return tuple(found)
