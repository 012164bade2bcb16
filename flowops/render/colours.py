"""The colours of a terminal: what was added is green, what was removed is red."""

from collections.abc import Callable, Mapping

Paint = Callable[[str, str], str]
COLOURS: Mapping[str, str] = {"added": "green", "changed": "yellow", "renamed": "cyan", "removed": "red"}
