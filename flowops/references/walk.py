"""Walks a document along its shape: each text and each reference object in it, and where it stands."""

from collections.abc import Iterable
from typing import NamedTuple

from flowops.model.export import Document
from flowops.model.json import Json, JsonObject
from flowops.references.reference import Step
from flowops.references.shape import Role, Shape
from flowops.references.tables import DOCUMENTS, PLAIN, TEMPLATE

Steps = tuple[Step, ...]


class Spot(NamedTuple):
    """A text, object or list in a document: what it is, its value, where it stands, in which translation."""

    role: Role
    value: Json
    steps: Steps
    language: str | None


def spots(document: Document, mark: str = "") -> list[Spot]:
    """Every place of a document that refers to something or holds a text, in the document's order.

    Of texts and templates, which are most of a workspace, only those that hold `mark`.
    """
    walk = _Walk(mark)
    walk.enter(document.body, DOCUMENTS[document.kind.name], ())
    walk.translations(document.body.get("localization"))
    return walk.found


class _Walk:
    """Collects in a list: a workspace has some hundred thousand texts, and generators in generators cost twice that."""

    def __init__(self, mark: str) -> None:
        self.mark = mark
        self.found: list[Spot] = []
        self.language: str | None = None
        self.items: dict[str, Shape] = {}

    def enter(self, value: Json, shape: Shape, steps: Steps) -> None:
        """What stands where `shape` says an object, objects, or the bare UUID of one stand."""
        if isinstance(value, dict):
            if shape.keyed:
                self._each(value.items(), shape, steps)
            else:
                self._object(value, _variant(value, shape), steps)
        elif isinstance(value, list):
            self._each(enumerate(value), shape, steps)
        elif isinstance(value, str) and shape.bare and shape.itself:
            self.found.append(Spot(shape.itself, value, steps, self.language))

    def _each(self, values: Iterable[tuple[Step, Json]], shape: Shape, steps: Steps) -> None:
        for step, value in values:
            if isinstance(value, dict):
                self._object(value, _variant(value, shape) if shape.by else shape, (*steps, step))

    def _object(self, holder: JsonObject, shape: Shape, steps: Steps) -> None:
        if shape.itself or shape.localizable:
            self._itself(holder, shape, steps)
        members, others = shape.members, shape.others
        for key, value in holder.items():
            member = members.get(key)
            if member is None:
                if others is None or key.endswith("_uuid"):
                    continue
                member = others
            if not value:
                continue
            if isinstance(member, Shape):
                self.enter(value, member, (*steps, key))
            elif (member is TEMPLATE or member is PLAIN) and isinstance(value, str):
                if self.mark in value:  # most of a workspace: hardly worth a way to it
                    self.found.append(Spot(member, value, (*steps, key), self.language))
            elif key in shape.languages and isinstance(value, dict):
                self._by_language(value, member, (*steps, key), holder.get("base_language"))
            else:
                self._texts(value, member, (*steps, key))

    def _itself(self, holder: JsonObject, shape: Shape, steps: Steps) -> None:
        if shape.itself:
            self.found.append(Spot(shape.itself, holder, steps, self.language))
        if shape.localizable and isinstance(uuid := holder.get("uuid"), str):
            self.items[uuid] = shape

    def _texts(self, value: Json, role: Role, steps: Steps) -> None:
        if isinstance(value, str) or role.how == "group arguments":
            if self._counts(value, role):
                self.found.append(Spot(role, value, steps, self.language))
            return
        held: Iterable[tuple[Step, Json]] = ()
        if isinstance(value, list):
            held = enumerate(value)
        elif isinstance(value, dict) and (
            role is TEMPLATE or "uuid" not in value
        ):  # headers; no unknown object
            held = value.items()
        for step, text in held:
            if self._counts(text, role):
                self.found.append(Spot(role, text, (*steps, step), self.language))

    def _counts(self, value: Json, role: Role) -> bool:
        return (role is not TEMPLATE and role is not PLAIN) or (isinstance(value, str) and self.mark in value)

    def _by_language(self, texts: JsonObject, role: Role, steps: Steps, base: Json) -> None:
        for language, text in texts.items():
            self.language = None if language == base else language
            self._texts(text, role, (*steps, language))
        self.language = None

    def translations(self, localization: Json) -> None:
        """Those of the items that were met; RapidPro ignores others, and what is no list."""
        for language, items in localization.items() if isinstance(localization, dict) else ():
            self.language = language
            for uuid, translated in items.items() if isinstance(items, dict) else ():
                shape = self.items.get(uuid)
                if shape and isinstance(translated, dict):
                    self._translated(translated, shape, ("localization", language, uuid))
        self.language = None

    def _translated(self, translated: JsonObject, shape: Shape, steps: Steps) -> None:
        for key, texts in translated.items():
            role = shape.members.get(key)
            if key in shape.localizable and isinstance(role, Role) and isinstance(texts, list):
                self._texts(texts, role, (*steps, key))


def _variant(value: JsonObject, shape: Shape) -> Shape:
    """The shape of objects of this type; the shape itself where the type is not known."""
    return shape.variants.get(str(value.get(shape.by)), shape)
