"""A file that lint reads: its JSON, or why there is none."""

from dataclasses import dataclass
from functools import cached_property

from flowops import canon
from flowops.errors import FormatError, Unparsed
from flowops.model.json import Json
from flowops.parse import parse
from flowops.rules.lines import Lines, Steps
from flowops.rules.repeated import repeated_keys


@dataclass(frozen=True, eq=False)
class File:
    """A file's name as the user knows it, and what was read.

    unreadable  why the bytes could not be had: a folder of that name, no permission; "" where they could
    """

    path: str
    data: bytes = b""
    unreadable: str = ""

    @cached_property
    def parsed(self) -> tuple[Json, str, int]:
        """The JSON; "" or what is wrong with it, and in which line."""
        if self.unreadable:
            return None, self.unreadable, 1
        try:
            return parse(self.data, self.path), "", 0
        except Unparsed as error:
            cause = error.cause if error.line else f"it {error.cause}"
            return None, f"{cause}. {error.way_out}".strip(" ."), error.line or 1

    @property
    def value(self) -> Json:
        """The JSON in it; None too where there is none, as `problem` tells."""
        return self.parsed[0]

    @property
    def problem(self) -> str:
        """Why it holds no JSON; "" where it does."""
        return self.parsed[1]

    @property
    def broken_at(self) -> int:
        """The line in which it stops to be JSON; 0 where it is."""
        return self.parsed[2]

    @cached_property
    def canonical(self) -> bool:
        """Whether it has the bytes that flowops writes; then no key stands twice in one object."""
        try:
            return canon.dumps(self.value) == self.data
        except FormatError:
            return False

    @cached_property
    def repeated(self) -> tuple[Steps, ...]:
        """Where a key stands that its object has twice: steps to the last of them, which is the one that counts."""
        return repeated_keys(self.data, self.value)

    @cached_property
    def text(self) -> str:
        """Its text, whatever the bytes are."""
        return self.data.decode(errors="replace")

    def line(self, steps: Steps) -> int:
        """The line of a part of it, from 1."""
        return self._lines.line(steps)

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.text, canonical=self.canonical)
