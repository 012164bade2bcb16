"""Translations that a change leaves behind."""

from collections.abc import Iterator

from flowops import references
from flowops.diff.edits import PLACES, Sides, items
from flowops.diff.plain import plain
from flowops.model.change import Mark
from flowops.model.json import Json, JsonObject


def marks(sides: Sides) -> list[Mark]:
    """For every property whose text or translation changed: is the translation older, does it lack an expression?"""
    return [mark for section, place in PLACES.items() for mark in _of_section(sides, section, place)]


def _of_section(sides: Sides, section: str, place: str) -> Iterator[Mark]:
    before = items(sides.before, section)
    for number, (key, item) in enumerate(items(sides.after, section).items()):
        for language, properties in _translations(sides.after, key):
            for name, translation in properties.items():
                older = _translation(sides.before, language, key, name)
                path = f"{place}/{number}/{name}"
                yield from _mark(
                    path, language, (_text(before.get(key), name), older), (_text(item, name), translation)
                )


def _mark(path: str, language: str, before: tuple[Json, Json], after: tuple[Json, Json]) -> Iterator[Mark]:
    """From base text and translation before and after."""
    base, translation = plain(after[0]), plain(after[1])
    rewritten, retranslated = base != plain(before[0]), translation != plain(before[1])
    if translation is None or base is None or not (rewritten or retranslated):
        return
    if not retranslated and plain(before[0]) is not None:
        yield Mark(path, language, "stale")
    if missing := _expressions(base) - _expressions(translation):
        yield Mark(path, language, "lost-expression", tuple(sorted(missing)))


def _expressions(value: Json) -> set[str]:
    texts = value if isinstance(value, list) else [value]
    return {
        "".join(it.split()).lower()
        for text in texts
        if isinstance(text, str)
        for it in references.expressions(text)
    }


def _translations(side: JsonObject, key: str) -> Iterator[tuple[str, JsonObject]]:
    languages = side.get("translations")
    for language, of in languages.items() if isinstance(languages, dict) else ():
        properties = of.get(key) if isinstance(of, dict) else None
        if isinstance(properties, dict):
            yield language, properties


def _translation(side: JsonObject, language: str, key: str, name: str) -> Json:
    return next(
        (properties.get(name) for found, properties in _translations(side, key) if found == language), None
    )


def _text(item: Json, name: str) -> Json:
    return item.get(name) if isinstance(item, dict) else None
