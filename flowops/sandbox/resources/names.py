"""Names of groups, labels, topics and campaigns: their letters, their length, and that each is the only one."""

from collections.abc import Collection

from flowops.model.json import Json, JsonObject
from flowops.sandbox.parsing import optional
from flowops.sandbox.resources.values import Read, Wrong, limits, string

UNIQUE = "This field must be unique."
_LONGEST = 64


def name(taken: Collection[str], exact: bool = False) -> Read:
    """A name that is none of those taken already, in any letter case unless it has to be `exact`."""

    def check(value: Json) -> Json:
        kept = string(value)
        wrong = [*_characters(kept), *unique(kept, taken, exact), *limits(kept, _LONGEST)]
        if wrong:
            raise Wrong(*wrong)
        return kept

    return check


def unique(text: str, taken: Collection[str], exact: bool = False) -> list[str]:
    """What is wrong with a text that exists already."""
    same = text in taken if exact else text.lower() in {other.lower() for other in taken}
    return [UNIQUE] if same else []


def others(names: dict[str, str], row: JsonObject | None, key: str = "uuid") -> list[str]:
    """The names, by identity, of all objects but the one that is being changed."""
    own = optional(row or {}, key)
    return [called for identity, called in names.items() if identity != own]


def _characters(text: str) -> list[str]:
    """The first thing wrong with a name as such; blanks around it are no longer there."""
    for character in ('"', "\\"):
        if character in text:
            return [f"Cannot contain the character: {character}"]
    if "\0" in text:
        return ["Cannot contain null characters."]
    return [f"Cannot be longer than {_LONGEST} characters."] if len(text) > _LONGEST else []
