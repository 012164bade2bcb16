"""Whether two flows are the same but for their UUIDs, found without looking at their nodes one by one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from flowops import canon
from flowops.diff.blind import blind
from flowops.model.json import Json, JsonObject

# Names and specifications are told apart from what a flow does
_ELSEWHERE = frozenset({"uuid", "name", "spec_version", "nodes", "localization", "_ui"})
_LAYOUT = frozenset({"position"})
_SAID = frozenset({"title", "body"})  # of a note; the rest is where and how it hangs

# UUID -> another one
Names = Mapping[bytes, bytes]


@dataclass
class Fingerprint:
    """Two definitions side by side; `layout` also looks at where nodes stand."""

    before: JsonObject
    after: JsonObject
    layout: bool

    def __post_init__(self) -> None:
        self.nodes = blind(self.before.get("nodes")), blind(self.after.get("nodes"))

    @cached_property
    def names(self) -> Names | None:
        """UUID after -> UUID before, where the nodes could be the same but for these; None where they could not."""
        return self.nodes[0].names(self.nodes[1])

    @property
    def matches(self) -> bool:
        """Yes is certain; no may also mean that they differ in what makes no difference."""
        same = self.nodes[0].pieces == self.nodes[1].pieces and _own(self.before) == _own(self.after)
        return same and self.dressed_alike

    @cached_property
    def dressed_alike(self) -> bool:
        """Whether translations and the editor's data are the same, under the UUIDs of nodes that could be."""
        return self.names is not None and self._dress(self.before, {}) == self._dress(self.after, self.names)

    def _dress(self, body: JsonObject, names: Names) -> bytes:
        """Translations and the editor's data, under other UUIDs."""
        languages, ui = body.get("localization"), body.get("_ui")
        if isinstance(languages, dict):
            languages = {language: _under(names, items) for language, items in languages.items()}
        if isinstance(ui, dict):
            ui = {
                **ui,
                "nodes": self._shown(names, ui.get("nodes")),
                "stickies": self._notes(ui.get("stickies")),
            }
        return canon.compact([languages, ui])

    def _shown(self, names: Names, nodes: Json) -> Json:
        if isinstance(nodes, dict) and not self.layout:
            nodes = {
                uuid: _without(it, _LAYOUT) if isinstance(it, dict) else it for uuid, it in nodes.items()
            }
        return _under(names, nodes)

    def _notes(self, stickies: Json) -> Json:
        """In the order of what they say: the order of their UUIDs means nothing."""
        notes = stickies.values() if isinstance(stickies, dict) else ()
        said = [
            {key: value for key, value in note.items() if self.layout or key in _SAID}
            for note in notes
            if isinstance(note, dict)
        ]
        return [*sorted(said, key=canon.compact)]


def _own(body: JsonObject) -> bytes:
    return canon.compact(_without(body, _ELSEWHERE))


def _under(names: Names, items: Json) -> Json:
    if not names or not isinstance(items, dict):
        return items
    return {names.get(key.encode(), b"").decode() or key: item for key, item in items.items()}


def _without(body: JsonObject, keys: Iterable[str]) -> JsonObject:
    return {key: value for key, value in body.items() if key not in keys}
