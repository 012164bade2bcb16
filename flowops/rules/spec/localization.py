"""The translations of a flow: language -> UUID of an item -> property -> texts."""

from flowops.model.json import Json
from flowops.rules.spec.element import Place
from flowops.rules.spec.languages import is_language
from flowops.rules.spec.patterns import PATTERNS
from flowops.rules.spec.reading import Reader
from flowops.rules.spec.shape import Many, Text
from flowops.rules.spec.size import size

LOOSE = 198  # until then a property held nothing but a list of texts
CHECKED = 250  # codes, UUIDs and names of properties
BOUNDED = 293  # numbers and lengths
ITEMS, PROPERTIES, VALUES, LENGTH, NAME = 300_000, 10, 10, 10_000, 64

_ITEM = PATTERNS["item uuid"]


def judge(reader: Reader, value: Json, place: Place) -> None:
    """Look at all translations; `reader` gathers what the engine refuses."""
    if value is None:
        return
    if not isinstance(value, dict):
        reader.mistyped(value, "map", place)
        return
    for language, items in value.items():
        within = f"{place.within}invalid translation for '{language}': "
        _language(reader, language, place)
        inside = Place((*place.at, language), f"{place.name}.{language}", within)
        if isinstance(items, dict):
            _items(reader, items, inside)
        elif items is not None:
            reader.mistyped(items, "map", inside)


def _language(reader: Reader, language: str, place: Place) -> None:
    if reader.minor >= CHECKED and not is_language(language):
        reader.refuse("SPEC039", f"{place.within}invalid language code '{language}'", (*place.at, language))


def _items(reader: Reader, items: dict[str, Json], place: Place) -> None:
    if reader.minor >= BOUNDED and len(items) > ITEMS:
        words = f"can't have more than {ITEMS} item translations (has {len(items)})"
        reader.refuse("SPEC040", place.within + words, place.at)
    for uuid, properties in items.items():
        at = (*place.at, uuid)
        if reader.minor >= CHECKED and not _ITEM.check(uuid):
            reader.refuse(_ITEM.rule, place.within + _ITEM.message % uuid, at)
        inside = Place(at, f"{place.name}.{uuid}", f"{place.within}invalid item translation for '{uuid}': ")
        if isinstance(properties, dict):
            _properties(reader, properties, inside)
        elif properties is not None:
            reader.mistyped(properties, "map", inside)


def _properties(reader: Reader, properties: dict[str, Json], place: Place) -> None:
    if reader.minor >= BOUNDED and len(properties) > PROPERTIES:
        words = f"can't have more than {PROPERTIES} properties (has {len(properties)})"
        reader.refuse("SPEC040", place.within + words, place.at)
    for name, value in properties.items():
        inside = Place((*place.at, name), f"{place.name}.{name}", place.within)
        if reader.minor < LOOSE:
            if value is not None:
                reader.value(Many(Text()), value, inside)
            continue
        if reader.minor >= CHECKED and not 0 < len(name.encode(errors="surrogatepass")) <= NAME:
            reader.refuse("SPEC040", f"{place.within}invalid property name '{name[:32]}'", inside.at)
        if reader.minor >= BOUNDED:
            _values(reader, name, value, inside)


def _values(reader: Reader, name: str, value: Json, place: Place) -> None:
    if not isinstance(value, list):
        _one(reader, name, value, place, largest=None)
        return
    if len(value) > VALUES:
        words = f"translation for '{name}' can't have more than {VALUES} values (has {len(value)})"
        reader.refuse("SPEC040", place.within + words, place.at)
    for index, item in enumerate(value):
        _one(reader, name, item, place.item(index), largest=LENGTH)


def _one(reader: Reader, name: str, value: Json, place: Place, largest: int | None) -> None:
    """One value: a text by its length, all else by its bytes."""
    if isinstance(value, str) and largest is not None:
        if len(value) > largest:
            words = f"translation value for '{name}' can't be longer than {largest} chars (is {len(value)})"
            reader.refuse("SPEC040", place.within + words, place.at)
    elif (has := size(value)) > LENGTH:
        words = f"translation value for '{name}' can't be larger than {LENGTH} bytes (is {has})"
        reader.refuse("SPEC040", place.within + words, place.at)
