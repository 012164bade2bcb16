"""stub"""

from collections.abc import Iterable

from flowops.model.json import JsonObject
from flowops.model.plan import Action


def actions_json(actions: Iterable[Action]) -> list[JsonObject]:
    keys = ("kind", "name", "action", "transport", "waiting", "stranded", "summary")
    return [{key: getattr(action, key) for key in keys} for action in actions]
