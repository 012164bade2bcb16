"""Small flows with a webhook, for the examples of the rules beside this."""

from collections.abc import Mapping

from flowops.model.json import Json, JsonObject
from flowops.rules.example import Example
from flowops.rules.lines import Steps
from flowops.rules.sketch import When, a_flow, a_node, an_action, send, split

RECORDS = "@globals.cht_url/api/v2/records"
CONTACTS = "@globals.cht_url/api/v1/contacts-by-phone?phone=@(url_encode(urn_parts(urns.tel).path))"
AUTH = {"Authorization": "@globals.cht_auth"}
JSON_HEADERS: Mapping[str, Json] = {"Accept": "application/json", **AUTH, "Content-Type": "application/json"}
CHT = {"cht_url": "https://cht.example.org", "cht_auth": "${CHT_AUTH}"}
URL: Steps = ("nodes", 0, "actions", 0, "url")
ACTION: Steps = ("nodes", 0, "actions", 0)


def post(url: str = RECORDS, **more: Json) -> JsonObject:
    """An action that sends a report to the CHT; `more` replaces or adds keys."""
    given: dict[str, Json] = {
        "method": "POST",
        "url": url,
        "headers": dict(JSON_HEADERS),
        "body": '@(json(object("_meta", object("form", "VISIT"))))',
        "result_name": "Report",
        **more,
    }
    return an_action("call_webhook", "report", **given)


def get(url: str = CONTACTS, **more: Json) -> JsonObject:
    """An action that looks up a contact in the CHT."""
    headers: dict[str, Json] = {"Accept": "application/json", **AUTH}
    return post(url, **{"method": "GET", "headers": headers, "body": "", "result_name": "Contact", **more})


def calling(action: JsonObject, failed: str | None = "Alert", key: str = "report") -> JsonObject:
    """A node that calls and splits by success."""
    return split(
        "Call",
        f"@results.{key}.category",
        When("Success", ("has_only_text", ["Success"]), "Thanks"),
        When("Failure", None, failed),
        actions=(action,),
    )


def alert() -> JsonObject:
    """An action that tells the team."""
    return an_action(
        "send_email",
        "alert",
        addresses=["@globals.alert_email"],
        subject="The CHT took no report",
        body="Contact: @contact.uuid",
    )


def reporting(
    action: JsonObject,
    *failed: JsonObject,
    shown: Steps = ACTION,
    globals: Mapping[str, str] | None = None,
    protected: bool = False,
) -> Example:
    """A flow that calls; `failed` is what it does when that fails: by default it tells the team and the contact."""
    actions = failed or (alert(), send("We could not save it, and will call you."))
    key = "contact" if action["method"] == "GET" else "report"
    flow = a_flow(
        "Report", calling(action, key=key), a_node("Thanks", send("Thanks!")), a_node("Alert", *actions)
    )
    return Example((flow,), shown=shown, globals=globals, protected=protected)
