"""JSON -> one `key: value` line each, nested ones indented: every value is there, only UUIDs and places are not."""

from collections.abc import Iterable, Iterator, Mapping

from flowops.model.json import Json, JsonObject
from flowops.render.words import as_json, shows

_DEEPEST = 40
_FIRST = ("name", "type", "title", "language", "text", "body")
_NAMED = ("name", "key", "label", "type")
_NUMBERS = "-+.0123456789"
_WORDS = ("true", "false", "null", "NaN", "Infinity")
# RapidPro writes these keys whether they say something or not
_USUAL: Mapping[str, Json] = {
    "attachments": [],
    "quick_replies": [],
    "category": "",
    "all_groups": False,
    "cases": {},
    "config": {"cases": {}},
}
Translations = Mapping[str, Iterable[tuple[str, Json]]]


class Plain:
    """Writes values; what stands under another object's UUID is shown by its name."""

    def __init__(self, names: Mapping[str, str] | None = None, hidden: Iterable[str] = ()) -> None:
        """`names` of what UUIDs refer to; `hidden` keys besides `uuid`."""
        self.names = names or {}
        self.hidden = frozenset({"uuid", *hidden})

    def lines(self, value: Json, indent: int = 0) -> Iterator[str]:
        """A whole value."""
        if isinstance(value, dict) and value:
            yield from self.members(value, indent)
        elif isinstance(value, list) and value:
            yield from self._items(value, indent)
        else:
            yield f"{' ' * indent}{scalar(value)}"

    def members(
        self,
        value: JsonObject,
        indent: int,
        without: Iterable[str] = (),
        translations: Translations | None = None,
    ) -> Iterator[str]:
        """The keys of an object, each with its translations below it."""
        translated = translations or {}
        keys = self._keys(value, without)
        for key in keys:
            yield from self.member(key, value[key], indent)
            yield from self._translated(key, translated, indent)
        for key in sorted(translated):
            if key not in keys:
                yield from self._translated(key, translated, indent)

    def member(self, key: str, value: Json, indent: int) -> Iterator[str]:
        """One key and its value."""
        head = f"{' ' * indent}{_key(key)}:"
        if key.endswith("_uuid") and isinstance(value, str | None):
            yield f"{' ' * indent}{_key(key[:-5])}: {self.name(value)}"
        elif isinstance(value, dict) and (named := self._reference(value)):
            yield f"{head} {named}"
        elif isinstance(value, dict | list) and value:
            yield head
            yield from self._inner(value, indent + 2)
        elif isinstance(value, str) and "\n" in value:
            yield head
            yield from block(value, indent + 2)
        else:
            yield f"{head} {scalar(value)}"

    def name(self, uuid: str | None) -> str:
        """What a UUID refers to."""
        return self.names.get(uuid, "?") if uuid else "nothing"

    def _keys(self, value: JsonObject, without: Iterable[str] = ()) -> list[str]:
        """Those that say something, in order."""
        hidden = self.hidden.union(without)
        return sorted(
            (key for key in value if key not in hidden and not _is_usual(key, value[key])), key=_order
        )

    def _translated(self, key: str, translations: Translations, indent: int) -> Iterator[str]:
        for language, value in translations.get(key, ()):
            alone = isinstance(value, list) and len(value) == 1 and isinstance(value[0], str)
            yield from self.member(
                f"{key} ({language})", value[0] if alone and isinstance(value, list) else value, indent
            )

    def _inner(self, value: Json, indent: int) -> Iterator[str]:
        if indent > 2 * _DEEPEST:
            yield f"{' ' * indent}{as_json(value)}"
        else:
            yield from self.lines(value, indent)

    def _items(self, items: list[Json], indent: int) -> Iterator[str]:
        for item in items:
            named = self._reference(item) if isinstance(item, dict) else ""
            if named:
                yield f"{' ' * indent}- {named}"
                continue
            inner = (
                block(item, indent + 2)
                if isinstance(item, str) and "\n" in item
                else self._inner(item, indent + 2)
            )
            for number, text in enumerate(inner):
                yield f"{' ' * indent}- {text[indent + 2 :]}" if number == 0 else text

    def _reference(self, value: JsonObject) -> str:
        """An object that only names another one, on one line; "" for all else."""
        shown = self._keys(value)
        texts = [it for key in shown if key in _NAMED and isinstance(it := value[key], str) and _is_plain(it)]
        return " / ".join(texts) if len(texts) == len(shown) else ""


def scalar(value: Json) -> str:
    """A value on one line: a text as it is, unless it could be taken for something else."""
    if isinstance(value, str) and _is_plain(value) and not _looks_like_json(value):
        return value
    return as_json(value)


def block(text: str, indent: int) -> Iterator[str]:
    """A text line by line."""
    for row in text.split("\n"):
        mark, shown = ("|", row) if all(map(shows, row)) else ("\\", as_json(row)[1:-1])
        yield f"{' ' * indent}{mark} {shown}".rstrip(" ") if not row else f"{' ' * indent}{mark} {shown}"


def _is_usual(key: str, value: Json) -> bool:
    return key in _USUAL and type(value) is type(_USUAL[key]) and value == _USUAL[key]


def _is_plain(text: str) -> bool:
    return bool(text) and text == text.strip() and (text.isprintable() or all(map(shows, text)))


def _looks_like_json(text: str) -> bool:
    return text[0] in '"[{' or text in _WORDS or (text[0] in _NUMBERS and text[-1].isdigit())


def _order(key: str) -> tuple[int, str]:
    return (_FIRST.index(key) if key in _FIRST else len(_FIRST), key)


def _key(key: str) -> str:
    if is_uuid(key):
        return "-"
    return key if _is_plain(key) and ":" not in key else as_json(key)


def is_uuid(text: str) -> bool:
    """Whether a text is a UUID."""
    return len(text) == 36 and text.count("-") == 4 and text.replace("-", "").isalnum()
