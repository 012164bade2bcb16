"""Globals, fields, groups, labels and topics, through the API."""

from collections.abc import Callable, Mapping

from flowops.deployment.looking import surely
from flowops.deployment.made import Made
from flowops.deployment.outcome import DONE, Outcomes
from flowops.environment import Environment
from flowops.errors import Stale
from flowops.model.json import JsonObject
from flowops.model.plan import Action
from flowops.model.target import Target
from flowops.server.api import Api
from flowops.server.writing import Writer

ORDER = ("global", "field", "group", "label", "topic")


class Settings:
    """Writes what flows lean on."""

    def __init__(self, api: Api, environment: Environment, target: Target, made: Made) -> None:
        self._api = api
        self._environment = environment
        self._target = target
        self._writer = Writer(api.transport)
        self._made = made

    def write(self, actions: list[Action], outcomes: Outcomes) -> None:
        """One after the other. Raises Stale where somebody else changed one of them since the plan."""
        writes: Mapping[str, Callable[[Action], None]] = {
            "global": self._global,
            "field": self._field,
            "group": self._named("groups", self._writer.create_group),
            "label": self._named("labels", self._writer.create_label),
            "topic": self._named("topics", self._writer.create_topic),
        }
        if any(action.kind == "global" for action in actions):
            self._check_globals(actions)
        for action in actions:
            writes[action.kind](action)
            outcomes.set(action, DONE)

    def _check_globals(self, actions: list[Action]) -> None:
        """RapidPro has no lock for globals: the last look is right before the first write."""
        now = {str(row.get("key")): row.get("value") for row in self._api.all("globals")}
        then = {str(row.get("key")): row.get("value") for row in self._target.rows.get("global", ())}
        changed = [it.name for it in actions if it.kind == "global" and now.get(it.name) != then.get(it.name)]
        if changed:
            raise Stale(
                f"somebody else set {', '.join(changed)} in the workspace since the plan was made",
                f"See: flowops globals {self._environment.name}. Then plan again",
            )

    def _global(self, action: Action) -> None:
        value = self._environment.globals[action.name]
        name = str((action.body or {}).get("name") or action.name)

        def write() -> JsonObject:
            if action.action == "create":
                return self._writer.create_global(name, value)
            return self._writer.update_global(action.name, value)

        def look() -> JsonObject | None:
            wanted = (value if isinstance(value, str) else value.reveal()).strip()
            found = self._find("globals", "key", action.name)
            return found if found and found.get("value") == wanted else None

        surely(write, look)

    def _field(self, action: Action) -> None:
        body = action.body or {}
        wanted = str(body.get("type") or "text")
        surely(
            lambda: self._writer.create_field(str(body.get("name")), wanted),
            lambda: self._find("fields", "key", action.name),
        )

    def _named(self, endpoint: str, create: Callable[[str], JsonObject]) -> Callable[[Action], None]:
        """What has a name and gets its UUID only now."""

        def write(action: Action) -> None:
            made = surely(lambda: create(action.name), lambda: self._find(endpoint, "name", action.name))
            self._made.add(action.kind, action.name, str(made.get("uuid")))

        return write

    def _find(self, endpoint: str, key: str, wanted: str) -> JsonObject | None:
        rows = self._api.all(endpoint)
        return next((row for row in rows if str(row.get(key)).casefold() == wanted.casefold()), None)
