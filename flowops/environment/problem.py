"""One thing that is wrong in a file that the user wrote."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in which line, and what to write instead."""

    line: int
    what: str
    write: str = ""
    path: Path = ()

    def text(self, file: str) -> str:
        """One line: `file:line: key: what; write`."""
        at = f"{file}:{self.line}" if self.line else file
        place = f"{dotted(self.path)}: " if self.path else ""
        return f"{at}: {place}{self.what}" + (f"; {self.write}" if self.write else "")


def dotted(path: Path) -> str:
    """A key with the keys above it, as `rewrites[0].find`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{_shown(step)}" for step in path)
    return "".join(steps).removeprefix(".")


def quoted(text: str) -> str:
    """The text in double quotes, as YAML and JSON want it, in one line."""
    return json.dumps(text, ensure_ascii=not text.isprintable())


def suggestion(word: str, known: Iterable[str]) -> str:
    """The nearest of the known words, else all of them."""
    words = sorted(known)
    near = get_close_matches(word.lower(), words, n=1)
    return f"did you mean {near[0]}?" if near else f"possible here: {', '.join(words)}"


def _shown(step: str) -> str:
    plain = step.isascii() and step.replace("_", "").replace("-", "").isalnum()
    return step if plain else quoted(step if len(step) <= 60 else f"{step[:60]}…")
