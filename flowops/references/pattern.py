"""What a person writes to say which references: `cht_url`, `global:cht_*`, `@globals.cht_url`."""

import re
from dataclasses import dataclass

from flowops.references.context import PATHS
from flowops.references.names import NORMAL
from flowops.references.reference import Reference

_KINDS = {word: kind for kind in NORMAL for word in (kind, f"{kind}s")}
_WILD = {"*": ".*", "?": "."}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A name with * and ?, in any letter case, and a kind; "" for every kind."""

    kind: str
    name: str

    def matches(self, reference: Reference) -> bool:
        """Whether it may be meant: by name, as it is written, by UUID; a key of runtime may be any of its kind."""
        if self.kind not in ("", reference.kind):
            return False
        if reference.dynamic:
            return bool(self.kind) or self.name == "*"
        names = (reference.name, reference.written, reference.uuid or "")
        return any(self._matches(name) for name in names if name)

    def _matches(self, name: str) -> bool:
        expression = "".join(_WILD.get(char) or re.escape(char) for char in self.name)
        return re.fullmatch(expression, name, re.IGNORECASE | re.DOTALL) is not None


def parse(text: str) -> Pattern:
    """A pattern as somebody wrote it; a colon or full stop that follows no kind belongs to the name."""
    word, colon, name = text.partition(":")
    if colon and (kind := _KINDS.get(word.strip().lower())):
        return Pattern(kind, _key(name.strip(), kind))
    steps = text.removeprefix("@").split(".")
    for length in range(len(steps) - 1, 0, -1):
        if found := PATHS.get(tuple(step.lower() for step in steps[:length])):
            return Pattern(found[0], steps[length])
    return Pattern("", text)


def _key(name: str, kind: str) -> str:
    """The key in `global:@globals.x` too."""
    inner = parse(name) if name.startswith("@") else None
    return inner.name if inner and inner.kind == kind else name
