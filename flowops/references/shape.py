"""What a part of a document can be: what its keys hold, as the tables of `tables` say it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from flowops.references.reference import Members

How = Literal[
    "structure",
    "text",
    "template",
    "query",
    "evaluated query",
    "object",
    "definition",
    "group arguments",
    "slug",
    "result",
]


@dataclass(frozen=True, slots=True)
class Role:
    """What stands there and how to read it.

    how      structure: nothing that anybody reads · text: not evaluated · template · query, of contacts, evaluated first or not · object: {uuid, name} ·
             definition: an object that is what it names · group arguments: UUID and name as a list · slug: a name alone ·
             result: the name of a result that is made
    kind     of what it refers to, where only the place says so
    members  the keys of an object; of several ways, the first under which something stands
    """

    how: How
    kind: str = ""
    members: tuple[Members, ...] = (Members("uuid", "name", ""),)


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of object inside a document.

    members      key -> what stands there: a text or texts, an object or objects
    itself       what the object as a whole is
    localizable  keys that translations may hold
    languages    keys whose texts stand there by language, as campaigns have them
    bare         its UUID may stand there alone
    keyed        it is not one object but many, each under a UUID
    by           the key that says which of `variants` it is; itself where it is none
    others       what stands under keys that are not listed
    """

    members: "Mapping[str, Role | Shape]" = field(default_factory=dict)
    itself: Role | None = None
    localizable: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    bare: bool = False
    keyed: bool = False
    by: str = ""
    variants: "Mapping[str, Shape]" = field(default_factory=dict)
    others: Role | None = None
