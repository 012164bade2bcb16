"""How many of something goflow puts up with, and since when."""

import json
from collections.abc import Mapping

from flowops.model.json import Json
from flowops.sandbox.engine.decoding import Malformed

NODES = "flow can't have more than {most} nodes (has {size})"
UI = "flow UI can't be larger than {most} bytes (is {size})"
ACTIONS = "node can't have more than {most} actions (has {size})"
EXITS = "node can't have more than {most} exits (has {size})"
CASES = "can't have more than {most} cases (has {size})"
ARGUMENTS = "can't have more than {most} arguments (has {size})"
CATEGORIES = "can't have more than {most} categories (has {size})"
TRANSLATIONS = "can't have more than {most} item translations (has {size})"
PROPERTIES = "can't have more than {most} properties (has {size})"

Limits = Mapping[str, tuple[tuple[int, int], ...]]
"""The goflow releases from which a limit holds, each with the limit; the newest last."""

_LIMITS: Limits = {
    NODES: ((231, 1000),),
    UI: ((285, 262_144),),
    ACTIONS: ((231, 100),),
    EXITS: ((231, 100),),
    CASES: ((237, 100),),
    ARGUMENTS: ((237, 100), (277, 10)),
    CATEGORIES: ((231, 100),),
    TRANSLATIONS: ((285, 300_000),),
    PROPERTIES: ((285, 10),),
}


def at_most(limit: str, size: int, release: int) -> None:
    """Refuses what is more than the release takes."""
    for since, most in reversed(_LIMITS[limit]):
        if release >= since:
            if size > most:
                raise Malformed(limit.format(most=most, size=size))
            return


def bytes_of(value: Json) -> int:
    """How long any JSON is when it is written without spaces."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(errors="replace"))
