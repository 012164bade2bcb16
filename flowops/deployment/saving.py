"""Saving flows in place, each from the revision that was planned for, and putting them back."""

from collections.abc import Callable
from dataclasses import dataclass, field

from flowops import canon
from flowops.deployment.looking import surely
from flowops.deployment.made import Made
from flowops.errors import Overtaken, ServerError, Stale, Unanswered
from flowops.model.export import Document, Export
from flowops.model.json import JsonObject
from flowops.model.kind import FLOW
from flowops.server.editor import Editor, Revision

_MEANWHILE = "somebody else saved the flow {} while it was deployed; their version stays"


@dataclass(frozen=True, slots=True)
class Save:
    """A flow that was saved: what was there before, and the number of the revision that the save made."""

    uuid: str
    name: str
    before: JsonObject
    number: int


@dataclass
class Saver:
    """Saves flows in place, and remembers how to put them back."""

    editor: Editor
    made: Made
    saves: list[Save] = field(default_factory=list)
    issues: dict[str, tuple[JsonObject, ...]] = field(default_factory=dict)

    def update(self, uuid: str, name: str, body: JsonObject, before: JsonObject) -> None:
        """Save a flow that is as it was planned for. Raises Stale where it is not, ServerError."""
        now = self.editor.latest(uuid, str(before.get("spec_version")))
        if not is_same(now.definition, before):
            raise Stale(
                _MEANWHILE.format(repr(name)), "Export the workspace, see what changed, and plan again"
            )
        self.save(uuid, name, body, before, now)

    def save(self, uuid: str, name: str, body: JsonObject, before: JsonObject, now: Revision) -> None:
        """Save a flow over the revision `now`; `before` is what to put back. Raises Stale, ServerError."""
        definition = self.made.bound(FLOW, body) | {"uuid": uuid, "revision": now.number}
        try:
            number = surely(
                lambda: self._saved(uuid, definition), lambda: self._found(uuid, name, definition, now.number)
            )
        except Overtaken:
            raise Stale(
                _MEANWHILE.format(repr(name)), "Export the workspace, see what changed, and plan again"
            ) from None
        self.saves.append(Save(uuid, name, before, number))

    def _saved(self, uuid: str, definition: JsonObject) -> int:
        saved = self.editor.save(uuid, definition)
        self.issues[uuid] = saved.issues
        return saved.number

    def _found(self, uuid: str, name: str, definition: JsonObject, before: int) -> int | None:
        """The number of the revision where the save did arrive; None where it did not."""
        now = self.editor.latest(uuid, str(definition.get("spec_version")))
        if now.number == before:
            return None
        if not is_same(now.definition, definition):
            raise Stale(
                _MEANWHILE.format(repr(name)), "Export the workspace, see what changed, and plan again"
            )
        self.issues[uuid] = now.issues
        return now.number

    def put_back(self, tell: Callable[[str, bool, str], None]) -> None:
        """Save again what was there, last first, where nobody has saved since; `tell` uuid, whether, and why not."""
        for save in reversed(self.saves):
            try:
                tell(save.uuid, *self._put_back(save))
            except ServerError as error:
                tell(save.uuid, False, f"{save.name} could not be put back: {error.what}")
        self.saves.clear()

    def _put_back(self, save: Save) -> tuple[bool, str]:
        now = self.editor.latest(save.uuid, str(save.before.get("spec_version")))
        if now.number != save.number:
            return False, f"{save.name} stays as it is: somebody else has saved it since"
        definition = save.before | {"revision": now.number}
        try:
            self.editor.save(save.uuid, definition)
        except Unanswered:
            if not is_same(
                self.editor.latest(save.uuid, str(save.before.get("spec_version"))).definition, definition
            ):
                raise
        return True, ""


def is_same(one: JsonObject, other: JsonObject) -> bool:
    """Whether two definitions of a flow say the same, letter by letter, what changes by itself aside."""
    return canon.compact(_plain(one)) == canon.compact(_plain(other))


def _plain(body: JsonObject) -> JsonObject:
    return canon.normalize(Export((Document(FLOW, body),))).documents[0].body
