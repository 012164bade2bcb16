"""Campaigns and their events, one by one through the API, so that only what changed is scheduled anew."""

from dataclasses import dataclass

from flowops.deployment.looking import surely
from flowops.deployment.made import Made
from flowops.errors import ServerError, Stale, Unanswered
from flowops.model.json import Json, JsonObject
from flowops.model.kind import CAMPAIGN
from flowops.model.plan import Action
from flowops.plan.campaigns import event_changes
from flowops.server.api import Api
from flowops.server.writing import Writer

_ROUNDS = 3  # of looking at what is left after an answer was lost


@dataclass
class Campaigns:
    """Writes campaigns of one workspace."""

    api: Api
    made: Made

    def __post_init__(self) -> None:
        self._writer = Writer(self.api.transport)

    def write(self, action: Action) -> None:
        """Make or change a campaign. Raises Stale where it is not as it was planned for, ServerError."""
        body = self.made.bound(CAMPAIGN, action.body or {})
        uuid = action.uuid
        if uuid is None:
            made = surely(
                lambda: self._writer.create_campaign(action.name, _group(body)),
                lambda: self._named(action.name),
            )
            uuid = str(made.get("uuid"))
            self.made.add("campaign", action.name, uuid)
        else:
            self._check(action, uuid)
            before = action.before or {}
            if (before.get("name"), _group(before)) != (body.get("name"), _group(body)):
                self._rename(uuid, body)
        self._events(uuid, body)

    def _check(self, action: Action, uuid: str) -> None:
        before, now = action.before or {}, self._read(uuid)
        renamed = (before.get("name"), _group(before)) != (now.get("name"), _group(now))
        if renamed or any(event_changes(before, now)):
            raise Stale(
                f"somebody else changed the campaign {action.name!r} since the plan was made", "Plan again"
            )

    def _rename(self, uuid: str, body: JsonObject) -> None:
        name, group = str(body.get("name")), _group(body)

        def look() -> JsonObject | None:
            now = self._read(uuid)
            return now if (now.get("name"), _group(now)) == (name, group) else None

        surely(lambda: self._writer.update_campaign(uuid, name, group), look)

    def _events(self, uuid: str, body: JsonObject) -> None:
        """What is left to do is found anew after an answer that was lost: no event is made twice."""
        for attempt in range(_ROUNDS):
            made, changed, removed = event_changes(self._read(uuid), body)
            try:
                for event in made:
                    self._writer.create_event(uuid, event)
                for old, new in changed:
                    self._writer.update_event(str(old.get("uuid")), uuid, new)
                for event in removed:
                    self._writer.delete_event(str(event.get("uuid")))
            except Unanswered:
                if attempt == _ROUNDS - 1:
                    raise
            else:
                return

    def _named(self, name: str) -> JsonObject | None:
        return next((row for row in self.api.all("campaigns") if row.get("name") == name), None)

    def _read(self, uuid: str) -> JsonObject:
        answer = self.api.get("definitions", [("campaign", uuid), ("dependencies", "none")])
        listed: Json = answer.get("campaigns") if isinstance(answer, dict) else None
        found = [it for it in listed if isinstance(it, dict)] if isinstance(listed, list) else []
        if not found:
            raise ServerError(f"{self.api.transport.host} does not tell the campaign {uuid}", "Plan again")
        return found[0]


def _group(body: JsonObject) -> str:
    group = body.get("group")
    return str(group.get("uuid")) if isinstance(group, dict) else ""
