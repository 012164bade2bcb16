"""Edits and marks -> what a person would say, for every renderer; it still is foreign text that each makes harmless."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from flowops.model.change import Change, Edit, Mark
from flowops.model.json import Json, JsonObject
from flowops.render.bodies import BODIES
from flowops.render.difference import Piece, lists
from flowops.render.properties import property_words
from flowops.render.values import VALUES
from flowops.render.words import as_json


@dataclass(frozen=True, slots=True)
class Phrase:
    """One edit in words.

    title   what differs: "text (swa)"; a whole sentence where nothing else is set
    before  what it was; None where there was nothing
    after   what it is; None where nothing is left
    items   what a list lost ("-") and got ("+"), where the property is one; without a title what the object itself did
    quoted  whether before and after are texts of a person rather than words for values
    """

    title: str
    before: str | None = None
    after: str | None = None
    items: tuple[Piece, ...] = ()
    quoted: bool = False


def phrases(edits: Iterable[Edit]) -> list[Phrase]:
    """Each edit in words; several properties of one name in one object are numbered."""
    said = [(_place(edit.path), edit, _phrase(edit)) for edit in edits]
    places: dict[str, set[str]] = defaultdict(set)
    for (pattern, number), _, _ in said:
        places[property_words(pattern)].add(number)
    return [
        replace(phrase, title=property_words(pattern, edit.language, number))
        if phrase.title and number and len(places[property_words(pattern)]) > 1
        else phrase
        for (pattern, number), edit, phrase in said
    ]


def own_phrases(change: Change) -> list[Phrase]:
    """The edits of the object itself; the new name of a renamed one is no news below its headline."""
    return phrases(edit for edit in change.edits if not (change.change == "renamed" and edit.path == "name"))


def mark_phrase(mark: Mark) -> str:
    """ "swa translation of text is stale: the text changed, the translation did not"."""
    pattern, _ = _place(mark.path)
    return _MARKS.get(mark.problem, _stale)(mark, property_words(pattern))


def _stale(mark: Mark, what: str) -> str:
    return f"{mark.language} translation of {what} is stale: the {what} changed, the translation did not"


def _lost(mark: Mark, what: str) -> str:
    of = "" if what == "text" else f" of {what}"
    return (
        f"{mark.language} translation{of} lost {', '.join(map(_expression, mark.missing)) or 'an expression'}"
    )


_MARKS: Mapping[str, Callable[[Mark, str], str]] = {"stale": _stale, "lost-expression": _lost}


def _expression(text: str) -> str:
    if text.startswith("@"):
        return text
    return f"@{text}" if text.replace(".", "").replace("_", "").isalnum() else f"@({text})"


def _place(path: str) -> tuple[str, str]:
    """A path with # for each number in it, and the first of these, counted from one: "actions/#/text", "1"."""
    if path.startswith("exits"):
        return path, ""
    parts = path.split("/")
    if parts[0] == "router" and len(parts) > 1:
        parts = parts[1:]
    numbers = [part for part in parts if _is_number(part)]
    pattern = "/".join("#" if _is_number(part) else part for part in parts)
    return pattern, str(int(numbers[0]) + 1) if numbers else ""


def _is_number(part: str) -> bool:
    return part.isascii() and part.isdigit() and len(part) < 10


def _phrase(edit: Edit) -> Phrase:
    head, _, category = edit.path.partition("/")
    if head == "exits" and all(isinstance(it, str | None) for it in (edit.before, edit.after)):
        return Phrase(_routing(category, edit))
    pattern, _ = _place(edit.path)
    title = property_words(pattern, edit.language)
    before, after = _alone(edit.before, edit.after)
    body = BODIES.get(pattern)
    if (
        body
        and _are(dict, before, after)
        and (whole := lists(_bodies([before], body), _bodies([after], body)))
    ):
        return Phrase("", items=tuple(whole))
    if _are(list, before, after) or _are(dict, before, after):
        listed = lists(_items(before, pattern), _items(after, pattern))
        return Phrase(title, items=tuple(listed or lists(_spelled(before), _spelled(after))))
    if _are(str, before, after) and pattern not in VALUES:
        return Phrase(title, _text(before), _text(after), quoted=True)
    return Phrase(title, _words(pattern, before), _words(pattern, after))


def _routing(category: str, edit: Edit) -> str:
    """Where the exit of a category leads now, in words."""
    who = f'"{category}"' if category else "the node"
    if edit.change == "removed":
        return (
            f"{who} no longer leads anywhere"
            if edit.before is None
            else f'{who} no longer leads to "{edit.before}"'
        )
    now = "ends the flow" if edit.after is None else f'leads to "{edit.after}"'
    if edit.change == "added":
        return f"{who} now {now}"
    instead = "ending the flow" if edit.before is None else f'leading to "{edit.before}"'
    if edit.after is not None and edit.before is not None:
        instead = f'"{edit.before}"'
    return f"{who} now {now} instead of {instead}"


def _alone(before: Json, after: Json) -> tuple[Json, Json]:
    """The texts of two lists that hold nothing else, as translations and arguments are kept."""
    sides = (before, after)
    if all(it is None or (isinstance(it, list) and len(it) == 1 and isinstance(it[0], str)) for it in sides):
        before, after = (it[0] if isinstance(it, list) else it for it in sides)
    return before, after


def _are(kind: type, before: Json, after: Json) -> bool:
    """Whether both sides are of that type, or one is and the other is not there."""
    there = [value for value in (before, after) if value is not None]
    return bool(there) and all(isinstance(value, kind) for value in there)


def _text(value: Json) -> str | None:
    return value if isinstance(value, str) else None


def _words(pattern: str, value: Json) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    return VALUES.get(pattern, as_json)(value) or as_json(value)


def _items(value: Json, pattern: str) -> list[str]:
    if isinstance(value, dict):
        return [f"{key}: {item if isinstance(item, str) else as_json(item)}" for key, item in value.items()]
    body = BODIES.get(f"{pattern}/#")
    return [*_listed(value if isinstance(value, list) else [], body)]


def _listed(items: list[Json], body: Callable[[JsonObject], str] | None) -> Iterator[str]:
    for item in items:
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            named = item.get("name") or item.get("key")
            yield body(item) if body else named if isinstance(named, str) else as_json(item)
        else:
            yield as_json(item)


def _spelled(value: Json) -> list[str]:
    """Item by item as JSON, where their words do not tell the difference."""
    return [as_json(item) for item in (value if isinstance(value, list) else [value])]


def _bodies(values: Iterable[Json], body: Callable[[JsonObject], str]) -> list[str]:
    return [body(value) for value in values if isinstance(value, dict)]
