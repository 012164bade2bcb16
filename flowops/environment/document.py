"""A YAML file as plain data, with the line of everything in it."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from flowops.environment import scalar, syntax
from flowops.environment.problem import Path, Problem
from flowops.model.json import Json, JsonObject

_DEEPEST = 16  # an environment has three levels; Python's own stack ends at some hundred


@dataclass(slots=True)
class Document:
    """What a YAML file says, and what of its YAML is not accepted."""

    data: Json = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    complete: bool = False


class _Unreadable(Exception):
    """From here on the file makes no sense; the problem is noted."""


def parse(text: str) -> Document:
    """The one document in a YAML text; problems are in the result, never raised."""
    reader = _Reader(text)
    with suppress(_Unreadable):
        reader.read()
    return reader.document


class _Reader:
    # Events, not ruamel's nodes: no alias is ever expanded, and no recursion is as deep as the file says.

    def __init__(self, text: str) -> None:
        self.document = Document()
        self._events = self._parse(text)

    def read(self) -> None:
        documents = 0
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop(event, *syntax.SECOND_DOCUMENT)
            elif isinstance(event, NodeEvent):
                self.document.data = self._value(event, ())
        self.document.complete = True

    def _parse(self, text: str) -> Iterator[Event]:
        try:
            yield from YAML(typ="safe", pure=True).parse(text)
        except YAMLError as error:
            self.document.problems.append(syntax.explain(error, text))
            raise _Unreadable from None
        except (ValueError, OverflowError):  # ruamel gives "\UFFFFFFFF" to chr()
            self.document.problems.append(Problem(0, *syntax.NO_CHARACTER))
            raise _Unreadable from None

    def _value(self, event: Event, path: Path) -> Json:
        self.document.lines.setdefault(path, _line(event))
        self._refuse_extras(event)
        if len(path) > _DEEPEST:
            self._stop(event, *syntax.TOO_DEEP)
        if isinstance(event, MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(path)
        return self._scalar(event) if isinstance(event, ScalarEvent) else None

    def _refuse_extras(self, event: Event) -> None:
        if isinstance(event, AliasEvent):
            self._note(event, *syntax.ALIAS)
        elif isinstance(event, NodeEvent) and event.anchor is not None:
            self._note(event, *syntax.ANCHOR)
        elif isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag is not None:
            self._note(event, *syntax.TAG)

    def _sequence(self, path: Path) -> list[Json]:
        items: list[Json] = []
        while not isinstance(event := next(self._events), CollectionEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: Path) -> JsonObject:
        pairs: JsonObject = {}
        while not isinstance(event := next(self._events), CollectionEndEvent):
            key = self._key(event, path)
            first = self.document.lines.get((*path, key)) if key in pairs else None
            if first is not None:
                self._note(event, f"the same key is already in line {first}", "keep one of the two")
            self.document.lines[(*path, key)] = _line(event)
            pairs[key] = self._value(next(self._events), (*path, key))
        return pairs

    def _key(self, event: Event, path: Path) -> str:
        if not isinstance(event, ScalarEvent):
            self._note(event, *syntax.KEY_IS_NO_TEXT)
            self._value(event, (*path, ""))
            return ""
        self._refuse_extras(event)
        key = self._text(event)
        if _is_plain(event) and key == "<<":
            self._note(event, *syntax.MERGE)
        return scalar.key(key) if _is_plain(event) else key

    def _scalar(self, event: ScalarEvent) -> Json:
        text = self._text(event)
        return scalar.scalar(text) if _is_plain(event) else text

    def _text(self, event: ScalarEvent) -> str:
        text = str(event.value)
        with suppress(UnicodeDecodeError):  # JSON writes an emoji as two escapes, a surrogate each
            return text.encode("utf-16", "surrogatepass").decode("utf-16")
        self._note(event, *syntax.NO_CHARACTER)
        return ""

    def _note(self, event: Event, what: str, write: str) -> None:
        self.document.problems.append(Problem(_line(event), what, write))

    def _stop(self, event: Event, what: str, write: str) -> None:
        self._note(event, what, write)
        raise _Unreadable


def _is_plain(event: ScalarEvent) -> bool:
    return not event.style


def _line(event: Event) -> int:
    return int(event.start_mark.line) + 1
