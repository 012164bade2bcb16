"""What differs between two exports, object by object."""

from dataclasses import dataclass
from typing import Literal

Word = Literal["added", "removed", "changed", "renamed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One object that differs: what happened to it, what it is called now, and what it was called before."""

    kind: str
    change: Word
    name: str
    name_before: str
