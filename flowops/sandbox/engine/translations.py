"""What goflow checks in a flow's localization, from 0.240 on."""

import re

from flowops.model.json import Json
from flowops.sandbox.engine import limits
from flowops.sandbox.engine.decoding import Malformed, Values
from flowops.sandbox.engine.languages import is_language
from flowops.sandbox.engine.limits import at_most, bytes_of

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-7][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def check_localization(localization: Values, release: int) -> None:
    """Refuses languages and items that cannot be."""
    if release < 240:
        return
    for language, items in localization.items():
        if not is_language(language):
            raise Malformed(f"invalid localization: invalid language code '{language}'")
        try:
            _check_items(items or {}, release)
        except Malformed as error:
            raise Malformed(f"invalid localization: invalid translation for '{language}': {error}") from error


def _check_items(items: Values, release: int) -> None:
    at_most(limits.TRANSLATIONS, len(items), release)
    for uuid, properties in items.items():
        if not _UUID.fullmatch(uuid):
            raise Malformed(f"invalid item uuid '{uuid}'")
        try:
            _check_properties(properties or {}, release)
        except Malformed as error:
            raise Malformed(f"invalid item translation for '{uuid}': {error}") from error


def _check_properties(properties: Values, release: int) -> None:
    at_most(limits.PROPERTIES, len(properties), release)
    for name, value in properties.items():
        if not 1 <= len(name.encode(errors="replace")) <= 64:
            raise Malformed(f"invalid property name '{name if len(name) <= 32 else name[:29] + '...'}'")
        if release >= 285:
            _check_value(name, value)


def _check_value(name: str, value: Json) -> None:
    if not isinstance(value, list):
        size = bytes_of(value)
        if size > 10_000:
            raise Malformed(f"translation value for '{name}' can't be larger than 10000 bytes (is {size})")
        return
    if len(value) > 10:
        raise Malformed(f"translation for '{name}' can't have more than 10 values (has {len(value)})")
    for item in value:
        if isinstance(item, str) and len(item) > 10_000:
            raise Malformed(
                f"translation value for '{name}' can't be longer than 10000 chars (is {len(item)})"
            )
