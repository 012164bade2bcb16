"""Whether two flows are the same but for their UUIDs, found without looking at their nodes one by one."""

from collections.abc import Iterable
from functools import cached_property

from flowops import canon
from flowops.diff.blind import blind
from flowops.model.json import Json, JsonObject

# Names and specifications are told apart from what a flow does
_ELSEWHERE = frozenset({"uuid", "name", "spec_version", "nodes", "localization", "_ui"})
_LAYOUT = frozenset({"position"})
_SAID = frozenset({"title", "body"})  # of a note; the rest is where and how it hangs


class Fingerprint:
    """What a flow does and says, under any UUIDs; `layout` also looks at where nodes stand."""

    def __init__(self, body: JsonObject, *, layout: bool) -> None:
        self._body = body
        self._layout = layout
        self.nodes = blind(body.get("nodes"))

    def matches(self, other: "Fingerprint") -> bool:
        """Yes is certain; no may also mean that they differ in what makes no difference."""
        return self._own == other._own and self.nodes.matches(other.nodes) and self.dresses_like(other)

    def dresses_like(self, other: "Fingerprint") -> bool:
        """Of flows whose nodes have one structure: whether translations and the editor's data are the same too."""
        return self._translations == other._translations and self._appearance == other._appearance

    @cached_property
    def _own(self) -> bytes:
        return canon.compact(_without(self._body, _ELSEWHERE))

    @cached_property
    def _translations(self) -> bytes:
        return self._in_place(self._body.get("localization"))

    @cached_property
    def _appearance(self) -> bytes:
        ui = self._body.get("_ui")
        if not isinstance(ui, dict):
            return canon.compact(ui)
        nodes = ui.get("nodes")
        found = nodes.items() if isinstance(nodes, dict) else ()
        shown: JsonObject = {
            uuid: it if self._layout or not isinstance(it, dict) else _without(it, _LAYOUT)
            for uuid, it in found
        }
        others = canon.compact(_without(ui, ("nodes", "stickies")))
        return self._in_place({"": shown}) + self._notes(ui.get("stickies")) + others

    def _notes(self, stickies: Json) -> bytes:
        """In the order of what they say: the order of their UUIDs means nothing."""
        notes = stickies.values() if isinstance(stickies, dict) else ()
        said = [
            note
            if self._layout or not isinstance(note, dict)
            else {key: value for key, value in note.items() if key in _SAID}
            for note in notes
        ]
        return b"\n".join(sorted(map(canon.compact, said)))

    def _in_place(self, languages: Json) -> bytes:
        """What stands under UUIDs, in the order in which these first stand in the nodes."""
        if not isinstance(languages, dict):
            return canon.compact(languages)
        places = self._places
        sorted_: JsonObject = {}
        for language, items in languages.items():
            found = items.items() if isinstance(items, dict) else ()
            rows = sorted([(places.get(uuid.encode(), -1), item) for uuid, item in found], key=_place)
            sorted_[language] = [[*row] for row in rows]
        return canon.compact(sorted_)

    @cached_property
    def _places(self) -> dict[bytes, int]:
        return {uuid: place for place, uuid in enumerate(dict.fromkeys(self.nodes.uuids))}


def _without(body: JsonObject, keys: Iterable[str]) -> JsonObject:
    return {key: value for key, value in body.items() if key not in keys}


def _place(row: tuple[int, Json]) -> int:
    return row[0]
