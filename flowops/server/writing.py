"""What the token API writes: globals, fields, groups, labels, topics, campaigns and their events."""

from collections.abc import Mapping
from urllib.parse import urlencode

import orjson

from flowops.environment import Secret
from flowops.errors import WriteRefused
from flowops.model.json import Json, JsonObject
from flowops.server.delivery import body_of, deliver, refusal, unanswered
from flowops.server.sender import Request
from flowops.server.transport import Transport

_UNITS = {"M": "minutes", "H": "hours", "D": "days", "W": "weeks"}
_VALUE_TYPES = {"number": "numeric"}  # the only type whose older word is another
_SCHEDULING = "being scheduled"  # 26.x refuses changes of an event for as long as it schedules it
_SCHEDULING_TRIES = 5
_SCHEDULING_WAIT = 4  # times the usual wait


class Writer:
    """Writes objects of one workspace, each with one request; each method returns the object as it is now.

    Raises WriteRefused, NotPermitted or another ServerError where nothing was written, Unanswered where that is
    not known.
    """

    def __init__(self, transport: Transport) -> None:
        self._sender = transport.sender

    def create_global(self, name: str, value: str | Secret) -> JsonObject:
        """A new global; RapidPro makes its key from the name, and sets the one that has this key already."""
        return self._post("globals", f"global {name} was created", {"name": name, "value": value})

    def update_global(self, key: str, value: str | Secret) -> JsonObject:
        """The value of a global; RapidPro takes no blank one."""
        return self._post("globals", f"global {key} was set", {"value": value}, key=key)

    def create_field(self, name: str, value_type: str) -> JsonObject:
        """A new contact field of a type as exports call it; RapidPro makes its key from the name."""
        # up to 8.2 it is label and value_type, and what else is sent counts for nothing; later both are known
        older: JsonObject = {"label": name, "value_type": _VALUE_TYPES.get(value_type, value_type)}
        return self._post("fields", f"field {name} was created", {"name": name, "type": value_type, **older})

    def create_group(self, name: str) -> JsonObject:
        """A new group whose members are put in by hand: the API makes no other."""
        return self._post("groups", f"group {name} was created", {"name": name})

    def create_label(self, name: str) -> JsonObject:
        """A new label."""
        return self._post("labels", f"label {name} was created", {"name": name})

    def create_topic(self, name: str) -> JsonObject:
        """A new topic of tickets."""
        return self._post("topics", f"topic {name} was created", {"name": name})

    def create_campaign(self, name: str, group: str) -> JsonObject:
        """A new campaign for the group of this UUID, without events."""
        return self._post("campaigns", f"campaign {name} was created", {"name": name, "group": group})

    def update_campaign(self, uuid: str, name: str, group: str) -> JsonObject:
        """A campaign under this name, for the group of this UUID."""
        return self._post("campaigns", f"campaign {name} was changed", {"name": name, "group": group}, uuid)

    def create_event(self, campaign: str, event: JsonObject) -> JsonObject:
        """A new event, given as exports write it, in the campaign of this UUID."""
        done = f"an event at {_when(event)} was created"
        return self._post("campaign_events", done, {"campaign": campaign, **_event(event)})

    def update_event(self, uuid: str, campaign: str, event: JsonObject) -> JsonObject:
        """An event of this UUID, given as exports write it; up to 10.0 the answer has another UUID.

        Tried again for a while where the server is scheduling it just now.
        """
        done, body = f"the event at {_when(event)} was changed", {"campaign": campaign, **_event(event)}
        for attempt in range(_SCHEDULING_TRIES - 1):
            try:
                return self._post("campaign_events", done, body, uuid)
            except WriteRefused as refused:
                if _SCHEDULING not in refused.reason:
                    raise
                wait = self._sender.patience.wait * _SCHEDULING_WAIT * 2**attempt
                self._sender.notices.notify(f"{refused.what}; trying again in {wait:g} s")
                self._sender.patience.sleep(wait)
        return self._post("campaign_events", done, body, uuid)

    def delete_event(self, uuid: str) -> None:
        """An event is gone."""
        self._send("DELETE", f"campaign_events.json?uuid={uuid}", f"event {uuid} was deleted")

    def _post(
        self,
        endpoint: str,
        done: str,
        body: Mapping[str, "Json | Secret"],
        uuid: str | None = None,
        key: str | None = None,
    ) -> JsonObject:
        lookup = {"uuid": uuid} if uuid else {"key": key} if key else {}
        query = f"?{urlencode(lookup)}" if lookup else ""
        answer = self._send("POST", f"{endpoint}.json{query}", done, body)
        if not isinstance(answer, dict):
            raise unanswered(f"{self._sender.host} answered with something else", done)
        return answer

    def _send(
        self, method: str, path: str, done: str, body: Mapping[str, "Json | Secret"] | None = None
    ) -> Json:
        data = orjson.dumps({key: _revealed(value) for key, value in body.items()}) if body else None
        headers = {"Content-Type": "application/json"} if body else {}
        request = Request(method, f"{self._sender.host}/api/v2/{path}", headers, data)
        response = deliver(self._sender, request, done)
        if response.status_code not in (200, 201, 204):
            raise refusal(self._sender, request, response, done)
        return body_of(response) if response.content else None


def _revealed(value: "Json | Secret") -> Json:
    return value.reveal() if isinstance(value, Secret) else value


def _event(event: JsonObject) -> JsonObject:
    """An event in the words of the API."""
    date, flow = event.get("relative_to"), event.get("flow")
    content: JsonObject = {"message": event.get("message")}
    if isinstance(flow, dict):
        content = {"flow": flow.get("uuid")}
    return {
        "relative_to": date.get("key") if isinstance(date, dict) else None,
        "offset": event.get("offset"),
        "unit": _UNITS.get(str(event.get("unit")), event.get("unit")),
        "delivery_hour": event.get("delivery_hour"),
        **content,
    }


def _when(event: JsonObject) -> str:
    body = _event(event)
    return f"{body['relative_to']} {body['offset']:+} {body['unit']}"
