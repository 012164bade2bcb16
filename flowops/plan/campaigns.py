"""What happens to campaigns: their events one by one, so that only what changed is scheduled anew."""

from collections.abc import Iterator

from flowops.diff.campaign import campaign_differences, paired_events
from flowops.diff.edits import edit
from flowops.model.change import Change, Edit
from flowops.model.json import JsonObject
from flowops.model.kind import CAMPAIGN
from flowops.model.plan import Action
from flowops.plan.desired import Desired


def campaign_actions(desired: Desired) -> Iterator[Action]:
    """New and changed campaigns; what the workspace alone has is left alone."""
    rows, live = desired.rows("campaign"), desired.live(CAMPAIGN)
    for document in desired.bound.export.of(CAMPAIGN):
        before = live.get(document.identity)
        if document.identity not in rows:
            events = document.body.get("events")
            number = len(events) if isinstance(events, list) else 0
            yield Action(
                "campaign", document.name, "create", "api", f"new, {number} events", body=document.body
            )
        elif before is not None and (edits := _edits(before.body, document.body)):
            change = Change("campaign", "changed", document.name, before.name, tuple(edits))
            yield Action(
                "campaign", document.name, "update", "api", _summary(before.body, document.body), uuid=document.identity,
                body=document.body, before=before.body, change=change,
            )  # fmt: skip
    for identity in desired.archived:
        row = rows.get(identity)
        if row is not None and not row.get("archived"):
            yield Action(
                "campaign",
                str(row.get("name")),
                "manual",
                "manual",
                "archive it: it is archived in git",
                uuid=identity,
            )
    for document in desired.orphans(CAMPAIGN):
        yield Action(
            "campaign",
            document.name,
            "orphan",
            "manual",
            "in the workspace, not in git",
            uuid=document.identity,
        )


def _edits(before: JsonObject, after: JsonObject) -> list[Edit]:
    found = (it for it in campaign_differences(before, after) if it.path != ("uuid",))
    return [it for each in found for it in edit("/".join(each.path), each.before, each.after, {})]


def _summary(before: JsonObject, after: JsonObject) -> str:
    made, changed, removed = event_changes(before, after)
    counts = ((len(made), "added"), (len(changed), "changed"), (len(removed), "removed"))
    parts = [f"{number} event{'s' * (number != 1)} {word}" for number, word in counts if number]
    return ", ".join(parts) or "name or group"


def event_changes(
    before: JsonObject, after: JsonObject
) -> tuple[list[JsonObject], list[tuple[JsonObject, JsonObject]], list[JsonObject]]:
    """Events to make, to change (as they are and as they are to be), and to delete."""
    pairs = paired_events(before, after)
    kept = {id(event) for pair in pairs for event in pair}
    made, removed = ([it for it in _events(side) if id(it) not in kept] for side in (after, before))
    return made, [(old, new) for old, new in pairs if _edits({"events": [old]}, {"events": [new]})], removed


def _events(body: JsonObject) -> list[JsonObject]:
    events = body.get("events")
    return [event for event in events if isinstance(event, dict)] if isinstance(events, list) else []
