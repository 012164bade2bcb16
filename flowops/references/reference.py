"""A use, or the definition, of something by its name, key or UUID: where, of what, and how to write it anew."""

from dataclasses import dataclass
from typing import NamedTuple

Step = str | int


class Members(NamedTuple):
    """The keys under which a reference object holds UUID, name or key, and what people read; "" for none."""

    uuid: str
    name: str
    label: str


class Reference(NamedTuple):
    """One use of something.

    kind           of what is used: "global", "field", "group", "flow", "result", "parameter" …
    name           its name; the key of what has one, in lower case; "*" where it is looked up by a key of runtime
    uuid           its UUID, where the reference holds one
    document_kind  kind of the document that uses it: "flow", "campaign", "trigger", "group" …
    document       the name of that document
    steps          keys and list indexes from the document's root to the text or object that holds it
    language       of the translation it stands in; None for the base language
    definition     it is not used here but made: a result that a node saves, the field of a field's document
    written        name or key exactly as it stands there
    label          what people read beside a key, where something stands there
    scope          whose result or field: "" for this run, "parent" or "child" for that of another flow
    spelling       how it is written there, so that it can be written anew: a row of `rewriting.SPELLINGS`
    span           where in the text; None if it is not in one
    members        keys of the reference object
    """

    kind: str
    name: str
    uuid: str | None
    document_kind: str
    document: str
    steps: tuple[Step, ...]
    language: str | None = None
    definition: bool = False
    written: str = ""
    label: str = ""
    scope: str = ""
    spelling: str = "object"
    span: tuple[int, int] | None = None
    members: Members | None = None

    @property
    def path(self) -> str:
        """Slash path from the root of the document: "nodes/3/actions/0/url"; "" for the document itself."""
        return "/".join(map(str, self.steps))

    @property
    def dynamic(self) -> bool:
        """Whether only a run of the flow knows what is used: `globals[key]`, `json(results)`."""
        return self.spelling == "dynamic"


@dataclass(frozen=True, slots=True)
class Replacement:
    """What to write instead; None leaves it as it is, and nothing is written where nothing stood.

    uuid   UUID
    name   name, or key of what has a key
    label  what people read beside a key; for the definition of a result its name, from which RapidPro makes the key
    """

    uuid: str | None = None
    name: str | None = None
    label: str | None = None
