"""Small damage to flows, the same for the same seed."""

import copy
import random
from collections.abc import Callable, Iterator
from typing import Any

from flowops.model.json import Json, JsonObject

# Whatever holds something under a key or at a position: damage needs no types
Holder = tuple[Any, Any]

VALUES: tuple[Json, ...] = (
    None, "", " ", 0, 1, -1, 1.5, 20_000, 2**63, 2**70, True, False, [], {}, [None], [""], ["a"], [{}], {"a": None},
    {"type": "msg"}, {"type": "switch"}, {"uuid": ""}, "x", "a" * 37, "a" * 64, "a" * 65, "é" * 65, "a" * 129, "a" * 1001,
    "a" * 8193, "a" * 10_000, "a" * 10_001, "a" * 20_001, "messaging", "voice", "messaging_background", "messaging_offline",
    "ENG", "xyz", "fre", "base", "und", "en", "has_text", "has_Text", "has_foo", "switch", "random", "msg", "dial", "digits",
    "send_msg", "say_msg", "set_run_local", "GET", "get", "tel", "image:x", "image:", "@fields.x", "IMAGE/png:x", "a b",
    "set", "clear", "event", "_x", "1x", "bob@example.org", "bob@", "\x00", "\ud7ff", "1e5", "-3", "0x1", "1e16",
    "7d2b7e5e-4d4e-4f43-9d5f-2f6d3c0f1b2a", "7D2B7E5E-4D4E-4F43-9D5F-2F6D3C0F1B2A", "7d2b7e5e-4d4e-1f43-1d5f-2f6d3c0f1b2a",
    "7d2b7e5e4d4e4f439d5f2f6d3c0f1b2a", "13.0.0", "13.1.0", "13.2.0", "13.3.0", "13.4.0", "13.5.0", "13.6.0", "14.0.0", "14.2.0",
    "14.3.0", "14.4.1", "14.4.9", "14.9.0", "v13.1", "13", "12.0.0", "9.0.0", "abc", "14.3.0-beta", "13.1.0+x",
    ["a"] * 11, [""] * 101, ["a" * 1001], ["a" * 10_001],
)  # fmt: skip


def holders(value: Json) -> Iterator[Holder]:
    """Each place inside a value."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        pairs = item.items() if isinstance(item, dict) else enumerate(item) if isinstance(item, list) else ()
        for key, inner in pairs:
            yield item, key
            waiting.append(inner)


def _replace(chance: random.Random, holder: Any, key: Any, flow: JsonObject) -> None:
    holder[key] = copy.deepcopy(chance.choice(VALUES))


def _remove(chance: random.Random, holder: Any, key: Any, flow: JsonObject) -> None:
    del holder[key]


def _swap(chance: random.Random, holder: Any, key: Any, flow: JsonObject) -> None:
    other, there = chance.choice(list(holders(flow)))
    holder[key] = copy.deepcopy(other[there])


def _repeat(chance: random.Random, holder: Any, key: Any, flow: JsonObject) -> None:
    if isinstance(holder, list):
        holder.extend(copy.deepcopy(holder[int(key)]) for _ in range(chance.choice((1, 2, 10, 100))))
    else:
        holder[str(key) + chance.choice(("2", "_", " "))] = copy.deepcopy(holder[str(key)])


def _recase(chance: random.Random, holder: Any, key: Any, flow: JsonObject) -> None:
    if isinstance(holder, dict) and isinstance(key, str):
        value = holder[key] if chance.random() < 0.3 else holder.pop(key)
        holder[
            chance.choice((key.upper(), key.title(), key.replace("s", "\u017f").replace("k", "\u212a")))
        ] = value


def _reuse(chance: random.Random, holder: Any, key: Any, flow: JsonObject) -> None:
    uuids = [h[k] for h, k in holders(flow) if isinstance(k, str) and k.endswith("uuid")]
    if isinstance(key, str) and key.endswith("uuid"):
        holder[key] = chance.choice(uuids)
    else:
        _replace(chance, holder, key, flow)


def _rename(chance: random.Random, holder: Any, key: Any, flow: JsonObject) -> None:
    if isinstance(holder, dict) and isinstance(key, str):
        holder[str(chance.choice([value for value in VALUES if isinstance(value, str)]))] = holder.pop(key)


DAMAGE: tuple[Callable[[random.Random, Any, Any, JsonObject], None], ...] = (
    _replace, _replace, _remove, _swap, _repeat, _recase, _reuse, _rename,
)  # fmt: skip


def mutated(flow: JsonObject, chance: random.Random) -> JsonObject:
    """A copy with one to three damages."""
    new = copy.deepcopy(flow)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        places = list(holders(new))
        if not places:
            return new
        # Few places of a flow are near its top, but all of them matter
        places = [place for place in places if place[0] is new] if chance.random() < 0.15 else places
        if places:
            chance.choice(DAMAGE)(chance, *chance.choice(places), new)
    return new
